"""Which column of a sheet means which field of an asset, and what one cell says."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from assets.rules.mac import normalized_mac
from assets.rules.tags import is_tag, normalized_tag

NETWORK: Final = ("hostname", "mac", "ip", "vlan", "is_wireless", "os_name", "os_version", "remote_access")
PLACE: Final = ("care_area", "location", "room", "custodian_text")
FIELDS: Final = (
    "tag", "asset_class", "name", "maker", "model", "model_number", "serial", "lot", "udi", "status", "care_area",
    "location", "room", "custodian_text", "owner_department", "software_version", "life_support", "high_risk",
    "risk_reason", "stores_phi", "stores_phi_source", "manufactured_on",
    "acquired_on", "in_service_on", "warranty_until", "end_of_support_on", "end_of_life_on", "cost",
    "replacement_cost", "currency", "funding", "po_number", "vendor", "service_provider", "contract", "team",
    "critical_workstation", *NETWORK,
)  # fmt: skip
ALIASES: Final[Mapping[str, str]] = {
    "assettag": "tag", "assetnumber": "tag", "tagnumber": "tag", "equipmentid": "tag", "controlnumber": "tag",
    "class": "asset_class", "assetname": "name", "description": "name", "manufacturer": "maker", "make": "maker",
    "modelname": "model", "modelno": "model_number", "modelnumber": "model_number", "serialnumber": "serial",
    "serialno": "serial", "sn": "serial", "lotnumber": "lot", "carearea": "care_area", "department": "care_area",
    "unit": "care_area", "locationcode": "location", "firmware": "software_version", "appversion": "software_version",
    "manufacturedate": "manufactured_on", "purchasedate": "acquired_on", "acquiredon": "acquired_on",
    "inservicedate": "in_service_on", "installdate": "in_service_on", "warrantyend": "warranty_until",
    "eosdate": "end_of_support_on", "eoldate": "end_of_life_on", "acquisitioncost": "cost", "purchasecost": "cost",
    "ponumber": "po_number", "ordernumber": "po_number", "supplier": "vendor", "macaddress": "mac", "ipaddress": "ip",
    "wifi": "is_wireless", "wireless": "is_wireless", "os": "os_name", "custodian": "custodian_text",
    "contractnumber": "contract", "servicecontract": "contract", "servicedby": "service_provider", "queue": "team",
    "supportteam": "team", "phisource": "stores_phi_source", "holdsphi": "stores_phi", "phi": "stores_phi",
    "vlanid": "vlan",
}  # fmt: skip
DAYS: Final = frozenset(
    {
        "manufactured_on",
        "acquired_on",
        "in_service_on",
        "warranty_until",
        "end_of_support_on",
        "end_of_life_on",
    }
)
MONEY: Final = frozenset({"cost", "replacement_cost"})
YES_NO: Final = frozenset({"life_support", "high_risk", "is_wireless", "critical_workstation"})
YES_NO_UNKNOWN: Final = frozenset({"stores_phi", "remote_access"})
WORDS: Final = frozenset({"asset_class", "status"})
DATE_ORDERS: Final[Mapping[str, str]] = {"iso": "ymd", "mdy": "mdy", "dmy": "dmy"}
NOT_A_DATE, NOT_A_NUMBER, NOT_YES_NO, NOT_A_MAC, NOT_A_TAG, DAMAGED, TOO_LONG, FORMULA_FAULT = (
    "not-a-date", "not-a-number", "not-yes-or-no", "not-a-mac", "not-a-tag", "damaged", "too-long",
    "formula-fault",
)  # fmt: skip
LONGEST: Final = 500
_BARE = re.compile(r"[^a-z0-9]")
_ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[ T]\d{2}:\d{2}[\d:.]*)?\Z", re.ASCII)
_DAY = re.compile(r"(\d{1,4})[-/.](\d{1,2})[-/.](\d{1,4})\Z", re.ASCII)
DAMAGED_NUMBER = re.compile(r"\d[.,]\d+E\+\d+\Z", re.IGNORECASE)
_CODES: Final = frozenset({"tag", "serial", "udi", "lot", "po_number", "model_number"})
FORMULA_ERRORS: Final = frozenset(
    {"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"}
)
_YES: Final = {
    "y": True,
    "yes": True,
    "true": True,
    "1": True,
    "n": False,
    "no": False,
    "false": False,
    "0": False,
}


CUSTOM: Final = "custom."
"""How the fields begin that a hospital added to a class; the key follows."""


class CellFault(ValueError):
    """A cell cannot be read; the message is a code."""


def suggested(columns: Sequence[str], known: Mapping[str, str], custom: Mapping[str, str]) -> list[list[str]]:
    """`[column, field]` in the order of the sheet: as chosen for this source before, else by its heading.

    `custom` maps the fields that the hospital added, such as `custom.drawers`, to their labels. Each field is
    suggested once; a column without one has an empty field.
    """
    by_label = {_BARE.sub("", words.lower()): field for field, words in custom.items()}
    by_label |= {_BARE.sub("", field.removeprefix(CUSTOM)): field for field in custom}
    found: list[list[str]] = []
    for column in columns:
        bare = _BARE.sub("", column.lower())
        by_alias = ALIASES.get(bare) or by_label.get(bare, "")
        by_heading = next((name for name in FIELDS if name.replace("_", "") == bare), by_alias)
        field = known.get(column, by_heading)
        is_free = (field in FIELDS or field in custom) and field not in [taken for _column, taken in found]
        found.append([column, field if is_free else ""])
    return found


def read_cell(field: str, text: str, date_order: str, *, is_day: bool = False) -> Any:
    """What the text says: a day, a number, a truth or words as written; `is_day` tells of a custom day.

    Raises CellFault.
    """
    if text in FORMULA_ERRORS:
        raise CellFault(FORMULA_FAULT)
    if field in _CODES and DAMAGED_NUMBER.match(text):
        raise CellFault(DAMAGED)
    if field in DAYS or is_day:
        return day_of(text, date_order).isoformat()
    if field in MONEY:
        return _money(text)
    if field in YES_NO:
        return truth_of(text)
    if field in YES_NO_UNKNOWN:
        return _answer(text)
    if field == "tag":
        return _tag(text)
    if field == "mac":
        return _mac(text)
    if len(text) > LONGEST:
        raise CellFault(TOO_LONG)
    return _BARE_CODE.sub("_", text.lower()) if field in WORDS else text


_BARE_CODE = re.compile(r"[\s-]+")


def day_of(text: str, order: str) -> date:
    """The day of a text in a date order of DATE_ORDERS. Raises CellFault."""
    iso = _ISO_DAY.match(text)
    parts = iso or _DAY.match(text)
    if parts is None:
        raise CellFault(NOT_A_DATE)
    by_letter = dict(zip("ymd" if iso else DATE_ORDERS[order], map(int, parts.groups()), strict=True))
    try:
        found = date(by_letter["y"], by_letter["m"], by_letter["d"])
    except ValueError as error:
        raise CellFault(NOT_A_DATE) from error
    if found.year < 1950:
        raise CellFault(NOT_A_DATE)
    return found


def _money(text: str) -> str:
    try:
        amount = Decimal(text.replace(",", "") if re.fullmatch(r"\d{1,3}(,\d{3})+(\.\d+)?", text) else text)
    except InvalidOperation as error:
        raise CellFault(NOT_A_NUMBER) from error
    if not amount.is_finite() or not 0 <= amount < 10**10:
        raise CellFault(NOT_A_NUMBER)
    return str(amount.quantize(Decimal("0.01")))


def truth_of(text: str) -> bool:
    """Yes or no. Raises CellFault."""
    if text.lower() not in _YES:
        raise CellFault(NOT_YES_NO)
    return _YES[text.lower()]


def _answer(text: str) -> str:
    if text.lower() in ("unknown", "?"):
        return "unknown"
    return "yes" if truth_of(text) else "no"


def _tag(text: str) -> str:
    if not is_tag(normalized_tag(text)):
        raise CellFault(NOT_A_TAG)
    return normalized_tag(text)


def _mac(text: str) -> str:
    if not normalized_mac(text):
        raise CellFault(NOT_A_MAC)
    return normalized_mac(text)
