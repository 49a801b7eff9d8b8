"""Keeping what teams agreed on, and checklists; and what stands in the way of retiring what they need."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.audit.actions import action, step
from hospital_itsm.core import obstacles
from hospital_itsm.core.errors import Conflict, ValueRefused
from hospital_itsm.core.phi_guard import guard, safe_name
from hospital_itsm.joint.models import Checklist, OlaAgreement, TicketTask
from hospital_itsm.joint.rules.written_tasks import LONGEST, MOST, UnreadableTask, read_tasks, write_tasks
from hospital_itsm.people.actions.setup_rows import add_row, change_row, set_active
from hospital_itsm.people.models import Team, WorkCalendar
from hospital_itsm.setup.rules.written_times import UnreadableTime, read_time, write_time

TIMES: Final = ("p1", "p2", "p3", "p4", "p5")
NAMED: Final = 5
LONGEST_NAME: Final = 80
CALENDARS: Final = ("calendar", "urgent_calendar")


@action("ola.add", gettext_lazy("wrote down what a team agreed on"))
def add_agreement(*, actor: Any, fields: Mapping[str, Any]) -> OlaAgreement:
    """Store the times of a team. Raises Forbidden, ValueRefused naming each field."""
    return add_row(OlaAgreement(), _with_times(fields), actor=actor, verb="ola.add")


@action("ola.change", gettext_lazy("changed what a team agreed on"))
def change_agreement(
    row: OlaAgreement, *, actor: Any, fields: Mapping[str, Any], version: int | None = None
) -> OlaAgreement:
    """Change the times; tasks that are open keep theirs until their priority or team changes.

    Raises Forbidden, StaleVersion, ValueRefused, which asks for a new reason for new times.
    """
    given = _with_times(fields)
    for name in CALENDARS:
        if name in given and given[name].lineage == getattr(row, name).lineage:
            given[name] = getattr(row, name)
    if given.get("why", row.why) == row.why and any(
        getattr(row, name) != value for name, value in given.items() if name != "name"
    ):
        raise ValueRefused({"why": _("Say why it changes: this is the reason for the times before.")})
    return change_row(row, given, actor=actor, verb="ola.change", version=version)


@action("ola.retire", gettext_lazy("retired what a team agreed on"))
def retire_agreement(row: OlaAgreement, *, actor: Any) -> OlaAgreement:
    """Take it out of use: the times of every team hold. Raises Forbidden."""
    return set_active(row, False, actor=actor, verb="ola.retire")


@action("ola.restore", gettext_lazy("took what a team agreed on back into use"))
def restore_agreement(row: OlaAgreement, *, actor: Any) -> OlaAgreement:
    """Take it back into use. Raises Forbidden, Conflict where another holds for the team."""
    _refuse_second(row, OlaAgreement.objects.filter(team=row.team_id))
    return set_active(row, True, actor=actor, verb="ola.restore")


@action("checklist.add", gettext_lazy("added the checklist"))
def add_checklist(*, actor: Any, fields: Mapping[str, Any]) -> Checklist:
    """Store a checklist. Raises Forbidden, ValueRefused naming each field."""
    return add_row(Checklist(), _with_tasks(fields), actor=actor, verb="checklist.add")


@action("checklist.change", gettext_lazy("changed the checklist"))
def change_checklist(
    row: Checklist, *, actor: Any, fields: Mapping[str, Any], version: int | None = None
) -> Checklist:
    """Change it; tasks it has put on tickets stay as they are. Raises Forbidden, StaleVersion, ValueRefused."""
    return change_row(row, _with_tasks(fields), actor=actor, verb="checklist.change", version=version)


@action("checklist.retire", gettext_lazy("retired the checklist"))
def retire_checklist(row: Checklist, *, actor: Any) -> Checklist:
    """Offer it no more. Raises Forbidden."""
    return set_active(row, False, actor=actor, verb="checklist.retire")


@action("checklist.restore", gettext_lazy("took the checklist back into use"))
def restore_checklist(row: Checklist, *, actor: Any) -> Checklist:
    """Offer it again. Raises Forbidden, Conflict where another opens by its rule."""
    if row.opens_by:
        _refuse_second(row, Checklist.objects.filter(opens_by=row.opens_by))
    return set_active(row, True, actor=actor, verb="checklist.restore")


@step
def _refuse_second(row: Any, rows: Any) -> None:
    other = rows.filter(is_active=True).exclude(pk=row.pk).first()
    if other is not None:
        raise Conflict(_("“%(name)s” stands in its place. Retire that one first.") % {"name": other.name})


def _named(fields: Mapping[str, Any]) -> dict[str, Any]:
    given = dict(fields)
    if "name" in given:
        given["name"] = safe_name(str(given["name"]), most=LONGEST_NAME)
    return given


def _with_times(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields with each time as it is always written."""
    given: dict[str, Any] = _named(fields)
    errors: dict[str, str] = {}
    for name in TIMES:
        if name in given:
            try:
                given[name] = write_time(*read_time(str(given[name])))
            except UnreadableTime:
                errors[name] = _("Write it like 30 min, 4 h or 2 business days, or leave it empty.")
    if "why" in given:
        given["why"] = guard(str(given["why"]).strip(), field="why").text
    if errors:
        raise ValueRefused(errors)
    return given


def _with_tasks(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields with the tasks as they are always written, their teams known and in use."""
    given = _named(fields)
    if "tasks" not in given:
        return given
    text = guard(str(given["tasks"]), field="tasks").text
    try:
        found = read_tasks(text)
    except UnreadableTask as error:
        words = _(
            "Line %(number)d is no task. Write at most %(most)d lines of at most %(longest)d characters."
        )
        raise ValueRefused(
            {"tasks": words % {"number": error.number, "most": MOST, "longest": LONGEST}}
        ) from error
    if not found:
        raise ValueRefused({"tasks": _("Write at least one task.")})
    codes = {one.team for one in found if one.team}
    known = set(Team.objects.filter(code__in=codes, is_active=True).values_list("code", flat=True))
    if unknown := sorted(codes - known):
        raise ValueRefused({"tasks": _("There is no queue %(code)s in use.") % {"code": unknown[0]}})
    given["tasks"] = write_tasks(found)
    return given


def _counted_in(calendar: WorkCalendar) -> Iterator[str]:
    lineage = calendar.lineage
    rows = OlaAgreement.objects.filter(is_active=True)
    used = rows.filter(calendar__lineage=lineage) | rows.filter(urgent_calendar__lineage=lineage)
    if codes := sorted(set(used.values_list("code", flat=True)))[:NAMED]:
        yield _("Times between teams are counted in it: %s. Give them another calendar first.") % ", ".join(
            codes
        )


def _still_has_tasks(team: Team) -> Iterator[str]:
    if count := TicketTask.objects.open().filter(team=team).count():
        yield _("It has %(count)d open tasks. Give them to another queue first.") % {"count": count}


obstacles.register(WorkCalendar, _counted_in)
obstacles.register(Team, _still_has_tasks)
