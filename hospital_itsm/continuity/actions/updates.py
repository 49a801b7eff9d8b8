"""Updates of a major incident: posted once, on notices at once, to the people of every tied ticket soon after."""

import logging
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.audit import verbs
from hospital_itsm.audit.actions import action, housekeeping, step
from hospital_itsm.audit.recording import free_text, record
from hospital_itsm.continuity.actions import store
from hospital_itsm.continuity.actions.majors import lock_major, note_moment, tell_people
from hospital_itsm.continuity.choices import EntryKind, MajorState
from hospital_itsm.continuity.models import MajorIncident, MajorUpdate, UpdateDelivery, UpdateTemplate
from hospital_itsm.continuity.rules.cadence import CADENCES
from hospital_itsm.continuity.rules.templates import KNOWN, Unfilled, fill, names_in
from hospital_itsm.continuity.wording import template_values
from hospital_itsm.core.access import require
from hospital_itsm.core.actors import System
from hospital_itsm.core.errors import ValueRefused
from hospital_itsm.core.phi_guard import PhiDecision
from tickets.actions import clocks
from tickets.actions.conversation import PUBLIC_FIELDS, say_publicly
from tickets.actions.notices import update_notice
from tickets.actions.search_words import refresh
from tickets.actions.store import store as store_ticket
from tickets.actions.tell_people import state_words, tell_reporters
from tickets.models import Ticket

LONGEST: Final = {"text": 400, "token": 64}
NO_CHANGE: Final = "no_change"
TOLD: Final = "ticket.major_update"
WATCH: Final = System("major-incidents")
BATCH: Final = 50
verbs.register(TOLD, gettext_lazy("passed on an update of the major incident"))
log = logging.getLogger(__name__)


@action("major.post", gettext_lazy("posted an update"))
def post_update(
    pk: int,
    *,
    actor: Any,
    token: str,
    text: str = "",
    template: str = "",
    next_minutes: int | None = None,
    version: int | None = None,
    phi_decision: str = "",
) -> MajorUpdate:
    """Post an update; the next is due after `next_minutes` (15, 30 or 60; by default the usual cadence).

    `text` may name values in double braces; left empty, the words of the `template` count. "No change" is an update
    too. Sending again under the same `token` posts nothing and returns what was posted. Raises
    MajorIncident.DoesNotExist, Forbidden, StaleVersion, Conflict for one that is not active, ValueRefused.
    """
    rows = MajorIncident.objects.visible_to(actor).select_for_update(of=("self",))
    locked = rows.get(pk=pk)
    require(actor, "major.work", locked)
    before = locked.updates.filter(token=token, author=actor).first()
    if before is not None:
        return before
    major = lock_major(pk, actor, version, MajorState.ACTIVE)
    minutes = major.cadence_minutes if next_minutes is None else next_minutes
    now = timezone.now()
    errors = {} if minutes in CADENCES else {"next_minutes": _("Choose 15, 30 or 60 minutes.")}
    due = now + timedelta(minutes=minutes)
    words = _filled(major, text, template, due, now, errors)
    return publish(
        major, words, actor=actor, token=token, due=due, template=template, phi_decision=phi_decision
    )


@step
def publish(
    major: MajorIncident,
    words: str,
    *,
    actor: Any,
    token: str,
    due: datetime | None,
    template: str = "",
    phi_decision: str = "",
) -> MajorUpdate:
    """Store an update of a locked incident, put it on its notices and hand it to the tied tickets."""
    given = {"text": words, "token": token}
    needed = {"text": _("Write the update, or choose a template."), "token": _("Send a token of its own.")}
    body = store.guarded(given, LONGEST, needed, phi_decision)["text"]
    now, is_no_change = timezone.now(), template == NO_CHANGE
    made = MajorUpdate.objects.create(
        major=major,
        body=body,
        is_no_change=is_no_change,
        next_update_due=due,
        author=actor,
        posted_at=now,
        token=token,
    )
    UpdateDelivery.objects.bulk_create(
        UpdateDelivery(update=made, ticket_id=key)
        for key in major.children.order_by("ticket_id").values_list("ticket_id", flat=True)
    )
    for notice in major.notices.filter(ended_at__isnull=True).order_by("pk"):
        update_notice(
            notice.pk,
            actor=actor,
            body=body,
            is_no_change=is_no_change,
            next_update_by=due,
            phi_decision=PhiDecision.NOT_PHI,
        )
    changes = store.put(major, {"next_update_due": due, "reminded": ""})
    store.save(major, {"body": free_text(body), **changes}, actor=actor, verb="major.post")
    note_moment(major, EntryKind.UPDATE, actor, now, body)
    named = {one.pk: one for _words, one in major.roles if one is not None}
    tell_people(major, "major.updated", named.values(), actor=actor, dedupe=f"update:{made.pk}")
    return made


