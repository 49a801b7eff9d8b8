"""Queues: adding, changing, retiring."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy, ngettext

from hospital_itsm.audit.actions import action
from hospital_itsm.core import obstacles
from hospital_itsm.people.actions.setup_rows import add_row, change_row, set_active
from hospital_itsm.people.models import OnCallShift, Team


@action("team.add", gettext_lazy("added the queue"))
def add_team(*, actor: Any, fields: Mapping[str, Any]) -> Team:
    """Store a queue; its people are given roles in it."""
    return add_row(Team(), fields, actor=actor, verb="team.add")


@action("team.change", gettext_lazy("changed the queue"))
def change_team(team: Team, *, actor: Any, fields: Mapping[str, Any], version: int | None = None) -> Team:
    """Change fields of a queue; see `setup_rows.change_row`."""
    return change_row(team, fields, actor=actor, verb="team.change", version=version)


@action("team.retire", gettext_lazy("retired the queue"))
def retire_team(team: Team, *, actor: Any) -> Team:
    """Take a queue out of use that nothing goes to any more."""
    return set_active(team, False, actor=actor, verb="team.retire")


@action("team.restore", gettext_lazy("took the queue back into use"))
def restore_team(team: Team, *, actor: Any) -> Team:
    """Take a retired queue back into use."""
    return set_active(team, True, actor=actor, verb="team.restore")


def _shifts_ahead(team: Team) -> Iterator[str]:
    count = OnCallShift.objects.filter(team=team, starts_at__gt=timezone.now()).count()
    if count:
        words = ngettext(
            "%(count)d on-call shift of this queue is still to come. Take it off the rota first.",
            "%(count)d on-call shifts of this queue are still to come. Take them off the rota first.",
            count,
        )
        yield words % {"count": count}


obstacles.register(Team, _shifts_ahead)
