"""The rows that pages, REST and exports list, with what they draw."""

from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from hospital_itsm.underpinning.models import VendorClock, VendorTask
from vendors.models import Vendor


def task_rows(actor: Any) -> QuerySet[VendorTask]:
    """Visible tasks with vendor, contract, ticket and clocks: two statements."""
    rows: QuerySet[VendorTask] = VendorTask.objects.visible_to(actor)
    clocks = VendorClock.objects.select_related("calendar").order_by("-metric")
    return rows.select_related("vendor", "contract", "ticket", "handed_by").prefetch_related(
        Prefetch("clocks", queryset=clocks)
    )


def clock_rows(actor: Any) -> QuerySet[VendorClock]:
    """Visible clocks with their task: one statement."""
    rows: QuerySet[VendorClock] = VendorClock.objects.visible_to(actor)
    return rows.select_related("task__vendor", "task__contract", "task__ticket", "calendar")


def measured_vendors(actor: Any) -> QuerySet[Vendor]:
    """Visible vendors that were ever given a ticket, those merged into another left out."""
    ours = VendorTask.objects.visible_to(actor).filter(vendor=OuterRef("pk")).order_by()
    rows: QuerySet[Vendor] = Vendor.objects.visible_to(actor)
    return rows.filter(Exists(ours), merged_into__isnull=True)
