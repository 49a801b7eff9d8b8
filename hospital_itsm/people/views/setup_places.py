"""The rota and the registered computers."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from hospital_itsm.core.access import can
from hospital_itsm.core.errors import ValueRefused
from hospital_itsm.core.views import PageView
from hospital_itsm.people.actions.places import register_workstation, retire_workstation
from hospital_itsm.people.actions.rota import add_shift, remove_shift, replace_shift
from hospital_itsm.people.forms.places import HandOverForm, ShiftForm, WorkstationForm
from hospital_itsm.people.forms.refusals import show_refusal
from hospital_itsm.people.models import OnCallShift, Workstation
from hospital_itsm.people.rota import rota_at, shifts_ahead
from hospital_itsm.people.views.layout import signed_in
from hospital_itsm.people.workstations import mark, workstation_of


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
        context = {
            "turns": rota_at(timezone.now()),
            "form": form,
            "may_change": can(request.user, "oncall.manage"),
        }
        return render(request, "people/on_call.html", context, status=status)


class ShiftView(PageView):
    """One shift: hand it over or take it off; what comes after it."""

    access = "oncall.hand_over"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show it."""
        return self._page(request, _own(request, _shift(pk)), HandOverForm())

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Hand over a part of it, or what is left of it."""
        shift = _own(request, _shift(pk))
        form = HandOverForm(request.POST)
        if form.is_valid():
            try:
                part = replace_shift(shift, actor=signed_in(request), **form.cleaned_data)
            except ValueRefused as refusal:
                show_refusal(form, refusal)
            else:
                messages.success(request, _("%(name)s takes over.") % {"name": part.user.full_name})
                return redirect("people:on_call")
        return self._page(request, shift, form, status=422)

    def _page(
        self, request: HttpRequest, shift: OnCallShift, form: HandOverForm, status: int = 200
    ) -> HttpResponse:
        now = timezone.now()
        context = {
            "shift": shift,
            "form": form,
            "ahead": shifts_ahead(shift, now),
            "now": now,
            "may_change": can(request.user, "oncall.manage"),
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


def _own(request: HttpRequest, shift: OnCallShift) -> OnCallShift:
    if not can(request.user, "oncall.hand_over", shift):
        raise Http404
    return shift


def _shift(pk: int) -> OnCallShift:
    return get_object_or_404(OnCallShift.objects.select_related("team", "user"), pk=pk)


class WorkstationView(PageView):
    """Tie this computer to its place, once."""

    access = "workstation.register"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Ask for name and place; those of this computer when it is registered."""
        here = workstation_of(request)
        fields = ("name", "care_area", "room", "is_shared", "is_critical")
        initial = {name: getattr(here, name) for name in fields} if here else None
        return self._page(request, WorkstationForm(initial=initial))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Register it and mark this browser."""
        form = WorkstationForm(request.POST)
        if form.is_valid():
            try:
                workstation = register_workstation(actor=signed_in(request), **form.cleaned_data)
            except ValueRefused as refusal:
                show_refusal(form, refusal)
            else:
                words = _("This computer is %(name)s now.") % {"name": workstation.name}
                messages.success(request, words)
                response = redirect("people:workstation")
                mark(response, workstation, secure=request.is_secure())
                return response
        return self._page(request, form, status=422)

    def _page(self, request: HttpRequest, form: WorkstationForm, status: int = 200) -> HttpResponse:
        registered = Workstation.objects.filter(is_active=True).select_related("care_area")
        context = {"form": form, "here": workstation_of(request), "workstations": registered}
        return render(request, "people/workstation.html", context, status=status)


class RetireWorkstationView(PageView):
    """Forget a computer."""

    access = "workstation.register"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Retire it: its cookie means nothing from now on."""
        workstation = get_object_or_404(Workstation, pk=pk, is_active=True)
        retire_workstation(workstation, actor=signed_in(request))
        messages.success(request, _("%(name)s is forgotten.") % {"name": workstation.name})
        return redirect("people:workstation")
