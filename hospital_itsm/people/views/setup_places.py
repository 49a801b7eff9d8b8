"""The registered computers."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from hospital_itsm.core.errors import ValueRefused
from hospital_itsm.core.views import PageView
from hospital_itsm.people.actions.places import register_workstation, retire_workstation
from hospital_itsm.people.forms.places import WorkstationForm
from hospital_itsm.people.forms.refusals import show_refusal
from hospital_itsm.people.models import Workstation
from hospital_itsm.people.views.layout import signed_in
from hospital_itsm.people.workstations import mark, workstation_of


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
