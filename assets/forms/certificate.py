"""The form of a certificate of sanitization: every fact of domain 3.10, none of them chosen beforehand."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from assets.choices import (
    DataClass,
    MediumDestination,
    SanitizationMethod,
    SanitizationTechnique,
    VerificationMethod,
    VerificationResult,
)
from assets.forms.fields import prose
from vendors.forms.fields import VersionForm, choice, day, line

FILL_IN: Final = _("Fill this in.")


def _one_of(label: Any, choices: Any, hint: Any = "") -> forms.ChoiceField:
    field = choice(label, [("", _("Choose")), *choices])
    field.help_text = hint
    return field


class CertificateForm(VersionForm):
    """That the data of one medium is gone (NIST SP 800-88). What belongs together is judged by the action."""

    data_class = _one_of(_("Data that was on it"), DataClass.choices)
    backup = line(
        _("Backup of that data"), required=FILL_IN, hint=_("Where it is, or why no backup is needed.")
    )
    method = _one_of(
        _("Method"),
        SanitizationMethod.choices,
        _("Clear for reuse in the same zone. Purge or destroy what leaves the house."),
    )
    technique = _one_of(_("Technique"), SanitizationTechnique.choices)
    technique_note = line(_("Details of the technique"), most=200, hint=_("Needed where it is another one."))
    tool = line(_("Tool"), most=80, hint=_("Needed unless it was destroyed."))
    tool_version = line(_("Version of the tool"), most=40, hint=_("Of a degausser: its model."))
    verification_method = _one_of(_("How it was verified"), VerificationMethod.choices)
    verification = line(
        _("What was verified"), required=FILL_IN, hint=_("Such as: all sectors read back, no data found.")
    )
    verification_result = _one_of(
        _("Result of the verification"),
        VerificationResult.choices,
        _("A failed one is kept too. It lets nothing leave the house."),
    )
    data_class_after = _one_of(_("Data that is on it now"), DataClass.choices)
    destination_kind = _one_of(_("The medium goes to"), MediumDestination.choices)
    destination = line(_("Who gets it, or where it is kept"), most=80)
    performed_by = line(_("Performed by"), required=FILL_IN)
    performed_title = line(_("Title of who performed it"), required=FILL_IN, most=80)
    performed_organization = line(_("Organization of who performed it"), required=FILL_IN)
    performed_place = line(_("Place where it was performed"), required=FILL_IN, most=80)
    performed_phone = line(_("Phone of who performed it"), most=40)
    performed_on = day(_("Performed on"), required=FILL_IN)
    validated_by = line(
        _("Validated by"), required=FILL_IN, hint=_("Who judged that it worked. Somebody else than above.")
    )
    validated_title = line(_("Title of who validated it"), required=FILL_IN, most=80)
    validated_organization = line(_("Organization of who validated it"), required=FILL_IN)
    validated_place = line(_("Place of who validated it"), most=80)
    validated_phone = line(_("Phone of who validated it"), most=40)
    validated_on = day(_("Validated on"), required=FILL_IN)
    witnessed_by = line(_("Witness"), hint=_("Who watched, such as when a vendor shreds on site."))
    vendor_certificate = line(_("Number of the vendor's certificate"), most=60)
    chain_of_custody = prose(
        _("Chain of custody"), 400, rows=2, hint=_("Who had it when, from the device to here.")
    )
    exceptions = prose(_("Exceptions"), 400, rows=2, hint=_("What was not done as planned, and why."))

    sections: Final = (
        (_("Data"), ("data_class", "backup")),
        (_("How it was removed"), ("method", "technique", "technique_note", "tool", "tool_version")),
        (
            _("Verification"),
            ("verification_method", "verification", "verification_result", "data_class_after"),
        ),
        (_("Where the medium goes"), ("destination_kind", "destination")),
        (
            _("Who did it"),
            ("performed_by", "performed_title", "performed_organization")
            + ("performed_place", "performed_phone", "performed_on"),
        ),
        (
            _("Who validated it"),
            ("validated_by", "validated_title", "validated_organization")
            + ("validated_place", "validated_phone", "validated_on"),
        ),
        (_("Besides"), ("witnessed_by", "vendor_certificate", "chain_of_custody", "exceptions")),
    )

    @property
    def grouped(self) -> list[tuple[Any, list[forms.BoundField]]]:
        """The fields under their headings."""
        return [(title, [self[name] for name in names]) for title, names in self.sections]
