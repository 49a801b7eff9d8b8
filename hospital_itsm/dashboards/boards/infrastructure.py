"""VP Infrastructure (ux 5h)."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from hospital_itsm.dashboards.declared import Dashboard, Kpi, Own, Panel
from hospital_itsm.dashboards.parts import contracts, devices, services
from hospital_itsm.people.choices import Domain, RoleCode

INFRASTRUCTURE: Final = Dashboard(
    code="infrastructure",
    title=_("Infrastructure"),
    order=20,
    domain=Domain.INFRASTRUCTURE,
    home_of=RoleCode.VP_INFRASTRUCTURE,
    headline=(
        Kpi("availability_first", _("Tier 0 and 1 availability")),
        Own(
            "majors",
            _("Major incidents"),
            services.count_majors,
            _(
                "Major incidents declared in the period that hit a service of this part of the house. Declined ones "
                "do not count."
            ),
        ),
        Kpi("restore_p1", _("Restore time, P1")),
        Kpi("restore_on_target_urgent", _("P1, P2 on target")),
        Kpi("downtime_first", _("Unplanned downtime")),
        Kpi("backlog_aged", _("Open over 30 days")),
    ),
    decisions=(
        contracts.notices_to_give,
        services.repeated_outages,
        devices.unsupported_under_services,
        services.reviews_late,
        services.untested,
        contracts.approvals_waiting,
    ),
    panels=(
        Panel("availability", _("Availability by service"), services.availability, wide=True),
        Panel("majors", _("Major incidents"), services.majors),
        Panel("on_target", _("Restored on target, by week"), services.on_target_by_week),
        Panel("causes", _("Outages by cause"), services.outages_by_cause),
        Panel("support", _("Past end of support"), devices.past_support),
        Panel("renewals", _("Contract renewals"), contracts.renewals, wide=True),
        Panel("tests", _("Backup and restore tests"), services.recovery_tests),
    ),
)
