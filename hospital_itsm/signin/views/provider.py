"""Signing in through the hospital's identity provider, and linking one's account with it."""

import base64
import hashlib
import hmac
import secrets
import time
from typing import Any, Final

import structlog
from allauth.account.internal.flows.login import perform_login
from allauth.account.models import Login
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from hospital_itsm.core.errors import Conflict, ValueRefused
from hospital_itsm.core.views import PageView
from hospital_itsm.people.models import User
from hospital_itsm.people.sign_in import SIGN_IN
from hospital_itsm.people.views.layout import signed_in
from hospital_itsm.people.views.sign_in import safe_next, settle
from hospital_itsm.signin import proof, provider
from hospital_itsm.signin.actions import identities
from hospital_itsm.signin.rules.id_tokens import Expected, TokenRefused, gave_second_step, subject_of
from hospital_itsm.signin.views.own import FreshView

ASKED: Final = "provider_question"
ANSWER_WITHIN: Final = 10 * 60
LONGEST_PARAMETER: Final = 4096
log = structlog.get_logger(__name__)


class ProviderView(PageView):
    """An address that exists where the hospital has an identity provider."""

    http_method_names = ["get"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Nothing is here without a provider; where it fails, the page says what to do instead."""
        if not provider.is_on():
            raise Http404
        try:
            return super().dispatch(request, *args, **kwargs)
        except provider.ProviderFailed as failure:
            log.warning("identity provider failed", reason=str(failure))
            return _said(request, "signin/provider_failed.html", 503)
        except TokenRefused as refusal:
            log.warning("identity provider's token refused", reason=str(refusal))
            return _said(request, "signin/provider_failed.html", 403)


class StartView(ProviderView):
    """Go to the provider to sign in."""

    public_because = "Strangers sign in here."

    def get(self, request: HttpRequest) -> HttpResponse:
        """Ask the provider who this is."""
        if isinstance(request.user, User):
            return redirect("home")
        return redirect(_question(request, {"next": safe_next(request, "")}))


class LinkView(FreshView):
    """Link one's own account: a press here, then one more at the provider's door.

    Two presses, because the content policy lets no form lead to another site.
    """

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        """Offer the way to the provider."""
        if not provider.is_on():
            raise Http404
        try:
            address = _question(request, {"links": signed_in(request).pk})
        except provider.ProviderFailed as failure:
            log.warning("identity provider failed", reason=str(failure))
            return _said(request, "signin/provider_failed.html", 503)
        return self.draw(request, "signin/link.html", {"address": address, "provider": settings.OIDC_NAME})


class UnlinkView(FreshView):
    """Do without the provider."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        """Unlink it: the signed-in times end, this one included."""
        if not provider.is_on():
            raise Http404
        user = signed_in(request)
        try:
            identities.unlink_identity(user, actor=user)
        except Conflict as refusal:
            messages.error(request, refusal.message)
            return redirect("signin:own")
        return redirect("account_login")


class CallbackView(ProviderView):
    """The provider's answer."""

    public_because = "The provider sends strangers here; the answer must fit the question of this browser."

    def get(self, request: HttpRequest) -> HttpResponse:
        """Sign in or link whoever the provider vouches for; the question is answered once."""
        asked = request.session.pop(ASKED, None)
        if not _fits(asked, request.GET.get("state", "")):
            return _said(request, "signin/provider_failed.html", 403)
        code = request.GET.get("code", "")
        if not code or len(code) > LONGEST_PARAMETER:
            messages.info(request, _("Nobody was signed in. Try again, or use your password."))
            return redirect("account_login")
        claims = provider.claims_for(code, redirect=_callback(), verifier=asked["verifier"])
        expected = Expected(
            issuer=settings.OIDC_ISSUER,
            client=settings.OIDC_CLIENT_ID,
            nonce=asked["nonce"],
            asked_at=asked["at"],
            is_fresh=asked["is_fresh"],
        )
        subject = subject_of(claims, expected, time.time())
        if "links" in asked:
            return self._link(request, asked["links"], subject)
        return self._sign_in(request, asked["next"], subject, claims)

    def _link(self, request: HttpRequest, pk: int, subject: str) -> HttpResponse:
        if not isinstance(request.user, User) or request.user.pk != pk:
            return _said(request, "signin/provider_failed.html", 403)
        try:
            identities.link_identity(request.user, actor=request.user, subject=subject)
        except ValueRefused as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(request, _("Your account is linked. You can sign in through the provider now."))
        return redirect("signin:own")

    def _sign_in(
        self, request: HttpRequest, following: str, subject: str, claims: dict[str, Any]
    ) -> HttpResponse:
        if isinstance(request.user, User):
            return redirect("home")
        user = identities.use_identity(subject, actor=SIGN_IN)
        if user is None and settings.OIDC_CREATES_PEOPLE:
            user = identities.create_known_person(subject, claims, actor=SIGN_IN)
        if user is None:
            identities.note_unknown_subject(subject, actor=SIGN_IN)
            return _said(request, "signin/unknown.html", 403, subject=subject)
        if settings.OIDC_SECOND_STEP_COUNTS and gave_second_step(claims):
            proof.step_was_elsewhere(request)
        answer = perform_login(request, Login(user=user, redirect_url=following or None))
        return settle(request, answer, None) if isinstance(request.user, User) else answer


class GoodByeView(ProviderView):
    """End the signed-in time at the provider, too: the next person at this computer must not be taken for this one."""

    public_because = "Whoever signed out is a stranger."

    def get(self, request: HttpRequest) -> HttpResponse:
        """Go to the provider's own sign-out, which leads back here."""
        return redirect(provider.good_bye(settings.SITE_URL + reverse("account_login")) or "account_login")


def _question(request: HttpRequest, purpose: dict[str, Any]) -> str:
    """The provider's address with a question of which this browser keeps what the answer must fit.

    At shared computers the provider asks for the password anew, whoever it remembers there.
    """
    is_fresh = bool(getattr(request, "shared_workstation", False))
    state, nonce, verifier = (secrets.token_urlsafe(32) for _part in range(3))
    challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).decode().rstrip("=")
    address = provider.question(
        redirect=_callback(), state=state, nonce=nonce, challenge=challenge, is_fresh=is_fresh
    )
    kept = {
        "state": state,
        "nonce": nonce,
        "verifier": verifier,
        "at": int(time.time()),
        "is_fresh": is_fresh,
    }
    request.session[ASKED] = {**kept, **purpose}
    return address


def _fits(asked: Any, state: str) -> bool:
    """Is this the answer to the question that this browser was sent with, in time?"""
    if not isinstance(asked, dict) or time.time() - asked["at"] > ANSWER_WITHIN:
        return False
    return hmac.compare_digest(asked["state"].encode(), state.encode("utf-8", "replace"))


def _callback() -> str:
    return settings.SITE_URL.rstrip("/") + reverse("signin:callback")


def _said(request: HttpRequest, template: str, status: int, **further: Any) -> HttpResponse:
    answer = render(request, template, {"provider": settings.OIDC_NAME, **further}, status=status)
    answer["Cache-Control"] = "no-store"
    return answer
