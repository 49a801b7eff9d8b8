"""CMIO: clinical informatics (ux 5h)."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from hospital_itsm.dashboards.declared import Dashboard, Kpi, Own, Panel
from hospital_itsm.dashboards.parts import downtime, reported, services
from hospital_itsm.people.choices import RoleCode

INFORMATICS: Final = Dashboard(
    code="informatics",
    title=_("Clinical informatics"),
    order=50,
    home_of=RoleCode.CMIO,
    headline=(
        Kpi("care_tickets", _("Tickets that touch care")),
        Kpi("care_restore", _("Restored, care affected")),
        Kpi("availability_first", _("Tier 0 and 1 availability")),
        Own(
            "downtime",
            _("Unplanned downtime"),
            downtime.minutes,
            _(
                "The length of unplanned outages in the period, added up; outages at the same time count each."
            ),
        ),
        Own(
            "safety",
            _("Patient safety, open"),
            reported.count_safety,
            _("Open tickets flagged for patient safety, as of now. Restricted tickets do not count."),
            most=0,
        ),
        Kpi("satisfaction", _("Satisfied with the answer")),
    ),
    decisions=(
        reported.safety_open,
        downtime.paper_to_enter,
        services.repeated_outages,
        reported.rising,
        services.reviews_late,
    ),
    panels=(
        Panel("care", _("Patient care affected, by unit"), reported.care_by_unit, wide=True),
        Panel("shifts", _("By day and by night"), reported.day_and_night),
        Panel("downtime", _("Downtime by unit"), downtime.by_unit, wide=True),
        Panel("majors", _("Major incidents"), services.majors),
        Panel("topics", _("What is reported most"), reported.topics, wide=True),
        Panel("tests", _("Backup and restore tests"), services.recovery_tests),
        Panel("availability", _("Availability by service"), services.availability, wide=True),
    ),
)
