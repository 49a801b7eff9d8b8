"""Whom to call at the vendors of the demo hospital: desks by day, engineers at night, the ladder above them."""

from typing import Any, Final

from hospital_itsm.people.models import User
from vendors.actions.contacts import add_contact
from vendors.models import VendorContact
from vendors.queries.vendors import vendors_by_name

LADDER: Final[dict[str, tuple[dict[str, Any], ...]]] = {
    "Prismeadow Imaging": (
        {"name": "Imaging service desk", "phone": "555-0181", "hours": "Weekdays 7 to 18", "level": 1},
        {
            "name": "Rosalind Achterberg",
            "role": "Field engineer on call",
            "phone": "555-0182",
            "night_phone": "555-0183",
            "level": 2,
            "after_minutes": 30,
        },
        {
            "name": "Piotr Lindgren",
            "role": "Service manager",
            "phone": "555-0184",
            "level": 3,
            "after_minutes": 120,
        },
    ),
    "Harbor Health Systems": (
        {
            "name": "Harbor command center",
            "phone": "555-0185",
            "night_phone": "555-0185",
            "hours": "24 x 7",
            "level": 1,
        },
        {
            "name": "Maren Otieno",
            "role": "Technical account manager",
            "phone": "555-0186",
            "level": 2,
            "after_minutes": 60,
        },
    ),
    "Kestwick Monitoring": (
        {"name": "Monitoring help line", "phone": "555-0187", "hours": "Weekdays 7 to 18", "level": 1},
        {"name": "Night engineer", "night_phone": "555-0188", "level": 2, "after_minutes": 15},
    ),
}


def is_loaded() -> bool:
    """Is any contact in this database?"""
    return VendorContact.objects.exists()


def load() -> None:
    """Store the contacts of the vendors that are there."""
    manager = User.objects.get(username="imani.clarke")
    known = vendors_by_name(set(LADDER))
    for name, contacts in LADDER.items():
        for fields in contacts if name in known else ():
            add_contact(known[name].pk, actor=manager, **fields)
