"""Contracts on their way to a signature: one that waits for the CIO, one that finance rejected, and who stands in."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final

from django.utils import timezone

from hospital_itsm.approvals.actions.deciding import decide
from hospital_itsm.approvals.actions.delegations import delegate
from hospital_itsm.approvals.models import ApprovalRequest
from hospital_itsm.demo.hospital.story_dates import moved
from hospital_itsm.demo.loaders.past import told_from
from hospital_itsm.demo.loaders.tickets import settle_messages
from hospital_itsm.outbox.models import OutboxMessage
from hospital_itsm.people.models import User
from vendors.actions.contract_life import submit_contract
from vendors.actions.contracts import create_contract
from vendors.models import Vendor

MANAGER, VP, FINANCE, OTHER_VP = "imani.clarke", "dale.brantley", "walter.choi", "priya.venkataraman"
WAITING: Final = {
    "number": "C-1025",
    "title": "Wi-Fi 6E refresh",
    "vendor": "Northlight Networks",
    "kind": "equipment_service",
    "annual_value": Decimal("420000.00"),
    "term_months": 36,
}
REJECTED: Final = {
    "number": "C-1026",
    "title": "Nurse call and phone convergence",
    "vendor": "CopperRiver Telecom",
    "kind": "telecom",
    "annual_value": Decimal("96000.00"),
    "term_months": 36,
}
SHARED: Final = {"currency": "USD", "domain": "infrastructure", "phi_access": "no", "cost_center": "6720"}


def is_loaded() -> bool:
    """Was anything asked for?"""
    return ApprovalRequest.objects.exists()


def load() -> None:
    """Both, asked for some days ago."""
    now = timezone.now()
    newest = OutboxMessage.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    with told_from(now - timedelta(days=6)):
        _say(_asked(WAITING), VP, "approve", "The old access points lose support.")
        asked = _asked(REJECTED)
    with told_from(now - timedelta(days=3)):
        _say(
            ApprovalRequest.objects.get(label=WAITING["number"]),
            FINANCE,
            "approve",
            "In the plan of this year.",
        )
        _say(asked, VP, "approve", "It replaces two contracts.")
    with told_from(now - timedelta(days=1)):
        _say(asked, FINANCE, "reject", "Not in this year's plan. Ask again in July.")
        today = timezone.localdate()
        giver, taker = _person(VP), _person(OTHER_VP)
        delegate(
            giver,
            actor=giver,
            taker=taker,
            first_on=today + timedelta(days=7),
            last_on=today + timedelta(days=14),
            reason="Away for a week",
        )
    settle_messages(now, newest)


def _asked(terms: dict[str, Any]) -> ApprovalRequest:
    manager, today = _person(MANAGER), timezone.localdate()
    vendor = Vendor.objects.get(name=terms["vendor"])
    create_contract(
        actor=manager,
        **{**SHARED, **terms, "vendor": vendor},
        starts_on=moved(date(2027, 7, 1), today),
        ends_on=moved(date(2030, 6, 30), today),
        owner=manager,
    )
    submit_contract(terms["number"], actor=manager)
    return ApprovalRequest.objects.get(label=terms["number"])


def _say(request: ApprovalRequest, who: str, verdict: str, reason: str) -> None:
    decide(request.pk, actor=_person(who), verdict=verdict, reason=reason)


def _person(username: str) -> User:
    return User.objects.get(username=username)
