"""Keeping schedules: when, to whom, on which condition, paused and let go on."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, Final
from zoneinfo import available_timezones

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.audit.actions import action, step
from hospital_itsm.audit.recording import record
from hospital_itsm.core.access import can, require
from hospital_itsm.core.errors import ValueRefused
from hospital_itsm.core.versions import refuse_overtaken
from hospital_itsm.people.choices import RoleCode
from hospital_itsm.reports.choices import Cadence, Output, Paused
from hospital_itsm.reports.models import ReportSchedule, SavedReport
from hospital_itsm.reports.rules.recurrence import LAST_DAY, next_after

MONTHS: Final = timedelta(days=183)
MOST: Final = 20
MOST_PEOPLE: Final = 50
MOST_ROWS_OVER: Final = 1_000_000
SUNDAY: Final = 6
MENDS: Final = {
    "cadence": gettext_lazy("Choose how often."),
    "output": gettext_lazy("Choose what is sent."),
    "at": gettext_lazy("Give the time of day."),
    "zone": gettext_lazy("Choose a time zone such as America/Chicago."),
    "weekday": gettext_lazy("Choose a day of the week."),
    "month_day": gettext_lazy("Give a day from 1 to 31; 31 is the last of every month."),
    "only_over": gettext_lazy("Give a number of rows, 0 or more."),
    "roles": gettext_lazy("Choose among the roles."),
}
PLAIN: Final = ("cadence", "weekday", "month_day", "at", "zone", "output", "only_over", "roles")


@action("report_schedule.add", gettext_lazy("scheduled a report"))
def add_schedule(saved: SavedReport, *, actor: Any, fields: Mapping[str, Any]) -> ReportSchedule:
    """Schedule one's own saved report; `fields` as in `change_schedule`, `people` and `teams` as rows.

    Raises Forbidden, ValueRefused.
    """
    require(actor, "report.schedule", saved)
    if ReportSchedule.objects.filter(saved__owner=actor).count() >= MOST:
        raise ValueRefused(
            {"cadence": _("You have %(most)d schedules. Remove a saved report first.") % {"most": MOST}}
        )
    given = _checked(fields, actor)
    now = timezone.now()
    row = ReportSchedule(saved=saved, created_at=now, expires_on=_half_a_year(timezone.localdate(now)))
    _put(row, given)
    row.next_at = next_after(row.recurrence, now)
    row.save()
    row.people.set(given["people"])
    row.teams.set(given["teams"])
    record(actor, "report_schedule.add", row, {"question": saved.question, **_facts(given)})
    return row


@action("report_schedule.change", gettext_lazy("changed a scheduled report"))
def change_schedule(
    row: ReportSchedule, *, actor: Any, fields: Mapping[str, Any], version: int | None = None
) -> ReportSchedule:
    """Change when and to whom, what is not given stays; a running one goes on from now.

    Raises Forbidden, StaleVersion, ValueRefused.
    """
    row = _lock(row, actor, version)
    given = _checked({**_standing(row), **fields}, actor)
    _put(row, given)
    if not row.paused:
        row.next_at = next_after(row.recurrence, timezone.now())
    _store(row)
    row.people.set(given["people"])
    row.teams.set(given["teams"])
    record(actor, "report_schedule.change", row, _facts(given))
    return row


@action("report_schedule.pause", gettext_lazy("paused a scheduled report"))
def pause_schedule(row: ReportSchedule, *, actor: Any) -> ReportSchedule:
    """Send nothing until it is let go on; a paused one stays as it is. Raises Forbidden."""
    row = _lock(row, actor, None)
    if not row.paused:
        row.paused, row.next_at = Paused.OWNER, None
        _store(row)
        record(actor, "report_schedule.pause", row)
    return row


@action("report_schedule.resume", gettext_lazy("let a scheduled report go on"))
def resume_schedule(row: ReportSchedule, *, actor: Any) -> ReportSchedule:
    """Let it go on for another half year, from the next time on: what a pause left out is not made up for.

    Raises Forbidden.
    """
    row = _lock(row, actor, None)
    now = timezone.now()
    until = _half_a_year(timezone.localdate(now))
    record(
        actor, "report_schedule.resume", row, {"expires_on": [row.expires_on.isoformat(), until.isoformat()]}
    )
    row.expires_on, row.asked_on = until, None
    if row.paused:
        row.paused, row.next_at = Paused.NO, next_after(row.recurrence, now)
    _store(row)
    return row


@action("report_schedule.remove", gettext_lazy("removed a scheduled report"))
def remove_schedule(row: ReportSchedule, *, actor: Any, version: int | None = None) -> None:
    """Remove it with what became of its runs; the report and the files that were made stay.

    Raises Forbidden, StaleVersion.
    """
    row = _lock(row, actor, version)
    record(actor, "report_schedule.remove", row, {"question": row.saved.question})
    row.delete()


def _half_a_year(day: date) -> date:
    return day + MONTHS


@step
def _lock(row: ReportSchedule, actor: Any, version: int | None) -> ReportSchedule:
    found = ReportSchedule.objects.select_for_update(of=("self",)).select_related("saved").get(pk=row.pk)
    require(actor, "report.schedule", found.saved)
    refuse_overtaken(found, version)
    return found


@step
def _store(row: ReportSchedule) -> None:
    row.version += 1
    row.save()


def _standing(row: ReportSchedule) -> dict[str, Any]:
    """The fields as they are stored."""
    plain = {name: getattr(row, name) for name in PLAIN}
    return {**plain, "people": list(row.people.all()), "teams": list(row.teams.all())}


def _put(row: ReportSchedule, given: Mapping[str, Any]) -> None:
    for name in PLAIN:
        setattr(row, name, given[name])


def _checked(fields: Mapping[str, Any], actor: Any) -> dict[str, Any]:
    """The fields, whole and possible. Raises ValueRefused."""
    given = {
        "weekday": 0, "month_day": 1, "only_over": None, "people": [], "teams": [], "roles": [], **fields,
    }  # fmt: skip
    faults = {
        "cadence": given.get("cadence") not in Cadence.values,
        "output": given.get("output") not in Output.values,
        "at": given.get("at") is None,
        "zone": given.get("zone") not in available_timezones(),
        "weekday": not 0 <= given["weekday"] <= SUNDAY,
        "month_day": not 1 <= given["month_day"] <= LAST_DAY,
        "only_over": given["only_over"] is not None and not 0 <= given["only_over"] <= MOST_ROWS_OVER,
        "roles": any(role not in RoleCode.values for role in given["roles"]),
    }
    errors = {name: str(MENDS[name]) for name, is_wrong in faults.items() if is_wrong}
    if words := _refused_recipients(given, actor):
        errors["people"] = words
    if errors:
        raise ValueRefused(errors)
    return given


def _refused_recipients(given: Mapping[str, Any], actor: Any) -> str:
    """Why it may not go to these; empty where it may."""
    if not (given["people"] or given["teams"] or given["roles"]):
        return _("Say who gets it.")
    if len(given["people"]) > MOST_PEOPLE:
        return _("Name at most %(most)d people; choose a team or a role for more.") % {"most": MOST_PEOPLE}
    if not _is_near(given, actor) and not can(actor, "report.share"):
        return _("You can send it to yourself and your own teams. Ask a lead to send it more widely.")
    return ""


def _is_near(given: Mapping[str, Any], actor: Any) -> bool:
    """Does it go to the actor and to their own teams alone?"""
    is_me = all(one.pk == actor.pk for one in given["people"])
    return is_me and not given["roles"] and all(one.pk in actor.team_ids for one in given["teams"])


def _facts(given: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "cadence": str(given["cadence"]),
        "at": given["at"].isoformat("minutes"),
        "zone": given["zone"],
        "output": str(given["output"]),
        "only_over": given["only_over"],
        "people": sorted(one.username for one in given["people"]),
        "teams": sorted(one.code for one in given["teams"]),
        "roles": sorted(given["roles"]),
    }
