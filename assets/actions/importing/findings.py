"""What is found out about the rows of a file on their way, and what is kept from row to row."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from difflib import get_close_matches
from typing import Any, Final

from django.utils import timezone

from assets.choices import CustomKind
from assets.models import Asset, AssetImport, DeviceModel, Location
from assets.owned_elsewhere import systems_by_class
from assets.queries.custom_fields import custom_fields
from assets.rules import custom_values
from assets.rules.importing.columns import CUSTOM, CellFault, read_cell
from hospital_itsm.audit.actions import step
from hospital_itsm.core.sheets.table import Row
from hospital_itsm.core.sheets.text import unguarded
from hospital_itsm.people.models import CareArea, Team
from vendors.models import Contract
from vendors.queries.vendors import vendors_by_name

UNKNOWN, TWICE, MISSING, AMBIGUOUS, ELSEWHERE = "unknown", "twice", "missing", "ambiguous", "elsewhere"
MOST_HINTS: Final = 200
"""A suggestion costs a comparison with every name; a file with more unknown names than this is another's."""
SEARCHED: Final = 2000
LONGEST_HINT: Final = 300


@dataclass
class Finding:
    """One row on its way: what its cells say, the asset it means, and what is wrong."""

    number: int
    said: dict[str, Any] = field(default_factory=dict)
    faults: list[list[str]] = field(default_factory=list)
    asset: Asset | None = None

    def wrong(self, column: str, code: str, hint: str = "") -> None:
        """Note a fault; `column` is a field of the import, or empty where the whole row is meant."""
        self.faults.append([column, code, hint[:LONGEST_HINT]])


@dataclass
class Desk:
    """What a check knows from row to row: who asks, the names of the house, and what stood in earlier rows."""

    batch: AssetImport
    actor: Any
    at: datetime = field(default_factory=timezone.now)
    seen: set[tuple[str, Any]] = field(default_factory=set)
    units: dict[str, Any] = field(default_factory=dict)
    places: dict[str, Any] = field(default_factory=dict)
    vendors: dict[str, Any] = field(default_factory=dict)
    models: dict[int, dict[str, list[DeviceModel]]] = field(default_factory=dict)
    hints: dict[tuple[str, Any], str] = field(default_factory=dict)
    systems: dict[str, str] = field(default_factory=systems_by_class)
    teams: dict[str, Any] = field(default_factory=dict)
    contracts: dict[str, Any] = field(default_factory=dict)
    custom: dict[str, list[custom_values.Field]] = field(default_factory=dict)
    custom_days: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        self.units = _by_words(CareArea.objects.filter(is_active=True))
        self.places = _by_words(Location.objects.in_use())
        self.teams = _by_words(Team.objects.filter(is_active=True))
        self.contracts = {row.number.upper(): row for row in Contract.objects.visible_to(self.actor)}
        self.custom = custom_fields()
        days = [one.key for fields in self.custom.values() for one in fields if one.kind == CustomKind.DATE]
        self.custom_days = frozenset(f"{CUSTOM}{key}" for key in days)

    def learn(self, names: Iterable[str]) -> None:
        """Find the vendors of these names, and the models of those that make any."""
        new = vendors_by_name(set(names) - set(self.vendors))
        self.vendors |= new
        makers = {vendor.pk for vendor in new.values()} - set(self.models)
        self.models |= {maker: {} for maker in makers}
        for model in DeviceModel.objects.filter(manufacturer__in=makers, is_active=True):
            for name in {model.name.upper(), model.model_number.upper(), model.catalog_number.upper()} - {""}:
                self.models[model.manufacturer_id].setdefault(name, []).append(model)

    def is_again(self, kind: str, key: Any) -> bool:
        """Stood this in an earlier row? From now on it did."""
        is_known = (kind, key) in self.seen
        self.seen.add((kind, key))
        return is_known

    def near(self, kind: str, owner: Any, text: str, known: Mapping[str, Any]) -> str:
        """The known name that is most like a text, for a suggestion."""
        key = (f"{kind} {owner}", text)
        if key not in self.hints:
            if len(self.hints) >= MOST_HINTS:
                return ""
            self.hints[key] = ", ".join(get_close_matches(text.upper(), list(known)[:SEARCHED], n=1))
        return self.hints[key]


@step
def read_row(desk: Desk, row: Row) -> Finding:
    """What the cells of a row say."""
    found = Finding(row.number)
    if row.fault:
        found.wrong("", row.fault)
        return found
    for (_column, name), cell in zip(desk.batch.mapping, row.cells, strict=True):
        text = unguarded(cell.strip())
        if not name or not text:
            continue
        try:
            is_day = name in desk.custom_days
            found.said[name] = read_cell(name, text, desk.batch.date_format, is_day=is_day)
        except CellFault as fault:
            found.wrong(name, str(fault), text[:60])
    for name in ("tag", "mac"):
        if name in found.said and desk.is_again(name, found.said[name]):
            found.wrong(name, TWICE, str(found.said[name]))
    return found


def _by_words(rows: Any) -> dict[str, Any]:
    found = list(rows)
    return {row.name.upper(): row for row in found} | {row.code.upper(): row for row in found}