@action("major.note", gettext_lazy("wrote into the timeline"))
def add_note(pk: int, *, actor: Any, text: str, is_key: bool = False, phi_decision: str = "") -> None:
    """Write a line of the scribe, or a key moment. Raises as `post_update`."""
    major = lock_major(pk, actor, None, MajorState.PROPOSED, MajorState.ACTIVE, MajorState.STOOD_DOWN)
    require(actor, "major.note", major)
    mend = {"text": _("Write what happened in one or two sentences.")}
    words = store.guarded({"text": text}, {"text": 400}, mend, phi_decision)["text"]
    note_moment(major, EntryKind.NOTE, actor, timezone.now(), words, is_key=is_key)
    record(actor, "major.note", major, {"text": free_text(words), "key_moment": [None, is_key]})


@action("major.template", gettext_lazy("changed the words of an update"))
def change_template(
    code: str, *, actor: Any, name: str, body: str, version: int | None = None
) -> UpdateTemplate:
    """Change a template. Raises UpdateTemplate.DoesNotExist, StaleVersion, ValueRefused for a name nobody knows."""
    require(actor, "major.work")
    row = UpdateTemplate.objects.select_for_update().get(code=code)
    store.refuse_stale(row, version)
    needed = {"name": _("Give it a name."), "body": _("Write the words.")}
    words = store.guarded({"name": name, "body": body}, {"name": 80, "body": 400}, needed)
    _known_names(words["body"], "body")
    if changes := store.put(row, words):
        store.save(row, changes, actor=actor, verb="major.template")
    return row


@housekeeping("every ticket that is told records its own entry")
def deliver_updates(*, actor: Any, now: datetime, after: int = 0) -> tuple[int, int]:
    """Tell one batch of tickets behind the row `after`; return (told, last row seen), (0, 0) for an empty batch.

    Telling a ticket and the mark that it was told are one savepoint of one transaction: a worker who dies tells
    again or not at all, and two at once tell once. One that fails leaves the others alone and is tried again.
    """
    require(actor, "major.watch")
    waiting = UpdateDelivery.objects.waiting().filter(pk__gt=after).order_by("pk")
    rows = waiting.select_related("update__major", "update__author").select_for_update(
        of=("self",), skip_locked=True, no_key=True
    )
    found = list(rows[:BATCH])
    told = sum(_deliver_safely(row, now) for row in found)
    return told, found[-1].pk if found else 0


def _deliver_safely(row: UpdateDelivery, now: datetime) -> bool:
    try:
        with transaction.atomic():
            return _deliver(row, now)
    except Exception:
        log.exception("delivery failed", extra={"delivery": row.pk})
        UpdateDelivery.objects.filter(pk=row.pk).update(attempts=F("attempts") + 1)
        return False


def _deliver(row: UpdateDelivery, now: datetime) -> bool:
    ticket = Ticket.objects.select_for_update(of=("self",)).get(pk=row.ticket_id)
    row.told_at, row.was_over = now, not ticket.is_open or ticket.is_restricted
    row.save(update_fields=["told_at", "was_over"])
    if row.was_over:
        return False
    said = say_publicly(ticket, actor=WATCH, text=row.update.body, at=now, phi_decision=PhiDecision.NOT_PHI)
    clocks.restart_update(ticket, now)
    refresh(ticket)
    changes = {**said.trail, "major": [None, row.update.major.key]}
    store_ticket(ticket, actor=WATCH, verb=TOLD, changes=changes, fields=PUBLIC_FIELDS)
    tell_reporters(ticket, actor=WATCH, kind="ticket.replied", payload={"state": state_words(ticket)})
    return True


def _filled(
    major: MajorIncident,
    text: str,
    template: str,
    due: datetime,
    now: datetime,
    errors: Mapping[str, str],
) -> str:
    faults = dict(errors)
    row = UpdateTemplate.objects.filter(code=template).first() if template else None
    if template and row is None:
        faults["template"] = _("There is no such template.")
    if faults:
        raise ValueRefused(faults)
    words = text.strip() or (row.body if row else "")
    _known_names(words, "text")
    try:
        return fill(words, template_values(major, due, now))
    except Unfilled as unfilled:
        mend = _("There is nothing to say for {{ %(name)s }} yet. Write it yourself.")
        raise ValueRefused({"text": mend % {"name": unfilled.name}}) from unfilled


def _known_names(text: str, field: str) -> None:
    try:
        unknown = [name for name in names_in(text) if name not in KNOWN]
    except Unfilled as unfilled:
        unknown = [unfilled.name]
    if unknown:
        words = _("%(name)s cannot be filled in. Known are: %(known)s, each in double braces.")
        raise ValueRefused({field: words % {"name": unknown[0], "known": ", ".join(KNOWN)}})
