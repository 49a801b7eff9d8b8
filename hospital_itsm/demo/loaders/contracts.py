"""Storing the contracts of the demo hospital with the vendors and owners that are there."""

from datetime import date
from typing import Any, Final

from django.utils import timezone

from hospital_itsm.demo.hospital import contracts
from hospital_itsm.demo.hospital.contract_terms import ELLEN, TERMS, clauses_of
from hospital_itsm.demo.hospital.story_dates import moved_fields
from hospital_itsm.people.models import User
from vendors.actions.renewals import decide
from vendors.choices import ContractStatus
from vendors.models import Contract
from vendors.queries.vendors import vendors_by_name

DECIDED: Final = ("C-1014", "renew", "Parts prices are held and the kits arrive on time.")


def is_loaded() -> bool:
    """Is any contract in this database?"""
    return Contract.objects.exists()


def load() -> None:
    """Store every contract whose vendor is known, as signed, and what was decided about one."""
    today = timezone.localdate()
    known = vendors_by_name({row.vendor for row in contracts.CONTRACTS})
    people = User.objects.in_bulk({row.owner for row in TERMS.values()}, field_name="username")
    Contract.objects.bulk_create(
        Contract(vendor=known[row.vendor], owner=people.get(TERMS[row.number].owner), **_fields(row, today))
        for row in contracts.CONTRACTS
        if row.vendor in known
    )
    number, decision, reason = DECIDED
    if ELLEN in people and Contract.objects.filter(number=number).exists():
        decide(number, actor=people[ELLEN], decision=decision, reason=reason)


def _fields(row: contracts.ContractRow, today: date) -> dict[str, Any]:
    days = {"starts_on": row.starts_on, "ends_on": row.ends_on}
    fields = days | TERMS[row.number].fields() | clauses_of(row.number)
    return {
        "number": row.number,
        "title": row.title,
        "kind": row.kind,
        "support_phone": row.phone,
        "support_hours": row.hours,
        "status": ContractStatus.ACTIVE,
        **moved_fields(fields, today),
    }
