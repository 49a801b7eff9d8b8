"""What people are told about insurance, reviews and credentials: company, kind, day. Nobody is named."""

from django.utils.translation import gettext_lazy as _

from hospital_itsm.outbox.kinds import Kind, register
from hospital_itsm.outbox.shapes import LABEL, NUMBER

PAYLOAD = {"vendor": LABEL, "pk": NUMBER, "what": LABEL, "day": LABEL, "left": NUMBER}


def register_kinds() -> None:
    """Register every kind; called once when the app is ready."""
    register(
        Kind(
            "insurance.ends",
            PAYLOAD,
            _("{vendor}: insurance ({what}) ends {day}"),
            "vendor_file:file",
            "pk",
            lines=(_("Days left: {left}. Ask them for the new certificate."),),
            icon="clock",
        )
    )
    register(
        Kind(
            "security_review.due",
            PAYLOAD,
            _("{vendor}: the next security review ({what}) is due {day}"),
            "vendor_file:file",
            "pk",
            lines=(_("Days left: {left}."),),
            icon="clock",
        )
    )
    register(
        Kind(
            "credential.ends",
            PAYLOAD,
            _("{vendor}: a credential ({what}) ends {day}"),
            "vendor_file:person",
            "pk",
            lines=(_("Days left: {left}. Without it they do not work here from afar."),),
            icon="clock",
        )
    )
