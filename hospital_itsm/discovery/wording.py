"""The words of inventories of agents: fields, and what stands against a line or a file."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hospital_itsm.discovery.rules.differences import GONE, MEDIUM, MISSING, NO_FIELD, NO_MODEL, THEIRS, Line

FIELDS: Final[dict[str, Promise]] = {
    "serial": _("Serial number"),
    "software_version": _("Software version"),
    "model": _("Model"),
    "hostname": _("Host name"),
    "mac": _("MAC address"),
    "ip": _("IP address"),
    "ssid": _("Wireless network"),
    "is_wireless": _("Wireless"),
    "os_name": _("Operating system"),
    "os_version": _("Version of the operating system"),
    "cpu": _("Processor"),
    "memory_mb": _("Memory in MB"),
    "disk_mb": _("Disks in MB"),
    "bios_version": _("BIOS version"),
    "chassis": _("Chassis"),
    "architecture": _("Architecture"),
}
WHY: Final[dict[str, Promise]] = {
    NO_FIELD: _("No field takes it. Add an own field called %(name)s to this class to keep it."),
    NO_MODEL: _("The catalogue has no such model. Add it, then it is offered here."),
    THEIRS: _("Another system is the system of record. Change it there."),
    MISSING: _("It is no longer in the machine. Note on the asset's page that it was taken out."),
}
FAULTS: Final[dict[str, Promise]] = {
    "not-json": _("This is no JSON. Export the inventory again."),
    "too-large": _("This file is too large. Send at most 5 MB a machine."),
    "not-an-inventory": _("This is no inventory in GLPI's format."),
    "no-device-id": _("The inventory does not say which machine it is about (deviceid)."),
    "device-id-too-long": _("The number of the machine (deviceid) is longer than 80 characters."),
    "too-many-parts": _("The inventory lists more than 20,000 parts."),
    "ambiguous": _("Several assets have this serial number. Correct one of them first."),
}


def named(line: Line) -> str:
    """What a line is about."""
    if line.group in (MEDIUM, GONE):
        return str(_("Storage medium"))
    return str(FIELDS.get(line.name, line.name))


def why(line: Line) -> str:
    """Why a line cannot be taken; empty where it can."""
    return str(WHY[line.why]) % {"name": line.name} if line.why else ""


def value(given: object) -> str:
    """A value as people read it."""
    if isinstance(given, bool):
        return str(_("Yes") if given else _("No"))
    return str(given)


def fault(code: str) -> str:
    """The words of a code."""
    return str(FAULTS.get(code, code))
