"""What administrators decide about second steps: which roles need one, and whose is reset."""

from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hospital_itsm.core.access import can, require
from hospital_itsm.core.errors import Conflict, ValueRefused
from hospital_itsm.core.views import PageView
from hospital_itsm.people.choices import AccountKind
from hospital_itsm.people.forms.refusals import show_refusal
from hospital_itsm.people.models import User
from hospital_itsm.people.views.layout import signed_in
from hospital_itsm.signin.actions.factors import reset_factors
from hospital_itsm.signin.actions.identities import link_identity, unlink_identity
from hospital_itsm.signin.actions.requirements import set_required_roles
from hospital_itsm.signin.forms.factors import RequiredForm, ResetForm
from hospital_itsm.signin.forms.identities import LinkForm, UnlinkForm
from hospital_itsm.signin.provider import is_on
from hospital_itsm.signin.queries.identities import identity_of
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

    def _other(self, request: HttpRequest, pk: int) -> User:
        """Somebody else, where there is a provider: one's own link is made at the provider's door, not typed."""
        if not is_on():
            raise Http404
        person = self._person(pk)
        require(request.user, "people.manage", person)
        return person

    def _page(
        self, request: HttpRequest, person: User, form: Any, status: int = 200, **further: Any
    ) -> HttpResponse:
        context = {
            "person": person,
            "form": form,
            "provider": settings.OIDC_NAME if is_on() else "",
            "linked": identity_of(person),
            "link_form": LinkForm(),
            "unlink_form": UnlinkForm(),
            "held": Authenticator.objects.filter(user=person).order_by("created_at", "pk"),
            "is_required": must_have_step(person),
            "may_change": can(request.user, "people.manage", person),
            **further,
        }
        return render(request, "signin/person.html", context, status=status)


class LinkPersonView(PersonStepView):
    """Link somebody with a subject of the provider."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Link them."""
        person = self._other(request, pk)
        form = LinkForm(request.POST)
        if form.is_valid():
            try:
                link_identity(person, actor=signed_in(request), subject=form.cleaned_data["subject"])
            except ValueRefused as refusal:
                show_refusal(form, refusal)
            else:
                messages.success(request, _("The account is linked. The person is told."))
                return redirect("signin:person", pk=pk)
        return self._page(request, person, ResetForm(), status=422, link_form=form, wrong=form)


class UnlinkPersonView(PersonStepView):
    """Take somebody's link away."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Unlink them."""
        person = self._other(request, pk)
        form = UnlinkForm(request.POST)
        if form.is_valid():
            try:
                unlink_identity(person, actor=signed_in(request), reason=form.cleaned_data["reason"])
            except ValueRefused as refusal:
                show_refusal(form, refusal)
            except Conflict as refusal:
                form.add_error(None, refusal.message)
            else:
                messages.success(request, _("The account is unlinked. The person is told."))
                return redirect("signin:person", pk=pk)
        return self._page(request, person, ResetForm(), status=422, unlink_form=form, wrong=form)
