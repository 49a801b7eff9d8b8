"""The kinds of the change feed that are of the work of vendors."""

from typing import Any

from hospital_itsm.feed.kinds import Kind, register
from hospital_itsm.vendor_work.models import RemoteSession, VendorCase


def register_kinds() -> None:
    """Called once when the app is ready. None is ever deleted."""
    needs = ("remote_session.read", "remote_access:read")
    register(
        Kind(
            "remote_session",
            RemoteSession,
            needs,
            lambda row: str(row.pk),
            "api:remote_session",
            joined=("asset", "ticket"),
            outside=lambda row: row.ticket is None or not row.ticket.is_restricted,
        )
    )
    of_cases = ("vendor_case.read", "vendors:read")
    register(
        Kind(
            "vendor_case",
            VendorCase,
            of_cases,
            lambda row: str(row.pk),
            "api:vendor_case",
            joined=("vendor",),
            outside=_has_open_tickets_only,
        )
    )


def _has_open_tickets_only(case: Any) -> bool:
    """Is none of its tickets restricted?"""
    return not case.links.filter(ticket__is_restricted=True).exists()
