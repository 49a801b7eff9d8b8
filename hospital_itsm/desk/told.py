"""The kind of the change feed that is of saved views, to those who see them."""

from hospital_itsm.desk.models import SavedView
from hospital_itsm.feed.kinds import Kind, register


def register_kinds() -> None:
    """Called once when the app is ready."""
    register(
        Kind(
            "saved_view",
            SavedView,
            ("view.read", "tickets:read"),
            lambda row: str(row.pk),
            "api:saved_view",
            sees_all=lambda actor: False,
        )
    )
