"""What questions are about: lists of the house with their days, what they are counted by, and what may be chosen."""

from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from assets.choices import AssetClass, AssetStatus
from hospital_itsm.continuity.choices import CauseClass, Effect, MajorState
from hospital_itsm.people.choices import Domain
from hospital_itsm.procurement.choices import PurchaseStatus
from hospital_itsm.reports import options
from hospital_itsm.reports.declared import Day, Dimension, Measure, Subject
from hospital_itsm.underpinning.choices import ClockState, Metric
from hospital_itsm.vendor_work.choices import SessionState
from tickets.choices import Kind, Priority, State
from tickets.queries.queue_views import EVERY


def _in(choices: Any) -> Any:
    return lambda value: choices(value).label


DOMAIN: Final = Dimension(_("Domain"), "domain", _in(Domain))
VENDOR: Final = Dimension(_("Vendor"), "vendor__name")
TICKETS: Final = Subject(
    "tickets",
    _("Tickets"),
    "ticket",
    EVERY.code,
    Day(_("Opened"), "opened_at"),
    {
        "unit": Dimension(_("Unit"), "care_area__name"),
        "queue": Dimension(_("Queue"), "team__name"),
        "priority": Dimension(_("Priority"), "priority", _in(Priority)),
        "state": Dimension(_("State"), "state", _in(State)),
        "kind": Dimension(_("Kind"), "kind", _in(Kind)),
        "service": Dimension(_("Service"), "service__name"),
        "device": Dimension(_("Device"), "asset__tag"),
        "assignee": Dimension(_("Assignee"), "assignee__full_name"),
    },
    {"care_area": options.units, "team": options.teams, "service": options.services},
    sorted_by={
        "title": "title",
        "priority": "priority",
        "unit": "care_area__name",
        "queue": "team__name",
        "assignee": "assignee__full_name",
        "reports": "reporters_count",
        "opened": "opened_at",
    },
)
ASSETS: Final = Subject(
    "assets",
    _("Devices"),
    "asset",
    dimensions={
        "class": Dimension(_("Class"), "asset_class", _in(AssetClass)),
        "status": Dimension(_("Status"), "status", _in(AssetStatus)),
        "unit": Dimension(_("Unit"), "care_area__name"),
        "maker": Dimension(_("Maker"), "model__manufacturer__name"),
        "life_support": Dimension(_("Life support"), "life_support"),
    },
    options={"unit": options.units, "team": options.teams},
)
MAINTENANCE: Final = Subject(
    "maintenance",
    _("Maintenance"),
    "maintenance",
    dimensions={
        "unit": Dimension(_("Unit"), "asset__care_area__name"),
        "class": Dimension(_("Class"), "asset__asset_class", _in(AssetClass)),
        "result": Dimension(_("Last result"), "result"),
    },
    options={"unit": options.units},
    sorted_by={
        "device": "asset__tag",
        "unit": "asset__care_area__name",
        "place": "asset__location__name",
        "maintenance": "name",
        "last-done": "last_done_on",
        "next-due": "next_due_on",
    },
)
RECALLS: Final = Subject("recalls", _("Recalls"), "recall")
RENEWALS: Final = Subject(
    "renewals",
    _("Contracts"),
    "renewal",
    dimensions={"vendor": VENDOR, "currency": Dimension(_("Currency"), "currency")},
    sorted_by={
        "number": "number",
        "title": "title",
        "vendor": "vendor__name",
        "ends": "ends_on",
        "owner": "owner__full_name",
        "cost-center": "cost_center",
        "value-a-year": "annual_value",
    },
    measures={"value-a-year": Measure("annual_value", "currency")},
)
GAPS: Final = Subject("agreements", _("Vendors"), "baa_gap")
VENDOR_PROMISES: Final = Subject(
    "vendor_promises",
    _("Vendors"),
    "vendor_clock",
    day=Day(_("Due"), "due_at"),
    dimensions={
        "vendor": VENDOR,
        "promise": Dimension(_("Promise"), "metric", _in(Metric)),
        "state": Dimension(_("State"), "state", _in(ClockState)),
    },
    options={"vendor": options.vendors},
)
REMOTE_ACCESS: Final = Subject(
    "remote_access",
    _("Vendors"),
    "remote_session",
    day=Day(_("From"), "starts_at"),
    dimensions={"vendor": VENDOR, "state": Dimension(_("State"), "state", _in(SessionState))},
    options={"vendor": options.vendors},
)
BUDGET: Final = Subject("budget", _("Money"), "budget_line")
COSTS: Final = Subject(
    "costs",
    _("Money"),
    "cost_entry",
    day=Day(_("Booked on"), "booked_on", is_moment=False),
    dimensions={"vendor": VENDOR, "currency": Dimension(_("Currency"), "currency")},
    options={"vendor": options.vendors},
    sorted_by={
        "day": "booked_on",
        "amount": "amount",
        "currency": "currency",
        "cost-center": "line__cost_center",
        "line": "line__name",
        "vendor": "vendor__name",
        "contract": "contract__number",
    },
    measures={"amount": Measure("amount", "currency")},
)
PURCHASES: Final = Subject(
    "purchases",
    _("Money"),
    "purchase",
    day=Day(_("Asked at"), "asked_at"),
    dimensions={
        "status": Dimension(_("Status"), "status", _in(PurchaseStatus)),
        "domain": DOMAIN,
    },
    options={"vendor": options.vendors},
    sorted_by={
        "number": "number",
        "what": "title",
        "vendor": "chosen__vendor__name",
        "amount": "amount",
        "asked-at": "asked_at",
        "ordered-on": "ordered_on",
        "expected-on": "expected_on",
    },
    measures={"amount": Measure("amount", "currency")},
)
OUTAGES: Final = Subject(
    "outages",
    _("Outages"),
    "outage",
    day=Day(_("Began or begins"), "starts_at"),
    dimensions={
        "cause": Dimension(_("Cause"), "cause", _in(CauseClass)),
        "effect": Dimension(_("Effect"), "effect", _in(Effect)),
        "planned": Dimension(_("Planned"), "is_planned"),
    },
    options={"service": options.services, "unit": options.units},
    sorted_by={
        "what": "title",
        "users-hit-percent": "users_percent",
        "began": "began_at",
        "ended": "ended_at",
    },
)
MAJORS: Final = Subject(
    "majors",
    _("Outages"),
    "major",
    day=Day(_("Proposed"), "proposed_at"),
    dimensions={"state": Dimension(_("State"), "state", _in(MajorState))},
    options={"service": options.services, "unit": options.units},
)
TESTS: Final = Subject("recovery_tests", _("Outages"), "recovery_test")
FIGURES: Final = Subject("figures", _("Figures"), "kpi", has_made_lines=True)
ACCESS: Final = Subject(
    "access",
    _("Access"),
    "trail",
    day=Day(_("At"), "at"),
    dimensions={"who": Dimension(_("Who"), "actor_label"), "channel": Dimension(_("Through"), "channel")},
    sorted_by={"at": "at", "who": "actor_label", "through": "channel"},
)
