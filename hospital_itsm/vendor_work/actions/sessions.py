"""Remote-access sessions: asked for, approved by another, opened where nothing stands against it, ended."""

from datetime import datetime
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assets.models import Asset
from hospital_itsm.audit.actions import action, step
from hospital_itsm.audit.recording import free_text, record
from hospital_itsm.core.access import require
from hospital_itsm.core.errors import Conflict, Forbidden, ValueRefused
from hospital_itsm.core.phi_guard import guard
from hospital_itsm.core.plain_text import one_line
from hospital_itsm.outbox.tell import tell
from hospital_itsm.people.audience import holders_of_any
from hospital_itsm.vendor_file.actions import store
from hospital_itsm.vendor_file.models import VendorPerson
from hospital_itsm.vendor_work.choices import SessionState
from hospital_itsm.vendor_work.models import RemoteSession
from hospital_itsm.vendor_work.queries.sessions import stands_against
from hospital_itsm.vendor_work.rules import sessions as rules
from tickets.models import Ticket

LONGEST_WORDS: Final = 200
TIMES: Final = {
    "order": gettext_lazy("It ends before it begins. Correct one of them."),
    "past": gettext_lazy("This is over already. Give a time that is still to come."),
    "long": gettext_lazy("Give at most 72 hours. Who needs longer asks again."),
}
HOURS: Final = {
    "early": gettext_lazy("It begins at %(begins)s. Until then nobody is let in."),
    "late": gettext_lazy("Its time ended at %(ends)s. Ask for a new one."),
}


@action("remote_session.ask", gettext_lazy("asked for remote access"))
def ask_for_session(
    *,
    actor: Any,
    person: VendorPerson,
    asset: Asset,
    purpose: str,
    starts_at: datetime,
    until_at: datetime,
    ticket: Ticket | None = None,
) -> RemoteSession:
    """Store a request; those who approve are told. What stands against it is shown, and stops approval and opening.

    Raises Forbidden, ValueRefused naming every field at fault, also for a device or a ticket the actor does not see.
    """
    require(actor, "remote_session.ask")
    now = timezone.now()
    words = guard(one_line(purpose), field="purpose").text
    errors = _faults(actor, person, asset, ticket)
    if not words:
        errors["purpose"] = _("Say in one line what they do there.")
    elif len(words) > LONGEST_WORDS:
        errors["purpose"] = _("Use at most %(count)d characters.") % {"count": LONGEST_WORDS}
    if fault := rules.times_fault(starts_at, until_at, now):
        errors["until_at"] = str(TIMES[fault])
    if errors:
        raise ValueRefused(errors)
    made = RemoteSession.objects.create(
        vendor=person.vendor,
        person=person,
        asset=asset,
        ticket=ticket,
        purpose=words,
        starts_at=starts_at,
        until_at=until_at,
        asked_by=actor,
        asked_at=now,
    )
    record(
        actor,
        "remote_session.ask",
        made,
        {
            "vendor": [None, made.vendor.name],
            "person": [None, person.audit_label],
            "asset": [None, asset.tag],
            "ticket": [None, ticket.key if ticket else None],
            "from": starts_at.isoformat(),
            "until": until_at.isoformat(),
            "purpose": free_text(words),
        },
    )
    approvers = [one for one in holders_of_any(["remote_access.approve"]) if one.pk != actor.pk]
    _tell(made, "remote_session.asked", approvers, actor, made.key)
    return made


@action("remote_session.approve", gettext_lazy("approved remote access"))
def approve_session(pk: int, *, actor: Any, version: int | None = None) -> RemoteSession:
    """Approve a request of somebody else.

    Raises RemoteSession.DoesNotExist, Forbidden, StaleVersion, Conflict where something stands against it.
    """
    row, now = _lock(pk, actor, "approve", version), timezone.now()
    _refuse_own(row, actor)
    require(actor, "remote_session.approve", row)
    _refuse_late(row, now)
    _refuse_blocked(row, now)
    row.decided_by, row.decided_at = actor, now
    _go(row, "approve", actor, {"until": row.until_at.isoformat()})
    _tell(row, "remote_session.decided", [row.asked_by], actor, f"{row.key}:approved")
    return row


@action("remote_session.refuse", gettext_lazy("refused remote access"))
def refuse_session(pk: int, *, actor: Any, reason: str, version: int | None = None) -> RemoteSession:
    """Refuse a request of somebody else, also one that was approved and is not open yet, with a reason.

    Raises RemoteSession.DoesNotExist, Forbidden, StaleVersion, Conflict, ValueRefused.
    """
    row = _lock(pk, actor, "refuse", version)
    _refuse_own(row, actor)
    require(actor, "remote_session.approve", row)
    row.refused_because = _words(reason, "reason", _("Say in one line why."))
    row.decided_by, row.decided_at = actor, timezone.now()
    _go(row, "refuse", actor, {"reason": free_text(row.refused_because)})
    _tell(row, "remote_session.decided", [row.asked_by], actor, f"{row.key}:refused")
    return row


@action("remote_session.withdraw", gettext_lazy("withdrew the request for remote access"))
def withdraw_session(pk: int, *, actor: Any, version: int | None = None) -> RemoteSession:
    """Take the own request back before it is open. Raises as `refuse_session`."""
    row = _lock(pk, actor, "withdraw", version)
    require(actor, "remote_session.withdraw", row)
    _go(row, "withdraw", actor, {})
    return row


