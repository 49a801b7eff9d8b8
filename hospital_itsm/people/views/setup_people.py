"""People for administrators: find, add, change, roles, passwords, ending access."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.core.access import can, require
from hospital_itsm.core.errors import Conflict, ValueRefused
from hospital_itsm.core.listing import BadCursor, seek
from hospital_itsm.core.views import PageView
from hospital_itsm.people.actions import accounts, memberships, tokens
from hospital_itsm.people.directory import people_found
from hospital_itsm.people.forms.people import (
    EndRoleForm,
    GrantForm,
    NewPasswordForm,
    NewPersonForm,
    PersonForm,
    ReasonForm,
    person_fields,
)
from hospital_itsm.people.forms.refusals import show_refusal
from hospital_itsm.people.forms.tokens import TokenForm
from hospital_itsm.people.models import ApiToken, Membership, User
from hospital_itsm.people.views.form_page import FormPage, posted
from hospital_itsm.people.views.layout import signed_in

PAGE_SIZE = 50


class ManagedView(PageView):
    """A page that only those who manage people reach."""

    access = "people.manage"


class PeopleView(ManagedView):
    """Everybody, by name; `q` narrows."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """List a page of people, or with htmx only the further rows."""
        words = request.GET.get("q", "").strip()
        try:
            page = seek(people_found(words), ("full_name", "id"), PAGE_SIZE, request.GET.get("after", ""))
        except BadCursor as error:
            raise BadRequest(str(error)) from error
        further = {"q": words, "after": page.next_cursor}
        more = f"{reverse('people:people')}?{urlencode(further)}" if page.next_cursor else ""
        context = {"people": page.rows, "q": words, "more_url": more}
        fragment = request.headers.get("HX-Request") == "true" and request.GET.get("after")
        return render(request, "people/_people_rows.html" if fragment else "people/people.html", context)


class NewPersonView(ManagedView):
    """Add an account."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Ask who."""
        return render(request, "people/person_new.html", {"form": NewPersonForm()})

    def post(self, request: HttpRequest) -> HttpResponse:
        """Add it and go to its page, where roles are given."""
        form = NewPersonForm(request.POST)
        if form.is_valid():
            given = {**form.cleaned_data, "password": form.cleaned_data["password"] or None}
            try:
                person = accounts.create_person(actor=signed_in(request), **given)
            except ValueRefused as refusal:
                show_refusal(form, refusal)
            else:
                messages.success(request, _("The account is added. Give it a role."))
                return redirect("people:person", pk=person.pk)
        return render(request, "people/person_new.html", {"form": form}, status=422)


class PersonView(ManagedView):
    """One account with everything that can be done about it."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show it."""
        return self.page(request, get_object_or_404(User, pk=pk))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Change what the account says."""
        person = get_object_or_404(User, pk=pk)
        form = PersonForm(request.POST)
        return self.done(
            request,
            person,
            "form",
            form,
            _("The account is changed."),
            lambda: accounts.change_person(person, actor=signed_in(request), fields=form.cleaned_data),
        )

    def done(
        self,
        request: HttpRequest,
        person: User,
        name: str,
        form: forms.Form,
        words: str,
        act: Callable[[], Any],
    ) -> HttpResponse:
        """Act when the form is good and return to the page; show the form again where a value is refused."""
        if form.is_valid():
            try:
                act()
            except ValueRefused as refusal:
                show_refusal(form, refusal)
            except Conflict as refusal:
                return self.page(request, person, status=409, refused=refusal.message)
            else:
                messages.success(request, words)
                return redirect("people:person", pk=person.pk)
        return self.page(request, person, status=422, wrong=form, **{name: form})

    def page(self, request: HttpRequest, person: User, status: int = 200, **further: Any) -> HttpResponse:
        """The page of one account."""
        held = person.memberships.select_related("role", "team", "care_area").order_by("-valid_from", "-id")
        context = {
            "person": person,
            "may_change": can(request.user, "people.manage", person),
            "memberships": held,
            "today": timezone.localdate(),
            "now": timezone.now(),
            "tokens": person.api_tokens.order_by("-id"),
            "form": PersonForm(initial=person_fields(person)),
            "grant_form": GrantForm(),
            "password_form": NewPasswordForm(),
            "reason_form": ReasonForm(),
            "token_form": TokenForm(),
            **further,
        }
        return render(request, "people/person.html", context, status=status)


class GrantView(PersonView):
    """Give a role."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Give it from today."""
        person = get_object_or_404(User, pk=pk)
        form = GrantForm(request.POST)
        return self.done(
            request,
            person,
            "grant_form",
            form,
            _("The role is given."),
            lambda: memberships.grant_membership(person, actor=signed_in(request), **form.cleaned_data),
        )


