"""The kinds of the change feed that are of vendors."""

from hospital_itsm.feed.kinds import Kind, register
from vendors.models import Baa, Contract, Vendor


def register_kinds() -> None:
    """Called once when the app is ready. None is ever deleted; a draft is told to who sees drafts."""
    register(
        Kind("contract", Contract, ("contract.call", "vendors:read"), lambda row: row.number, "api:contract")
    )
    register(Kind("vendor", Vendor, ("vendor.read", "vendors:read"), lambda row: row.name, "api:vendor"))
    register(Kind("baa", Baa, ("baa.read", "vendors:read"), lambda row: str(row.pk), "api:baa"))
