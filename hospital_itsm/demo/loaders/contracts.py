"""Storing the contracts of the demo hospital with the vendors that are there."""

from hospital_itsm.demo.hospital import contracts
from vendors.choices import ContractStatus
from vendors.models import Contract
from vendors.queries.vendors import vendors_by_name

ROUND_THE_CLOCK = "24 x 7"


def is_loaded() -> bool:
    """Is any contract in this database?"""
    return Contract.objects.exists()


def load() -> None:
    """Store every contract whose vendor is known, as signed."""
    known = vendors_by_name({row.vendor for row in contracts.CONTRACTS})
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
        )
        for row in contracts.CONTRACTS
        if row.vendor in known
    )
