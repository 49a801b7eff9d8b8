"""Precision and recall of the matching on data/recall_matching: 27 notices, 600 devices, 207 expected pairs."""

import csv
import json
from collections import Counter, defaultdict
from datetime import date

import pytest

from assets.rules.matching import Catalogue, Certainty, Makers, Product, Unit, match_units, read_scope
from tests.core.worktime_cases import DATA_FOLDER

FOLDER = DATA_FOLDER.parent / "recall_matching"
pytestmark = [
    pytest.mark.data,
    pytest.mark.skipif(
        not FOLDER.exists(), reason=f"The shared data is not at {FOLDER}. Set SHARED_DATA to its folder."
    ),
]

Pair = tuple[str, str]


def rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def inventory() -> dict[Product, list[Unit]]:
    """The devices of the inventory under the product each record describes."""
    found: dict[Product, list[Unit]] = defaultdict(list)
    for row in rows("inventory.csv"):
        identity = (row["manufacturer"], row["brand"], row["model"], row["catalog_number"])
        identifiers = (row["udi_di"],) if row["udi_di"] else ()
        product = Product((*identity, identifiers), *identity, identifiers=identifiers)
        made_on = date.fromisoformat(row["manufactured"]) if row["manufactured"] else None
        found[product].append(
            Unit(row["asset_id"], row["serial"], row["lot"], row["software_version"], made_on)
        )
    return dict(found)


def matched() -> dict[Pair, Certainty]:
    """What the engine says for every notice and device it does not leave out."""
    products = inventory()
    units = {product.key: listed for product, listed in products.items()}
    catalogue = Catalogue.of(products, Makers())
    found: dict[Pair, Certainty] = {}
    for notice in json.loads((FOLDER / "recalls_openfda_shape.json").read_text("utf-8"))["results"]:
        scope = read_scope(
            firm=notice["recalling_firm"],
            product_code=notice["product_code"],
            description=notice["product_description"],
            codes=notice["code_info"],
        )
        for identified in catalogue.identify(scope):
            for match in match_units(scope, identified, units[identified.product.key]):
                found[notice["product_res_number"], str(match.unit)] = match.certainty
    return found


def test_every_confirmed_match_is_found_and_none_is_false() -> None:
    expected = {(row["recall"], row["asset_id"]): row["expected"] for row in rows("expected_matches.csv")}
    outcome = Counter((certainty.value, expected.get(pair, "none")) for pair, certainty in matched().items())
    assert outcome == {
        ("confirmed", "confirmed"): 133,
        ("unconfirmed", "probable"): 27,
        ("unconfirmed", "check"): 47,
        ("excluded", "none"): 126,
    }
    assert sum(outcome.values()) - outcome["excluded", "none"] == len(expected) == 207
