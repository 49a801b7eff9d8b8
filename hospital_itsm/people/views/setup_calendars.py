"""The pages of working calendars: every saving publishes a version, and old ones stay readable."""

from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hospital_itsm.core.views import PageView
from hospital_itsm.people.actions.calendars import publish_calendar, restore_calendar, retire_calendar
from hospital_itsm.people.calendars import newest_calendars, versions_of
from hospital_itsm.people.forms.calendar import WEEKDAYS, CalendarForm
from hospital_itsm.people.models import WorkCalendar
from hospital_itsm.people.rules.written_hours import write_days, write_windows
from hospital_itsm.people.views.setup_rows import RowKind


def _add(*, actor: Any, fields: dict[str, Any]) -> WorkCalendar:
    given = dict(fields)
    return publish_calendar(given.pop("code"), actor=actor, fields=given, version=0)


def _change(
    calendar: WorkCalendar, *, actor: Any, fields: dict[str, Any], version: int | None
) -> WorkCalendar:
    """Publish the next version; days of earlier years are taken along from the present one."""
    this_year = timezone.localdate().year
    earlier = [day for day in calendar.as_value().holidays if day.on.year < this_year]
    given = {
        **fields,
        "holidays": (*earlier, *(day for day in fields["holidays"] if day.on.year >= this_year)),
    }
    return publish_calendar(calendar.lineage, actor=actor, fields=given, version=version)


def _find(pk: int) -> WorkCalendar | None:
    """The version that holds of the calendar that `pk` is a version of."""
    return newest_calendars().filter(lineage__in=WorkCalendar.objects.filter(pk=pk).values("lineage")).first()


def _further(calendar: WorkCalendar) -> dict[str, Any]:
    units = [
        (unit.name, reverse("people:care_area", args=[unit.pk]))
        for unit in calendar.care_areas.filter(is_active=True).order_by("name")
    ]
    older = [
        (_("Version %(number)d") % {"number": one.version}, reverse("people:calendar_version", args=[one.pk]))
        for one in versions_of(calendar)
        if one.version != calendar.version
    ]
    return {
        "version_words": _("Version %(number)d") % {"number": calendar.version},
        "sections": [
            {"title": _("Units that keep these hours"), "rows": units, "empty": _("None.")},
            {"title": _("Older versions"), "rows": older, "empty": _("This is the first version.")},
        ],
    }


CALENDARS: Final = RowKind(
    name="calendar",
    plural="calendars",
    app="people",
    title=_("Working calendars"),
    intro=_(
        "Hours and days without work. Deadlines are counted in them. Saving publishes a version: units take it at "
        "once, promises when they are published again, and running deadlines keep the one they have."
    ),
    add_words=_("Add a calendar"),
    retire_words=_("Retire the calendar"),
    retire_hint=_("It is offered nowhere any more. Deadlines counted in it stay."),
    icon="calendar",
    form=CalendarForm,
    rows=lambda: newest_calendars().prefetch_related("windows", "holidays"),
    columns=(
        (_("Hours"), lambda row: row.week),
        (_("Days without work this year"), lambda row: row.days_without_work(timezone.localdate().year)),
        (_("Time zone"), lambda row: row.time_zone),
        (_("Version"), lambda row: row.version),
    ),
    ordering=("-is_active", "lineage", "id"),
    searched=("lineage", "name"),
    find=_find,
    lineage=lambda row: list(versions_of(row)),
    further=_further,
    add=_add,
    change=_change,
    retire=retire_calendar,
    restore=restore_calendar,
)


class CalendarVersionView(PageView):
    """One version of a calendar, to read."""

    access = "setup.manage"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show its hours and days."""
        calendar = get_object_or_404(WorkCalendar, pk=pk)
        value = calendar.as_value()
        hours = [
            (label, write_windows(window for window in value.windows if window.weekday == weekday))
            for weekday, (_name, label) in enumerate(WEEKDAYS)
        ]
        context = {
            "calendar": calendar,
            "hours": hours,
            "days": write_days(value.holidays),
            "newest": _find(pk),
        }
        return render(request, "setup/calendar_version.html", context)
