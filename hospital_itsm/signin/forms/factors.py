"""The forms of the second step."""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal import auth as webauthn
from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from hospital_itsm.people.models import User
from hospital_itsm.people.sign_in import is_themselves
from hospital_itsm.signin.rules.codes import DIGITS

LONGEST_ANSWER = 20_000
WRONG_CODE = _("That code is not right, or was used before. Type the one that the app shows now.")


class CodeForm(forms.Form):
    """A code of an authenticator app, or a recovery code."""

    code = forms.CharField(
        label=_("Code"),
        help_text=_("Six digits from your authenticator app, or one of your recovery codes."),
        max_length=40,
        widget=forms.TextInput(
            attrs={
                "class": "field",
                "autocomplete": "one-time-code",
                "inputmode": "numeric",
                "autocapitalize": "none",
                "spellcheck": "false",
            }
        ),
        error_messages={"required": _("Type the code."), "max_length": WRONG_CODE},
    )


class AppForm(CodeForm):
    """The first code of an app that is being set up."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Code that the app shows")
        self.fields["code"].help_text = _("%(count)d digits that change every half minute.") % {
            "count": DIGITS
        }


class _AnswerForm(forms.Form):
    """What a browser brings back from a passkey; the script of the page fills it in."""

    credential = forms.JSONField(
        widget=forms.HiddenInput,
        error_messages={
            "required": _("Your browser brought no passkey. Press the button and follow its question."),
            "invalid": _("The passkey was not accepted. Try again, or use another way."),
        },
    )

    def clean_credential(self) -> Any:
        """What came must look like an answer before anything reads it."""
        given = self.cleaned_data["credential"]
        if not isinstance(given, dict) or len(str(given)) > LONGEST_ANSWER:
            raise ValidationError(self.fields["credential"].error_messages["invalid"])
        try:
            return self.answered(given)
        except (TypeError, KeyError, AttributeError, ValueError) as error:
            raise ValidationError(self.fields["credential"].error_messages["invalid"]) from error

    def answered(self, given: dict[str, Any]) -> Any:
        """Check the answer against the question this signed-in time was asked."""
        raise NotImplementedError


class PasskeyForm(_AnswerForm):
    """The answer of a passkey to the question of signing in: cleaned, it is the passkey."""

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def answered(self, given: dict[str, Any]) -> Authenticator:
        """The passkey of this person that answered. Raises ValidationError."""
        webauthn.parse_authentication_response(given)
        return webauthn.complete_authentication(self.user, given)


class NewPasskeyForm(_AnswerForm):
    """A name for a passkey, and the passkey."""

    name = forms.CharField(
        label=_("Name"),
        help_text=_("By which you will know it, such as Phone or Blue key."),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"class": "field", "autocomplete": "off"}),
        error_messages={"max_length": _("Use at most %(limit_value)d characters.")},
    )
    field_order = ("name", "credential")

    def answered(self, given: dict[str, Any]) -> dict[str, Any]:
        """The new passkey's answer as it is kept. Raises ValidationError."""
        webauthn.parse_registration_response(given)
        webauthn.complete_registration(given)
        return given


class ProofForm(forms.Form):
    """One's own password, before ways to sign in are changed."""

    password = forms.CharField(
        label=_("Your password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"class": "field", "autocomplete": "current-password"}),
        error_messages={"required": _("Type your password.")},
    )

    def __init__(self, *args: Any, request: HttpRequest | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request

    def clean_password(self) -> str:
        """The password of whoever is signed in; wrong ones are counted as at sign-in."""
        password = str(self.cleaned_data["password"])
        if not (self.request and is_themselves(self.request, password)):
            raise ValidationError(_("That is not your password. Type it again."))
        return password


class ResetForm(forms.Form):
    """Why somebody's second step is reset."""

    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("How do you know that it is this person? It stays in the audit trail."),
        max_length=200,
        widget=forms.TextInput(attrs={"class": "field", "autocomplete": "off"}),
        error_messages={
            "required": _("Say why, and how you know that it is this person."),
            "max_length": _("Use at most %(limit_value)d characters."),
        },
    )


class RequiredForm(forms.Form):
    """Why other roles need a second step; the roles themselves are boxes of the page's table."""

    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("It stays in the audit trail."),
        max_length=200,
        widget=forms.TextInput(attrs={"class": "field", "autocomplete": "off"}),
        error_messages={
            "required": _("Say why. It stays in the audit trail."),
            "max_length": _("Use at most %(limit_value)d characters."),
        },
    )
