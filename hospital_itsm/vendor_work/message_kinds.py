"""What people are told about remote access: key, company, device, end. Nobody is named, and no words are sent."""

from django.utils.translation import gettext_lazy as _

from hospital_itsm.outbox.kinds import Kind, register
from hospital_itsm.outbox.shapes import KEY, LABEL, MOMENT, NUMBER

PAYLOAD = {
    "session": KEY,
    "number": NUMBER,
    "vendor": LABEL,
    "device": LABEL,
    "state": LABEL,
    "until": MOMENT,
}


def register_kinds() -> None:
    """Register every kind; called once when the app is ready."""
    register(
        Kind(
            "remote_session.asked",
            PAYLOAD,
            _("{vendor} asks for remote access to {device} until {until}"),
            "vendor_work:session",
            "number",
            lines=(_("{session}. Approve or refuse it on its page."),),
            icon="key",
        )
    )
    register(
        Kind(
            "remote_session.decided",
            PAYLOAD,
            _("Remote access {session}, {vendor} to {device}: {state}"),
            "vendor_work:session",
            "number",
            icon="key",
        )
    )
    register(
        Kind(
            "remote_session.overdue",
            PAYLOAD,
            _("{vendor} is still in {device}: {session} ended {until}"),
            "vendor_work:session",
            "number",
            lines=(_("Close the access and end the session, or extend it."),),
            icon="alert-triangle",
            is_urgent=True,
        )
    )
