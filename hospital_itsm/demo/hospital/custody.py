"""What people of the demo hospital wrote into procedures, certificates and patient events."""

from typing import Any, Final, NamedTuple


class Did(NamedTuple):
    """One step of a procedure: who did it and with which evidence; a skipped one has its reason as `note`."""

    position: int
    who: str
    note: str = ""
    signed: str = ""
    file: str = ""
    contract: str = ""
    ticket: int = 0
    is_skipped: bool = False


SBOM: Final = "component,version\nopenssl,3.0.14\nzlib,1.3.1\nrestonby-bed-core,4.2\n"
INSTALLED: Final = (
    Did(1, "gordon.yates", "Sponsor Gordon Yates, RN: bed of the 2026 replacement plan"),
    Did(2, "lena.marchetti", "Answer of the maker received", file=SBOM),
    Did(3, "lena.marchetti", "Accepted: device VLAN only, no way to the internet"),
    Did(4, "ellen.fairweather", "The vendor touches no patient data", is_skipped=True),
    Did(5, "signe.aldana", "VLAN 412, Wi-Fi LH-MED, time from the house server"),
    Did(6, "iris.tolman", "No remote access", is_skipped=True),
    Did(7, "ellen.fairweather", "Bought without a contract, warranty is in the inventory", is_skipped=True),
    Did(8, "reid.sandoval"),
    Did(9, "reid.sandoval"),
    Did(10, "iris.tolman", "Firmware 4.2, settings exported to the biomed share"),
    Did(11, "marta.kline"),
    Did(12, "reid.sandoval"),
    Did(13, "iris.tolman"),
    Did(14, "lena.marchetti", "No open finding for firmware 4.2"),
    Did(15, "grace.pell", "Every 12 months, medium risk, not in AEM"),
    Did(16, "gordon.yates"),
    Did(17, "gordon.yates", "Exit alarm off: hourly rounds, sheet in the red folder"),
    Did(18, "ellen.fairweather", signed="Ellen Fairweather"),
)
ARRIVING: Final = (
    Did(1, "otis.renner", "Sponsor: ultrasound section, replaces a unit of 2014"),
    Did(2, "lena.marchetti", "MDS2 and SBOM on file", file=SBOM),
    Did(3, "lena.marchetti", "Accepted with DICOM over TLS"),
    Did(5, "signe.aldana", "VLAN 410, outlet in room 2 patched, AE title reserved"),
)
SERVICED: Final = (
    Did(1, "reid.sandoval", "Unit told, spare incubator from the pool in place"),
    Did(2, "claire.dunning", signed="Claire Dunning, RN"),
    Did(3, "reid.sandoval", "It sends no alarms over the network", is_skipped=True),
    Did(4, "reid.sandoval", "Settings written down, no patient data in it"),
    Did(5, "reid.sandoval", "No software changed", is_skipped=True),
    Did(6, "reid.sandoval", "Repaired by our own staff", is_skipped=True),
    Did(7, "reid.sandoval", "Display cable replaced, analyzer ESA-620 used"),
    Did(8, "reid.sandoval", "No medium was taken out", is_skipped=True),
    Did(9, "reid.sandoval"),
    Did(10, "reid.sandoval", "No interface", is_skipped=True),
    Did(11, "reid.sandoval", "No software", is_skipped=True),
    Did(12, "claire.dunning", signed="Claire Dunning, RN"),
)
IN_SERVICE_CALL: Final = (
    Did(1, "lars.whitby", "MR patients moved to CT, unit told"),
    Did(2, "lars.whitby", signed="Lars Whitby, CRES"),
    Did(4, "lars.whitby", "Protocols saved to the imaging share"),
)
DECOMMISSIONED: Final = (
    Did(1, "olive.grady", signed="Olive Grady, RN"),
    Did(2, "enzo.maddox", "No open recall, this ticket only, contract C-1017 covers it", ticket=52),
    Did(3, "olive.grady", "Treatment records are in the renal system, nothing to keep"),
    Did(4, "signe.aldana"),
    Did(5, "iris.tolman", "It had none", is_skipped=True),
    Did(6, "signe.aldana"),
)
DISPOSED: Final = (
    Did(7, "enzo.maddox"),
    Did(8, "enzo.maddox", "Battery taken out, disinfected twice, tag signed"),
    Did(9, "ellen.fairweather", "Maintenance ended, line of contract C-1017 removed"),
    Did(10, "ellen.fairweather", "Greenloop, contract C-1023, certificates with the load"),
    Did(11, "ellen.fairweather"),
    Did(12, "ellen.fairweather", signed="Ellen Fairweather"),
)
PEOPLE: Final[dict[str, Any]] = {
    "performed_by": "Enzo Maddox",
    "performed_title": "Dialysis technician, CHTM",
    "performed_organization": "Larkhaven Regional",
    "performed_place": "Clinical engineering workshop",
    "performed_phone": "ext. 4370",
    "validated_by": "Ellen Fairweather",
    "validated_title": "Manager, Clinical Engineering",
    "validated_organization": "Larkhaven Regional",
}
PURGED: Final[dict[str, Any]] = {
    **PEOPLE,
    "data_class": "phi",
    "backup": "Not needed: treatment records are in the renal system",
    "method": "purge",
    "technique": "crypto_erase",
    "tool": "hdparm",
    "tool_version": "9.65",
    "verification_method": "full",
    "verification": "All sectors read back, no data found",
    "verification_result": "passed",
    "data_class_after": "none",
    "destination_kind": "recycler",
    "destination": "Greenloop",
    "chain_of_custody": "Enzo Maddox took it from the machine and handed it to the locked cage",
}
SHREDDED: Final[dict[str, Any]] = {
    **PURGED,
    "method": "destroy",
    "technique": "shred",
    "tool": "",
    "tool_version": "",
    "verification_method": "none_left",
    "verification": "Pieces under 2 mm, looked at by both",
    "witnessed_by": "Olive Grady, RN",
    "vendor_certificate": "GL-26-0918",
}
FAILED: Final[dict[str, Any]] = {
    **PURGED,
    "verification": "Sectors 7,204 and on could not be read back",
    "verification_result": "failed",
    "data_class_after": "phi",
    "destination_kind": "kept",
    "destination": "Locked cage of clinical engineering",
    "exceptions": "The drive reports errors. It will be shredded.",
}
KEPT: Final = {
    "settings": "Rate 75 mL/h, dose limits on, library of last month",
    "accessories": "Set and bag left in the door, bagged with the pump",
    "logs": "Event log read out by biomed and stored with the number of the event",
}
