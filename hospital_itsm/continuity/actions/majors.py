"""Major incidents from the proposal to the declaration, and what is changed while they run (domain/2 §2.4)."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assets.models import Service
from hospital_itsm.audit.actions import action, step
from hospital_itsm.audit.recording import record
from hospital_itsm.continuity.actions import store
from hospital_itsm.continuity.choices import (
    DowntimeLevel,
    EntryKind,
    MajorRole,
    MajorState,
    MajorTrigger,
)
from hospital_itsm.continuity.models import MajorArea, MajorChild, MajorEntry, MajorIncident, Outage
from hospital_itsm.continuity.queries.people import called_for, leaders
from hospital_itsm.continuity.rules.cadence import CADENCES, FIRST_UPDATE, SUMMARY_EVERY
from hospital_itsm.core.access import can, require
from hospital_itsm.core.actors import person
from hospital_itsm.core.errors import Conflict, ValueRefused
from hospital_itsm.outbox.tell import tell
from hospital_itsm.people.models import CareArea, User
from tickets.models import Ticket

TEXTS: Final = {"title": 120, "bridge": 200}
COLUMNS: Final = ("trigger", "level", "cadence_minutes", "began_at")
CHANGEABLE: Final = (*COLUMNS, *TEXTS, "services", "care_areas", "outages", "notices")


@action("major.propose", gettext_lazy("proposed a major incident"))
def propose(
    *,
    actor: Any,
    title: str,
    trigger: str,
    services: Iterable[Service],
    care_areas: Iterable[CareArea] = (),
    ticket: str = "",
    began_at: datetime | None = None,
    phi_decision: str = "",
) -> MajorIncident:
    """Propose one, from a ticket (its number) or without; duty manager and managers are told at once.

    Raises Forbidden, ValueRefused, Conflict where one of the ticket is open already.
    """
    require(actor, "major.propose")
    now, chosen = timezone.now(), list(services)
    about = store.linkable([ticket], actor, "ticket")[0] if ticket.strip() else None
    made = MajorIncident(
        trigger=trigger,
        ticket=about,
        began_at=began_at or (about.opened_at if about else now),
        proposed_at=now,
        proposed_by=person(actor),
    )
    words = store.guarded({"title": title}, TEXTS, _mends(), phi_decision, _faults(made, chosen, now))
    made.title = words["title"]
    _refuse_second(about)
    made.save()
    facts = {"trigger": [None, trigger], "ticket": [None, about.key if about else None]}
    facts |= store.put_many(made, "services", chosen) | put_areas(made, care_areas)
    record(actor, "major.propose", made, facts)
    note_moment(made, EntryKind.PROPOSED, actor, now, is_key=True)
    tell_people(made, "major.proposed", [*called_for(now), *leaders()], actor=actor, dedupe="proposed")
    return made


@action("major.declare", gettext_lazy("declared a major incident"))
def declare(pk: int, *, actor: Any, version: int | None = None) -> MajorIncident:
    """Make a proposal a major incident: its clock of updates starts, its ticket and running outages are tied.

    Who declares it commands it until somebody else is named. Raises MajorIncident.DoesNotExist, Forbidden,
    StaleVersion, Conflict where it is no proposal.
    """
    major = lock_major(pk, actor, version, MajorState.PROPOSED)
    require(actor, "major.declare", major)
    now = timezone.now()
    commander = actor if can(actor, "major.work") else None
    values = {
        "state": MajorState.ACTIVE.value,
        "promoted_at": now,
        "promoted_by": person(actor),
        "commander": commander,
        "next_update_due": now + FIRST_UPDATE,
        "summary_due": now + SUMMARY_EVERY,
    }
    changes = store.put(major, values)
    if major.ticket is not None and major.ticket.is_open and not major.ticket.is_restricted:
        MajorChild.objects.get_or_create(major=major, ticket=major.ticket, defaults={"tied_at": now})
    running = Outage.objects.running().filter(services__in=major.services.all()).distinct()
    changes |= store.put_many(major, "outages", running)
    store.save(major, changes, actor=actor, verb="major.declare")
    note_moment(major, EntryKind.PROMOTED, actor, now, is_key=True)
    tell_people(major, "major.declared", [*called_for(now), *leaders()], actor=actor, dedupe="declared")
    return major


@action("major.decline", gettext_lazy("declined the proposed major incident"))
def decline(pk: int, *, actor: Any, reason: str, version: int | None = None) -> MajorIncident:
    """Say why a proposal is none. Raises as `declare`, ValueRefused without a reason."""
    major = lock_major(pk, actor, version, MajorState.PROPOSED)
    require(actor, "major.declare", major)
    words = store.reason_of(reason)
    changes = store.put(major, {"state": MajorState.DECLINED.value})
    changes |= store.put(major, {"declined_reason": words}, ["declined_reason"])
    store.save(major, changes, actor=actor, verb="major.decline")
    note_moment(major, EntryKind.DECLINED, actor, timezone.now(), words)
    return major


@action("major.change", gettext_lazy("changed the major incident"))
def change_major(
    pk: int, *, actor: Any, fields: Mapping[str, Any], version: int | None = None, phi_decision: str = ""
) -> MajorIncident:
    """Change what it says while it is open. Raises as `declare`, ValueRefused."""
    major = lock_major(pk, actor, version, MajorState.PROPOSED, MajorState.ACTIVE)
    require(actor, "major.work", major)
    store.refuse_unknown(fields, CHANGEABLE)
    level, now = major.level, timezone.now()
    changes = store.put(major, {name: fields[name] for name in COLUMNS if name in fields})
    services = list(fields["services"] if "services" in fields else major.services.all())
    given = {name: fields[name] for name in TEXTS if name in fields}
    words = store.guarded(given, TEXTS, _mends(), phi_decision, _faults(major, services, now))
    changes |= store.put(major, words, words)
    for name in ("services", "outages", "notices"):
        if name in fields:
            changes |= store.put_many(major, name, fields[name])
    if "care_areas" in fields:
        changes |= put_areas(major, fields["care_areas"])
    if changes:
        store.save(major, changes, actor=actor, verb="major.change")
    if major.level != level:
        note_moment(major, EntryKind.LEVEL, actor, now, str(DowntimeLevel(major.level).label))
    if named := sorted(set(changes) - {"level"}):
        note_moment(major, EntryKind.CHANGED, actor, now, ", ".join(named).replace("_", " "))
    return major


@action("major.name", gettext_lazy("named who does what"))
def name_roles(
    pk: int, *, actor: Any, roles: Mapping[str, User | None], version: int | None = None
) -> MajorIncident:
    """Name commander, communications, scribe and clinical lead; those left out stay, the newly named are told.

    Commander and communications post updates and must be allowed to. Raises as `declare`, ValueRefused.
    """
    major = lock_major(pk, actor, version, MajorState.ACTIVE)
    require(actor, "major.work", major)
    store.refuse_unknown(roles, MajorRole.values)
    _refuse_roles(roles)
    changes = store.put(major, roles)
    if not changes:
        return major
    store.save(major, changes, actor=actor, verb="major.name")
    now = timezone.now()
    for code in changes:
        who = getattr(major, code)
        words = f"{MajorRole(code).label}: {who.display_name if who else _('nobody')}"
        note_moment(major, EntryKind.ROLE, actor, now, words)
        if who is not None:
            more = {"role": str(MajorRole(code).label)}
            tell_people(major, "major.role", [who], actor=actor, dedupe=f"{code}:{major.version}", **more)
    return major


@action("major.tie", gettext_lazy("tied tickets to the major incident"))
def tie_children(pk: int, *, actor: Any, tickets: Iterable[str], version: int | None = None) -> MajorIncident:
    """Tie open tickets, by number; they hear the latest update and every further one.

    Raises as `declare`, ValueRefused for one that is not there, over, restricted or in another major incident.
    """
    major = lock_major(pk, actor, version, MajorState.ACTIVE)
    require(actor, "major.work", major)
    found = store.linkable(tickets, actor)
    _refuse_children(major, found)
    there, now = set(major.children.values_list("ticket_id", flat=True)), timezone.now()
    new = [one for one in found if one.pk not in there]
    if not new:
        return major
    MajorChild.objects.bulk_create(MajorChild(major=major, ticket=one, tied_at=now) for one in new)
    if latest := major.updates.first():
        latest.deliveries.bulk_create(latest.deliveries.model(update=latest, ticket=one) for one in new)
    keys = ", ".join(sorted(one.key for one in new))
    store.save(major, {"tickets": [None, keys]}, actor=actor, verb="major.tie")
    note_moment(major, EntryKind.CHILDREN, actor, now, str(len(new)))
    return major


@action("major.mark_unit", gettext_lazy("noted how a unit works"))
def mark_area(
    pk: int,
    code: str,
    *,
    actor: Any,
    paper_from: datetime | None,
    back_loaded_at: datetime | None = None,
    version: int | None = None,
) -> MajorIncident:
    """Note since when a unit works on paper, and when the paper was entered again.

    Raises as `declare`, MajorArea.DoesNotExist, ValueRefused for instants that do not go together.
    """
    major = lock_major(pk, actor, version, MajorState.ACTIVE, MajorState.STOOD_DOWN)
    require(actor, "major.note", major)
    row = major.areas.select_related("care_area").get(care_area__code=code)
    now = timezone.now()
    _refuse_paper(major, paper_from, back_loaded_at, now)
    changes = store.put(row, {"paper_from": paper_from, "back_loaded_at": back_loaded_at})
    if changes:
        row.save()
        store.save(major, {"unit": [None, code], **changes}, actor=actor, verb="major.mark_unit")
        done = _("paper entered again") if back_loaded_at else _("works on paper")
        note_moment(major, EntryKind.AREA, actor, now, f"{row.care_area.name[:300]}: {done}")
    return major


@step
def lock_major(pk: int, actor: Any, version: int | None, *states: str) -> MajorIncident:
    """Lock one that the actor may see and that stands in one of these states. Raises DoesNotExist, Conflict."""
    rows = MajorIncident.objects.visible_to(actor).select_for_update(of=("self",))
    found: MajorIncident = rows.select_related("ticket").get(pk=pk)
    store.refuse_stale(found, version)
    if found.state not in states:
        words = _("%(key)s is %(state)s. This cannot be done to it any more.")
        state = str(MajorState(found.state).label).lower()
        raise Conflict(words % {"key": found.key, "state": state})
    return found


@step
def note_moment(
    major: MajorIncident, kind: str, actor: Any, at: datetime, text: str = "", *, is_key: bool = False
) -> None:
    """Add a line to the timeline."""
    MajorEntry.objects.create(
        major=major, kind=kind, text=text[:400], is_key=is_key, author=person(actor), at=at
    )


@step
def tell_people(
    major: MajorIncident, kind: str, people: Iterable[Any], *, actor: Any, dedupe: str, **more: Any
) -> None:
    """Tell people the number and what the kind carries, once under `dedupe`."""
    payload = {"major": major.key, "number": major.pk, **more}
    tell(
        actor=actor,
        kind=kind,
        recipients=[one for one in people if one is not None],
        payload=payload,
        dedupe=f"{major.key}:{dedupe}",
    )


@step
def put_areas(major: MajorIncident, care_areas: Iterable[CareArea]) -> dict[str, Any]:
    """Set the units that are hit; what is known of those that stay is kept. Returns the codes before and after."""
    wanted = {one.pk: one for one in care_areas}
    there = {row.care_area_id: row for row in major.areas.select_related("care_area")}
    if set(wanted) == set(there):
        return {}
    MajorArea.objects.filter(major=major).exclude(care_area__in=wanted).delete()
    MajorArea.objects.bulk_create(
        MajorArea(major=major, care_area=one) for key, one in wanted.items() if key not in there
    )
    before = sorted(row.care_area.code for row in there.values())
    return {"care_areas": [", ".join(before), ", ".join(sorted(one.code for one in wanted.values()))]}


def _refuse_second(ticket: Ticket | None) -> None:
    if ticket is None:
        return
    open_one = MajorIncident.objects.open().filter(ticket=ticket).first()
    if open_one is not None:
        words = _("%(key)s is about %(ticket)s already.")
        raise Conflict(words % {"key": open_one.key, "ticket": ticket.key})


def _refuse_children(major: MajorIncident, tickets: list[Ticket]) -> None:
    ended = [one.key for one in tickets if not one.is_open]
    others = MajorChild.objects.filter(ticket__in=tickets, major__state=MajorState.ACTIVE)
    taken = others.exclude(major=major).select_related("ticket", "major").first()
    if ended:
        raise ValueRefused({"tickets": _("%(key)s is over. Tie open tickets.") % {"key": ended[0]}})
    if taken is not None:
        words = _("%(key)s is tied to %(other)s already.")
        raise ValueRefused({"tickets": words % {"key": taken.ticket.key, "other": taken.major.key}})


def _refuse_roles(roles: Mapping[str, User | None]) -> None:
    errors = {}
    for code, who in roles.items():
        posts = code in (MajorRole.COMMANDER, MajorRole.COMMUNICATIONS)
        if who is not None and not can(who, "major.work" if posts else "major.note"):
            errors[code] = _("%(name)s may not do this. Name somebody else.") % {"name": who.display_name}
    if errors:
        raise ValueRefused(errors)


def _refuse_paper(
    major: MajorIncident, paper_from: datetime | None, back_loaded_at: datetime | None, now: datetime
) -> None:
    errors = {}
    if paper_from is not None and not major.began_at <= paper_from <= now:
        errors["paper_from"] = _("Give a time between the beginning and now.")
    if back_loaded_at is not None and (paper_from is None or not paper_from <= back_loaded_at <= now):
        errors["back_loaded_at"] = _("Give a time after the unit went to paper, until now.")
    if errors:
        raise ValueRefused(errors)


def _mends() -> dict[str, str]:
    return {"title": _("Say in a few words what happened.")}


def _faults(major: MajorIncident, services: list[Service], now: datetime) -> dict[str, str]:
    errors = {}
    if not services:
        errors["services"] = _("Choose what is hit: one service or more.")
    if major.trigger not in MajorTrigger.values:
        errors["trigger"] = _("Choose why it needs coordination.")
    if major.level not in DowntimeLevel.values:
        errors["level"] = _("Choose one of the listed values.")
    if major.cadence_minutes not in CADENCES:
        errors["cadence_minutes"] = _("Choose 15, 30 or 60 minutes.")
    if major.began_at is None or major.began_at > now:
        errors["began_at"] = _("Give a time that has passed.")
    return errors
