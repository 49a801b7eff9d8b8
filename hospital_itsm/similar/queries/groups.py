"""Groups of similar reports: which a person sees, which the desk is shown now."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, Self

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from hospital_itsm.core.access import can
from hospital_itsm.core.prepared import Prepared
from hospital_itsm.similar.rules.grouping import FEWEST, LIVES, WINDOW
from tickets.access import desk_shape

MOST_SHOWN: Final = 3
MOST_READ: Final = 400
MOST_NAMED: Final = 5
MINUTE: Final = timedelta(minutes=1)


class GroupQuerySet(QuerySet[Any]):
    """Vocabulary of groups."""

    def visible_to(self, actor: Any) -> Self:
        """Groups of which the actor sees enough tickets at the desk to make one; their count is `seen`."""
        if not can(actor, "similar.groups"):
            return self.none()
        rows = seen_rows(actor).filter(group=OuterRef("pk")).order_by().values("group")
        counted = self.annotate(seen=Coalesce(Subquery(rows.annotate(n=Count("pk")).values("n")), 0))
        return counted.filter(seen__gte=FEWEST)

    def live(self, now: datetime) -> Self:
        """Those that further reports join."""
        return self.filter(_lives(now - LIVES))


@dataclass(frozen=True)
class Shown:
    """A group as a person sees it: only the tickets they see, the oldest first."""

    group: Any
    tickets: tuple[Any, ...]

    @property
    def count(self) -> int:
        """How many reports."""
        return len(self.tickets)

    @property
    def minutes(self) -> int:
        """In how many minutes they came, a begun one counted; at least the window."""
        span = max(self.tickets[-1].opened_at - self.tickets[0].opened_at, WINDOW)
        return -(-span // MINUTE)

    @property
    def first(self) -> Any:
        """The oldest ticket on which work is not finished, else the oldest."""
        return next((one for one in self.tickets if one.is_open), self.tickets[0])

    @property
    def named(self) -> tuple[Any, ...]:
        """The newest tickets, as many as are named in one line."""
        return self.tickets[-MOST_NAMED:]

    @property
    def unnamed(self) -> int:
        """How many more there are."""
        return self.count - len(self.named)

    @property
    def units(self) -> list[str]:
        """The codes of the units it was reported from."""
        return sorted({one.care_area.code for one in self.tickets if one.care_area is not None})

    @property
    def services(self) -> list[str]:
        """The codes of the services it was reported of."""
        return sorted({one.service.code for one in self.tickets if one.service is not None})


def seen_rows(actor: Any) -> QuerySet[Any]:
    """The places of tickets in groups that the actor sees at the desk; never of restricted ones."""
    from hospital_itsm.similar.models import GroupedTicket
    from tickets.models import Ticket

    return GroupedTicket.objects.filter(ticket__in=Ticket.objects.on_desk(actor).filter(is_restricted=False))


def shown_now(actor: Any, now: datetime) -> list[Shown]:
    """The newest groups that wait for a word: open tickets, no major incident about one of them; one statement.

    Of the tickets only number, state, age and place are read.
    """
    found = _shown(_WAITING.rows(actor, shape=desk_shape(actor), values={"since": now - LIVES}))
    open_ones = [one for one in found if any(ticket.is_open for ticket in one.tickets)]
    return open_ones[:MOST_SHOWN]


def shown(group: Any, actor: Any) -> Shown:
    """The newest of a visible group's tickets: one statement."""
    rows = seen_rows(actor).filter(group=group).select_related(*JOINED)
    found: Shown = _shown(rows.order_by("-ticket__opened_at")[:MOST_READ])[0]
    return found


def waiting(now: datetime) -> Q:
    """The condition that a live group waits for a word: no major incident is about a ticket of it, or has it tied."""
    return _waiting_since(now - LIVES)


def _waiting_since(since: datetime) -> Q:
    from hospital_itsm.continuity.models import MajorIncident

    return _lives(since) & ~Q(Exists(MajorIncident.objects.filter(_about(OuterRef("pk")))))


def majors_about(group: Any, actor: Any) -> list[Any]:
    """The major incidents about its tickets that the actor sees: one statement."""
    from hospital_itsm.continuity.models import MajorIncident

    rows = MajorIncident.objects.visible_to(actor).filter(_about(group.pk))
    return list(rows.distinct().order_by("-pk")[:MOST_SHOWN])


def _lives(since: datetime) -> Q:
    return Q(dismissed_at__isnull=True, last_at__gte=since)


def _about(group: Any) -> Q:
    return Q(ticket__grouped__group=group) | Q(children__ticket__grouped__group=group)


JOINED: Final = ("group__service", "group__care_area", "ticket__care_area", "ticket__service")


NEEDED: Final = (
    "group__service__name", "group__care_area__name", "ticket__key", "ticket__state", "ticket__opened_at",
    "ticket__care_area__code", "ticket__service__code", "ticket__is_restricted",
)  # fmt: skip


def _waiting_rows(actor: Any, *, since: datetime) -> QuerySet[Any]:
    from hospital_itsm.similar.models import SimilarGroup

    newest = SimilarGroup.objects.filter(_waiting_since(since)).order_by("-last_at", "-pk").values("pk")
    rows = seen_rows(actor).filter(group__in=Subquery(newest[: 2 * MOST_SHOWN])).select_related(*JOINED)
    return rows.only(*NEEDED).order_by("-group__last_at", "-group", "-ticket__opened_at")[:MOST_READ]


_WAITING = Prepared(_waiting_rows)


def _shown(rows: Iterable[Any]) -> list[Shown]:
    by_group: dict[Any, list[Any]] = {}
    for row in rows:
        by_group.setdefault(row.group, []).append(row.ticket)
    return [
        Shown(group, tuple(sorted(tickets, key=lambda one: (one.opened_at, one.pk))))
        for group, tickets in by_group.items()
        if len(tickets) >= FEWEST
    ]
