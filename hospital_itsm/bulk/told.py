"""The kind of the change feed that is of bulk changes, to their makers."""

from hospital_itsm.bulk.models import BulkChange
from hospital_itsm.feed.kinds import Kind, register


def register_kinds() -> None:
    """Called once when the app is ready."""
    register(
        Kind(
            "bulk_change",
            BulkChange,
            ("bulk.change", "tickets:read"),
            lambda row: str(row.pk),
            "api:bulk_change",
            sees_all=lambda actor: False,
            outside=None,
        )
    )
