"""The message about similar reports: two numbers, never anybody's words."""

from django.utils.translation import gettext_lazy as _

from hospital_itsm.outbox.kinds import Kind, register
from hospital_itsm.outbox.shapes import NUMBER


def register_kinds() -> None:
    """Called once when the app is ready."""
    register(
        Kind(
            "similar.found",
            {"group": NUMBER, "count": NUMBER},
            _("{count} similar reports in 15 minutes"),
            "similar:group",
            "group",
            lines=(_("Propose a major incident, or say that they are not one problem."),),
            icon="urgent",
            is_urgent=True,
        )
    )
