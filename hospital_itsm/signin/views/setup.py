"""What administrators decide about second steps: which roles need one, and whose is reset."""

from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hospital_itsm.core.access import can
from hospital_itsm.core.errors import ValueRefused
from hospital_itsm.core.views import PageView
from hospital_itsm.people.choices import AccountKind
from hospital_itsm.people.forms.refusals import show_refusal
from hospital_itsm.people.models import User
from hospital_itsm.people.views.layout import signed_in
from hospital_itsm.signin.actions.factors import reset_factors
from hospital_itsm.signin.actions.requirements import set_required_roles
from hospital_itsm.signin.forms.factors import RequiredForm, ResetForm
from hospital_itsm.signin.queries.required import must_have_step, role_states


class RequiredView(PageView):
    """Which roles need a second step, and how many people of each have one."""

    access = "setup.manage"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show them."""
        return self._page(request, RequiredForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Change them."""
        form = RequiredForm(request.POST)
        if form.is_valid():
            try:
                changed = set_required_roles(
                    actor=signed_in(request),
                    codes=request.POST.getlist("roles"),
                    reason=form.cleaned_data["reason"],
                )
            except ValueRefused as refusal:
                show_refusal(form, refusal)
            else:
                words = ngettext("%(count)d role changed.", "%(count)d roles changed.", changed)
                messages.success(request, words % {"count": changed})
                return redirect("signin:required")
        return self._page(request, form, status=422)

    def _page(self, request: HttpRequest, form: RequiredForm, status: int = 200) -> HttpResponse:
        states = role_states()
        chosen = (
            set(request.POST.getlist("roles"))
            if form.is_bound
            else {one.code for one in states if one.is_required}
        )
        context = {"form": form, "states": states, "chosen": chosen}
        return render(request, "signin/required.html", context, status=status)


class PersonStepView(PageView):
    """The second step of one person: whether there is one, and its reset."""

    access = "people.manage"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show it."""
        return self._page(request, self._person(pk), ResetForm())

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Reset it."""
        person, form = self._person(pk), ResetForm(request.POST)
        if form.is_valid():
            try:
                reset_factors(person, actor=signed_in(request), reason=form.cleaned_data["reason"])
            except ValueRefused as refusal:
                show_refusal(form, refusal)
            else:
                messages.success(request, _("The second step is reset. The person is told."))
                return redirect("signin:person", pk=pk)
        return self._page(request, person, form, status=422)

    def _person(self, pk: int) -> User:
        return get_object_or_404(User, pk=pk, kind=AccountKind.PERSON)

    def _page(self, request: HttpRequest, person: User, form: Any, status: int = 200) -> HttpResponse:
        context = {
            "person": person,
            "form": form,
            "held": Authenticator.objects.filter(user=person).order_by("created_at", "pk"),
            "is_required": must_have_step(person),
            "may_change": can(request.user, "people.manage", person),
        }
        return render(request, "signin/person.html", context, status=status)
