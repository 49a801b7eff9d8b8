"""Every row of data/udi_vectors: published labels, labels on real identifiers, and HIBCs against GUDID."""

import csv
from datetime import date

import pytest

from assets.rules.udi import parse, stored_forms
from tests.core.worktime_cases import DATA_FOLDER

pytestmark = pytest.mark.data

FOLDER = DATA_FOLDER.parent / "udi_vectors"
TODAY = date(2026, 11, 27)
CONTROLS = {"<GS>": "\x1d", "<CR>": "\r", "<LF>": "\n"}
WARNED_ALTHOUGH_OK = {"U003": "The check digit of this published identifier is wrong (domain/3 §3.2.1)."}


def rows(name: str) -> list[dict[str, str]]:
    """The rows of one file; empty where the folder is absent."""
    path = FOLDER / name
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


VECTORS = rows("udi_vectors.csv")
SCANS = rows("hibcc_scan_to_gudid_match.csv")
needs_data = pytest.mark.skipif(
    not VECTORS, reason=f"The shared data is not at {FOLDER}. Set SHARED_DATA to its folder."
)


@needs_data
@pytest.mark.parametrize("row", VECTORS, ids=[row["id"] for row in VECTORS])
def test_labels_of_the_shared_vectors(row: dict[str, str]) -> None:
    text = row["input"]
    for name, control in CONTROLS.items():
        text = text.replace(name, control)
    udi = parse(text, TODAY)
    if row["expect"] == "reject":
        assert udi.agency is None
        return
    assert (udi.agency, udi.di, udi.lot, udi.serial, udi.donation_id) == (
        row["agency"], row["device_identifier"], row["lot"], row["serial"], row["donation_id"],
    )  # fmt: skip
    assert str(udi.expiration_date or "") == row["expiry"]
    assert str(udi.manufacture_date or "") == row["manufactured"]
    if row["id"] not in WARNED_ALTHOUGH_OK:
        assert bool(udi.warnings) == (row["expect"] == "warn")


@needs_data
def test_a_scanned_hibc_finds_its_record_however_it_was_stored() -> None:
    missed = []
    for row in SCANS:
        udi = parse(row["scanned"], TODAY)
        if udi.di != row["parsed_di"] or row["gudid_stored_id"] not in stored_forms(udi.di):
            missed.append(row["scanned"])
    assert SCANS
    assert missed == []
