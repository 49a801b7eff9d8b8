"""Recording outages: planned ones before they begin, unplanned ones as they are, corrected whenever more is known."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from assets.models import Service
from hospital_itsm.audit.actions import action
from hospital_itsm.audit.recording import record
from hospital_itsm.continuity.actions import store
from hospital_itsm.continuity.choices import CauseClass, Effect
from hospital_itsm.continuity.models import AgreedTime, Outage
from hospital_itsm.continuity.rules.standing import faults_of_times
from hospital_itsm.core import obstacles
from hospital_itsm.core.access import require
from hospital_itsm.core.actors import person
from hospital_itsm.core.errors import Conflict, ValueRefused
from hospital_itsm.people.models import CareArea, WorkCalendar
from tickets.models import Notice

COLUMNS: Final = (
    "effect", "users_percent", "planned_from", "planned_until", "began_at", "ended_at", "cause",
)  # fmt: skip
TEXTS: Final = {"title": 120, "note": 1000}
CHANGEABLE: Final = (*COLUMNS, *TEXTS, "services", "care_areas")
TIME_FAULTS: Final = {
    "missing": gettext_lazy("Give the day and the time."),
    "window_of_nothing_planned": gettext_lazy("Only a planned outage has a window. Leave it empty."),
    "ends_without_begin": gettext_lazy("Say first when it began."),
    "ends_before_it_begins": gettext_lazy("Give an end that is after the beginning."),
    "in_the_future": gettext_lazy(
        "Give a time that has passed. What is still to come belongs in the window."
    ),
}


@action("outage.record", gettext_lazy("recorded an outage"))
def record_outage(
    *,
    actor: Any,
    title: str,
    effect: str,
    services: Iterable[Service],
    care_areas: Iterable[CareArea] = (),
    is_planned: bool = False,
    began_at: datetime | None = None,
    ended_at: datetime | None = None,
    planned_from: datetime | None = None,
    planned_until: datetime | None = None,
    users_percent: int = 100,
    cause: str = "",
    note: str = "",
    tickets: Iterable[str] = (),
    phi_decision: str = "",
) -> Outage:
    """Record an outage of services on some units (none: everywhere); `tickets` are numbers of those about it.

    A planned one needs its window and begins later with `begin_outage`. Raises Forbidden, ValueRefused naming every
    field at fault, PhiSuspected over REST.
    """
    require(actor, "outage.keep")
    now, chosen = timezone.now(), list(services)
    made = Outage(is_planned=is_planned, recorded_by=person(actor), recorded_at=now)
    values = {
        "effect": effect,
        "users_percent": users_percent,
        "planned_from": planned_from,
        "planned_until": planned_until,
        "began_at": began_at,
        "ended_at": ended_at,
        "cause": cause,
    }
    store.put(made, values)
    texts, faults = {"title": title, "note": note}, _faults(made, chosen, now)
    words = store.guarded(texts, TEXTS, {"title": _title_mend()}, phi_decision, faults)
    tied = store.linkable(tickets, actor)
    store.put(made, words)
    _date(made)
    made.save()
    facts = {name: [None, one] for name, one in _facts(made).items()}
    for name, rows in (("services", chosen), ("care_areas", care_areas), ("tickets", tied)):
        facts |= store.put_many(made, name, rows)
    record(actor, "outage.record", made, facts)
    return made


@action("outage.change", gettext_lazy("corrected the outage"))
def change_outage(
    pk: int, *, actor: Any, fields: Mapping[str, Any], version: int | None = None, phi_decision: str = ""
) -> Outage:
    """Change what an outage says, its instants too: figures are counted anew whenever they are read.

    Raises Outage.DoesNotExist, Forbidden, StaleVersion, Conflict for a withdrawn one, ValueRefused.
    """
    outage = _lock(pk, actor, version)
    store.refuse_unknown(fields, CHANGEABLE)
    changes = store.put(outage, {name: fields[name] for name in COLUMNS if name in fields})
    services = list(fields["services"] if "services" in fields else outage.services.all())
    given = {name: fields[name] for name in TEXTS if name in fields}
    faults = _faults(outage, services, timezone.now())
    words = store.guarded(given, TEXTS, {"title": _title_mend()}, phi_decision, faults)
    changes |= store.put(outage, words, words)
    for name in ("services", "care_areas"):
        if name in fields:
            changes |= store.put_many(outage, name, fields[name])
    return _store(outage, changes, actor, "outage.change")


@action("outage.begin", gettext_lazy("noted that the planned outage began"))
def begin_outage(pk: int, *, actor: Any, began_at: datetime, version: int | None = None) -> Outage:
    """Say when a planned outage really began. Raises as `change_outage`, Conflict for one that has begun."""
    outage = _lock(pk, actor, version)
    if outage.began_at is not None:
        raise Conflict(_("%(key)s has begun already.") % {"key": outage.key})
    return _at(outage, {"began_at": began_at}, actor, "outage.begin")


@action("outage.end", gettext_lazy("noted that the outage is over"))
def end_outage(
    pk: int, *, actor: Any, ended_at: datetime, cause: str = "", version: int | None = None
) -> Outage:
    """Say when it was over, and why it was where that is known.

    Raises as `change_outage`, Conflict for one that has not begun or is over.
    """
    outage = _lock(pk, actor, version)
    if outage.began_at is None:
        raise Conflict(_("%(key)s has not begun. Say first when it did.") % {"key": outage.key})
    if outage.ended_at is not None:
        raise Conflict(_("%(key)s is over already. Correct its end instead.") % {"key": outage.key})
    return _at(outage, {"ended_at": ended_at, "cause": cause or outage.cause}, actor, "outage.end")


@action("outage.withdraw", gettext_lazy("withdrew the outage"))
def withdraw_outage(pk: int, *, actor: Any, reason: str, version: int | None = None) -> Outage:
    """Take back what was recorded by mistake or will not take place; it counts no more and stays on record."""
    outage = _lock(pk, actor, version)
    words = store.reason_of(reason)
    changes = store.put(outage, {"withdrawn_at": timezone.now()})
    changes |= store.put(outage, {"withdrawn_reason": words}, ["withdrawn_reason"])
    store.save(outage, changes, actor=actor, verb="outage.withdraw")
    return outage


@action("outage.link", gettext_lazy("tied tickets and notices to the outage"))
def link_outage(
    pk: int, *, actor: Any, tickets: Iterable[str], notices: Iterable[Notice], version: int | None = None
) -> Outage:
    """Set the tickets, by number, and the notices that are about it; tickets the actor does not see stay tied.

    Raises as `change_outage`, ValueRefused for a number that is not there or a restricted ticket.
    """
    outage = _lock(pk, actor, version)
    found = store.linkable(tickets, actor)
    shown = {one.pk for one in outage.tickets.visible_to(actor).filter(is_restricted=False)}
    unseen = [one for one in outage.tickets.all() if one.pk not in shown]
    changes = store.put_many(outage, "tickets", [*found, *unseen])
    changes |= store.put_many(outage, "notices", notices)
    if changes:
        store.save(outage, changes, actor=actor, verb="outage.link")
    return outage


@action("outage.agree", gettext_lazy("set the agreed service time"))
def agree_time(service: Service, *, actor: Any, calendar: WorkCalendar | None) -> None:
    """Say in which hours a service is promised to work; None is around the clock."""
    require(actor, "outage.agree")
    if calendar is not None and not calendar.as_value().has_working_time:
        raise ValueRefused(
            {"calendar": _("This calendar has no hours. Choose another, or around the clock.")}
        )
    locked = Service.objects.select_for_update(no_key=True).get(pk=service.pk)
    before = AgreedTime.objects.filter(service=locked).select_related("calendar").first()
    if calendar is None:
        AgreedTime.objects.filter(service=locked).delete()
    else:
        AgreedTime.objects.update_or_create(service=locked, defaults={"calendar": calendar})
    codes = [before.calendar.lineage if before else None, calendar.lineage if calendar else None]
    record(actor, "outage.agree", locked, {"agreed_service_time": codes})


def _lock(pk: int, actor: Any, version: int | None) -> Outage:
    found: Outage = Outage.objects.visible_to(actor).select_for_update(of=("self",)).get(pk=pk)
    require(actor, "outage.keep", found)
    store.refuse_stale(found, version)
    if found.is_settled:
        raise Conflict(_("%(key)s was withdrawn. Record a new one.") % {"key": found.key})
    return found


def _at(outage: Outage, values: Mapping[str, Any], actor: Any, verb: str) -> Outage:
    changes = store.put(outage, values)
    if faults := _faults(outage, list(outage.services.all()), timezone.now()):
        raise ValueRefused(faults)
    return _store(outage, changes, actor, verb)


def _store(outage: Outage, changes: Mapping[str, Any], actor: Any, verb: str) -> Outage:
    if changes:
        _date(outage)
        store.save(outage, changes, actor=actor, verb=verb)
    return outage


def _date(outage: Outage) -> None:
    if starts_at := outage.began_at or outage.planned_from:
        outage.starts_at = starts_at


def _faults(outage: Outage, services: list[Service], now: datetime) -> dict[str, str]:
    times = (outage.planned_from, outage.planned_until, outage.began_at, outage.ended_at)
    errors = {
        name: str(TIME_FAULTS[code]) for name, code in faults_of_times(outage.is_planned, *times, now).items()
    }
    if not services:
        errors["services"] = _("Choose what is down: one service or more.")
    if outage.effect not in Effect.values:
        errors["effect"] = _("Choose how bad it is.")
    if outage.cause and outage.cause not in CauseClass.values:
        errors["cause"] = _("Choose one of the listed causes.")
    if outage.users_percent is None or not 1 <= outage.users_percent <= 100:
        errors["users_percent"] = _("Give a whole number from 1 to 100.")
    return errors


def _title_mend() -> str:
    return _("Say in a few words what is out.")


def _facts(outage: Outage) -> dict[str, Any]:
    kept = {name: getattr(outage, name) for name in ("is_planned", "effect", "users_percent", "cause")}
    times = {
        name: getattr(outage, name) for name in ("began_at", "ended_at", "planned_from", "planned_until")
    }
    return kept | {name: at.isoformat() for name, at in times.items() if at is not None}


def _services_promised_in(calendar: WorkCalendar) -> Iterator[str]:
    rows = AgreedTime.objects.filter(calendar__lineage=calendar.lineage, service__is_active=True)
    if count := rows.count():
        words = ngettext(
            "%(count)d service is promised to work in these hours. Give it other hours first.",
            "%(count)d services are promised to work in these hours. Give them other hours first.",
            count,
        )
        yield words % {"count": count}


obstacles.register(WorkCalendar, _services_promised_in)
