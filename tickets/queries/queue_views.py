"""The views of the agent's queue: named lists of tickets, which of them a person has, and what each holds."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from tickets.choices import PENDING_STATES, CareAnswer, State

SOON = timedelta(hours=1)
TEAM_VIEW = "team-"
AFFECTS_CARE = Q(is_patient_safety=True) | Q(care_answer__in=(CareAnswer.UNSAFE, CareAnswer.SLOWER))


@dataclass(frozen=True)
class Moment:
    """The instant a list is read, and the one up to which a deadline is soon."""

    now: datetime
    soon: datetime

    @classmethod
    def at(cls, now: datetime) -> "Moment":
        """The moment of an instant."""
        return cls(now, now + SOON)


RESTS: list[Callable[[Moment], Q]] = []
"""Conditions by which packages to the right keep tickets out of the views of their people."""


@dataclass(frozen=True)
class Person:
    """Who looks, where only the number of the person goes into a condition."""

    pk: int


@dataclass(frozen=True)
class View:
    """A named list of open tickets, or of ended ones too; `condition` asks who looks and when."""

    code: str
    label: "str | Promise"
    condition: Callable[[Any, Moment], Q]
    with_ended: bool = False
    team: int | None = None


VIEWS: list[View] = [
    View("mine", gettext_lazy("Mine"), lambda actor, when: Q(assignee_id=actor.pk) & in_sight(when)),
    View(
        "unassigned",
        gettext_lazy("Unassigned"),
        lambda actor, when: Q(assignee__isnull=True) & ~Q(state=State.RESTORED),
    ),
    View("risk", gettext_lazy("At risk or overdue"), lambda actor, when: Q(next_due_at__lt=when.soon)),
    View("care", gettext_lazy("Patient care affected"), lambda actor, when: AFFECTS_CARE),
    View(
        "waiting", gettext_lazy("Waiting on requester"), lambda actor, when: Q(state=State.PENDING_REQUESTER)
    ),
    View("pending", gettext_lazy("Waiting on others"), lambda actor, when: Q(state__in=PENDING_STATES)),
    View("reopened", gettext_lazy("Reopened"), lambda actor, when: Q(reopened_count__gt=0)),
    View("all", gettext_lazy("All open"), lambda actor, when: Q()),
]
EVERY = View("every", gettext_lazy("All tickets, ended ones too"), lambda actor, when: Q(), with_ended=True)
"""Not beside the others: figures lead there."""
_BY_CODE = {view.code: view for view in (*VIEWS, EVERY)}


def add_view(view: View) -> None:
    """Let a package to the right show a view of its own beside the others; called in an `apps.py`."""
    VIEWS.append(view)
    _BY_CODE[view.code] = view


def in_sight(when: Moment) -> Q:
    """The condition that nothing keeps a ticket out of the views of its people."""
    return Q(*(~condition(when) for condition in RESTS))


def team_view(team: Any) -> View:
    """The view of one team: what it leads or owns together with another."""
    return View(
        f"{TEAM_VIEW}{team.code}",
        team.name,
        lambda actor, when: (Q(team_id=team.pk) | Q(joint_team_id=team.pk)) & in_sight(when),
        team=team.pk,
    )


def view_called(code: str, actor: Any) -> View:
    """The view with this code; one statement for a team the actor is not in. Raises KeyError where there is none."""
    if code in _BY_CODE:
        return _BY_CODE[code]
    if not code.startswith(TEAM_VIEW):
        raise KeyError(code)
    return team_view(_team_called(code.removeprefix(TEAM_VIEW), actor))


def _team_called(code: str, actor: Any) -> Any:
    own = next((held.team for held in actor.valid_memberships if held.team and held.team.code == code), None)
    if own is not None:
        return own
    from hospital_itsm.people.models import Team

    team = Team.objects.filter(code=code).first()
    if team is None:
        raise KeyError(code)
    return team


def tickets_in(view: View, actor: Any, now: datetime) -> QuerySet[Any]:
    """The tickets of a view that the actor sees in the agent area."""
    return seen_in(view, actor, actor, Moment.at(now))


def seen_in(view: View, actor: Any, reader: Any, when: Moment) -> QuerySet[Any]:
    """The tickets that the actor sees of the view of `reader`, who may be a mark in the actor's place."""
    from tickets.models import Ticket

    seen = Ticket.objects.on_desk(actor)
    return (seen if view.with_ended else seen.open()).filter(view.condition(reader, when))


def views_of_teams(actor: Any) -> list[View]:
    """The views of the teams the actor is in, by name; no statement."""
    teams = {held.team for held in actor.valid_memberships if held.team}
    return [team_view(team) for team in sorted(teams, key=lambda team: team.name)]
