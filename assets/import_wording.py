"""The words of an import: its fields, and what is wrong with a row."""

from collections.abc import Sequence
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

FAULTS: Final[dict[str, Promise]] = {
    "cells": _("This row has more or fewer cells than the headings. Quote cells that hold the delimiter."),
    "not-a-date": _("This is no date as chosen for this file. Write it so, or choose another form."),
    "not-a-number": _("This is no amount. Write it like 1250.00."),
    "not-yes-or-no": _("Answer Y or N."),
    "not-of-class": _("Assets of this class do not have this field. Leave the cell empty."),
    "not-a-choice": _("This is none of the choices of the field. Write one as Settings list it."),
    "not-a-plain-number": _("This is no number. Write it like 12 or 12.5."),
    "too-long-text": _("Shorten it to 200 characters."),
    "not-a-mac": _("This is no network address. Write twelve digits, such as 00:1A:2B:3C:4D:5E."),
    "not-a-tag": _("Use letters, digits and . _ - in a tag, at most 40, such as LR-20417."),
    "damaged": _("A spreadsheet shortened this number. Format the column as text and export it again."),
    "formula-fault": _("The formula in this cell failed. Correct it in the sheet."),
    "too-long": _("Shorten it to 500 characters."),
    "twice": _("This stands in an earlier row of the file, or means the same asset. Keep one of them."),
    "elsewhere": _("Another asset has this network address. Correct one of them."),
    "missing": _("Fill this in, or choose the column it stands in."),
    "unknown": _("We do not know this. Correct it, or add it first and check again."),
    "ambiguous": _("Several are meant. Give the tag, or the model number."),
    "theirs": _("Another system is the system of record. Change it there."),
    "not-an-arrival": _(
        "A new asset cannot begin so. Import it with one of these, and change its status after."
    ),
    "no-source": _(
        "Say where you know it from that it holds no patient data, such as the maker's MDS2 form."
    ),
    "lent-out": _("It is lent out. Take it back on its page first."),
    "no-such-step": _("Its status does not lead there. Take the steps between on its page."),
    "needs-more": _("This step needs more than a file says, such as a passed check. Take it on its page."),
    "step-refused": _("This step is not possible now."),
    "no-longer": _("This step is not possible any more. The row was left out."),
    "needs-release": _("Only clinical engineering puts a stopped device back in use. It was left as it is."),
    "refused": _("This cannot be stored."),
    "changed-since": _("Somebody changed this asset since. It was left as it is."),
    "taken": _("There is an asset with this tag by now. Check the file again."),
    "in-use": _("This asset is in use by now. It was left as it is; dispose of it instead."),
}


FIELD_NAMES: Final[dict[str, Promise]] = {
    "tag": _("Tag"),
    "asset_class": _("Class"),
    "name": _("Name"),
    "maker": _("Manufacturer"),
    "model": _("Model"),
    "model_number": _("Model number"),
    "serial": _("Serial number"),
    "lot": _("Lot"),
    "udi": _("UDI"),
    "status": _("Status"),
    "care_area": _("Unit"),
    "location": _("Place"),
    "room": _("Room"),
    "custodian_text": _("Custodian"),
    "owner_department": _("Owner department"),
    "software_version": _("Software version"),
    "life_support": _("Life support"),
    "high_risk": _("High risk"),
    "risk_reason": _("Reason for the risk"),
    "stores_phi": _("Holds patient data"),
    "stores_phi_source": _("Patient data known from"),
    "manufactured_on": _("Manufactured on"),
    "acquired_on": _("Acquired on"),
    "in_service_on": _("In service on"),
    "warranty_until": _("Warranty until"),
    "end_of_support_on": _("End of support"),
    "end_of_life_on": _("End of life"),
    "cost": _("Cost"),
    "replacement_cost": _("Replacement cost"),
    "currency": _("Currency"),
    "funding": _("Funding"),
    "po_number": _("Purchase order"),
    "vendor": _("Vendor"),
    "service_provider": _("Serviced by"),
    "contract": _("Contract number"),
    "team": _("Queue"),
    "critical_workstation": _("Critical workstation"),
    "hostname": _("Host name"),
    "mac": _("MAC address"),
    "ip": _("IP address"),
    "vlan": _("VLAN"),
    "is_wireless": _("Wireless"),
    "os_name": _("Operating system"),
    "os_version": _("Version of the operating system"),
    "remote_access": _("Remote access"),
}


NAMES_OF_RESULTS: Final[dict[str, Promise]] = {"custom": _("Fields of its class")}
"""What a row sets that is no column of its own."""


def column_name(field: str, mapping: Sequence[Sequence[str]]) -> str:
    """What a person calls a field of a fault: the heading of its column, else the name of the field."""
    headings = {chosen: column for column, chosen in mapping if chosen}
    return headings.get(field) or str(FIELD_NAMES.get(field, NAMES_OF_RESULTS.get(field, field)))


def said(code: str) -> str:
    """The words of a code."""
    return str(FAULTS.get(code, code))
