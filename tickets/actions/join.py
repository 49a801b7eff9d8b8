""" "Same for me": one press adds a person to a problem that is known; "worse for you?" raises it and pages (ux 5a)."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.audit.actions import action
from hospital_itsm.core.access import require
from hospital_itsm.core.errors import Conflict, ValueRefused
from hospital_itsm.core.phi_guard import guard
from hospital_itsm.core.plain_text import one_line
from hospital_itsm.outbox.tell import tell
from hospital_itsm.people.models import CareArea, User
from tickets.actions.priority import recompute
from tickets.actions.priority_facts import Recomputed, keep_later_answer
from tickets.actions.protected import keep_protected
from tickets.actions.report import page_if_asked
from tickets.actions.store import changed_fields, lock, store
from tickets.actions.tell_people import place_of, tell_owner
from tickets.choices import CareAnswer
from tickets.models import Notice, Reporter, Ticket
from tickets.rules.facts import ReportAnswer

WORSE_STEP = "worse"
LONGEST_CALLBACK = 120


@action("ticket.join", gettext_lazy("has the same problem"))
def join_ticket(
    key: str,
    *,
    actor: Any,
    care_answer: str = "",
    callback: str = "",
    care_area: CareArea | None = None,
    whom: User | None = None,
    someone_harmed: bool = False,
) -> Ticket:
    """Add the actor to an open ticket they see, or `whom` on whose behalf they speak. Joining twice changes nothing.

    `care_area` is where they have the problem, by default their own unit or the ticket's. Counts reporters and
    units anew, which may raise the priority; `care_answer` (a code of CareAnswer, or "") counts as a later answer.
    Raises Ticket.DoesNotExist, Conflict for a ticket that is done, Forbidden, ValueRefused.
    """
    ticket = lock(key, actor)
    return _join(ticket, actor, whom or actor, _answer(care_answer, someone_harmed), callback, care_area)


@action("ticket.join_notice", gettext_lazy("has the problem of the notice"))
def join_notice(
    notice_pk: int,
    *,
    actor: Any,
    care_answer: str = "",
    callback: str = "",
    care_area: CareArea | None = None,
    whom: User | None = None,
    someone_harmed: bool = False,
) -> Ticket:
    """Add the actor, or `whom`, to the ticket of an active notice, wherever that ticket was reported.

    Raises Notice.DoesNotExist, Conflict where the notice is over or has no ticket; else as `join_ticket`.
    """
    notice = Notice.objects.get(pk=notice_pk)
    if notice.ended_at is not None:
        raise Conflict(_("This problem is over. Report it if you still have it."))
    if notice.ticket_id is None:
        raise Conflict(_("This notice has no ticket yet. Report what you see, and we add it."))
    ticket = Ticket.objects.select_for_update().get(pk=notice.ticket_id)
    if ticket.is_restricted and not ticket.reporters.filter(user=whom or actor).exists():
        raise Conflict(_("Nobody can be added to this problem any more. Report what you see."))
    return _join(ticket, actor, whom or actor, _answer(care_answer, someone_harmed), callback, care_area)


@action("ticket.say_worse", gettext_lazy("says care is delayed or unsafe"))
def say_worse(key: str, *, actor: Any, someone_harmed: bool = False) -> Ticket:
    """Somebody who reported or joined says that care is delayed or unsafe: raises the ticket and pages once.

    Saying it twice changes nothing. Raises Ticket.DoesNotExist, Conflict for a ticket that is done, Forbidden for
    somebody who is not on it.
    """
    ticket = lock(key, actor)
    _refuse_done(ticket)
    row = Reporter.objects.filter(ticket=ticket, user=actor).first()
    if row is None:
        require(actor, "ticket.join", ticket)
        row = _add(ticket, actor, "", "", None, timezone.now())
    if row.said_worse_at is not None:
        return ticket
    at = timezone.now()
    row.said_worse_at, row.care_answer = at, CareAnswer.UNSAFE
    row.save(update_fields=["said_worse_at", "care_answer"])
    _weigh_in(ticket, ReportAnswer(CareAnswer.UNSAFE, someone_harmed), actor, at, "ticket.say_worse")
    tell_owner(ticket, actor=actor, kind="ticket.worse", payload=place_of(ticket))
    return ticket


def _join(
    ticket: Ticket,
    actor: Any,
    whom: Any,
    answer: ReportAnswer | None,
    callback: str,
    care_area: CareArea | None,
) -> Ticket:
    if whom != actor:
        require(actor, "ticket.report_for")
    if Reporter.objects.filter(ticket=ticket, user=whom).exists():
        return ticket
    _refuse_done(ticket)
    require(actor, "ticket.join", ticket)
    if answer is not None and answer.care not in CareAnswer.values:
        raise ValueRefused({"care_answer": _("Select whether patient care is affected.")})
    at = timezone.now()
    _add(ticket, whom, answer.care if answer else "", callback, care_area, at)
    _weigh_in(ticket, answer, actor, at, "ticket.join", on_behalf_of=whom.username if whom != actor else "")
    tell(
        actor=actor,
        kind="ticket.joined",
        recipients=[whom],
        payload={"ticket": ticket.key},
        dedupe=ticket.key,
    )
    return ticket


def _answer(care_answer: str, someone_harmed: bool) -> ReportAnswer | None:
    is_harm = someone_harmed and care_answer == CareAnswer.UNSAFE
    return ReportAnswer(care_answer, is_harm) if care_answer else None


def _refuse_done(ticket: Ticket) -> None:
    if not ticket.is_open:
        raise Conflict(_("%(key)s is done. Report it again if you still have it.") % {"key": ticket.key})


def _add(
    ticket: Ticket, actor: Any, care_answer: str, callback: str, care_area: CareArea | None, at: datetime
) -> Reporter:
    clean = guard(one_line(callback or actor.last_callback), channel="web")
    keep_protected(ticket, clean.removed, at=at)
    return Reporter.objects.create(
        ticket=ticket,
        user=actor,
        care_area_id=care_area.pk if care_area else _unit_of(actor, ticket),
        care_answer=care_answer,
        callback=clean.text[:LONGEST_CALLBACK],
        joined_at=at,
    )


def _unit_of(actor: Any, ticket: Ticket) -> int | None:
    """The ticket's unit where the person belongs to it, else their only unit; several say nothing."""
    if ticket.care_area_id in actor.care_area_ids or not actor.care_area_ids:
        return ticket.care_area_id
    return next(iter(actor.care_area_ids)) if len(actor.care_area_ids) == 1 else None


def _weigh_in(
    ticket: Ticket, answer: ReportAnswer | None, actor: Any, at: datetime, verb: str, on_behalf_of: str = ""
) -> None:
    """Count again, weigh again, record, tell and page: what follows from one more voice."""
    before = ticket.priority
    changes = changed_fields(ticket, reporters_count=ticket.reporters.count())
    if answer is not None:
        keep_later_answer(ticket, answer)
    done = recompute(ticket, actor=actor, at=at)
    changes |= done.changes
    store(ticket, actor=actor, verb=verb, changes=changes, on_behalf_of=on_behalf_of)
    _tell_and_page(ticket, before, answer, done, actor, at)


def _tell_and_page(
    ticket: Ticket, before: int, answer: ReportAnswer | None, done: Recomputed, actor: Any, at: datetime
) -> None:
    if ticket.priority < before:
        raised = {"old": int(before), **place_of(ticket)}
        tell_owner(ticket, actor=actor, kind="ticket.priority_changed", payload=raised)
    if answer is not None and (answer.care == CareAnswer.UNSAFE or answer.harm):
        page_if_asked(ticket, done.decision, actor=actor, step=WORSE_STEP, at=at)
