"""The kinds of the change feed that are of the work of vendors."""

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
            joined=("asset",),
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
        )
    )
