"""Writing down what the contracts of the demo hospital promise, as its vendor manager does."""

from typing import Final

from hospital_itsm.demo.hospital.promises import PROMISES
from hospital_itsm.people.calendars import calendars_in_use
from hospital_itsm.people.models import User
from hospital_itsm.underpinning.actions.promises import set_promise
from hospital_itsm.underpinning.models import Promise
from vendors.models import Contract

MANAGER: Final = "imani.clarke"


def is_loaded() -> bool:
    """Is any promise in this database?"""
    return Promise.objects.exists()


def load() -> None:
    """Every promise whose contract and calendar are there."""
    manager = User.objects.filter(username=MANAGER).first()
    calendars = {one.lineage: one for one in calendars_in_use()}
    known = set(Contract.objects.values_list("number", flat=True))
    for row in PROMISES if manager else ():
        if row.contract in known and row.calendar in calendars:
            set_promise(
                row.contract,
                row.metric,
                actor=manager,
                amount=row.amount,
                unit=row.unit,
                calendar=calendars[row.calendar],
                credit=row.credit,
            )
