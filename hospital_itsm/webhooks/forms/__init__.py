"""The forms of webhooks: a subscription, a reason, and since when to send again."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hospital_itsm.people.choices import AccountKind
from hospital_itsm.people.models import User
from hospital_itsm.webhooks.queries.due import offered
from hospital_itsm.webhooks.wording import kind_words


def reason_field() -> forms.CharField:
    """Why something is done."""
    return forms.CharField(
        label=_("Reason"),
        help_text=_("It stays in the audit trail."),
        max_length=200,
        widget=forms.TextInput(attrs={"class": "field", "autocomplete": "off"}),
        error_messages={
            "required": _("Say why. It stays in the audit trail."),
            "max_length": _("Use at most %(limit_value)d characters."),
        },
    )


class SubscriptionForm(forms.Form):
    """Where to, what, and as whom."""

    use_required_attribute = False
    name = forms.CharField(
        label=_("Name"),
        max_length=60,
        help_text=_("Such as Monitoring."),
        widget=forms.TextInput(attrs={"class": "field", "autocomplete": "off"}),
        error_messages={"required": _("Name the webhook.")},
    )
    address = forms.CharField(
        label=_("Address"),
        max_length=300,
        help_text=_("Begins with https://. Redirects are not followed."),
        widget=forms.TextInput(
            attrs={
                "class": "field",
                "autocomplete": "off",
                "autocapitalize": "none",
                "spellcheck": "false",
                "inputmode": "url",
            }
        ),
        error_messages={"required": _("Write the address that is told.")},
    )
    account = forms.ModelChoiceField(
        label=_("As this account"),
        queryset=User.objects.none(),
        empty_label=None,
        help_text=_("It is told no more than this account may read."),
        widget=forms.Select(attrs={"class": "field"}),
        error_messages={"invalid_choice": _("Choose yourself or a service account that is active.")},
    )
    reason = reason_field()
    kinds = forms.MultipleChoiceField(
        label=_("Tell changes of"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one kind.")},
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, actor: Any, held: int | None, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        services = Q(kind=AccountKind.SERVICE, is_active=True)
        accounts = User.objects.filter(services | Q(pk=actor.pk) | Q(pk=held)).order_by("-kind", "full_name")
        self.fields["account"].queryset = accounts  # type: ignore[attr-defined]
        self.fields["kinds"].choices = [(kind.code, kind_words(kind)) for kind in offered()]  # type: ignore[attr-defined]


class ReasonForm(forms.Form):
    """Why."""

    use_required_attribute = False
    reason = reason_field()


class ReplayForm(forms.Form):
    """Since which day."""

    use_required_attribute = False
    since = forms.DateField(
        label=_("Given up since"),
        widget=forms.DateInput(attrs={"class": "field", "type": "date"}),
        error_messages={"required": _("Choose a day."), "invalid": _("Write a day, such as 2026-03-15.")},
    )
