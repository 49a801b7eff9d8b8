"""CIO summary (ux 5h): at most five decisions across all, one line for each part of the house."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from hospital_itsm.dashboards.declared import Dashboard, Kpi, Own, Panel
from hospital_itsm.dashboards.parts import areas, contracts, devices, services
from hospital_itsm.people.choices import RoleCode

CIO: Final = Dashboard(
    code="cio",
    title=_("CIO summary"),
    order=40,
    home_of=RoleCode.CIO,
    paper_rows=3,
    headline=(
        Kpi("availability_first", _("Tier 0 and 1 availability")),
        Own(
            "majors", _("Major incidents"), services.count_majors,
            _("Major incidents declared in the period. Declined ones do not count."),
        ),
        Kpi("satisfaction", _("Staff satisfaction")),
        Kpi("restore_on_target_urgent", _("P1, P2 on target")),
        Kpi("forecast_against_plan", _("Spent and committed against budget")),
        Kpi("recalls_open_one", _("Open class I recalls")),
    ),
    decisions=(
        contracts.approvals_waiting, contracts.notices_to_give, services.repeated_outages,
        devices.unsupported_under_services, services.reviews_late, services.untested,
    ),
    panels=(
        Panel("areas", _("Parts of the house"), areas.areas, wide=True),
        Panel("majors", _("Major incidents"), services.majors),
        Panel("renewals", _("Contracts that renew or end"), contracts.renewals, wide=True),
        Panel("tests", _("Recovery that is not proven"), services.recovery_tests),
        Panel("support", _("Past end of support"), devices.past_support),
    ),
)  # fmt: skip
