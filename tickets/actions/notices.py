"""Outage notices: posted in under a minute, updated (also with "no change"), ended, tied to a ticket (ux 5e)."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assets.models import Service
from hospital_itsm.audit.actions import action
from hospital_itsm.audit.recording import free_text, record
from hospital_itsm.core.access import require
from hospital_itsm.core.errors import Conflict, StaleVersion, ValueRefused
from hospital_itsm.core.phi_guard import GuardedFields, guard_fields
from hospital_itsm.core.plain_text import one_line, plain
from hospital_itsm.feed.actions.tell import tell
from hospital_itsm.people.models import CareArea
from tickets.choices import Severity
from tickets.models import Notice, NoticeUpdate, Ticket

LONGEST = {"title": 120, "sees": 400, "works": 400, "to_do": 400, "body": 400}


@action("notice.post", gettext_lazy("posted a notice"))
def post_notice(
    *,
    actor: Any,
    title: str,
    severity: str,
    sees: str,
    works: str = "",
    to_do: str = "",
    next_update_by: datetime | None = None,
    services: Iterable[Service] = (),
    care_areas: Iterable[CareArea] = (),
    ticket: Ticket | None = None,
    phi_decision: str = "",
) -> Notice:
    """Post a notice for services and units (no unit: for everybody) and return it.

    `sees`, `works` and `to_do` say what people see, what still works and what to do. Raises Forbidden, ValueRefused
    naming every field at fault, PhiSuspected over REST.
    """
    require(actor, "notice.post")
    at = timezone.now()
    texts = {"title": one_line(title), "sees": plain(sees), "works": plain(works), "to_do": plain(to_do)}
    _refuse(texts, severity, next_update_by, at, needed={"title", "sees"})
    done = guard_fields(texts, phi_decision)
    notice = Notice.objects.create(
        **_fitted(done),
        severity=severity,
        next_update_by=next_update_by,
        ticket=_linkable(ticket, actor),
        posted_by=actor,
        posted_at=at,
        updated_at=at,
    )
    notice.services.set(services)
    notice.care_areas.set(care_areas)
    trail = {
        "severity": [None, severity],
        **_texts_trail(notice, texts),
        **done.trail(),
        **_link_trail(None, notice),
    }
    record(actor, "notice.post", notice, trail)
    tell("notice", [notice], "notice.post", at)
    return notice


@action("notice.update", gettext_lazy("updated the notice"))
def update_notice(
    pk: int,
    *,
    actor: Any,
    body: str = "",
    is_no_change: bool = False,
    next_update_by: datetime | None = None,
    severity: str = "",
    version: int | None = None,
    phi_decision: str = "",
) -> Notice:
    """Add an update to an active notice; `is_no_change` says that nothing changed, which is an update too.

    `severity` left empty stays. Raises Notice.DoesNotExist, Conflict for one that is over, StaleVersion, ValueRefused.
    """
    notice = _lock(pk, actor, version)
    at = timezone.now()
    texts = {"body": plain(body)}
    needed = set() if is_no_change else {"body"}
    _refuse(texts, severity or notice.severity, next_update_by, at, needed=needed)
    done = guard_fields(texts, phi_decision)
    NoticeUpdate.objects.create(
        notice=notice,
        **_fitted(done),
        is_no_change=is_no_change,
        next_update_by=next_update_by,
        author=actor,
        created_at=at,
    )
    changes: dict[str, Any] = {
        "body": free_text(texts["body"]),
        "no_change": [None, is_no_change],
        **done.trail(),
    }
    if severity and severity != notice.severity:
        changes["severity"] = [notice.severity, severity]
        notice.severity = severity
    notice.next_update_by = next_update_by
    _store(notice, actor, "notice.update", changes, at)
    return notice


@action("notice.end", gettext_lazy("ended the notice"))
def end_notice(
    pk: int, *, actor: Any, body: str = "", version: int | None = None, phi_decision: str = ""
) -> Notice:
    """Say that it is over, with an optional last word. Raises as `update_notice`."""
    notice = _lock(pk, actor, version)
    at = timezone.now()
    texts = {"body": plain(body)}
    _refuse(texts, notice.severity, None, at, needed=set())
    done = guard_fields(texts, phi_decision)
    if texts["body"]:
        NoticeUpdate.objects.create(notice=notice, **_fitted(done), author=actor, created_at=at)
    notice.ended_at, notice.next_update_by = at, None
    _store(notice, actor, "notice.end", {"body": free_text(texts["body"]), **done.trail()}, at)
    return notice


@action("notice.link", gettext_lazy("tied the notice to a ticket"))
def link_notice(pk: int, *, actor: Any, key: str, version: int | None = None) -> Notice:
    """Tie an active notice to the ticket that *Same for me* joins; an empty key unties it.

    Raises ValueRefused for a number that is not there, is restricted or is done; else as `update_notice`.
    """
    notice = _lock(pk, actor, version)
    ticket = Ticket.objects.visible_to(actor).filter(key=key).first() if key else None
    if key and ticket is None:
        raise ValueRefused({"ticket": _("We can't find %(key)s. Check the number.") % {"key": key}})
    before, notice.ticket = notice.ticket, _linkable(ticket, actor)
    _store(notice, actor, "notice.link", _link_trail(before, notice), timezone.now())
    return notice


def _lock(pk: int, actor: Any, version: int | None) -> Notice:
    notice = Notice.objects.select_for_update(of=("self",)).select_related("ticket").get(pk=pk)
    require(actor, "notice.post", notice)
    if version is not None and version != notice.version:
        raise StaleVersion(
            _("Somebody changed the notice after you opened it. Read what is new, then send yours."),
            current=notice.version,
            given=version,
        )
    if notice.ended_at is not None:
        raise Conflict(_("This notice is over. Post a new one."))
    return notice


def _store(notice: Notice, actor: Any, verb: str, changes: Mapping[str, Any], at: datetime) -> None:
    notice.version += 1
    notice.updated_at = at
    notice.save(update_fields=["severity", "next_update_by", "ended_at", "ticket", "updated_at", "version"])
    record(actor, verb, notice, changes)
    tell("notice", [notice], verb, at)


def _linkable(ticket: Ticket | None, actor: Any) -> Ticket | None:
    if ticket is None:
        return None
    require(actor, "ticket.read", ticket)
    if ticket.is_restricted or not ticket.is_open:
        raise ValueRefused(
            {
                "ticket": _("Choose an open ticket that is not restricted; %(key)s is not.")
                % {"key": ticket.key}
            }
        )
    return ticket


def _link_trail(before: Ticket | None, notice: Notice) -> dict[str, Any]:
    keys = [row.key if row else None for row in (before, notice.ticket)]
    return {"ticket": keys} if keys[0] != keys[1] else {}


def _texts_trail(notice: Notice, texts: Mapping[str, str]) -> dict[str, Any]:
    return {name: free_text(text) for name, text in texts.items() if text}


def _fitted(done: GuardedFields) -> dict[str, str]:
    return {name: text[: LONGEST[name]] for name, text in done.texts.items()}


def _refuse(
    texts: Mapping[str, str],
    severity: str,
    next_update_by: datetime | None,
    at: datetime,
    *,
    needed: set[str],
) -> None:
    mends = {
        "title": _("Say in a few words what is down."),
        "sees": _("Say what people see."),
        "body": _("Say what is new, or choose No change."),
    }
    errors = {name: mends[name] for name in needed if not texts[name]}
    errors |= {
        name: _("Shorten it to %(most)d characters.") % {"most": LONGEST[name]}
        for name, text in texts.items()
        if len(text) > LONGEST[name]
    }
    if severity not in Severity.values:
        errors["severity"] = _("Choose how bad it is.")
    if next_update_by is not None and next_update_by <= at:
        errors["next_update_by"] = _("Choose a time that is still to come.")
    if errors:
        raise ValueRefused(errors)
