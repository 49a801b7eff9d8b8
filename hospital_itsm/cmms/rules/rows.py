"""Which column means which field, and what one row says."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from assets.rules.importing.columns import ALIASES, FIELDS, CellFault, read_cell

INVENTORY, PM, WORK_ORDER = "inventory", "pm", "work_order"
NOT_FROM_CMMS: Final = frozenset(
    {"life_support", "high_risk", "risk_reason", "stores_phi", "stores_phi_source", "in_service_on"}
)
"""Fields of an import of assets that need a reason or a step, which no CMMS sends."""
DAY: Final = "acquired_on"
NO_NUMBER, LONG_NUMBER, NO_ASSET, MISSING = "no-number", "long-number", "no-asset", "missing"
LONGEST_NUMBER: Final = 80
KNOWN: Final[Mapping[str, Sequence[str]]] = {
    INVENTORY: ("external_id", *(name for name in FIELDS if name not in NOT_FROM_CMMS)),
    PM: ("external_id", "asset", "name", "last_done_on", "next_due_on", "result"),
    WORK_ORDER: ("external_id", "asset", "status", "opened_on", "closed_on", "text"),
}
_DEVICE: Final = dict.fromkeys(
    ("assetid", "assetnumber", "assettag", "tag", "equipment", "equipmentid", "controlnumber", "device"),
    "asset",
)
HEADINGS: Final[Mapping[str, Mapping[str, str]]] = {
    INVENTORY: {
        **ALIASES, "id": "external_id", "recordid": "external_id", "equipmentid": "external_id",
        "assetid": "external_id",
    },
    PM: {
        **_DEVICE, "id": "external_id", "pmid": "external_id", "pmnumber": "external_id", "scheduleid": "external_id",
        "procedure": "name", "pmtype": "name", "lastpmdate": "last_done_on", "lastdone": "last_done_on",
        "lastcompleted": "last_done_on", "nextpmdate": "next_due_on", "nextdue": "next_due_on",
        "duedate": "next_due_on", "outcome": "result", "pmresult": "result",
    },
    WORK_ORDER: {
        **_DEVICE, "id": "external_id", "number": "external_id", "workorder": "external_id", "wonumber": "external_id",
        "workordernumber": "external_id", "state": "status", "wostatus": "status", "opened": "opened_on",
        "opendate": "opened_on", "created": "opened_on", "closed": "closed_on", "closedate": "closed_on",
        "completed": "closed_on", "description": "text", "problem": "text", "summary": "text",
    },
}  # fmt: skip
DAYS: Final = frozenset({"last_done_on", "next_due_on", "opened_on", "closed_on"})
_BARE = re.compile(r"[^a-z0-9]")


def fields_of(kind: str, headings: Sequence[str], chosen: Sequence[Sequence[str]]) -> list[str]:
    """The field of each column, empty where it has none: as chosen, else by its heading; each field once."""
    named = {column.strip().lower(): name for column, name in chosen}
    found: list[str] = []
    for heading in headings:
        bare = _BARE.sub("", heading.lower())
        by_heading = next(
            (one for one in KNOWN[kind] if one.replace("_", "") == bare), HEADINGS[kind].get(bare, "")
        )
        name = named.get(heading.strip().lower(), by_heading)
        found.append(name if name in KNOWN[kind] and name not in found else "")
    return found


def lacking(kind: str, fields: Sequence[str]) -> list[str]:
    """The fields without which no row can be taken and which no column has."""
    needed = ("external_id",) if kind == INVENTORY else ("external_id", "asset")
    return [name for name in needed if name not in fields]


def read_row(
    kind: str, fields: Sequence[str], cells: Sequence[str], order: str
) -> tuple[dict[str, Any], list[tuple[str, str]]]:
    """What a row says by field, days as ISO text, and `(field, code)` for what cannot be read."""
    said: dict[str, Any] = {}
    faults: list[tuple[str, str]] = []
    for name, cell in zip(fields, cells, strict=False):
        text = cell.strip()
        if not name or not text:
            continue
        try:
            said[name] = _read(kind, name, text, order)
        except CellFault as fault:
            faults.append((name, str(fault)))
    number = said.get("external_id", "")
    if not number:
        faults.append(("external_id", NO_NUMBER))
    elif len(number) > LONGEST_NUMBER:
        faults.append(("external_id", LONG_NUMBER))
    if kind != INVENTORY and "asset" not in said:
        faults.append(("asset", MISSING))
    return said, faults


def chosen_from(text: str) -> list[list[str]]:
    """`[column, field]` of lines such as `Equip No = external_id`. Raises ValueError with the line."""
    found = []
    for line in filter(None, (line.strip() for line in text.splitlines())):
        column, mark, name = line.rpartition("=")
        if not mark or not column.strip() or not name.strip():
            raise ValueError(line)
        found.append([column.strip(), name.strip()])
    return found


def _read(kind: str, name: str, text: str, order: str) -> Any:
    if name in DAYS:
        return read_cell(DAY, text, order)
    if kind == INVENTORY and name != "external_id":
        return read_cell(name, text, order)
    return read_cell("po_number" if name == "external_id" else "name", text, order)