class EndRoleView(FormPage):
    """Take a role away, with a reason."""

    access = "people.manage"
    button = gettext_lazy("End the role")
    done = gettext_lazy("The role has ended.")

    def allowed(self, request: HttpRequest, **where: Any) -> Membership:
        """The membership; nobody ends one of their own. Raises Http404, Forbidden."""
        held = get_object_or_404(
            Membership.objects.select_related("user", "role", "team", "care_area"), pk=where["pk"]
        )
        require(request.user, self.access, held.user)
        return held

    def form(self, request: HttpRequest, row: Any) -> forms.Form:
        """Why."""
        return EndRoleForm(posted(request))

    def act(self, request: HttpRequest, row: Any, data: dict[str, Any]) -> User:
        """End it now."""
        memberships.end_membership(row, actor=signed_in(request), reason=data["reason"])
        return row.user

    def after(self, request: HttpRequest, saved: Any) -> HttpResponse:
        """The page of the person."""
        return redirect("people:person", pk=saved.pk)

    def heading(self, row: Any) -> str:
        """Names role and person."""
        return _("End %(role)s of %(person)s") % {"role": row.role, "person": row.user}

    def back(self, row: Any) -> str:
        """The page of the person."""
        return reverse("people:person", args=[row.user_id])

    def more_context(self, request: HttpRequest, row: Any) -> dict[str, Any]:
        """Where it holds, and what ending does."""
        place = row.team or row.care_area or _("Everywhere")
        words = _("It holds here: %(place)s. From now on it opens nothing; what was done with it stays.")
        return {"told": words % {"place": place}}


class SetPasswordView(PersonView):
    """Set somebody's password."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Set it; every computer asks for it."""
        person = get_object_or_404(User, pk=pk)
        form = NewPasswordForm(request.POST)
        return self.done(
            request,
            person,
            "password_form",
            form,
            _("The password is set."),
            lambda: accounts.set_password(person, actor=signed_in(request), **form.cleaned_data),
        )


class AccessView(PersonView):
    """End (`ends`) or resume somebody's access."""

    http_method_names = ["post"]
    ends = False

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Deactivate or reactivate."""
        person = get_object_or_404(User, pk=pk)
        form = ReasonForm(request.POST)
        act = accounts.deactivate_person if self.ends else accounts.reactivate_person
        words = ended_words(person) if self.ends else _("This person can sign in again.")
        return self.done(
            request,
            person,
            "reason_form",
            form,
            words,
            lambda: act(person, actor=signed_in(request), **form.cleaned_data),
        )


def ended_words(person: User) -> str:
    """What is said when access ends: which service accounts pass on, whose tokens the person may know."""
    names = person.service_accounts.filter(is_active=True).order_by("pk").values_list("full_name", flat=True)
    if not names:
        return _("All access has ended.")
    return _(
        "All access has ended. You answer for %(names)s now: make new tokens there and revoke the old ones."
    ) % {"names": ", ".join(names)}


class SignOutPersonView(ManagedView):
    """Sign somebody out everywhere."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """End every signed-in time."""
        person = get_object_or_404(User, pk=pk)
        accounts.sign_out_everywhere(person, actor=signed_in(request))
        messages.success(request, _("This person is signed out everywhere."))
        return redirect("people:person", pk=pk)


class ServiceTokensView(PersonView):
    """Make a token of a service account."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Make it and show its words, this once."""
        person = get_object_or_404(User, pk=pk)
        form = TokenForm(request.POST, request=request)
        if form.is_valid():
            try:
                _token, words = tokens.create_token(person, actor=signed_in(request), **form.cleaned_data)
            except ValueRefused as refusal:
                show_refusal(form, refusal)
            else:
                return self.page(request, person, made=words)
        return self.page(request, person, status=422, wrong=form, token_form=form)


class RevokeServiceTokenView(ManagedView):
    """Revoke a token of a service account."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Revoke it."""
        token = get_object_or_404(ApiToken.objects.select_related("user"), pk=pk)
        tokens.revoke_token(token, actor=signed_in(request))
        messages.success(request, _("The token is revoked."))
        return redirect("people:person", pk=token.user_id)
