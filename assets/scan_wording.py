"""What was scanned, in words a person understands."""

from typing import Final

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assets.rules.mac import shown_mac
from assets.rules.scanning import Kind, Reading
from assets.rules.udi import Udi
from assets.udi_wording import WARNINGS

READ_AS: Final = {
    Kind.NOTHING: gettext_lazy("Nothing was read. Scan the label again, or type what stands on it."),
    Kind.TOO_LONG: gettext_lazy("This is longer than any label of a device. Scan one code at a time."),
    Kind.LABEL: gettext_lazy("This is one of our labels, but no asset you can see has its tag."),
    Kind.ADDRESS: gettext_lazy("This is a web address and not one of our labels. Scan another code."),
    Kind.UDI: gettext_lazy("This is a device identifier (UDI). No asset you can see has it."),
    Kind.MAC: gettext_lazy("This looks like a network address (MAC). No asset you can see has it."),
    Kind.NUMBER: gettext_lazy("No asset you can see has this as its tag, serial number or network address."),
}


def parts_of(reading: Reading) -> list[tuple[str, str]]:
    """What was read, part by part: label and value."""
    if reading.udi and reading.kind == Kind.UDI:
        return _udi_parts(reading.udi)
    mac = shown_mac(reading.mac) if reading.kind == Kind.MAC else ""
    told = [(_("Tag"), reading.tag if reading.kind == Kind.LABEL else ""), (_("MAC"), mac)]
    return [(label, value) for label, value in told if value] or [(_("Read"), reading.text)]


def warnings_of(reading: Reading) -> list[str]:
    """Why to look at the label once more."""
    if reading.udi is None or reading.kind != Kind.UDI:
        return []
    return [
        f"{WARNINGS[found.code]} ({found.segment})." if found.segment else f"{WARNINGS[found.code]}."
        for found in reading.udi.warnings
    ]


def _udi_parts(udi: Udi) -> list[tuple[str, str]]:
    told = [
        (_("Issued by"), str(udi.agency or "")),
        (_("Device identifier"), udi.di),
        (_("Serial number"), udi.serial),
        (_("Lot"), udi.lot),
        (_("Made on"), formats.date_format(udi.manufacture_date, "Y-m-d") if udi.manufacture_date else ""),
        (_("Expires on"), formats.date_format(udi.expiration_date, "Y-m-d") if udi.expiration_date else ""),
    ]
    return [(label, value) for label, value in told if value]
