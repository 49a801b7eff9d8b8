"""The ready questions. Each is a declaration: no query, no request, no clock."""

from datetime import datetime
from typing import Any, Final

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from hospital_itsm.core.access import can
from hospital_itsm.reports import subjects
from hospital_itsm.reports.choices import Shape
from hospital_itsm.reports.declared import Question
from tickets.models import Clock


def _missed(now: datetime) -> Q:
    return Q(Exists(Clock.objects.filter(ticket=OuterRef("pk"), breached_at__isnull=False)))


def _about_devices(now: datetime) -> Q:
    return Q(asset__isnull=False)


_TICKETS: Final = (
    Question(
        "units-reporting",
        _("Which units report most?"),
        _("Tickets of each unit, with its share of all."),
        subjects.TICKETS,
        Shape.COUNT,
        by="unit",
    ),
    Question(
        "promises-missed",
        _("What did we promise and miss?"),
        _("Tickets of which at least one promise was not kept in time, by queue and priority."),
        subjects.TICKETS,
        Shape.MATRIX,
        by="queue",
        across="priority",
        only=_missed,
        only_words=_("Missed a promise"),
    ),
    Question(
        "open-longest",
        _("What is open for longest?"),
        _("Every open ticket, the oldest first."),
        subjects.TICKETS,
        days="",
        given={"state": ("open",)},
        columns=("number", "title", "state", "priority", "unit", "queue", "assignee", "opened"),
        sort="oldest",
    ),
    Question(
        "work-of-people",
        _("Who works on what?"),
        _("Open tickets of each person by priority; those of nobody stand apart."),
        subjects.TICKETS,
        Shape.MATRIX,
        by="assignee",
        across="priority",
        days="",
        given={"state": ("open",)},
    ),
    Question(
        "reports-over-time",
        _("Do we get more reports than before?"),
        _("How many tickets were opened in each day, week or month."),
        subjects.TICKETS,
        Shape.TREND,
        days="90",
    ),
    Question(
        "services-failing",
        _("Which services fail most?"),
        _("Incidents of each service."),
        subjects.TICKETS,
        Shape.COUNT,
        by="service",
        given={"kind": ("incident",)},
    ),
    Question(
        "care-affected",
        _("Where was patient care affected?"),
        _("Tickets that touched patient care, by unit and priority."),
        subjects.TICKETS,
        Shape.MATRIX,
        by="unit",
        across="priority",
        given={"care": ("yes",)},
    ),
)
_DEVICES: Final = (
    Question(
        "devices-failing",
        _("Which devices are reported again and again?"),
        _("Tickets of each device."),
        subjects.TICKETS,
        Shape.COUNT,
        by="device",
        days="90",
        only=_about_devices,
        only_words=_("About a device"),
        group=_("Devices"),
    ),
    Question(
        "what-we-own",
        _("What do we own, and in which state is it?"),
        _("Devices by class and status."),
        subjects.ASSETS,
        Shape.MATRIX,
        by="class",
        across="status",
        given={"ended": ("no",)},
    ),
    Question(
        "out-of-support",
        _("Which devices run on software without support?"),
        _("Devices whose software gets no updates any more and that nothing else protects."),
        subjects.ASSETS,
        given={"support": ("unsupported_unmitigated",), "ended": ("no",)},
        columns=(
            "asset_tag",
            "name",
            "manufacturer",
            "model",
            "care_area",
            "location",
            "hostname",
            "eos_date",
        ),
    ),
    Question(
        "maintenance-late",
        _("Which maintenance is late?"),
        _("Maintenance whose day has passed, as the maintenance system tells it."),
        subjects.MAINTENANCE,
        given={"late": ("yes",)},
        sort="due",
    ),
    Question(
        "recalls-open",
        _("Which recalls are open, and until when?"),
        _("Recalls that are not closed, what is due first."),
        subjects.RECALLS,
        given={"state": ("open",)},
        sort="due",
    ),
)
_VENDORS: Final = (
    Question(
        "renewals",
        _("Which contracts end or renew soon?"),
        _("Contracts by the last day to tell the vendor."),
        subjects.RENEWALS,
    ),
    Question(
        "agreements-missing",
        _("Who has patient data without an agreement?"),
        _("Vendors that touch patient data and have no agreement in force."),
        subjects.GAPS,
    ),
    Question(
        "vendor-promises-missed",
        _("Which vendors break their promises?"),
        _("Promises of contracts that were not kept, by vendor and promise."),
        subjects.VENDOR_PROMISES,
        Shape.MATRIX,
        by="vendor",
        across="promise",
        days="90",
        given={"state": ("missed",)},
    ),
    Question(
        "remote-access",
        _("Which vendors worked on our devices from afar?"),
        _("Sessions with who asked, who approved and what was done."),
        subjects.REMOTE_ACCESS,
    ),
)
_MONEY: Final = (
    Question(
        "budget-standing",
        _("Where does the budget stand?"),
        _("Budget lines with plan, spending, commitments and forecast."),
        subjects.BUDGET,
        sort="cost_center",
    ),
    Question(
        "costs-booked",
        _("What did we pay, and to whom?"),
        _("Cost entries of a period; what was taken back is left out."),
        subjects.COSTS,
        given={"void": ("no",)},
        columns=("number", "day", "amount", "currency", "vendor", "contract", "line", "what-for"),
    ),
    Question(
        "purchases-open",
        _("Which purchases are not finished?"),
        _("Purchases on their way from asking to delivery."),
        subjects.PURCHASES,
        days="",
        given={"in_hand": ("yes",)},
        sort="oldest",
    ),
)
_HOUSE: Final = (
    Question(
        "outage-causes",
        _("What was down, and why?"),
        _("Outages by cause and effect."),
        subjects.OUTAGES,
        Shape.MATRIX,
        by="cause",
        across="effect",
        days="90",
        given={"state": ("running", "over")},
    ),
    Question(
        "major-incidents",
        _("Which major incidents did we have?"),
        _("Major incidents with their times and the state of their review."),
        subjects.MAJORS,
        days="365",
    ),
    Question(
        "recovery-tests",
        _("Which recovery tests are due?"),
        _("The latest test of each kind with its result, what is due first."),
        subjects.TESTS,
    ),
    Question(
        "figures",
        _("How do our figures stand against their targets?"),
        _("Every figure of a period with its target."),
        subjects.FIGURES,
    ),
    Question(
        "lists-taken",
        _("Who took which lists out of the house?"),
        _("Exports, reports and downloads, from the audit trail."),
        subjects.ACCESS,
        sort="newest",
    ),
)
QUESTIONS: Final = (*_TICKETS, *_DEVICES, *_VENDORS, *_MONEY, *_HOUSE)
BY_CODE: Final = {one.code: one for one in QUESTIONS}


def readable(actor: Any) -> list[Question]:
    """The questions whose lists the actor may read."""
    return [one for one in QUESTIONS if can(actor, "report.read", one)]