@action("remote_session.open", gettext_lazy("opened remote access"))
def open_session(pk: int, *, actor: Any, version: int | None = None) -> RemoteSession:
    """Let them in, within the approved time and while nothing stands against it.

    Raises RemoteSession.DoesNotExist, Forbidden, StaleVersion, Conflict in words that name the mend.
    """
    row, now = _lock(pk, actor, "open", version), timezone.now()
    require(actor, "remote_session.ask", row)
    _refuse_hour(row, now)
    _refuse_blocked(row, now)
    row.opened_by, row.opened_at = actor, now
    _go(row, "open", actor, {"until": row.until_at.isoformat()})
    return row


@action("remote_session.extend", gettext_lazy("extended remote access"))
def extend_session(pk: int, *, actor: Any, until_at: datetime, version: int | None = None) -> RemoteSession:
    """Let an open session go on until a later time; whoever asked for it cannot.

    Raises RemoteSession.DoesNotExist, Forbidden, StaleVersion, Conflict, ValueRefused for a time.
    """
    row, now = _lock(pk, actor, "extend", version), timezone.now()
    _refuse_own(row, actor)
    require(actor, "remote_session.approve", row)
    if until_at <= row.until_at:
        raise ValueRefused({"until_at": _("Give a later time than the present end.")})
    if fault := rules.times_fault(row.starts_at, until_at, now):
        raise ValueRefused({"until_at": str(TIMES[fault])})
    _refuse_blocked(row, now)
    before, row.until_at = row.until_at, until_at
    _go(row, "extend", actor, {"until": [before.isoformat(), until_at.isoformat()]})
    return row


@action("remote_session.end", gettext_lazy("ended remote access"))
def end_session(pk: int, *, actor: Any, outcome: str = "", version: int | None = None) -> RemoteSession:
    """Note that they are out, and what was done. Raises as `withdraw_session`."""
    row = _lock(pk, actor, "end", version)
    require(actor, "remote_session.end", row)
    row.outcome = _words(outcome, "outcome", "")
    row.ended_by, row.ended_at = actor, timezone.now()
    _go(row, "end", actor, {"outcome": free_text(row.outcome)} if row.outcome else {})
    return row


def _lock(pk: int, actor: Any, verb: str, version: int | None) -> RemoteSession:
    rows = RemoteSession.objects.visible_to(actor).select_related("vendor", "person", "asset", "asked_by")
    row: RemoteSession = rows.select_for_update(of=("self",)).get(pk=pk)
    store.refuse_stale(row, version)
    if row.state not in rules.STEPS[verb].before:
        words = _("%(key)s is in the state “%(state)s” now: this step does not follow from it.")
        raise Conflict(words % {"key": row.key, "state": SessionState(row.state).label})
    return row


@step
def _go(row: RemoteSession, verb: str, actor: Any, changes: dict[str, Any]) -> None:
    before, row.state = row.state, rules.STEPS[verb].after
    row.version += 1
    row.save()
    record(actor, f"remote_session.{verb}", row, {"state": [before, row.state], **changes})


def _refuse_own(row: RemoteSession, actor: Any) -> None:
    if row.asked_by_id == actor.pk:
        words = _("You asked for this yourself. Somebody else who may approve decides about it.")
        raise Forbidden(words, "remote_session.approve")


def _refuse_late(row: RemoteSession, now: datetime) -> None:
    if row.is_missed(now):
        raise Conflict(_hour_words(row, "late"))


def _refuse_hour(row: RemoteSession, now: datetime) -> None:
    if fault := rules.opening_fault(row.starts_at, row.until_at, now):
        raise Conflict(_hour_words(row, fault))


def _hour_words(row: RemoteSession, fault: str) -> str:
    said = {
        "begins": timezone.localtime(row.starts_at).strftime("%Y-%m-%d %H:%M"),
        "ends": timezone.localtime(row.until_at).strftime("%Y-%m-%d %H:%M"),
    }
    return str(HOURS[fault]) % said


def _refuse_blocked(row: RemoteSession, now: datetime) -> None:
    if words := stands_against(row.vendor, row.person, row.asked_by, now):
        raise Conflict(" ".join(words))


def _faults(actor: Any, person: VendorPerson, asset: Asset, ticket: Ticket | None) -> dict[str, str]:
    errors = {}
    if not person.is_active or not person.vendor.is_active:
        errors["person"] = _("They work here no more. Choose somebody else.")
    if not Asset.objects.visible_to(actor).filter(pk=asset.pk).exists():
        errors["asset"] = _("Nothing here is called %(tag)s. Check the spelling.") % {"tag": asset.tag}
    if ticket is not None and not Ticket.objects.on_desk(actor).filter(pk=ticket.pk).exists():
        errors["ticket"] = _("There is no ticket %(key)s. Check the spelling.") % {"key": ticket.key}
    return errors


def _words(text: str, field: str, missing: str) -> str:
    words = guard(one_line(text), field=field).text
    if missing and not words:
        raise ValueRefused({field: missing})
    if len(words) > LONGEST_WORDS:
        raise ValueRefused({field: _("Use at most %(count)d characters.") % {"count": LONGEST_WORDS}})
    return words


@step
def _tell(row: RemoteSession, kind: str, people: list[Any], actor: Any, dedupe: str) -> None:
    tell(actor=actor, kind=kind, recipients=people, payload=payload_of(row), dedupe=dedupe)


@step
def payload_of(row: RemoteSession) -> dict[str, Any]:
    """What a message may say of a session: its key, company, device and end; nobody's words and no name."""
    return {
        "session": row.key,
        "number": row.pk,
        "vendor": row.vendor.name[:80],
        "device": row.asset.tag[:80],
        "state": str(SessionState(row.state).label)[:80],
        "until": row.until_at,
    }
