"""Service desk today (ux 5h): how things stand now, for those who see the queue."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from hospital_itsm.dashboards.declared import Dashboard, Own, Panel
from hospital_itsm.dashboards.parts import desk

DESK: Final = Dashboard(
    code="desk",
    title=_("Service desk today"),
    order=10,
    is_live=True,
    headline=(
        Own("open", _("Open"), desk.open_now, _("Open tickets that you see in the queue, now.")),
        Own(
            "unassigned", _("Unassigned"), desk.unassigned,
            _("Open tickets that nobody works on, without those that work again."),
        ),
        Own(
            "overdue", _("Overdue"), desk.overdue, _("Open tickets whose next promise is over, now."), most=0,
        ),
        Own(
            "first_response", _("First response, median"), desk.first_response,
            _("Half of the tickets opened today that were answered were answered within this time."),
        ),
        Own("care", _("Patient care affected"), desk.care, _("Open tickets that affect patient care, now.")),
        Own("reopened", _("Opened again"), desk.reopened, _("Open tickets that had been resolved before.")),
    ),
    decisions=(desk.care_unowned, desk.due_soon),
    panels=(
        Panel("arrivals", _("Arrivals by hour"), desk.arrivals),
        Panel("load", _("Open by agent"), desk.load),
        Panel("rising", _("Rising topics"), desk.rising),
        Panel("waiting", _("Longest waiting on requester"), desk.waiting, wide=True),
        Panel("vendors", _("Vendors that are late"), desk.vendors_late),
    ),
)  # fmt: skip
