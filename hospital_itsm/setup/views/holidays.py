"""`/setup/holidays/`: send an iCalendar file, look at what it would do, store it, undo that."""

from typing import Any, Final

from django import forms
from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.core.errors import Conflict, StaleVersion, ValueRefused
from hospital_itsm.core.views import PageView
from hospital_itsm.people.forms.refusals import show_refusal
from hospital_itsm.people.views.form_page import FormPage, posted
from hospital_itsm.people.views.layout import signed_in
from hospital_itsm.setup.actions.holidays import read_holidays, store_holidays, undo_holidays
from hospital_itsm.setup.choices import FileState
from hospital_itsm.setup.forms.holidays import HolidayFileForm, ReasonForm, StoreForm
from hospital_itsm.setup.models import HolidayFile
from hospital_itsm.setup.queries.holidays import calendar_of, newest_files
from hospital_itsm.setup.rules.holiday_files import SAME, compared
from hospital_itsm.setup.wording import LEFT_OUT, STANDINGS

MOST_BEFORE: Final = 20


class HolidaysView(FormPage):
    """The file, and the files before it."""

    access = "setup.manage"
    template = "setup/holidays.html"
    button = gettext_lazy("Look at what it would do")
    done = gettext_lazy("The file is read. Nothing is stored yet.")

    def form(self, request: HttpRequest, row: Any) -> forms.Form:
        """The file."""
        return HolidayFileForm(posted(request), request.FILES if request.method == "POST" else None)

    def act(self, request: HttpRequest, row: Any, data: dict[str, Any]) -> HolidayFile:
        """Read it."""
        return read_holidays(
            data["calendar"],
            actor=signed_in(request),
            content=data["file"],
            until_year=data["until_year"],
        )

    def heading(self, row: Any) -> str:
        """What the page does."""
        return _("Holidays from a file")

    def back(self, row: Any) -> str:
        """The calendars."""
        return reverse("people:calendars")

    def more_context(self, request: HttpRequest, row: Any) -> dict[str, Any]:
        """What it means, and the last files."""
        told = _(
            "Take the days without work of a public or own calendar over into a working calendar. "
            "You see first which days are new; nothing changes before you store them."
        )
        return {"told": told, "files": list(newest_files()[:MOST_BEFORE])}


class HolidayFileView(PageView):
    """One file: its days beside the calendar's, then storing, then undoing."""

    access = "setup.manage"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show it."""
        return file_page(request, get_object_or_404(newest_files(), pk=pk))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Store it (`do=store`) or undo that (`do=undo`)."""
        file = get_object_or_404(newest_files(), pk=pk)
        do = request.POST.get("do", "")
        if do not in ("store", "undo"):
            raise BadRequest("There is no such step.")
        form = StoreForm(request.POST) if do == "store" else ReasonForm(request.POST)
        if not form.is_valid():
            return file_page(request, file, form=form, status=422)
        try:
            if do == "store":
                store_holidays(file.pk, actor=signed_in(request), **form.cleaned_data)
            else:
                undo_holidays(file.pk, actor=signed_in(request), **form.cleaned_data)
        except ValueRefused as refusal:
            show_refusal(form, refusal)
            return file_page(request, file, form=form, status=422)
        except (StaleVersion, Conflict) as refusal:
            return file_page(request, file, refused=refusal.message, status=409)
        words = {
            "store": _("The days are stored. Units keep them from now on."),
            "undo": _("The calendar is as it was before the file."),
        }
        messages.success(request, words[do])
        return redirect(file)


def file_page(
    request: HttpRequest, file: HolidayFile, *, form: Any = None, refused: str = "", status: int = 200
) -> HttpResponse:
    """The page of a file. What was stored is held against the calendar as it was before."""
    calendar = calendar_of(file.lineage)
    beside = file.before or calendar
    lines = compared(beside.as_value().holidays, file.found)
    counts = {code: sum(line.standing == code for line in lines) for code in STANDINGS}
    is_read = file.state == FileState.READ
    offered = (
        StoreForm(initial={"version": calendar.version})
        if is_read
        else ReasonForm()
        if file.state == FileState.STORED and file.after_id == calendar.pk
        else None
    )
    context = {
        "file": file,
        "calendar": calendar,
        "lines": [(line, STANDINGS[line.standing]) for line in lines],
        "counts": [(words, counts[code]) for code, words in STANDINGS.items()],
        "left_out": [(LEFT_OUT[code], count) for code, count in file.left_out.items() if code in LEFT_OUT],
        "has_news": counts[SAME] != len(lines),
        "is_read": is_read,
        "form": form or offered,
        "refused": refused,
    }
    return render(request, "setup/holiday_file.html", context, status=status)
