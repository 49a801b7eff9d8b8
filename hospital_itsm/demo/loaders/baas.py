"""Storing the agreements of the demo hospital through the product's own actions, as the vendor manager keeps them."""

from typing import Final

from django.utils import timezone

from hospital_itsm.demo.hospital.baas import AGREEMENTS, IMANI
from hospital_itsm.demo.hospital.story_dates import moved_fields
from hospital_itsm.people.models import User
from vendors.actions.baas import create_baa
from vendors.models import Baa
from vendors.queries.vendors import vendors_by_name
from vendors.rules.baa import PROVISIONS

KEEPER: Final = IMANI


def is_loaded() -> bool:
    """Is any agreement in this database?"""
    return Baa.objects.exists()


def load() -> None:
    """Store every agreement whose vendor is known."""
    known = vendors_by_name({row.vendor for row in AGREEMENTS})
    wanted = {KEEPER, *(row.owner for row in AGREEMENTS)}
    people = User.objects.in_bulk(sorted(wanted), field_name="username")
    if KEEPER not in people:
        return
    today = timezone.localdate()
    for row in AGREEMENTS:
        if row.vendor in known:
            create_baa(
                actor=people[KEEPER],
                vendor=known[row.vendor],
                owner=people.get(row.owner),
                **moved_fields(row.fields(PROVISIONS), today),
            )
