"""What looks like a ticket, among what a person of the desk sees: words over the text index, neighbors by place.

Bounded however many tickets there are: the newest hits of two telling words, the newest of the unit, service and
device; only these are weighed (`tickets.rules.likeness`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.contrib.postgres.search import TrigramSimilarity
from django.db import connection
from django.db.models import F, Q, QuerySet

from tickets.access import reads_as_desk
from tickets.choices import OPEN_STATES, MessageKind, State
from tickets.queries.likeness import Said, hits, notice_problem, problem_of, said_on, stems, with_stems
from tickets.queries.notices import active_notices, joinable
from tickets.rules.likeness import Match, Problem, ranked

MOST: Final = 3
SOLVED_FOR: Final = timedelta(days=90)
LOOKED_BACK: Final = timedelta(days=180)
HITS: Final = 300
NEIGHBORS: Final = 60
SOLVED: Final = (State.RESOLVED, State.CLOSED)
NOT_A_FIX: Final = ("duplicate", "cancelled", "unable_to_reproduce", "no_problem_found")

COMPARED: Final = (
    "key", "title", "state", "opened_at", "resolved_at", "close_code", "care_area__code", "service__code",
    "category__code", "asset__tag",
)  # fmt: skip
"""What is read of hundreds of candidates, of which a few are shown."""

NEAR: Final = """
(SELECT ticket_id FROM hit ORDER BY ticket_id DESC LIMIT %(hits)s)
UNION (SELECT id FROM tickets_ticket WHERE care_area_id = %(unit)s
    ORDER BY opened_at DESC, id DESC LIMIT %(neighbors)s)
UNION (SELECT id FROM tickets_ticket WHERE service_id = %(service)s ORDER BY opened_at DESC LIMIT %(neighbors)s)
UNION (SELECT id FROM tickets_ticket WHERE asset_id = %(asset)s
    ORDER BY opened_at DESC, id DESC LIMIT %(neighbors)s)
"""


@dataclass(frozen=True)
class Found:
    """A similar ticket with what it looks like; `fix` is what was last said to its people, for solved ones."""

    ticket: Any
    match: Match
    fix: str = ""


@dataclass(frozen=True)
class Known:
    """A posted problem that fits; `join` is the number of its ticket where the person may see it, else empty."""

    notice: Any
    match: Match
    join: str = ""


@dataclass(frozen=True)
class Similar:
    """What looks like one ticket."""

    open: tuple[Found, ...] = ()
    solved: tuple[Found, ...] = ()
    known: tuple[Known, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Nothing passed the confidence line."""
        return not (self.open or self.solved or self.known)


def similar_to(ticket: Any, actor: Any, now: datetime, most: int = MOST) -> Similar:
    """Open and solved tickets and known problems that look like this one; at most seven statements.

    Restricted tickets are neither compared nor found.
    """
    if ticket.is_restricted:
        return Similar()
    said = said_on(ticket)
    here = problem_of(ticket, said.all)
    rows = {row.key: row for row in _candidates(ticket, said, actor, now)}
    open_ones: list[Problem] = []
    solved: list[Problem] = []
    for row in rows.values():
        (open_ones if row.is_open else solved).append(problem_of(row, row.stems))
    found_open = ranked(here, open_ones, said.shares, now, most)
    found_solved = ranked(here, solved, said.shares, now, most)
    fixes = _fixes([rows[one.key] for one in found_solved])
    return Similar(
        tuple(Found(rows[one.key], one) for one in found_open),
        tuple(Found(rows[one.key], one, fixes.get(rows[one.key].pk, "")) for one in found_solved),
        _known(here, ticket, actor, said.shares, now, most),
    )


def near_keys(ticket: Any, said: Said) -> list[int]:
    """Primary keys of what may look alike: one statement over four indexes."""
    given = {
        "words": said.to_find,
        "unit": ticket.care_area_id,
        "service": ticket.service_id,
        "asset": ticket.asset_id,
        "hits": HITS,
        "neighbors": NEIGHBORS,
    }
    with connection.cursor() as cursor:
        cursor.execute(hits(said) + NEAR, given)
        return [pk for (pk,) in cursor.fetchall()]


def _candidates(ticket: Any, said: Said, actor: Any, now: datetime) -> QuerySet[Any]:
    from tickets.models import Ticket

    fixed = Q(state__in=SOLVED, resolved_at__gte=now - SOLVED_FOR) & ~Q(close_code__in=NOT_A_FIX)
    fits = Q(state__in=OPEN_STATES, opened_at__gte=now - LOOKED_BACK) | fixed
    seen = Ticket.objects.on_desk(actor).filter(fits, pk__in=near_keys(ticket, said), is_restricted=False)
    return (
        seen.exclude(pk=ticket.pk)
        .select_related("care_area", "service", "category", "asset")
        .only(*COMPARED)
        .annotate(
            stems=stems(F("search__public_words")), near=TrigramSimilarity("search__title", ticket.title)
        )
    )


def _fixes(tickets: list[Any]) -> dict[int, str]:
    """What was last said in public on solved tickets, unless it was removed: one statement."""
    from tickets.models import Message

    if not tickets:
        return {}
    said = Message.objects.filter(
        ticket__in=tickets, kind=MessageKind.PUBLIC, redacted_at=None, is_automatic=False
    )
    last = said.order_by("ticket", "-id").distinct("ticket")
    return dict(last.values_list("ticket_id", "body"))


def _known(
    here: Problem, ticket: Any, actor: Any, shares: Mapping[str, float], now: datetime, most: int
) -> tuple[Known, ...]:
    """Posted problems: three statements."""
    notices = {str(row.pk): row for row in with_stems(active_notices()) if row.ticket_id != ticket.pk}
    problems = [notice_problem(row, key) for key, row in notices.items()]
    found = ranked(here, problems, shares, now, most)
    return tuple(Known(notices[one.key], one, _join(notices[one.key].ticket, actor)) for one in found)


def _join(ticket: Any, actor: Any) -> str:
    return ticket.key if joinable(ticket) and reads_as_desk(actor, ticket) else ""
