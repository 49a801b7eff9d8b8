"""What people are told of tasks: numbers, teams, times."""

from django.utils.translation import gettext_lazy as _

from hospital_itsm.outbox.kinds import Kind, register
from hospital_itsm.outbox.shapes import KEY, LABEL, MOMENT, NUMBER


def register_kinds() -> None:
    """Register every kind; called once when the app is ready."""
    register(
        Kind(
            "task.given",
            {"ticket": KEY, "team": LABEL, "priority": NUMBER},
            _("{ticket}: a task for {team}, priority {priority}"),
            "joint:tasks_of",
            "ticket",
            lines=(_("The page of its tasks says what is asked and until when."),),
            icon="list",
        )
    )
    register(
        Kind(
            "task.late",
            {"ticket": KEY, "team": LABEL, "priority": NUMBER, "due": MOMENT},
            _("{ticket}: a task of {team} is late, due {due}"),
            "joint:tasks_of",
            "ticket",
            lines=(_("The time agreed between the teams for priority {priority} has passed."),),
            icon="alert-triangle",
        )
    )
