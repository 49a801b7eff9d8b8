"""The hospital whose pages are counted, with so many rows of each kind, and what one counted page is."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from django.test import Client
from django.utils import timezone

from assets.models import Asset
from hospital_itsm.approvals.models import ApprovalRequest, ApprovalStep
from hospital_itsm.kpi.models import CountedKpi, Snapshot
from tests import (
    budget_rows,
    continuity_rows,
    dashboard_rows,
    inventory_rows,
    purchase_rows,
    recall_rows,
    wall_rows,
)
from tests.api.rest import bearer
from tests.world import BEARER, World
from tickets.actions.report import Place, report_problem
from tickets.choices import CareAnswer, Topic
from tickets.models import Ticket
from vendors.models import Contract, Vendor, VendorAlias

PLENTY = ("ICU", "MS5", "ED", "OR", "PACU")


@dataclass
class Rows:
    """A hospital with so many tickets in one queue, reported by one person."""

    world: World
    tickets: list[Ticket]
    has_tasks: bool = False
    saved_view: int = 0

    @classmethod
    def build(cls, rows: int) -> "Rows":
        """Store missing tickets so that there are exactly `rows` and return the scene."""
        world = World.build()
        for number in range(Ticket.objects.count(), rows):
            report_problem(
                actor=world.requester,
                text=f"The scanner on cart {number} beeps but does not read wristbands.",
                care_answer=CareAnswer.SLOWER,
                topic=Topic.SCANNER,
                callback="ext. 4501",
                place=Place(care_area=world.area(PLENTY[number % len(PLENTY)])),
            )
        _store_vendors(world, rows)
        _store_approvals(world, rows)
        budget_rows.store(world, rows)
        _store_figures(rows)
        continuity_rows.store(world, rows)
        Ticket.objects.update(vendor=world.vendor)
        inventory_rows.store(world, rows)
        budget_rows.store_costs()
        recall_rows.store(world, rows)
        purchase_rows.store(world, rows)
        Ticket.objects.update(asset=Asset.objects.get(tag="LR-0"))
        return cls(world, list(Ticket.objects.order_by("id")))


def _store_approvals(world: World, rows: int) -> None:
    """Store missing requests for approval of contracts, which the vice president decides."""
    asked = set(ApprovalRequest.objects.values_list("subject", flat=True))
    made = ApprovalRequest.objects.bulk_create(
        ApprovalRequest(
            kind="contract", subject=one.pk, label=one.number, amount=1, currency="USD", domain="infrastructure",
            asked_by=world.vendor_manager, asked_at=timezone.now(),
        )
        for one in Contract.objects.exclude(pk__in=asked).order_by("pk")[: rows - len(asked)]
    )  # fmt: skip
    ApprovalStep.objects.bulk_create(
        ApprovalStep(request=one, position=1, approver="domain_leader") for one in made
    )


def approval_address(scene: "Rows") -> str:
    """The page of the first request."""
    return ApprovalRequest.objects.earliest("pk").get_absolute_url()


def _store_vendors(world: World, rows: int) -> None:
    """Store missing vendors and contracts so that there are exactly `rows` of each, the contracts with one vendor."""
    Vendor.objects.bulk_create(Vendor(name=f"Company {n}") for n in range(Vendor.objects.count(), rows))
    Contract.objects.bulk_create(
        Contract(
            number=f"C-{number}",
            title="LAN support",
            vendor=world.vendor,
            starts_on=date(2020, 1, 1),
            ends_on=date(2040, 1, 1),
            status="active",
        )
        for number in range(Contract.objects.count(), rows)
    )
    VendorAlias.objects.bulk_create(
        VendorAlias(vendor=world.vendor, name=f"Northlight {n}")
        for n in range(VendorAlias.objects.count(), rows)
    )


def _store_figures(rows: int) -> None:
    """Store missing snapshots of some figures so that there are exactly `rows` of each."""
    today, now = timezone.localdate(), timezone.now()
    for code in ("opened", "resolved", "restore_p1", "backlog", "backlog_age", "seen", "renewal_traps"):
        CountedKpi.objects.get_or_create(kpi=code, defaults={"version": 1, "counted_at": now})
        said = {"kpi": code, "definition_version": 1, "computed_at": now, "values": [5]}
        sums = {"n": 1, "numerator": 1, "denominator": 1}
        for number in range(Snapshot.objects.filter(kpi=code, domain="").count(), rows):
            Snapshot.objects.create(**said, **sums, day=today - timedelta(days=number))
    dashboard_rows.store(rows)


@dataclass(frozen=True)
class Counted:
    """One page: who opens it (or a `screen`) and where; `kind` picks the ceiling of `test_query_counts.py`."""

    who: str
    path: Callable[[Rows], str]
    kind: str = "list"
    is_fragment: bool = False

    def sign_in(self, client: Client, scene: Rows) -> dict[str, str]:
        """Sign in, or return the header of a token for REST."""
        if self.who == "screen":
            client.cookies["wall"] = wall_rows.SECRET
            return {}
        if self.who == "integration":
            return {"Authorization": BEARER}
        if self.path(scene).startswith("/api/"):
            return {"Authorization": bearer(getattr(scene.world, self.who))}
        client.force_login(getattr(scene.world, self.who))
        return {"HX-Request": "true"} if self.is_fragment else {}
