"""What shifts add to the product: an entry of the navigation and one of the settings."""

from django.utils.translation import gettext_lazy as _

from hospital_itsm.core import access, navigation
from hospital_itsm.core.health import register_gauge
from hospital_itsm.core.setup_index import Setting
from hospital_itsm.core.setup_index import register as register_setting
from hospital_itsm.jobs.heartbeats import age
from hospital_itsm.shifts.sheet import PART


def register() -> None:
    """Called once when the app is ready."""
    navigation.register(
        navigation.NavItem(
            area="agent",
            label=_("Hand-over"),
            url_name="shifts:now",
            icon="arrows-exchange",
            order=15,
            allowed=lambda user: access.can(user, "shift.read"),
        )
    )
    register_setting(
        Setting(
            _("Shifts"),
            "shifts:shifts",
            _("When one shift hands over to the next."),
            _("shift change hand-over day evening night emergency sheet"),
            "clock",
            48,
        )
    )
    register_gauge(
        "hospital_emergency_sheet_age_seconds", "Seconds since the emergency sheet was written.", _sheet_age
    )


def _sheet_age() -> float:
    past = age(PART)
    return float("nan") if past is None else past.total_seconds()
