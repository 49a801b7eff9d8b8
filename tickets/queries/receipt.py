"""What a report's receipt promises: who calls whom, by when, and whether a page was answered (ux 5a)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from hospital_itsm.core.display import moment_words
from hospital_itsm.people.choices import CareClass
from tickets.choices import Metric
from tickets.queries.clocks import clocks_of


@dataclass(frozen=True)
class PagePromise:
    """The pages about a ticket: when the last round went out and when a person answered it, if one did."""

    paged_at: datetime
    answered_at: datetime | None = None

    def words(self, now: datetime) -> str:
        """ "Paged 14:07, answered 14:09", or whom to call while nobody has answered."""
        today = timezone.localtime(now)
        if self.answered_at is None:
            return _("Nobody has answered yet, call %(phone)s") % {"phone": settings.DESK_PHONE}
        return _("Paged %(paged)s, answered %(answered)s") % {
            "paged": moment_words(timezone.localtime(self.paged_at), today),
            "answered": moment_words(timezone.localtime(self.answered_at), today),
        }


@dataclass(frozen=True)
class Receipt:
    """What the page after sending says.

    `answer_by` is None where no promise runs, `page` None where nothing can promise a page. `asks_worse`: the person
    joined and was not asked yet whether it is worse for them.
    """

    ticket: Any
    team_name: str
    reach: str
    answer_by: datetime | None
    page: PagePromise | None
    asks_worse: bool


def receipt_of(ticket: Any, actor: Any) -> Receipt:
    """The receipt of a ticket for one of its reporters; three statements."""
    clock = clocks_of([ticket]).get(ticket.pk, {}).get(Metric.RESPONSE)
    own = next((row for row in ticket.reporters.all() if row.user_id == actor.pk), None)
    joined = own is not None and not own.is_first and own.said_worse_at is None
    support = ticket.care_area is not None and ticket.care_area.care_class == CareClass.E
    return Receipt(
        ticket=ticket,
        team_name=ticket.team.name if ticket.team else _("Service desk"),
        reach=(own.callback if own else ticket.callback)
        or (ticket.care_area.phone if ticket.care_area else ""),
        answer_by=clock.due_at if clock is not None and clock.stopped_at is None else None,
        page=page_promise(ticket),
        asks_worse=joined and ticket.is_open and not support,
    )


def page_promise(ticket: Any) -> PagePromise | None:
    """Read the pages of a ticket; None where nobody was paged over a channel that reaches people."""
    pages = list(ticket.pages.order_by("paged_at", "pk"))
    answered = [page for page in pages if page.acknowledged_at is not None]
    waiting = [page for page in pages if page.acknowledged_at is None and page.has_channel]
    if answered and not (waiting and waiting[-1].paged_at > max(page.acknowledged_at for page in answered)):
        return PagePromise(answered[0].paged_at, min(page.acknowledged_at for page in answered))
    return PagePromise(waiting[0].paged_at) if waiting else None
