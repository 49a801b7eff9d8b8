"""The agent's queue: views, one page of rows grouped by time left, and the counters beside the views."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import F, FilteredRelation, Q, QuerySet, Subquery
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from hospital_itsm.core.listing import COUNT_CAP, counted_to_cap, seek
from hospital_itsm.core.prepared import Prepared
from tickets.access import desk_shape
from tickets.choices import OPEN_STATES, PENDING_STATES, CareAnswer, State
from tickets.queries.clocks import clocks_of, main_chip
from tickets.queries.live import live_cursor
from tickets.rules.clock_reading import SlaChip

SOON = timedelta(hours=1)
PAGE_SIZE = 30
LISTED = (
    "key", "kind", "title", "state", "version", "is_restricted", "team__name", "care_area__name", "assignee__full_name",
    "care_answer", "is_patient_safety", "priority", "reporters_count", "next_due_at", "opened_at", "last_public_at",
    "last_public_by_requester", "requester_id", "requester_label", "source",
)  # fmt: skip
"""What a row shows or is ordered by; the words of the engine and of imports stay in the database."""


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
LISTED_WITH: list[Callable[[], dict[str, Any]]] = []
"""What packages to the right read of each ticket of a list, as annotations by name."""

TIME_LEFT = ("next_due_at", "id")
TEAM_VIEW = "team-"
AFFECTS_CARE = Q(is_patient_safety=True) | Q(care_answer__in=(CareAnswer.UNSAFE, CareAnswer.SLOWER))

OVERDUE, WITHIN_THE_HOUR, LATER_TODAY, LATER, PAUSED = "overdue", "hour", "today", "later", "paused"
GROUPS: dict[str, "str | Promise"] = {
    OVERDUE: gettext_lazy("Overdue"),
    WITHIN_THE_HOUR: gettext_lazy("Due within the hour"),
    LATER_TODAY: gettext_lazy("Later today"),
    LATER: gettext_lazy("Later"),
    PAUSED: gettext_lazy("Paused"),
}


@dataclass(frozen=True)
class View:
    """A named list of open tickets, or of ended ones too; `condition` asks who looks and when."""

    code: str
    label: "str | Promise"
    condition: Callable[[Any, Moment], Q]
    with_ended: bool = False
    team: int | None = None


@dataclass(frozen=True)
class Row:
    """One line of the list: the ticket with unit, team and assignee read, its chip, and what is new to the reader.

    `clocks` are its clocks by metric.
    """

    ticket: Any
    chip: SlaChip | None
    is_unread: bool
    has_new_reply: bool
    clocks: Mapping[str, Any]


@dataclass(frozen=True)
class Group:
    """Rows with the same kind of time left."""

    code: str
    label: "str | Promise"
    rows: list[Row]


@dataclass(frozen=True)
class QueuePage:
    """One page of a view: rows in order, the same rows in groups, and the cursors around them."""

    rows: list[Row]
    groups: list[Group]
    next_cursor: str
    previous_cursor: str


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
    from tickets.models import Ticket

    seen = Ticket.objects.on_desk(actor)
    return (seen if view.with_ended else seen.open()).filter(view.condition(actor, Moment.at(now)))


def queue_page(
    tickets: QuerySet[Any],
    actor: Any,
    now: datetime,
    *,
    ordering: Sequence[str] = TIME_LEFT,
    cursor: str = "",
    size: int = PAGE_SIZE,
    reads: Sequence[str] = (),
) -> QueuePage:
    """One page of `tickets` (a view, filtered or not): two statements however many rows are shown.

    Raises listing.BadCursor.
    """
    found = seek(listed(tickets, actor, reads), ordering, size, cursor)
    rows = rows_of(found.rows, now)
    return QueuePage(rows, grouped(rows, now), found.next_cursor, found.previous_cursor)


def listed(tickets: QuerySet[Any], actor: Any, reads: Sequence[str] = ()) -> QuerySet[Any]:
    """Tickets with what a row of the list needs of them, their unit, team and assignee, and how far the actor has read.

    `reads` are further fields, those of other tables with their path. No statement.
    """
    mark = FilteredRelation("read_marks", condition=Q(read_marks__user_id=actor.pk))
    read = {"read_version": F("mark__version"), "read_at": F("mark__read_at")}
    joined = {path for path in (name.rpartition("__")[0] for name in reads) if path}
    rows = tickets.select_related("care_area", "team", "assignee", *sorted(joined)).only(*LISTED, *reads)
    more = {name: value for read_too in LISTED_WITH for name, value in read_too().items()}
    return rows.annotate(mark=mark).annotate(**read, **more)


def rows_of(tickets: Sequence[Any], now: datetime) -> list[Row]:
    """Dress tickets that are `listed`: one statement, for their clocks."""
    clocks = clocks_of(tickets)
    return [_row(ticket, clocks.get(ticket.pk, {}), now) for ticket in tickets]


def _row(ticket: Any, clocks: dict[str, Any], now: datetime) -> Row:
    unread = ticket.read_version is None or ticket.read_version < ticket.version
    replied = ticket.last_public_by_requester and ticket.last_public_at is not None
    answered = replied and ticket.last_public_at != ticket.opened_at
    return Row(
        ticket,
        main_chip(clocks, now),
        is_unread=unread,
        has_new_reply=bool(answered and (ticket.read_at is None or ticket.read_at < ticket.last_public_at)),
        clocks=clocks,
    )


def grouped(rows: Sequence[Row], now: datetime) -> list[Group]:
    """The rows under their headings, in the order of the headings; empty ones are left out."""
    found: dict[str, list[Row]] = {code: [] for code in GROUPS}
    for row in rows:
        found[time_group(row.ticket.next_due_at, now)].append(row)
    return [Group(code, GROUPS[code], members) for code, members in found.items() if members]


def time_group(due: datetime, now: datetime) -> str:
    """The heading a deadline stands under; today ends at midnight of the place."""
    from tickets.models.ticket import NOTHING_DUE

    if due == NOTHING_DUE:
        return PAUSED
    if due < now:
        return OVERDUE
    if due < now + SOON:
        return WITHIN_THE_HOUR
    return LATER_TODAY if timezone.localdate(due) == timezone.localdate(now) else LATER


def counters(actor: Any, now: datetime, asked: View | None = None) -> tuple[dict[str, int], int]:
    """How many open tickets each view holds, by its code, those of the actor's teams and the `asked` one included, and
    where the change feed stood then: one statement.

    Counting ends one above `listing.COUNT_CAP`, which is shown as "1000+": its cost does not grow with what is open.
    """
    views = {view.code: view for view in (*VIEWS, *views_of_teams(actor))}
    if asked is not None and not asked.with_ended:
        views.setdefault(asked.code, asked)
    found = _COUNTED.rows(
        actor,
        tuple(views.values()),
        shape=(desk_shape(actor), tuple((view.code, view.team) for view in views.values())),
        values={"reader": actor.pk, "now": now, "soon": now + SOON},
    )
    *counts, cursor = found[0] if found else (*[0] * len(views), live_cursor())
    return dict(zip(views, counts, strict=True)), cursor or 0


def views_of_teams(actor: Any) -> list[View]:
    """The views of the teams the actor is in, by name; no statement."""
    teams = {held.team for held in actor.valid_memberships if held.team}
    return [team_view(team) for team in sorted(teams, key=lambda team: team.name)]


@dataclass(frozen=True)
class _Reader:
    """Who looks, where only the number of the person goes into a condition."""

    pk: int


def _counted(
    actor: Any, views: Sequence[View], *, reader: int, now: datetime, soon: datetime
) -> QuerySet[Any]:
    from hospital_itsm.feed.models import Change
    from hospital_itsm.people.models import User
    from tickets.models import Ticket

    seen, when = Ticket.objects.on_desk(actor).filter(state__in=OPEN_STATES).order_by(), Moment(now, soon)
    held = {
        f"view_{place}": counted_to_cap(seen.filter(view.condition(_Reader(reader), when)))
        for place, view in enumerate(views)
    }
    cursor = Subquery(Change.objects.order_by("-id").values("id")[:1])
    one_row = User.objects.filter(pk=reader).order_by()
    return one_row.annotate(**held, cursor=cursor).values_list(*held, "cursor")


_COUNTED = Prepared(_counted)


def count_words(count: int) -> str:
    """A counter as it is shown: exact up to the cap, then "1000+"."""
    return str(count) if count <= COUNT_CAP else f"{COUNT_CAP}+"
