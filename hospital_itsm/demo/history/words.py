"""What the closed tickets of the demo hospital were about, and how they ended."""

from typing import Final

UNIT_WEIGHTS: Final = {
    "ED": 9, "ICU": 7, "MS5": 7, "MS6": 7, "OR": 6, "CLIN": 9, "LAB": 5, "RAD": 5, "PHAR": 5, "ADM": 5,
    "TELE": 4, "LND": 4, "PACU": 3, "CVICU": 3, "NICU": 3, "PEDS": 3, "PFS": 3, "HIM": 3, "CATH": 2,
}  # fmt: skip
"""How much the larger units report; the others count 1."""

SERVICES: Final = {
    "app.ehr.ed": "A004", "app.ehr.flowsheet": "A006", "app.ehr.periop": "A005", "app.ehr.orders": "A002",
    "app.ehr.emar": "A003", "app.ehr.ambulatory": "A007", "app.ob": "A020", "app.oncology": "A023",
    "app.endo": "A022", "app.device_integration": "A028", "app.lab": "A011", "app.pharmacy": "A014",
    "app.dispensing": "A015", "app.pacs": "A017", "app.cardiology": "A019", "app.mpi": "A036",
    "app.scheduling": "A037", "app.portal": "A041", "app.telehealth": "A042", "app.claims": "A046",
    "app.business": "A050", "app.mail": "A056", "interface.adt": "A060", "interface.orders": "A060",
    "interface.results": "A060", "interface.lab": "A011", "interface.device": "A028", "net.wired": "INF-LAN",
    "net.wifi": "INF-WLAN", "net.remote": "INF-WAN", "tel.voice": "INF-VOICE", "tel.page": "INF-PAGE",
    "tel.nursecall": "A032", "srv.storage": "INF-STO", "srv.server": "INF-HYP", "srv.backup": "A062",
    "iam.sso": "A061", "euc.print": "INF-PRINT", "euc.label": "INF-PRINT", "data.feed": "A057",
    "data.report": "A058",
}  # fmt: skip
"""The service that a category is about."""

INCIDENTS: Final[dict[tuple[str, ...], dict[str, int]]] = {
    ("euc", "iam"): {
        "euc.login": 7, "euc.performance": 6, "euc.cart": 5, "euc.scanner": 4, "euc.mobile": 3, "euc.print": 6,
        "euc.label": 4, "iam.access": 3, "iam.password": 9, "iam.token": 4, "iam.sso": 1,
    },
    ("app", "interface"): {
        "app.ehr.ed": 3, "app.ehr.flowsheet": 4, "app.ehr.periop": 2, "app.ehr.orders": 4, "app.ehr.emar": 4,
        "app.ehr.ambulatory": 3, "app.ob": 1, "app.oncology": 1, "app.endo": 1, "app.device_integration": 2,
        "app.lab": 3, "app.pharmacy": 2, "app.dispensing": 2, "app.pacs": 4, "app.cardiology": 1, "app.mpi": 1,
        "app.scheduling": 2, "app.portal": 1, "app.telehealth": 2, "app.claims": 2, "app.business": 2,
        "app.mail": 2, "interface.adt": 1, "interface.orders": 1, "interface.results": 2, "interface.lab": 2,
        "interface.device": 1,
    },
    ("net", "tel"): {
        "net.wired": 4, "net.wifi": 6, "net.remote": 3, "tel.voice": 4, "tel.mobile": 5, "tel.page": 1,
        "tel.nursecall": 2,
    },
    ("srv", "data"): {"srv.storage": 1, "srv.server": 1, "srv.backup": 1, "data.report": 3, "data.feed": 2},
}  # fmt: skip
"""How often each category of a trade is reported; those of devices follow from the device."""

UPGRADED: Final = {
    "app.ehr.orders": 5, "app.ehr.emar": 5, "app.ehr.flowsheet": 4, "app.ehr.ed": 2, "app.ehr.periop": 1,
    "app.ehr.ambulatory": 2,
}  # fmt: skip
"""The same in the wave after the upgrade of the record."""

REQUESTS: Final = {
    "iam.onboard": (30, ("Accounts for a new colleague", "Accounts for a traveling nurse")),
    "iam.access": (22, ("Access to a shared folder", "Rights of the charge nurse role")),
    "iam.offboard": (12, ("Close the accounts of a leaver",)),
    "euc.move": (14, ("Move a workstation to the new station", "Set up a second screen")),
    "app.ehr.optimization": (9, ("Add an order to the quick list", "Shorten the admission form")),
    "data.report": (7, ("Monthly report by unit", "Add a column to the throughput report")),
    "device.install": (4, ("Incoming inspection of a new device",)),
    "vendor.purchase": (2, ("Buy licenses for the education team",)),
}
"""How often each category is asked for, and in which words."""
REQUEST_TEXTS: Final = (
    "Please by the end of next week.",
    "As for the others on our unit.",
    "The manager of the unit has agreed.",
    "There is no hurry; tell us the day, please.",
)
GRANTED: Final = (
    "Done. Please try it and tell us.",
    "Set up as for the others.",
    "Arranged; it works from tomorrow on.",
)
STILL: Final = ("It is back.", "It worked for a day, now it is the same again.", "Not solved, sorry.")
AGAIN: Final = ("Looked at once more and mended for good.", "The cause was another one; it is mended now.")

DEVICE_CATEGORIES: Final = (
    ("device.infusion", ("pump",)),
    ("device.ventilator", ("ventilator",)),
    ("device.telemetry", ("telemetry",)),
    ("device.monitor", ("monitor", "central station", "oximeter")),
    ("device.bed", ("bed",)),
    ("device.sterilizer", ("steriliser", "sterilizer")),
    ("device.dialysis", ("dialysis",)),
)
"""Category by words in the kind of device; else by the team, else `device.failure`."""
OF_TEAMS: Final = {"HTM-IMG": "device.imaging", "HTM-LAB/DIAL": "device.lab"}

ENDED_IT: Final = {
    ("config", "configuration"): 20, ("restart", "software"): 18, ("fixed_sw", "software"): 16,
    ("user_error", "use"): 9, ("replaced", "hardware"): 10, ("fixed_hw", "hardware"): 6,
    ("no_problem_found", "unknown"): 8, ("network", "network"): 5, ("training", "use"): 4,
    ("change_caused", "change"): 4,
}  # fmt: skip
ENDED_DEVICE: Final = {
    ("parts_failure", "wear"): 24, ("replaced", "wear"): 12, ("accessory", "wear"): 14, ("battery", "wear"): 10,
    ("no_problem_found", "unknown"): 13, ("user_error", "use"): 8, ("training", "use"): 3,
    ("network", "network"): 5, ("vendor_fixed", "supplier"): 6, ("config", "configuration"): 5,
}  # fmt: skip
ENDED_REQUEST: Final = {("config", "configuration"): 1}
"""Close code and cause, and how often each."""
