"""One's own second step: app, passkeys, recovery codes."""

import time
from typing import Any

import segno
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import generate_totp_secret
from allauth.mfa.webauthn.internal import auth as webauthn
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from hospital_itsm.core.crypto import Unreadable, seal, unseal
from hospital_itsm.core.errors import Conflict
from hospital_itsm.core.views import PageView
from hospital_itsm.people.choices import AccountKind
from hospital_itsm.people.models import User
from hospital_itsm.people.views.layout import own_layout, signed_in
from hospital_itsm.people.views.sign_in import safe_next
from hospital_itsm.signin import proof
from hospital_itsm.signin.actions import factors
from hospital_itsm.signin.backends import password_works
from hospital_itsm.signin.forms.factors import WRONG_CODE, AppForm, NewPasskeyForm, ProofForm
from hospital_itsm.signin.provider import is_on
from hospital_itsm.signin.queries.identities import identity_of
from hospital_itsm.signin.queries.required import must_have_step
from hospital_itsm.signin.rules.codes import cleaned, matching_step

KIND = Authenticator.Type


class OwnStepView(PageView):
    """A page of one's own second step; services have none."""

    access = "people.me"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """No page for services."""
        if isinstance(request.user, User) and request.user.kind == AccountKind.SERVICE:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def draw(
        self, request: HttpRequest, template: str, context: dict[str, Any], status: int = 200
    ) -> HttpResponse:
        """Draw a page: alone while a second step is due, else in the shell of the person's side."""
        due = proof.is_due(request)
        shell = "layouts/bare.html" if due else own_layout(request)
        further = {"layout": shell, "due": due, "next": safe_next(request, "")}
        return render(request, template, {**further, **context}, status=status)

    def changed(self, request: HttpRequest, person: User, codes: list[str], words: str) -> HttpResponse:
        """Stay signed in here, and show new recovery codes this once."""
        proof.step_is_set_up(request)
        update_session_auth_hash(request, person)
        messages.success(request, words)
        if not codes:
            return redirect("signin:own")
        return self.draw(request, "signin/codes.html", {"codes": codes})


class FreshView(OwnStepView):
    """A change: the person must have proved who they are within ten minutes."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Ask for the proof first."""
        user = request.user
        if isinstance(user, User) and user.kind == AccountKind.PERSON and not proof.is_fresh(request):
            following = request.get_full_path() if request.method == "GET" else reverse("signin:own")
            return redirect(f"{reverse('signin:prove')}?{urlencode({'next': following})}")
        return super().dispatch(request, *args, **kwargs)


class OwnView(OwnStepView):
    """What I sign in with besides my password."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show it."""
        user = signed_in(request)
        held = list(Authenticator.objects.filter(user=user).order_by("created_at", "pk"))
        codes = next((one for one in held if one.type == KIND.RECOVERY_CODES), None)
        context = {
            "app": next((one for one in held if one.type == KIND.TOTP), None),
            "passkeys": [one for one in held if one.type == KIND.WEBAUTHN],
            "codes_left": len(codes.wrap().get_unused_codes()) if codes else 0,
            "is_required": must_have_step(user),
            "provider": settings.OIDC_NAME if is_on() else "",
            "linked": identity_of(user),
        }
        return self.draw(request, "signin/own.html", context)


class ProveView(OwnStepView):
    """It is still me."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Ask for the password."""
        return self._page(request, ProofForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Go on where the person came from."""
        form = ProofForm(request.POST, request=request)
        if not form.is_valid():
            return self._page(request, form, status=422)
        proof.note_proof(request)
        return redirect(safe_next(request, reverse("signin:own")))

    def _page(self, request: HttpRequest, form: ProofForm, status: int = 200) -> HttpResponse:
        context = {"form": form, "has_password": password_works(signed_in(request))}
        return self.draw(request, "signin/prove.html", context, status)


class AppView(FreshView):
    """Set up an authenticator app."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """A new secret, as picture and as text."""
        secret = generate_totp_secret()
        factors.keep_secret(request.session, actor=signed_in(request), sealed=seal(secret).decode("ascii"))
        return self._page(request, AppForm(), secret)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Keep it once the app shows the right code."""
        user, secret = signed_in(request), _secret(request)
        if not secret:
            return redirect("signin:app")
        form = AppForm(request.POST)
        if not form.is_valid():
            return self._page(request, form, secret, status=422)
        matched = matching_step(secret, cleaned(form.cleaned_data["code"]), time.time())
        if matched is None:
            form.add_error("code", WRONG_CODE)
            return self._page(request, form, secret, status=422)
        person, codes = factors.add_app(user, actor=user, secret=secret, step_used=matched)
        del request.session["app_secret"]
        return self.changed(request, person, codes, _("Your authenticator app is set up."))

    def _page(self, request: HttpRequest, form: AppForm, secret: str, status: int = 200) -> HttpResponse:
        address = get_adapter().build_totp_url(signed_in(request), secret)
        picture = segno.make(address, micro=False).svg_data_uri(scale=5, border=4, light="#fff")
        spaced = " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))
        context = {"form": form, "picture": picture, "secret": spaced, "address": address}
        return self.draw(request, "signin/app.html", context, status)


class RemoveAppView(FreshView):
    """Do without the app."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        """Remove it."""
        user = signed_in(request)
        try:
            person = factors.remove_app(user, actor=user)
        except Conflict as refusal:
            messages.error(request, refusal.message)
            return redirect("signin:own")
        return self.changed(request, person, [], _("The authenticator app is removed."))


class PasskeyView(FreshView):
    """Add a passkey, at a computer of one's own."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Offer it; a shared computer would let the next person use it."""
        return self._page(request, NewPasskeyForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Keep the passkey that the browser made."""
        user = signed_in(request)
        if getattr(request, "shared_workstation", False):
            return self._page(request, NewPasskeyForm(), status=409)
        form = NewPasskeyForm(request.POST)
        if not form.is_valid():
            return self._page(request, form, status=422)
        name = form.cleaned_data["name"].strip() or _("Passkey")
        person, codes = factors.add_passkey(
            user, actor=user, name=name, credential=form.cleaned_data["credential"]
        )
        return self.changed(request, person, codes, _("The passkey is added."))

    def _page(self, request: HttpRequest, form: NewPasskeyForm, status: int = 200) -> HttpResponse:
        is_shared = getattr(request, "shared_workstation", False)
        options = None if is_shared else webauthn.begin_registration(signed_in(request), passwordless=False)
        context = {"form": form, "is_shared": is_shared, "options": {"creation_options": options}}
        return self.draw(request, "signin/passkey.html", context, status)


class RemovePasskeyView(FreshView):
    """Do without a passkey."""

    http_method_names = ["post"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Only one's own are there."""
        own = Authenticator.objects.filter(user_id=request.user.pk, type=KIND.WEBAUTHN, pk=kwargs["pk"])
        if request.user.is_authenticated and not own.exists():
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Remove it."""
        user = signed_in(request)
        try:
            person = factors.remove_passkey(user, pk, actor=user)
        except Conflict as refusal:
            messages.error(request, refusal.message)
            return redirect("signin:own")
        return self.changed(request, person, [], _("The passkey is removed."))


class RenewCodesView(FreshView):
    """Make new recovery codes."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        """Show them, this once."""
        user = signed_in(request)
        person, codes = factors.renew_codes(user, actor=user)
        return self.changed(request, person, codes, _("You have new recovery codes. The old ones are void."))


def _secret(request: HttpRequest) -> str:
    """The secret the page showed, or nothing."""
    try:
        return unseal(request.session.get("app_secret", "").encode("ascii"))
    except Unreadable:
        return ""
