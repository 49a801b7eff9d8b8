"""What people are told about contracts and business associate agreements: number, company, name, day."""

from django.utils.translation import gettext_lazy as _

from hospital_itsm.outbox.kinds import Kind, register
from hospital_itsm.outbox.shapes import LABEL, MOMENT, NUMBER


def register_kinds() -> None:
    """Register every kind; called once when the app is ready."""
    register(
        Kind(
            "contract.notice",
            {"contract": LABEL, "vendor": LABEL, "day": LABEL, "left": NUMBER, "otherwise": LABEL},
            _("{contract}, {vendor}: decide and tell them by {day}"),
            "vendors:contract",
            "contract",
            lines=(_("Days left: {left}. If nobody acts, {otherwise}."),),
            icon="clock",
        )
    )
    register(
        Kind(
            "baa.override",
            {"vendor": LABEL, "pk": NUMBER, "purpose": LABEL, "by": LABEL, "until": MOMENT},
            _("{vendor}: {purpose} allowed without a BAA until {until}, by {by}"),
            "vendors:vendor",
            "pk",
            lines=(_("The reason stands on the vendor's page."),),
            icon="alert-triangle",
            is_urgent=True,
        )
    )
    register(
        Kind(
            "baa.expires",
            {"vendor": LABEL, "baa": NUMBER, "day": LABEL, "left": NUMBER},
            _("The BAA with {vendor} ends {day}"),
            "vendors:baa",
            "baa",
            lines=(
                _("Days left: {left}. Without a new one, new contracts, purchases and remote access stop."),
            ),
            icon="clock",
        )
    )
