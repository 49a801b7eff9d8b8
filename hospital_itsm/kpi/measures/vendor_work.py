"""What is counted about tickets in vendors' hands (domain 6.6): promises kept, answers, what is late, open cases.

Tickets that only some may see never count.
"""

from typing import Any, Final

from django.db.models import DateTimeField, Exists, F, OuterRef, Q, QuerySet, Value

from hospital_itsm.kpi.measures.base import Measure, Moment, Seconds, WholeDays
from hospital_itsm.underpinning.choices import ClockState
from hospital_itsm.underpinning.models import VendorClock, VendorTask
from hospital_itsm.vendor_work.models import CaseTicket, VendorCase

OF_TASKS: Final[dict[str, Any]] = {
    "listed": "vendor_task",
    "hears": ("vendor_task",),
    "site": "ticket__care_area__site",
    "domain": "ticket__team__domain",
}


def settled(moment: Moment) -> QuerySet[Any]:
    """Promises that were kept or broken."""
    return VendorClock.objects.filter(
        state__in=(ClockState.MET, ClockState.MISSED),
        settled_at__isnull=False,
        task__ticket__is_restricted=False,
    )


def tasks(moment: Moment) -> QuerySet[Any]:
    """Hand-overs of tickets that anybody at the desk sees."""
    return VendorTask.objects.filter(ticket__is_restricted=False)


def with_vendors(moment: Moment) -> QuerySet[Any]:
    """Tickets that are with a vendor now."""
    return tasks(moment).filter(ended_at__isnull=True)


def past_a_promise(moment: Moment) -> Q:
    """A deadline has passed and the vendor still works on it."""
    return Q(Exists(VendorClock.objects.passed(moment.now).filter(task=OuterRef("pk"))))


def open_cases(moment: Moment) -> QuerySet[Any]:
    """Cases that vendors have not closed, with their age."""
    age = WholeDays(Value(moment.now, output_field=DateTimeField()) - F("opened_at"))
    hidden = CaseTicket.objects.filter(case=OuterRef("pk"), ticket__is_restricted=True)
    return VendorCase.objects.going().filter(~Exists(hidden)).annotate(kpi_age=age)


MEASURES: Final = (
    Measure(
        "vendor_on_target", settled, ("vendor_task",), "vendor_clock", at="settled_at",
        part=lambda moment: Q(state=ClockState.MET), site="task__ticket__care_area__site",
        domain="task__ticket__team__domain",
    ),
    Measure(
        "vendor_answer", tasks, at="answered_at", value=Seconds(F("answered_at") - F("handed_at")), averages=True,
        **OF_TASKS,
    ),
    Measure("vendor_late", with_vendors, part=past_a_promise, **OF_TASKS),
    Measure("vendor_case_age", open_cases, ("vendor_case",), "vendor_case", value=F("kpi_age"), averages=True),
)  # fmt: skip
