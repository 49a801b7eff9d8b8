"""Storing the contracts of the demo hospital with the vendors and owners that are there."""

from typing import Final

from hospital_itsm.demo.hospital import contracts
from hospital_itsm.demo.hospital.contract_terms import ELLEN, TERMS
from hospital_itsm.people.models import User
from vendors.actions.renewals import decide
from vendors.choices import ContractStatus
from vendors.models import Contract
from vendors.queries.vendors import vendors_by_name

ROUND_THE_CLOCK: Final = "24 x 7"
DECIDED: Final = ("C-1014", "renew", "Parts prices are held and the kits arrive on time.")


def is_loaded() -> bool:
    """Is any contract in this database?"""
    return Contract.objects.exists()


def load() -> None:
    """Store every contract whose vendor is known, as signed, and what was decided about one."""
    known = vendors_by_name({row.vendor for row in contracts.CONTRACTS})
    people = User.objects.in_bulk({row.owner for row in TERMS.values()}, field_name="username")
    Contract.objects.bulk_create(
        Contract(
            number=row.number,
            title=row.title,
            vendor=known[row.vendor],
            kind=row.kind,
            starts_on=row.starts_on,
            ends_on=row.ends_on,
            support_phone=row.phone,
            support_hours=ROUND_THE_CLOCK if row.phone else "",
            status=ContractStatus.ACTIVE,
            owner=people.get(TERMS[row.number].owner),
            **TERMS[row.number].fields(),
        )
        for row in contracts.CONTRACTS
        if row.vendor in known
    )
    number, decision, reason = DECIDED
    if ELLEN in people and Contract.objects.filter(number=number).exists():
        decide(number, actor=people[ELLEN], decision=decision, reason=reason)
