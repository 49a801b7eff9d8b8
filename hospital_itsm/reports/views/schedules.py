"""Schedules of saved reports: the own ones, one with what became of its runs, pausing and letting go on."""

from typing import Any, Final

from django import forms
from django.conf import settings
from django.contrib import messages
from django.db.models import Count, Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.core.access import can
from hospital_itsm.core.views import PageView
from hospital_itsm.people.views.form_page import FormPage, posted
from hospital_itsm.reports.actions.schedules import (
    add_schedule,
    change_schedule,
    pause_schedule,
    remove_schedule,
    resume_schedule,
)
from hospital_itsm.reports.choices import Outcome, Output, Paused
from hospital_itsm.reports.forms.schedules import OUTPUTS, ScheduleForm, fields_of, stored_values
from hospital_itsm.reports.models import ReportRun, ReportSchedule, SavedReport, ScheduleDelivery, ScheduleRun
from hospital_itsm.reports.questions import BY_CODE
from hospital_itsm.reports.schedule_words import condition_words, recipient_words, when_words
from hospital_itsm.reports.views.saved import own_or_404

LATEST: Final = 10
TOLD: Final = gettext_lazy(
    "Each recipient gets the rows they may see then, as a link in the bell and by mail. Who may no longer read what it "
    "is about gets nothing, and you are told. After half a year you are asked whether it is still needed."
)


class SchedulesView(PageView):
    """`/reports/schedules/`: the schedules of one's own saved reports."""

    access = "report.read"

    def get(self, request: HttpRequest) -> HttpResponse:
        """List them, those that run first, by when they are due."""
        rows = ReportSchedule.objects.visible_to(request.user).select_related("saved")
        found = sorted(rows, key=lambda row: (bool(row.paused), row.next_at or row.created_at, row.pk))
        shown = [(row, BY_CODE.get(row.saved.question), when_words(row)) for row in found]
        return render(request, "reports/schedules.html", {"rows": shown})


class ScheduleView(PageView):
    """`/reports/schedules/<pk>/`: one with its latest runs."""

    access = "report.read"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show it."""
        row = schedule_or_404(request, pk)
        deliveries = ScheduleDelivery.objects.select_related("recipient").order_by(
            "recipient__full_name", "pk"
        )
        runs = ScheduleRun.objects.filter(schedule=row).prefetch_related(Prefetch("deliveries", deliveries))
        people, teams = row.people.order_by("full_name", "pk"), row.teams.order_by("name")
        context = {
            "row": row,
            "question": BY_CODE.get(row.saved.question),
            "when": when_words(row),
            "condition": condition_words(row),
            "recipients": recipient_words(people, teams, row.roles),
            "output": dict(OUTPUTS)[row.output],
            "paused": Paused(row.paused),
            "runs": list(runs.annotate(count=Count("deliveries"))[:LATEST]),
            "good": (Outcome.SENT, Outcome.NOT_SENT),
            "may_keep": can(request.user, "report.schedule", row),
        }
        return render(request, "reports/schedule.html", context)


class NewScheduleView(FormPage):
    """`/reports/saved/<pk>/schedule/`: schedule one's own saved report."""

    access = "report.schedule"
    button = gettext_lazy("Schedule the report")
    done = gettext_lazy("The report is scheduled.")

    def row(self, request: HttpRequest, **where: Any) -> SavedReport:
        """One's own."""
        return own_or_404(request, where["pk"])

    def form(self, request: HttpRequest, row: SavedReport) -> forms.Form:
        """Weekdays at seven, to oneself."""
        initial = {
            "cadence": "weekdays", "at": "07:00", "zone": settings.TIME_ZONE, "output": Output.PDF, "month_day": 1,
            "people": request.user.get_username(), "version": 0,
        }  # fmt: skip
        return ScheduleForm(request.user, can(request.user, "report.share"), posted(request), initial=initial)

    def act(self, request: HttpRequest, row: SavedReport, data: dict[str, Any]) -> ReportSchedule:
        """Store it."""
        return add_schedule(row, actor=request.user, fields=fields_of(data))

    def heading(self, row: SavedReport) -> str:
        """Names the report."""
        return _("Schedule “%(name)s”") % {"name": row.name}

    def more_context(self, request: HttpRequest, row: Any) -> dict[str, Any]:
        """What a schedule means."""
        return {"told": TOLD}


class EditScheduleView(FormPage):
    """`/reports/schedules/<pk>/edit/`: when and to whom."""

    access = "report.schedule"
    button = gettext_lazy("Save the schedule")
    done = gettext_lazy("The schedule is saved.")

    def row(self, request: HttpRequest, **where: Any) -> ReportSchedule:
        """One's own."""
        return schedule_or_404(request, where["pk"])

    def form(self, request: HttpRequest, row: ReportSchedule) -> forms.Form:
        """As it stands."""
        initial = {**stored_values(row), "version": row.version}
        return ScheduleForm(request.user, can(request.user, "report.share"), posted(request), initial=initial)

    def act(self, request: HttpRequest, row: ReportSchedule, data: dict[str, Any]) -> ReportSchedule:
        """Save it."""
        return change_schedule(row, actor=request.user, fields=fields_of(data), version=data["version"])

    def heading(self, row: ReportSchedule) -> str:
        """Names the report."""
        return _("Change when “%(name)s” is sent") % {"name": row.saved.name}

    def stored(self, row: ReportSchedule) -> dict[str, Any]:
        """As it stands."""
        return stored_values(row)

    def more_context(self, request: HttpRequest, row: Any) -> dict[str, Any]:
        """What a schedule means."""
        return {"told": TOLD}


class PauseView(PageView):
    """`/reports/schedules/<pk>/pause/`."""

    access = "report.schedule"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Pause it."""
        row = pause_schedule(schedule_or_404(request, pk), actor=request.user)
        messages.success(request, _("The schedule is paused. Nothing is sent."))
        return redirect(row)


class ResumeView(PageView):
    """`/reports/schedules/<pk>/resume/`."""

    access = "report.schedule"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Let it go on for another half year."""
        row = resume_schedule(schedule_or_404(request, pk), actor=request.user)
        messages.success(request, _("The schedule goes on for half a year."))
        return redirect(row)


class RemoveView(PageView):
    """`/reports/schedules/<pk>/remove/`."""

    access = "report.schedule"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Remove it; the saved report stays."""
        remove_schedule(schedule_or_404(request, pk), actor=request.user)
        messages.success(request, _("The schedule is removed. The saved report is still there."))
        return redirect("reports:schedules")


class SentView(PageView):
    """`/reports/schedules/sent/<pk>/`: where a message leads: the run made for whoever asks."""

    access = "report.read"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Go to the run. Raises Http404 for one of somebody else."""
        of_schedule = ScheduleDelivery.objects.filter(pk=pk, recipient_id=request.user.pk)
        run = get_object_or_404(ReportRun, pk__in=of_schedule.values("run"), asked_by_id=request.user.pk)
        return redirect(run)


def schedule_or_404(request: HttpRequest, pk: int) -> ReportSchedule:
    """One's own schedule. Raises Http404."""
    rows = ReportSchedule.objects.visible_to(request.user).select_related("saved")
    found: ReportSchedule = get_object_or_404(rows, pk=pk)
    return found
