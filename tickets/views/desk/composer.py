"""The box people write in: reply or internal note, with what was kept of an unsent text."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hospital_itsm.core.access import can
from hospital_itsm.core.panels import DrawnPanel, panels_for
from tickets.choices import MessageKind, State
from tickets.models import Ticket
from tickets.queries.drafts import opened
from tickets.queries.ticket_page import NOTE, REPLY
from tickets.queries.timeline import Entry
from tickets.rules.targets import LONGEST_PROMISES
from tickets.views.desk.steps import states_after_reply

COMPOSER: Final = "composer"
"""The part of a ticket's page that is the box people write in; its panels are drawn under the text."""
MINUTES = (15, 30, 60, 120, 240)


@dataclass(frozen=True)
class Kept:
    """What somebody had typed when the page was drawn again."""

    kind: str = ""
    body: str = ""
    then: str = ""
    promise: str = ""
    error: str = ""
    phi_decision: str = ""


@dataclass(frozen=True)
class Composer:
    """Everything the composer shows; see templates/components/composer.html."""

    action: str
    draft_url: str
    version: int
    kind: str
    body: str
    then: str
    then_choices: list[tuple[str, str]]
    promise: str
    promise_choices: list[tuple[str, str]]
    reply_label: str
    send_label: str
    error: str = ""
    focus: bool = False
    parts: Sequence[DrawnPanel] = ()


def composer_of(
    ticket: Ticket,
    actor: Any,
    entries: Sequence[Entry],
    now: datetime,
    *,
    kept: Kept | None = None,
    wanted: str = "",
) -> Composer | None:
    """The composer for this person, or None where they may not write; `wanted` is the mode a link asked for."""
    if ticket.state == State.MERGED or not can(actor, "ticket.work", ticket):
        return None
    kept = kept or _drafted(ticket, entries)
    return Composer(
        action=reverse("tickets:write", args=[ticket.key]),
        draft_url=reverse("tickets:desk_draft", args=[ticket.key]),
        version=ticket.version,
        kind=wanted if wanted in (REPLY, NOTE) else kept.kind,
        focus=bool(wanted),
        body=kept.body,
        then=kept.then,
        then_choices=states_after_reply(ticket, actor, now) if ticket.is_open else [],
        promise=kept.promise,
        promise_choices=promise_choices(ticket) if ticket.is_open else [],
        reply_label=_reply_label(ticket),
        send_label=_send_label(ticket),
        error=kept.error,
        parts=panels_for(ticket, actor, COMPOSER),
    )


def promise_choices(ticket: Ticket) -> list[tuple[str, str]]:
    """When the next word may be promised for: P1 and P2 only, and no later than the rules allow."""
    longest = LONGEST_PROMISES.get(ticket.priority)
    if longest is None:
        return []
    allowed = [minutes for minutes in MINUTES if timedelta(minutes=minutes) <= longest]
    return [("", _("Usual time")), *((str(minutes), _minutes(minutes)) for minutes in allowed)]


def promised_at(data: Mapping[str, Any], now: datetime) -> datetime | None:
    """The instant that was promised; None for none or for a number that is not offered."""
    given = str(data.get("promise", ""))
    return now + timedelta(minutes=int(given)) if given in {str(minutes) for minutes in MINUTES} else None


def _drafted(ticket: Ticket, entries: Sequence[Entry]) -> Kept:
    """An unsent text comes back in its own mode; without one the mode is that of the last entry."""
    for kind in (REPLY, NOTE):
        draft = opened(getattr(ticket, f"{kind}_draft", None))
        if draft.get("body"):
            return Kept(kind, draft["body"], draft.get("then", ""), draft.get("promise", ""))
    said = [entry.message for entry in entries if entry.message is not None]
    return Kept(NOTE if said and said[-1].kind == MessageKind.INTERNAL else REPLY)


def _minutes(minutes: int) -> str:
    if minutes < 60:
        return _("In %(minutes)d minutes") % {"minutes": minutes}
    hours = minutes // 60
    return ngettext("In %(hours)d hour", "In %(hours)d hours", hours) % {"hours": hours}


def _first_name(ticket: Ticket) -> str:
    name = ticket.requester.full_name if ticket.requester else ticket.requester_label
    return name.split()[0] if name.split() else str(_("the requester"))


def _reply_label(ticket: Ticket) -> str:
    name, others = _first_name(ticket), ticket.reporters_count - 1
    if others < 1:
        return _("Reply to %(name)s") % {"name": name}
    return _("Reply to %(name)s + %(others)d") % {"name": name, "others": others}


def _send_label(ticket: Ticket) -> str:
    if ticket.reporters_count < 2:
        return _("Send to %(name)s") % {"name": _first_name(ticket)}
    return _("Send to %(count)d") % {"count": ticket.reporters_count}
