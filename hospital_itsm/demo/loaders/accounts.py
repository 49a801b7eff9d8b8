"""The numbers that the vendors of the demo hospital ask for on the phone."""

from typing import Final

from hospital_itsm.people.models import User
from vendors.actions.accounts import add_account
from vendors.models import AccountNumber
from vendors.queries.vendors import vendors_by_name

NUMBERS: Final[dict[str, tuple[tuple[str, str], ...]]] = {
    "CopperRiver Telecom": (
        ("WAN circuit, north entrance", "CR-WAN-40117"),
        ("WAN circuit, south entrance", "CR-WAN-40118"),
        ("Voice and paging", "CR-VP-88203"),
    ),
    "Harbor Health Systems": (("Production system", "LRMC-PRD"), ("Downtime viewer", "LRMC-DTV")),
    "Northlight Networks": (("Support portal", "NL-555-0412"),),
    "Prismeadow Imaging": (("MRI site", "PM-MR-2207"), ("CT and X-ray site", "PM-CT-2208")),
}


def is_loaded() -> bool:
    """Is any account number in this database?"""
    return AccountNumber.objects.exists()


def load() -> None:
    """Store the numbers of the vendors that are there."""
    manager = User.objects.get(username="imani.clarke")
    known = vendors_by_name(set(NUMBERS))
    for name, rows in NUMBERS.items():
        for label, number in rows if name in known else ():
            add_account(known[name].pk, actor=manager, label=label, number=number)
