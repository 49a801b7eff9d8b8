"""A signed certificate as page and paper say it: headings with labels and values, empty ones left out."""

from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from assets.choices import MediumKind
from assets.models import SanitizationCertificate

Fact = tuple[str, str]
Section = tuple[str, list[Fact]]


def sections_of(row: SanitizationCertificate) -> list[Section]:
    """What it says, in the order of the NIST sample form. Reads no other row."""
    found = [
        (_("Source device"), _device(row)),
        (_("Storage medium"), _medium(row)),
        (_("Sanitization"), _method(row)),
        (_("Verification"), _verification(row)),
        (_("Destination of the medium"), _destination(row)),
        (_("Performed by"), _person(row, "performed")),
        (_("Validated by"), [*_person(row, "validated"), (_("Witness"), row.witnessed_by)]),
        (_("Custody and exceptions"), _custody(row)),
    ]
    kept = [(title, [fact for fact in facts if fact[1]]) for title, facts in found]
    return [(title, facts) for title, facts in kept if facts]


def _device(row: SanitizationCertificate) -> list[Fact]:
    return [
        (_("Tag"), row.asset_tag),
        (_("Maker"), row.asset_maker),
        (_("Model"), row.asset_model),
        (_("Serial number"), row.asset_serial),
    ]


def _medium(row: SanitizationCertificate) -> list[Fact]:
    return [
        (_("Kind"), str(dict(MediumKind.choices).get(row.medium_kind, row.medium_kind))),
        (_("Serial number"), row.medium_serial),
        (_("Property number"), row.medium_property_number),
        (_("Data that was on it"), str(row.get_data_class_display())),
        (_("Backup of that data"), row.backup),
    ]


def _method(row: SanitizationCertificate) -> list[Fact]:
    return [
        (_("Method"), str(row.get_method_display())),
        (_("Technique"), str(row.get_technique_display())),
        (_("Details"), row.technique_note),
        (_("Tool"), f"{row.tool} {row.tool_version}".strip()),
    ]


def _verification(row: SanitizationCertificate) -> list[Fact]:
    return [
        (_("How"), str(row.get_verification_method_display())),
        (_("What was verified"), row.verification),
        (_("Result"), str(row.get_verification_result_display())),
        (_("Data that is on it now"), str(row.get_data_class_after_display())),
    ]


def _destination(row: SanitizationCertificate) -> list[Fact]:
    return [(_("Goes to"), str(row.get_destination_kind_display())), (_("Whom or where"), row.destination)]


def _person(row: SanitizationCertificate, who: str) -> list[Fact]:
    def said(name: str) -> Any:
        return getattr(row, f"{who}_{name}")

    return [
        (_("Name"), said("by")),
        (_("Title"), said("title")),
        (_("Organization"), said("organization")),
        (_("Place"), said("place")),
        (_("Phone"), said("phone")),
        (_("On"), _day(said("on"))),
    ]


def _custody(row: SanitizationCertificate) -> list[Fact]:
    return [
        (_("Vendor's certificate"), row.vendor_certificate),
        (_("Chain of custody"), row.chain_of_custody),
        (_("Exceptions"), row.exceptions),
    ]


def signature_of(row: SanitizationCertificate) -> list[Fact]:
    """Who signed it and when, and how long it is kept."""
    return [
        (_("Signed by"), row.signed_by.full_name),
        (_("Signed at"), date_format(timezone.localtime(row.signed_at), "M j, Y, H:i T")),
        (_("Kept at least until"), _day(row.keep_until)),
    ]


def _day(value: date | None) -> str:
    return date_format(value, "M j, Y") if value else ""
