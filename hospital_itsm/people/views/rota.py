"""The rota: who is on call, putting somebody on it, in, and off it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.core.access import can
from hospital_itsm.core.display import moment_words
from hospital_itsm.core.errors import Conflict, StaleVersion, ValueRefused
from hospital_itsm.core.views import PageView
from hospital_itsm.people.actions.rota import add_shift, change_shift, end_shift, remove_shift, replace_shift
from hospital_itsm.people.forms.refusals import show_refusal
from hospital_itsm.people.forms.rota import EndForm, HandOverForm, ShiftForm, TimesForm
from hospital_itsm.people.models import OnCallShift
from hospital_itsm.people.rota import rota_at, shifts_ahead, shifts_of, swaps_in_sight
from hospital_itsm.people.views.form_page import FormPage, posted
from hospital_itsm.people.views.layout import signed_in


class OnCallView(PageView):
    """Who is on call now and next, for the house and every queue."""

    access = "oncall.read"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the rota."""
        return self._page(request, ShiftForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Add a shift."""
        form = ShiftForm(request.POST)
        if form.is_valid():
            try:
                shift = add_shift(actor=signed_in(request), **form.cleaned_data)
            except ValueRefused as refusal:
                show_refusal(form, refusal)
            else:
                words = _("%(name)s is on the rota.") % {"name": shift.user.full_name}
                messages.success(request, words)
                return redirect("people:on_call")
        return self._page(request, form, status=422)

    def _page(self, request: HttpRequest, form: ShiftForm, status: int = 200) -> HttpResponse:
        now, user = timezone.now(), signed_in(request)
        may_swap = can(user, "oncall.swap_read")
        context = {
            "turns": rota_at(now),
            "own": shifts_of(user, now) if may_swap else [],
            "swaps": swaps_in_sight(user, now) if may_swap else [],
            "now": now,
            "form": form,
            "may_change": can(request.user, "oncall.manage"),
        }
        return render(request, "people/on_call.html", context, status=status)


class ShiftView(PageView):
    """One shift: hand it over or take it off; what comes after it."""

    access = "oncall.hand_over"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show it."""
        shift = _own(request, _shift(pk))
        return self._page(request, shift, HandOverForm(initial={"version": shift.version}))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Hand over a part of it, or what is left of it."""
        shift = _own(request, _shift(pk))
        form = HandOverForm(request.POST)
        if form.is_valid():
            try:
                part = replace_shift(shift, actor=signed_in(request), **form.cleaned_data)
            except ValueRefused as refusal:
                show_refusal(form, refusal)
            except (Conflict, StaleVersion) as refusal:
                form = HandOverForm({**request.POST.dict(), "version": _shift(pk).version})
                return self._page(request, _shift(pk), form, status=409, conflict=refusal.message)
            else:
                messages.success(request, _("%(name)s takes over.") % {"name": part.user.full_name})
                return redirect("people:on_call")
        return self._page(request, shift, form, status=422)

    def _page(
        self,
        request: HttpRequest,
        shift: OnCallShift,
        form: HandOverForm,
        status: int = 200,
        conflict: str = "",
    ) -> HttpResponse:
        now = timezone.now()
        context = {
            "shift": shift,
            "form": form,
            "conflict": conflict,
            "ahead": shifts_ahead(shift, now),
            "now": now,
            "may_change": can(request.user, "oncall.manage"),
            "may_ask": shift.starts_at > now and can(request.user, "oncall.swap_ask", shift),
        }
        return render(request, "people/shift.html", context, status=status)


class RemoveShiftView(PageView):
    """Take a coming shift off the rota."""

    access = "oncall.manage"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Remove it."""
        remove_shift(_shift(pk), actor=signed_in(request))
        messages.success(request, _("The shift is off the rota."))
        return redirect("people:on_call")


class KeptShiftPage(FormPage):
    """A page on which those who keep the rota change one shift."""

    access = "oncall.manage"

    def row(self, request: HttpRequest, **where: Any) -> OnCallShift:
        """The shift. Raises Http404."""
        return _shift(where["pk"])

    def back(self, row: OnCallShift) -> str:
        """The page of the shift."""
        return reverse("people:shift", args=[row.pk])

    def after(self, request: HttpRequest, saved: OnCallShift) -> HttpResponse:
        """The rota."""
        return redirect("people:on_call")

    def more_context(self, request: HttpRequest, row: OnCallShift) -> dict[str, Any]:
        """Whose shift it is, and when."""
        return {"told": shift_words(row)}


class ShiftTimesView(KeptShiftPage):
    """Other times of a shift."""

    button = gettext_lazy("Change the times")
    done = gettext_lazy("The shift has other times.")

    def form(self, request: HttpRequest, row: OnCallShift) -> TimesForm:
        """The times as they stand."""
        initial = {"starts_at": row.starts_at, "ends_at": row.ends_at, "version": row.version}
        return TimesForm(posted(request), initial=initial, has_begun=row.starts_at <= timezone.now())

    def act(self, request: HttpRequest, row: OnCallShift, data: dict[str, Any]) -> OnCallShift:
        """Change them."""
        return change_shift(row, actor=signed_in(request), **data)

    def stored(self, row: OnCallShift) -> dict[str, Any]:
        """The times as they stand."""
        return {
            name: timezone.localtime(getattr(row, name)).strftime("%Y-%m-%dT%H:%M")
            for name in ("starts_at", "ends_at")
        }

    def heading(self, row: OnCallShift) -> str:
        """What it does."""
        return _("Change the times of a shift")


class EndShiftView(KeptShiftPage):
    """End a running shift before its time."""

    button = gettext_lazy("End it now")
    done = gettext_lazy("The shift has ended.")

    def form(self, request: HttpRequest, row: OnCallShift) -> EndForm:
        """Why."""
        return EndForm(posted(request), initial={"version": row.version})

    def act(self, request: HttpRequest, row: OnCallShift, data: dict[str, Any]) -> OnCallShift:
        """End it."""
        return end_shift(row, actor=signed_in(request), **data)

    def heading(self, row: OnCallShift) -> str:
        """What it does."""
        return _("End a shift before its time")

    def more_context(self, request: HttpRequest, row: OnCallShift) -> dict[str, Any]:
        """What ending does."""
        gap = _("Nobody is on call then until somebody else is put on the rota.")
        return {"told": f"{shift_words(row)} {gap}"}


def shift_words(shift: OnCallShift) -> str:
    """A shift in a sentence: who, for what, from when until when."""
    return _("%(name)s, %(queue)s, %(level)s, from %(begin)s until %(end)s.") % {
        "name": shift.user.full_name,
        "queue": shift.team.name if shift.team else _("the whole house"),
        "level": shift.get_level_display(),
        "begin": moment_words(timezone.localtime(shift.starts_at), timezone.localtime()),
        "end": moment_words(timezone.localtime(shift.ends_at), timezone.localtime()),
    }


def _own(request: HttpRequest, shift: OnCallShift) -> OnCallShift:
    if not can(request.user, "oncall.hand_over", shift):
        raise Http404
    return shift


def _shift(pk: int) -> OnCallShift:
    return get_object_or_404(OnCallShift.objects.select_related("team", "user", "covers"), pk=pk)
