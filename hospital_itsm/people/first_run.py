"""The tasks of the first run that the house itself owns, computed from what is stored."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final

from django.conf import settings
from django.db.models import Count, Exists, OuterRef, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from hospital_itsm.core.first_run import Task, task
from hospital_itsm.outbox.choices import Channel, Outcome
from hospital_itsm.outbox.models import Attempt
from hospital_itsm.people.calendars import calendars_in_use
from hospital_itsm.people.choices import OnCallLevel
from hospital_itsm.people.directory import people_with_permission
from hospital_itsm.people.models import CalendarHoliday, CareArea, Membership, OnCallShift, Site, Team

SITE: Final = gettext_lazy("Add a site")
CALENDARS: Final = gettext_lazy("Check working calendars and this year's holidays")
TEAMS: Final = gettext_lazy("Add queues with lead and members")
UNITS: Final = gettext_lazy("Add units with class, hours, phone and lead")
WORKERS: Final = gettext_lazy("Give people roles in the queues")
ROTA: Final = gettext_lazy("Put people on call")
MAIL: Final = gettext_lazy("Send a test e-mail")


def tasks(now: datetime) -> Iterator[Task]:
    """Site, calendars, queues, units, people, rota and mail: eight statements."""
    sites = Site.objects.filter(is_active=True).count()
    teams, units = _teams(now), _units()
    workers = people_with_permission("ticket.work").count()
    yield task(SITE, "people:sites", 10, [] if sites else [_("Units need one to stand at.")])
    yield task(CALENDARS, "people:calendars", 20, _calendars(now))
    yield task(TEAMS, "people:teams", 30, _missing_of_teams(teams), started=teams["all"] > 0)
    waits = "" if sites else _("Add a site first.")
    missing = _missing_of_units(units)
    yield task(UNITS, "people:care_areas", 40, missing, started=units["all"] > 0, waits_for=waits)
    waits = "" if teams["all"] else _("Add a queue first.")
    missing = iter([] if workers else [_("Nobody may work tickets yet.")])
    yield task(WORKERS, "people:people", 50, missing, waits_for=waits)
    waits = "" if workers else _("Give somebody a role in a queue first.")
    started = teams["answered"] > 0
    yield task(ROTA, "people:on_call", 60, _rota(teams, now), started=started, waits_for=waits)
    yield task(MAIL, "people:setup", 90, _mail())


def _teams(now: datetime) -> dict[str, Any]:
    running = OnCallShift.objects.filter(team=OuterRef("pk"), level=OnCallLevel.PRIMARY)
    held = Membership.objects.valid().filter(team=OuterRef("pk"), user__is_active=True)
    rows = Team.objects.filter(is_active=True).annotate(
        has_member=Exists(held),
        has_rota=Exists(running),
        is_answered=Exists(running.filter(starts_at__lte=now, ends_at__gt=now)),
    )
    return rows.aggregate(
        all=Count("pk"),
        without_lead=Count("pk", filter=Q(lead__isnull=True)),
        without_members=Count("pk", filter=Q(has_member=False)),
        answered=Count("pk", filter=Q(is_answered=True)),
        lapsed=Count("pk", filter=Q(has_rota=True, is_answered=False)),
    )


def _missing_of_teams(teams: dict[str, Any]) -> Iterator[str]:
    if not teams["all"]:
        yield _("There is no queue yet.")
    if count := teams["without_lead"]:
        yield ngettext("%d queue has no lead.", "%d queues have no lead.", count) % count
    if count := teams["without_members"]:
        yield ngettext("%d queue has no members.", "%d queues have no members.", count) % count


def _units() -> dict[str, Any]:
    return CareArea.objects.filter(is_active=True).aggregate(
        all=Count("pk"),
        without_phone=Count("pk", filter=Q(phone="")),
        without_lead=Count("pk", filter=Q(lead__isnull=True)),
    )


def _missing_of_units(found: dict[str, Any]) -> Iterator[str]:
    if not found["all"]:
        yield _("There is no unit yet.")
    if count := found["without_phone"]:
        yield ngettext("%d unit has no phone.", "%d units have no phone.", count) % count
    if count := found["without_lead"]:
        yield ngettext("%d unit has no lead.", "%d units have no lead.", count) % count


def _calendars(now: datetime) -> Iterator[str]:
    kept = CalendarHoliday.objects.filter(calendar=OuterRef("pk"))
    rows = calendars_in_use().annotate(
        keeps=Exists(kept), keeps_this_year=Exists(kept.filter(on__year=now.year))
    )
    found = rows.aggregate(
        keeping=Count("pk", filter=Q(keeps=True)),
        lapsed=Count("pk", filter=Q(keeps=True, keeps_this_year=False)),
    )
    if not found["keeping"]:
        yield _("No calendar keeps holidays: deadlines run through them.")
    if count := found["lapsed"]:
        words = ngettext(
            "%(count)d calendar has no holidays in %(year)d.",
            "%(count)d calendars have no holidays in %(year)d.",
            count,
        )
        yield words % {"count": count, "year": now.year}


def _rota(teams: dict[str, Any], now: datetime) -> Iterator[str]:
    if not teams["answered"]:
        yield _("No queue has anybody on call: a critical report pages nobody.")
    if count := teams["lapsed"]:
        yield (
            ngettext("The rota of %d queue has run out.", "The rotas of %d queues have run out.", count)
            % count
        )
    running = OnCallShift.objects.filter(starts_at__lte=now, ends_at__gt=now)
    found = running.aggregate(
        managers=Count("pk", filter=Q(team=None, level=OnCallLevel.DUTY_MANAGER)),
        unreachable=Count("user", filter=Q(user__page_address=""), distinct=True),
    )
    if not found["managers"]:
        yield _("No duty manager is on call for the house.")
    if (count := found["unreachable"]) and not settings.PAGE_WEBHOOK_URL:
        words = ngettext(
            "%d person on call has no pager address.", "%d people on call have no pager address.", count
        )
        yield words % count


def _mail() -> list[str]:
    sent = Attempt.objects.filter(message__channel=Channel.EMAIL, outcome=Outcome.SENT)
    return [] if sent.exists() else [_("No e-mail has left the desk yet.")]
