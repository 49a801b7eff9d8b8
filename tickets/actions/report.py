"""Reporting a problem: from what somebody typed to a numbered ticket with promise, pages and trail (domain 2.2)."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assets.models import Asset, Service
from hospital_itsm.audit.actions import action, step
from hospital_itsm.audit.recording import free_text, record
from hospital_itsm.core.access import require
from hospital_itsm.core.actors import person
from hospital_itsm.core.errors import Conflict, ValueRefused
from hospital_itsm.jobs import idempotency
from hospital_itsm.jobs.models import IdempotencyKey
from hospital_itsm.people.models import Team, User
from hospital_itsm.people.roster import Roster
from tickets.actions import intake, search_words
from tickets.actions.ceiling import refuse_flood
from tickets.actions.clocks import open_clocks
from tickets.actions.external_lock import hold_number
from tickets.actions.external_systems import require_system
from tickets.actions.intake import Place, Report
from tickets.actions.pages import page
from tickets.actions.priority_facts import keep_answers, weigh
from tickets.actions.protected import keep_protected
from tickets.actions.store import feed, next_key
from tickets.actions.tell_people import place_of, tell_reporters, tell_role, tell_team
from tickets.choices import RESTRICTED_KINDS, Kind, MessageKind, Metric, Source
from tickets.models import Category, Draft, ExternalRef, Message, Reporter, Ticket
from tickets.queries.clocks import clocks_of
from tickets.queries.routing import Routed, route
from tickets.rules import escalation
from tickets.rules.audience import ROLES
from tickets.rules.facts import FiveAnswers
from tickets.rules.priority import Decision
from tickets.rules.title import title_for

OF_PRIVACY = "privacy."
"""Categories whose incidents are privacy events: restricted from the first moment on."""

SCOPE = "report"
"""The scope of idempotency keys and of the draft of the report form."""

PAGE_STEP = "report"
PAGE_ON_CALL = "page_on_call"
TELL_PRIVACY = "tell_privacy"
PAGED = (escalation.PRIMARY, escalation.HOUSE_SUPERVISOR_IF_CARE)


@action("ticket.report", gettext_lazy("reported the problem"))
def report_problem(
    *,
    actor: Any,
    text: str,
    care_answer: str,
    place: Place,
    topic: str = "",
    device_text: str = "",
    callback: str = "",
    someone_harmed: bool = False,
    phi_decision: str = "",
    idempotency_key: str = "",
    kind: str = Kind.INCIDENT,
    requester: User | None = None,
    source: str = Source.WEB,
    answers: FiveAnswers | None = None,
    title: str = "",
    category: Category | None = None,
    service: Service | None = None,
    team: Team | None = None,
    flags: Iterable[str] = (),
    asset: Asset | None = None,
    external_ref: tuple[str, str] | None = None,
    caller: str = "",
) -> Ticket:
    """Open a ticket for what a person describes and return it.

    `care_answer` is a code of CareAnswer; `answers` (FiveAnswers) replaces it for phone intake and REST. `flags` are
    names of `queries.facts.FLAGS`. `requester` is the person it is for, by default the actor; `caller` instead is the
    name somebody gave who is not known here. `asset` is the device, else the one whose tag or serial number
    `device_text` is; the ticket takes its place. `external_ref` is (system, number). The same `idempotency_key` with
    the same values returns the first ticket again.
    Raises Forbidden, ValueRefused (all fields at fault at once), PhiSuspected over REST, KeyReused, TooMany, and
    Conflict for an `external_ref` that has a ticket already.
    """
    require(actor, "ticket.report")
    _require_for_others(actor, requester, team, caller)
    said = {
        "text": text, "care_answer": care_answer, "place": place, "topic": topic, "device_text": device_text,
        "callback": callback, "someone_harmed": someone_harmed, "phi_decision": phi_decision, "kind": kind,
        "requester": None if caller else requester or person(actor), "caller": caller, "source": source,
        "answers": answers, "title": title, "category": category, "service": service, "team": team,
        "flags": flags, "asset": asset, "external_ref": external_ref,
    }  # fmt: skip
    report = intake.cleaned(said, actor)
    return _receive(report, actor, idempotency_key)


def _receive(report: Report, actor: Any, idempotency_key: str) -> Ticket:
    claim = _claim(actor, idempotency_key, report)
    if claim is not None and claim.target_id is not None:
        return Ticket.objects.get(pk=claim.target_id)
    _refuse_known_number(actor, report.external_ref)
    at = timezone.now()
    refuse_flood(report.engine_answers, actor, at)
    ticket = _open(intake.guarded(report), actor, at)
    if claim is not None:
        idempotency.settle(claim, ticket.pk)
    return ticket


def _require_for_others(actor: Any, requester: User | None, team: Team | None, caller: str) -> None:
    """Reporting for somebody else and choosing the team is for the desk and for integrations."""
    if (requester is not None and requester != person(actor)) or team is not None or caller:
        require(actor, "ticket.report_for")


def _refuse_known_number(actor: Any, external_ref: tuple[str, str] | None) -> None:
    """Refuse a number that has a ticket, which is named only to those who see it."""
    if external_ref is None:
        return
    system, number = external_ref
    require_system(system, actor)
    hold_number(system, number)
    known = ExternalRef.objects.filter(system=system, external_id=number).first()
    if known is None:
        return
    seen = Ticket.objects.visible_to(actor).filter(pk=known.ticket_id).values_list("key", flat=True).first()
    raise Conflict(
        _("%(number)s of %(system)s is %(key)s already.")
        % {"number": number, "system": system, "key": seen or _("a ticket")}
    )


def _claim(actor: Any, key: str, report: Report) -> IdempotencyKey | None:
    if not key or person(actor) is None:
        return None
    if len(key) > intake.LONGEST_KEY or not key.isprintable():
        raise ValueRefused(
            {
                "idempotency_key": _("Use a key of at most %(most)d printable characters.")
                % {"most": intake.LONGEST_KEY}
            }
        )
    return idempotency.claim(person(actor), SCOPE, key, report.body())


def _open(report: Report, actor: Any, at: datetime) -> Ticket:
    routed = route(
        f"{report.title}\n{report.text}" if report.title else report.text,
        topic=report.trade,
        kind=report.kind,
        category=report.category,
        service=report.service,
        team=report.team,
        device_team=report.device_team,
    )
    if report.kind == Kind.INCIDENT and routed.category and routed.category.code.startswith(OF_PRIVACY):
        report = replace(report, kind=Kind.PRIVACY)
    ticket = _ticket(report, routed, actor, at)
    keep_answers(ticket, report.engine_answers, flags=report.flags)
    decision = weigh(ticket).decision
    ticket.save(force_insert=True)
    _store_company(ticket, report, actor, at)
    record(
        actor, "ticket.report", ticket, _trail(ticket, report, routed), on_behalf_of=_on_behalf(report, actor)
    )
    feed(ticket, "ticket.report")
    open_clocks(ticket, actor)
    search_words.refresh(ticket)
    _tell(ticket, decision, actor)
    page_if_asked(ticket, decision, actor=actor, step=PAGE_STEP, at=at)
    _remember(report, actor)
    return ticket


def _ticket(report: Report, routed: Routed, actor: Any, at: datetime) -> Ticket:
    kind = report.final_kind
    requester = report.requester
    return Ticket(
        key=next_key(kind),
        kind=kind,
        title=report.title or title_for(report.text),
        source=report.source,
        is_restricted=kind in RESTRICTED_KINDS or bool(routed.team and routed.team.is_restricted),
        requester=requester,
        opened_by=person(actor) if person(actor) != requester else None,
        requester_label=requester.display_name[:120] if requester else report.caller,
        callback=report.callback,
        care_area=report.place.unit,
        room=report.place.room,
        workstation=report.place.workstation,
        asset=report.asset,
        device_text=report.device_text,
        service=report.service,
        category=routed.category,
        team=routed.team,
        phi_decision=report.guarded.decision,
        opened_at=at,
        last_public_at=at,
        last_public_by_requester=True,
    )


def _store_company(ticket: Ticket, report: Report, actor: Any, at: datetime) -> None:
    requester = report.requester
    author = requester or (None if report.caller else person(actor))
    Message.objects.create(
        ticket=ticket,
        kind=MessageKind.REPORT,
        author=author,
        author_label=author.display_name[:120] if author else report.caller or str(actor)[:120],
        body=report.text,
        source=report.source,
        phi_decision=report.guarded.decision,
        created_at=at,
    )
    if requester is not None:
        Reporter.objects.create(
            ticket=ticket,
            user=requester,
            care_area=report.place.unit,
            care_answer=ticket.care_answer,
            callback=report.callback,
            is_first=True,
            joined_at=at,
        )
    if report.external_ref is not None:
        system, number = report.external_ref
        ExternalRef.objects.create(ticket=ticket, system=system, external_id=number)
    keep_protected(ticket, report.guarded.removed, at=at)


def _trail(ticket: Ticket, report: Report, routed: Routed) -> dict[str, Any]:
    return {
        "priority": [None, ticket.priority],
        "team": [None, ticket.team.code if ticket.team else None],
        "category": [None, ticket.category.code if ticket.category else None],
        "care_area": [None, ticket.care_area.code if ticket.care_area else None],
        "asset": [None, ticket.asset.tag if ticket.asset else None],
        "routed_by": [None, routed.rule],
        "title": free_text(ticket.title),
        "text": free_text(report.text),
        **report.guarded.trail(),
    }


def _on_behalf(report: Report, actor: Any) -> str:
    return report.requester.username if report.requester and report.requester != person(actor) else ""


def _tell(ticket: Ticket, decision: Decision, actor: Any) -> None:
    if ticket.team is not None:
        tell_team(
            ticket,
            ticket.team,
            actor=actor,
            kind="ticket.routed",
            payload={"team": ticket.team.name, **_name_of(ticket), **place_of(ticket)},
        )
    if TELL_PRIVACY in decision.proposals:
        tell_role(ticket, "privacy", actor=actor, kind="ticket.disclosure", payload=place_of(ticket))
    if ticket.requester != person(actor):
        clock = clocks_of([ticket]).get(ticket.pk, {}).get(Metric.RESPONSE)
        promise = {"answer_by": clock.due_at} if clock is not None else {}
        tell_reporters(ticket, actor=actor, kind="ticket.received", payload=promise)


def _name_of(ticket: Ticket) -> dict[str, str]:
    """That nobody checked who reports, and never who they say they are."""
    return {"caller": _("not verified")} if ticket.is_name_unverified else {}


@step
def page_if_asked(ticket: Ticket, decision: Decision, *, actor: Any, step: str, at: datetime) -> bool:
    """Page primary on-call, and the house supervisor where care is affected, when the engine asks for it.

    It asks when care is delayed or unsafe (not in class E) or somebody may be harmed. Returns whether anybody was
    paged now.
    """
    if PAGE_ON_CALL not in decision.proposals:
        return False
    roster = Roster.at(at, ROLES)
    paged = [
        page(ticket, actor=actor, audience=audience, step=step, at=at, roster=roster) for audience in PAGED
    ]
    return any(paged)


def _remember(report: Report, actor: Any) -> None:
    """Keep the call-back for next time and forget the draft that was sent."""
    if report.requester is not None and report.callback != report.requester.last_callback:
        report.requester.last_callback = report.callback
        report.requester.save(update_fields=["last_callback"])
    if report.source == Source.WEB and person(actor) is not None:
        Draft.objects.filter(user=person(actor), scope=SCOPE).delete()
