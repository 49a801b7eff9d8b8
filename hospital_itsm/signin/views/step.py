"""The second step between password and signed-in time."""

from typing import Any

from allauth.account.stages import LoginStage, LoginStageController
from allauth.mfa.models import Authenticator
from allauth.mfa.stages import AuthenticateStage
from allauth.mfa.webauthn.internal import auth as webauthn
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from hospital_itsm.core.views import PageView
from hospital_itsm.people.models import User
from hospital_itsm.people.sign_in import SIGN_IN, locked_out
from hospital_itsm.people.views.sign_in import settle
from hospital_itsm.signin.actions.factors import note_wrong_code, use_code, use_passkey
from hospital_itsm.signin.forms.factors import WRONG_CODE, CodeForm, PasskeyForm
from hospital_itsm.signin.guarding import count_failure, forget_failures, is_locked


class SecondStepView(PageView):
    """A code or a passkey of whoever just gave the right password."""

    public_because = "Whoever gave a password is a stranger until the second step."
    http_method_names = ["get", "post"]

    def get(self, request: HttpRequest) -> HttpResponse:
        """Ask for it."""
        stage = _stage(request)
        if stage is None:
            return redirect("account_login")
        return self._page(request, stage)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Sign in, say what is wrong, or start over."""
        stage = _stage(request)
        if stage is None:
            return redirect("account_login")
        if "cancel" in request.POST:
            logout(request)
            return redirect("account_login")
        return self._passkey(request, stage) if "credential" in request.POST else self._code(request, stage)

    def _code(self, request: HttpRequest, stage: LoginStage) -> HttpResponse:
        user, form = stage.login.user, CodeForm(request.POST)
        if is_locked(request, user):
            return locked_out(request)
        if not form.is_valid():
            return self._page(request, stage, code_form=form, status=422)
        if use_code(user, actor=SIGN_IN, code=form.cleaned_data["code"]):
            forget_failures(user)
            return self._through(request, stage)
        note_wrong_code(user, actor=SIGN_IN)
        count_failure(request, user)
        form.add_error("code", WRONG_CODE)
        return self._page(request, stage, code_form=form, status=422)

    def _passkey(self, request: HttpRequest, stage: LoginStage) -> HttpResponse:
        form = PasskeyForm(request.POST, user=stage.login.user)
        if not form.is_valid():
            return self._page(request, stage, passkey_form=form, status=422)
        use_passkey(stage.login.user, actor=SIGN_IN, passkey=form.cleaned_data["credential"])
        return self._through(request, stage)

    def _through(self, request: HttpRequest, stage: LoginStage) -> HttpResponse:
        unit = request.session.pop("pending_unit", None)
        answer = stage.exit()
        return settle(request, answer, unit)

    def _page(
        self, request: HttpRequest, stage: LoginStage, *, status: int = 200, **forms: Any
    ) -> HttpResponse:
        user = stage.login.user
        kinds = set(Authenticator.objects.filter(user=user).values_list("type", flat=True))
        has_passkey = Authenticator.Type.WEBAUTHN in kinds
        context = {
            "code_form": CodeForm(),
            "passkey_form": PasskeyForm(user=user) if has_passkey else None,
            "has_app": Authenticator.Type.TOTP in kinds,
            "options": {"request_options": webauthn.begin_authentication(user)} if has_passkey else None,
            "minutes": settings.ACCOUNT_LOGIN_TIMEOUT // 60,
            **forms,
        }
        answer = render(request, "signin/step.html", context, status=status)
        answer["Cache-Control"] = "no-store"
        return answer


def _stage(request: HttpRequest) -> LoginStage | None:
    """The sign-in that waits for its second step in this browser, if any."""
    stage = LoginStageController.enter(request, AuthenticateStage.key)
    if stage is None or not isinstance(stage.login.user, User) or not stage.login.user.is_active:
        return None
    return stage
