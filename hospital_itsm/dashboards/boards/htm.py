"""HTM manager: biomed and devices (ux 5h)."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from hospital_itsm.dashboards.declared import Dashboard, Kpi, Own, Panel
from hospital_itsm.dashboards.parts import contracts, devices, inventory, maintenance, recalls
from hospital_itsm.people.choices import Domain, RoleCode

HTM: Final = Dashboard(
    code="htm",
    title=_("Biomed and devices"),
    order=60,
    domain=Domain.CLINICAL_ENGINEERING,
    home_of=RoleCode.HTM_MANAGER,
    headline=(
        Kpi("maintained_life_support", _("In time, life support")),
        Kpi("maintained_high_risk", _("In time, high risk")),
        Kpi("maintained_other", _("In time, other devices")),
        Own(
            "recalls_late",
            _("Recalls past due"),
            recalls.count_late,
            _("Open recalls whose next deadline, of triage, making safe or closing, has passed, as of now."),
            most=0,
        ),
        Kpi("repair_high_risk", _("Repair time, high risk")),
        Kpi("repair_repeated", _("Repaired again in 30 days")),
    ),
    decisions=(
        maintenance.urgent_due,
        recalls.late,
        inventory.without_spare,
        contracts.notices_to_give,
        contracts.approvals_waiting,
    ),
    panels=(
        Panel("maintenance", _("Planned maintenance by class of risk"), maintenance.by_risk, wide=True),
        Panel("recalls", _("Open recalls"), recalls.by_class),
        Panel("overdue", _("Overdue maintenance"), maintenance.overdue, wide=True),
        Panel("down", _("Devices that are down"), inventory.down_by_unit),
        Panel("missing", _("Could not be located"), inventory.missing),
        Panel("life", _("Beyond expected life"), inventory.past_life),
        Panel("support", _("Past end of support"), devices.past_support),
        Panel("renewals", _("Contract renewals"), contracts.renewals, wide=True),
    ),
)
