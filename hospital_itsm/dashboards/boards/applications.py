"""VP Applications (ux 5h)."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from hospital_itsm.dashboards.declared import Dashboard, Kpi, Own, Panel
from hospital_itsm.dashboards.parts import applications, contracts, reported, services
from hospital_itsm.people.choices import Domain, RoleCode

APPLICATIONS: Final = Dashboard(
    code="applications",
    title=_("Applications"),
    order=30,
    domain=Domain.APPLICATIONS,
    home_of=RoleCode.VP_APPLICATIONS,
    headline=(
        Kpi("availability_first", _("Tier 0 and 1 availability")),
        Own(
            "per_thousand",
            _("Problems per 1,000 people"),
            reported.per_thousand,
            _(
                "Incidents opened in the period about a service of this part of the house, for each 1,000 people with "
                "an account. Restricted and merged tickets do not count."
            ),
        ),
        Kpi("restore_on_target_urgent", _("P1, P2 on target")),
        Kpi("fulfil_on_target", _("Requests on target")),
        Kpi("reopened", _("Opened again")),
        Own(
            "vendors_late",
            _("Vendor tickets late"),
            applications.count_late,
            _("Tickets in a vendor's hands whose promise of the contract has passed, as of now."),
            most=0,
        ),
    ),
    decisions=(
        contracts.notices_to_give,
        applications.vendors_late,
        services.repeated_outages,
        applications.over_licensed,
        applications.unowned,
        services.reviews_late,
        contracts.approvals_waiting,
    ),
    panels=(
        Panel("availability", _("Availability by service"), services.availability, wide=True),
        Panel("majors", _("Major incidents"), services.majors),
        Panel("problems", _("Problems by application and unit"), reported.by_service_and_unit, wide=True),
        Panel("feeds", _("Interfaces and data feeds"), applications.feeds),
        Panel("on_target", _("Restored on target, by week"), services.on_target_by_week),
        Panel("requests", _("Open requests by age"), reported.requests_by_age),
        Panel("licenses", _("Use of licenses"), applications.licenses),
        Panel("renewals", _("Contract renewals"), contracts.renewals, wide=True),
        Panel("tests", _("Backup and restore tests"), services.recovery_tests),
    ),
)
