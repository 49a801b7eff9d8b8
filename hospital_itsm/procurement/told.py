"""The kind of the change feed that is of purchases."""

from hospital_itsm.feed.kinds import Kind, register
from hospital_itsm.procurement.models import Purchase


def register_kinds() -> None:
    """Called once when the app is ready."""
    register(
        Kind(
            "purchase", Purchase, ("purchase.read", "purchases:read"), lambda row: row.number, "api:purchase"
        )
    )
