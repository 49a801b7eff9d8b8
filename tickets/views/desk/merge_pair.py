"""The two tickets of a merge side by side: what they say, where they differ, what was said last, what moves."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db.models import Count
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.core.panels import DrawnPanel, panels_for
from tickets.choices import MessageKind
from tickets.clock_words import ChipWords, chip_words
from tickets.models import Attachment, Message, Ticket
from tickets.queries.clocks import clocks_of
from tickets.rules.clock_reading import read

PART: Final = "merge"
"""What packages to the right show of either ticket: what moves along."""
LAST: Final = 3


@dataclass(frozen=True)
class Line:
    """One fact; `differs` marks what the other ticket says otherwise."""

    label: "str | Promise"
    value: str
    differs: bool = False


@dataclass(frozen=True)
class Side:
    """One of the two; `said` are its last messages, the oldest first."""

    ticket: Ticket
    role: str
    lines: list[Line]
    clocks: list[ChipWords]
    said: list[Message]
    parts: list[DrawnPanel]


def pair_of(duplicate: Ticket, survivor: Ticket, actor: Any, now: datetime) -> list[Side]:
    """The duplicate and the ticket that goes on: four statements, and those of the parts."""
    both = (duplicate, survivor)
    clocks, said = clocks_of(both), _said(both)
    files = dict(
        Attachment.objects.filter(ticket__in=both)
        .values_list("ticket")
        .annotate(count=Count("pk"))
        .order_by()
    )
    facts = [_facts(one, files.get(one.pk, 0)) for one in both]
    roles = (_("Ends as a duplicate"), _("Goes on"))
    return [
        Side(
            one,
            role,
            [Line(*fact, differs=fact != other) for fact, other in zip(own, others, strict=True)],
            [chip_words(read(clock.as_value(), now)) for clock in clocks.get(one.pk, {}).values()],
            said[one.pk],
            panels_for(one, actor, PART),
        )
        for one, role, own, others in zip(both, roles, facts, reversed(facts), strict=True)
    ]


def _facts(ticket: Ticket, files: int) -> list[tuple["str | Promise", str]]:
    return [
        (gettext_lazy("State"), ticket.get_state_display()),
        (gettext_lazy("Priority"), ticket.get_priority_display()),
        (gettext_lazy("Unit"), str(ticket.care_area or "")),
        (gettext_lazy("Device"), ticket.asset.tag if ticket.asset else ticket.device_text),
        (gettext_lazy("Service"), str(ticket.service or "")),
        (gettext_lazy("Team"), str(ticket.team or "")),
        (gettext_lazy("Assignee"), ticket.assignee.full_name if ticket.assignee else ""),
        (gettext_lazy("People affected"), str(ticket.reporters_count)),
        (gettext_lazy("Files"), str(files)),
    ]


def _said(both: Sequence[Ticket]) -> dict[int, list[Message]]:
    """The last messages of each that people wrote: two statements."""
    rows = Message.objects.filter(is_automatic=False).exclude(kind=MessageKind.HELD)
    return {one.pk: list(rows.filter(ticket=one).order_by("-pk")[:LAST])[::-1] for one in both}
