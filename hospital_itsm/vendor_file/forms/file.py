"""The forms of insurance, security reviews, people and credentials of a vendor."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hospital_itsm.people.audience import holders_of_any
from hospital_itsm.people.forms.setup_rows import tick_field
from hospital_itsm.people.models import User
from hospital_itsm.vendor_file.choices import (
    INSURANCE_DOCUMENTS,
    REVIEW_DOCUMENTS,
    CredentialKind,
    InsuranceKind,
    ReviewKind,
    ReviewResult,
)
from vendors.forms.contracts import Owner
from vendors.forms.fields import VersionForm, amount, choice, day, line, whole
from vendors.models import Document, Vendor

READERS = ("contract.read", "baa.manage")


class WithDocument(VersionForm):
    """A row with a document behind it: one that is kept already, or a file that comes with the form."""

    def __init__(self, *args: Any, vendor: Vendor, actor: Any, kinds: Collection[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kept = Document.objects.visible_to(actor).filter(vendor=vendor, kind__in=kinds)
        self.fields["document"] = forms.ModelChoiceField(
            label=_("Document"),
            queryset=kept,
            required=False,
            empty_label=_("None"),
            help_text=_("One that is kept already, or choose a file below."),
            widget=forms.Select(attrs={"class": "field"}),
            error_messages={"invalid_choice": _("Choose one of the listed values.")},
        )
        self.fields["file"] = forms.FileField(
            label=_("File"),
            required=False,
            allow_empty_file=True,
            help_text=_("A PDF, a picture, plain text or an Office file without macros. No patient data."),
            widget=forms.FileInput(attrs={"class": "field"}),
        )


class CertificateForm(WithDocument):
    """What a certificate of insurance says."""

    kind = choice(_("Kind"), InsuranceKind.choices)
    insurer = line(_("Insurer"), required=_("Type the name of the insurer."))
    policy_number = line(_("Policy number"), most=60)
    amount = amount(_("Amount"), digits=14, hint=_("Each occurrence, such as 5000000.00."))
    currency = line(_("Currency"), required=_("Write the three letters of a currency, such as USD."), most=3)
    starts_on = day(_("First day"), required=_("Give the first day."))
    ends_on = day(
        _("Last day"), required=_("Give the last day."), hint=_("People are reminded 60 and 30 days before.")
    )
    note = line(_("Note"), most=200)
    is_active = tick_field(_("Counts"), _("Without it the certificate is withdrawn."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, kinds=INSURANCE_DOCUMENTS, **kwargs)


class ReviewForm(WithDocument):
    """What a review of security found."""

    kind = choice(_("Kind"), ReviewKind.choices)
    reviewed_on = day(_("Reviewed on"), required=_("Give the day of the review."))
    result = choice(_("Result"), ReviewResult.choices)
    findings_open = whole(_("Open findings"), hint=_("How many are not mended yet; 0 for none."))
    next_due_on = day(
        _("Next one due on"), required=_("Say when the next one is due."), hint=_("A year later is usual.")
    )
    reviewer = Owner(
        label=_("Reviewer"),
        queryset=User.objects.none(),
        required=False,
        empty_label=_("Nobody yet: security is reminded"),
        help_text=_("Is reminded before the next one is due."),
        widget=forms.Select(attrs={"class": "field"}),
        error_messages={"invalid_choice": _("This person may not read security reviews. Choose another.")},
    )
    note = line(_("Note"), most=400)
    is_active = tick_field(_("Counts"), _("Without it the review is withdrawn."))

    def __init__(self, *args: Any, reviewer: int | None = None, **kwargs: Any) -> None:
        super().__init__(*args, kinds=REVIEW_DOCUMENTS, **kwargs)
        people = self.fields["reviewer"]
        if isinstance(people, forms.ModelChoiceField):
            readers = [one.pk for one in holders_of_any(READERS)]
            people.queryset = User.objects.filter(pk__in=[*readers, reviewer or 0]).order_by("full_name")

    def clean_findings_open(self) -> int:
        """None is 0."""
        return self.cleaned_data["findings_open"] or 0


class PersonForm(VersionForm):
    """Who somebody of a vendor is."""

    name = line(_("Name"), required=_("Type their name."))
    role = line(_("Role"), most=80, hint=_("Such as field engineer."))
    phone = line(_("Phone"), most=40, inputmode="tel")
    email = forms.EmailField(
        label=_("E-mail"),
        required=False,
        widget=forms.EmailInput(attrs={"class": "field", "autocomplete": "off"}),
        error_messages={"invalid": _("Write an address such as desk@vendor.example.")},
    )
    note = line(_("Note"), most=200)
    is_active = tick_field(_("Works here"), _("Without it no session from afar is opened for them."))


class CredentialForm(VersionForm):
    """What somebody holds, and until when."""

    kind = choice(_("Kind"), CredentialKind.choices)
    label = line(_("What it is"), most=80, hint=_("Such as MRI safety, or the name of the account."))
    issued_on = day(_("First day"))
    expires_on = day(_("Last day"), hint=_("Leave it empty where it never ends."))
    is_active = tick_field(_("Counts"), _("Without it the credential is withdrawn."))


def present(form: type[forms.Form], row: Any) -> dict[str, Any]:
    """The values of a row for a form about it."""
    found = {name: getattr(row, name) for name in form.base_fields}
    if issubclass(form, WithDocument):
        found["document"] = row.document_id
    if "reviewer" in found:
        found["reviewer"] = row.reviewer_id
    return found
