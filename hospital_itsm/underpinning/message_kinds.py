"""What people are told of vendors: numbers, names of companies, times."""

from django.utils.translation import gettext_lazy as _

from hospital_itsm.outbox.kinds import Kind, register
from hospital_itsm.outbox.shapes import KEY, LABEL, MOMENT


def register_kinds() -> None:
    """Register every kind; called once when the app is ready."""
    register(
        Kind(
            "vendor.missed",
            {"ticket": KEY, "vendor": LABEL, "contract": LABEL, "promise": LABEL, "due": MOMENT},
            _("{ticket}: {vendor} missed its promise, due {due}"),
            "tickets:detail",
            "ticket",
            lines=(_("Promised by contract {contract}: {promise}. The ticket says whom to call next."),),
            icon="alert-triangle",
        )
    )
