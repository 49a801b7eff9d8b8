"""How allauth signs people in here: the second step, what it may say about a person, and how its secrets are kept."""

from typing import Any
from urllib.parse import urlsplit

from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from hospital_itsm.core.crypto import seal, unseal
from hospital_itsm.people.sign_in import SignInAdapter
from hospital_itsm.signin.proof import ask_for_step, note_proof, was_elsewhere
from hospital_itsm.signin.queries.required import has_step, must_have_step


class TwoStepAdapter(SignInAdapter):
    """Leads whoever needs a second step and has none to set one up, before anything else."""

    def login(self, request: HttpRequest, user: Any) -> None:
        """Start the signed-in time; what is due is decided once, here."""
        super().login(request, user)
        note_proof(request)
        if not was_elsewhere(request) and must_have_step(user) and not has_step(user):
            ask_for_step(request)

    def get_login_stages(self) -> list[str]:
        """Without the second step where the provider asked for one in this very request."""
        stages = super().get_login_stages()
        request = self.request
        skipped = request is not None and was_elsewhere(request)
        return [one for one in stages if not (skipped and one.endswith(".AuthenticateStage"))]


class StepAdapter(DefaultMFAAdapter):
    """Secrets are sealed; an app and a browser see the user name, never an e-mail address."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("The passkey was not accepted. Try again, or use another way."),
    }

    def encrypt(self, text: str) -> str:
        """Seal a secret."""
        return seal(text).decode("ascii")

    def decrypt(self, encrypted_text: str) -> str:
        """Open a secret. Raises Unreadable."""
        return unseal(encrypted_text.encode("ascii"))

    def get_totp_issuer(self) -> str:
        """The hospital, as an authenticator app lists it."""
        return str(settings.HOSPITAL_NAME)

    def _get_user_identifier(self, user: Any) -> str:
        return str(user.username)

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Passkeys belong to the public address, whatever name a request came by."""
        return {"id": str(urlsplit(settings.SITE_URL).hostname), "name": str(settings.HOSPITAL_NAME)}
