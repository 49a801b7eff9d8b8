"""My own page: who I am here, theme, shortcuts, password, API tokens."""

from typing import Any

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from hospital_itsm.core.errors import ValueRefused
from hospital_itsm.core.views import PageView
from hospital_itsm.people.actions.accounts import prefer_shortcuts, set_password, sign_out_everywhere
from hospital_itsm.people.actions.tokens import create_token, revoke_token
from hospital_itsm.people.forms.refusals import show_refusal
from hospital_itsm.people.forms.sign_in import PasswordChangeForm
from hospital_itsm.people.forms.tokens import TokenForm
from hospital_itsm.people.models import ApiToken
from hospital_itsm.people.views.layout import own_layout, signed_in


class OwnView(PageView):
    """A part of one's own settings."""

    access = "people.me"

    def page(self, request: HttpRequest, form: TokenForm, status: int = 200, **further: Any) -> HttpResponse:
        """The settings page."""
        user = signed_in(request)
        context = {
            "layout": own_layout(request),
            "memberships": user.valid_memberships,
            "tokens": user.api_tokens.order_by("-id"),
            "now": timezone.now(),
            "token_form": form,
            **further,
        }
        return render(request, "people/me.html", context, status=status)


class MeView(OwnView):
    """What the desk knows about me, and my settings."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show it."""
        return self.page(request, TokenForm())


class ShortcutsView(OwnView):
    """Single-key shortcuts, on or off (WCAG 2.1.4)."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        """Remember the choice."""
        on = request.POST.get("on") == "1"
        prefer_shortcuts(actor=signed_in(request), on=on)
        messages.success(request, _("Shortcuts are on.") if on else _("Shortcuts are off."))
        return redirect("people:me")


class PasswordView(OwnView):
    """Change one's own password."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Ask for the present and the new one."""
        return self._form(request, PasswordChangeForm(user=signed_in(request)))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Set it: this computer stays signed in, all others are not."""
        user = signed_in(request)
        form = PasswordChangeForm(request.POST, user=user)
        if not form.is_valid():
            return self._form(request, form, status=422)
        changed = set_password(user, actor=user, password=form.cleaned_data["new"])
        update_session_auth_hash(request, changed)
        messages.success(request, _("Your password is changed. Other computers ask for the new one."))
        return redirect("people:me")

    def _form(self, request: HttpRequest, form: PasswordChangeForm, status: int = 200) -> HttpResponse:
        context = {"layout": own_layout(request), "form": form}
        return render(request, "people/password.html", context, status=status)


class SignOutEverywhereView(OwnView):
    """End every signed-in time of mine, this one included."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        """End them; the next page asks for the password."""
        user = signed_in(request)
        sign_out_everywhere(user, actor=user)
        return redirect("account_login")


class TokensView(OwnView):
    """Make an API token of mine."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        """Make it and show its words, this once."""
        user = signed_in(request)
        form = TokenForm(request.POST, request=request)
        if not form.is_valid():
            return self.page(request, form, status=422)
        try:
            _token, words = create_token(user, actor=user, **form.cleaned_data)
        except ValueRefused as refusal:
            show_refusal(form, refusal)
            return self.page(request, form, status=422)
        return self.page(request, TokenForm(), made=words)


class RevokeTokenView(OwnView):
    """Revoke an API token of mine."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Revoke it."""
        user = signed_in(request)
        token = get_object_or_404(ApiToken, pk=pk, user=user)
        revoke_token(token, actor=user)
        messages.success(request, _("The token is revoked."))
        return redirect("people:me")
