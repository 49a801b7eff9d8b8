"""The kind of the change feed that is of similar reports."""

from hospital_itsm.feed.kinds import Kind, register
from hospital_itsm.similar.models import SimilarGroup


def register_kinds() -> None:
    """Called once when the app is ready; nothing of it leaves the house."""
    register(
        Kind(
            "similar_group",
            SimilarGroup,
            ("similar.groups", "tickets:read"),
            lambda row: str(row.pk),
            "api:similar_group",
            outside=None,
        )
    )
