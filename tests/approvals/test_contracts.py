"""Approving contracts: by amount and domain, one after the other, once, and never by oneself."""

import threading
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connections
from django.utils import timezone

from hospital_itsm.approvals.actions.deciding import decide
from hospital_itsm.approvals.actions.delegations import delegate, revoke
from hospital_itsm.approvals.actions.reminders import remind_of_waiting
from hospital_itsm.approvals.models import ApprovalLink, ApprovalRequest, ApprovalRule, Delegation
from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.core.actors import System
from hospital_itsm.core.errors import Conflict, Forbidden, IllegalTransition, StaleVersion, ValueRefused
from hospital_itsm.outbox.models import OutboxMessage
from hospital_itsm.people.models import Membership
from tests.vendors import cast
from tests.world import World, again
from vendors.actions import contract_life
from vendors.actions.contracts import change_contract
from vendors.models import Contract

NUMBER = "C-2001"
TERMS = {
    "status": "draft", "annual_value": Decimal("60000.00"), "currency": "USD", "domain": "infrastructure",
    "phi_access": "no",
}  # fmt: skip


def draft(world: World, **values: Any) -> Contract:
    """A draft of 60,000 a year for infrastructure: its vice president and finance approve."""
    return cast.contract(world, NUMBER, **{**TERMS, **values})


def submit(world: World, **values: Any) -> ApprovalRequest:
    """A draft that waits for approval."""
    draft(world, **values)
    contract_life.submit_contract(NUMBER, actor=again(world.vendor_manager))
    return ApprovalRequest.objects.get(state="waiting")


def says(
    world: World, who: str, request: ApprovalRequest, verdict: str = "approve", **values: Any
) -> ApprovalRequest:
    """What somebody decides."""
    return decide(request.pk, actor=again(getattr(world, who)), verdict=verdict, **values)


def status() -> str:
    """How the contract stands."""
    return Contract.objects.get(number=NUMBER).status


def steps(request: ApprovalRequest) -> list[tuple[str, str]]:
    """The approvers with their states."""
    return list(request.steps.order_by("position").values_list("approver", "state"))


def asked(channel: str = "in_app") -> set[str]:
    """Who was asked."""
    rows = OutboxMessage.objects.filter(kind="approval.asked", channel=channel)
    return set(rows.values_list("recipient__username", flat=True))


def test_the_steps_follow_from_the_amount_and_everybody_is_asked_in_turn(world: World) -> None:
    request = submit(world)
    assert (status(), steps(request)) == ("in_review", [("domain_leader", "waiting"), ("finance", "waiting")])
    assert asked() == {world.vp_infrastructure.username}
    says(world, "vp_infrastructure", request)
    assert (status(), asked()) == ("in_review", {world.vp_infrastructure.username, world.finance.username})
    says(world, "finance", request, reason="In the budget")
    assert (status(), steps(request)) == (
        "approved",
        [("domain_leader", "approved"), ("finance", "approved")],
    )
    told = OutboxMessage.objects.get(kind="approval.approved", channel="in_app")
    assert told.recipient == world.vendor_manager
    contract_life.activate_contract(NUMBER, actor=again(world.vendor_manager))
    assert status() == "active"
    verbs = AuditEntry.objects.filter(verb__in=["approval.decide", "contract.answer", "contract.activate"])
    assert list(verbs.order_by("id").values_list("verb", flat=True)) == [
        "approval.decide", "approval.decide", "contract.answer", "contract.activate",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("amount", "expected"),
    [
        ("49999.99", ["domain_leader"]),
        ("50000.00", ["domain_leader", "finance"]),
        ("249999.99", ["domain_leader", "finance"]),
        ("250000.00", ["domain_leader", "finance", "cio"]),
    ],
)
def test_the_bounds_hold_to_the_cent(world: World, amount: str, expected: list[str]) -> None:
    request = submit(world, annual_value=Decimal(amount))
    assert [approver for approver, _state in steps(request)] == expected


@pytest.mark.parametrize(
    ("domain", "who"), [("htm", "vp_infrastructure"), ("applications", "vp_applications")]
)
def test_the_vice_president_of_the_domain_approves_and_the_other_does_not(
    world: World, domain: str, who: str
) -> None:
    request = submit(world, domain=domain, annual_value=Decimal(1))
    other = {"vp_infrastructure": "vp_applications", "vp_applications": "vp_infrastructure"}[who]
    with pytest.raises(Forbidden):
        says(world, other, request)
    says(world, who, request)
    assert status() == "approved"


def test_nobody_approves_their_own_whatever_roles_they_hold(world: World) -> None:
    Membership.objects.filter(user=world.vp_infrastructure).update(user=world.vendor_manager)
    request = submit(world, annual_value=Decimal(1))
    with pytest.raises(Forbidden) as refused:
        says(world, "vendor_manager", request)
    assert "yourself" in refused.value.message
    assert (status(), steps(request)) == ("in_review", [("domain_leader", "waiting")])
    assert asked() == set()


def test_a_rejection_stays_one_whatever_came_before(world: World) -> None:
    request = submit(world)
    says(world, "vp_infrastructure", request)
    with pytest.raises(ValueRefused):
        says(world, "finance", request, "reject", reason="  ")
    assert status() == "in_review"
    says(world, "finance", request, "reject", reason="Not in the budget")
    assert (status(), ApprovalRequest.objects.get().state) == ("draft", "rejected")
    for who in ("vp_infrastructure", "finance", "cio"):
        with pytest.raises(Conflict):
            says(world, who, request)
    with pytest.raises(IllegalTransition):
        contract_life.activate_contract(NUMBER, actor=again(world.vendor_manager))
    assert (status(), ApprovalRequest.objects.get().state) == ("draft", "rejected")
    contract_life.submit_contract(NUMBER, actor=again(world.vendor_manager))
    anew = ApprovalRequest.objects.get(state="waiting")
    assert (anew.pk > request.pk, steps(anew)[0][1]) == (True, "waiting")


def test_a_rejection_by_the_first_leaves_the_others_moot(world: World) -> None:
    request = submit(world)
    says(world, "vp_infrastructure", request, "reject", reason="Too dear")
    assert steps(request) == [("domain_leader", "rejected"), ("finance", "moot")]
    assert not ApprovalLink.objects.filter(used_at__isnull=True).exists()


@pytest.mark.parametrize(
    ("lacking", "field"),
    [
        ({"annual_value": None, "currency": ""}, "annual_value"),
        ({"domain": ""}, "domain"),
        ({"currency": "EUR"}, "currency"),
    ],
)
def test_what_no_rule_covers_is_refused_and_never_approved(
    world: World, lacking: dict[str, Any], field: str
) -> None:
    draft(world, **lacking)
    with pytest.raises(ValueRefused) as refused:
        contract_life.submit_contract(NUMBER, actor=again(world.vendor_manager))
    assert field in refused.value.errors
    assert (status(), ApprovalRequest.objects.exists()) == ("draft", False)


def test_rules_of_tomorrow_change_no_request_of_today(world: World) -> None:
    request = submit(world, annual_value=Decimal(1))
    ApprovalRule.objects.update(is_active=False)
    says(world, "vp_infrastructure", request)
    assert status() == "approved"


def test_a_vendor_that_touches_patient_data_without_a_baa_stops_submitting_approving_and_signing(
    world: World,
) -> None:
    draft(world, phi_access="yes")
    with pytest.raises(Conflict) as refused:
        contract_life.submit_contract(NUMBER, actor=again(world.vendor_manager))
    assert "BAA" in refused.value.message
    change_contract(NUMBER, actor=again(world.vendor_manager), fields={"phi_access": "no"})
    contract_life.submit_contract(NUMBER, actor=again(world.vendor_manager))
    request = ApprovalRequest.objects.get()
    Contract.objects.update(phi_access="yes")
    with pytest.raises(Conflict):
        says(world, "vp_infrastructure", request)
    assert steps(request)[0] == ("domain_leader", "waiting")
    says(world, "vp_infrastructure", request, "reject", reason="No BAA")
    assert status() == "draft"


def test_terms_in_review_are_not_changed_and_other_terms_void_an_approval(world: World) -> None:
    request = submit(world, annual_value=Decimal(1))
    manager = again(world.vendor_manager)
    with pytest.raises(Conflict):
        change_contract(NUMBER, actor=manager, fields={"annual_value": Decimal(2)})
    change_contract(NUMBER, actor=manager, fields={"title": "Better title"})
    says(world, "vp_infrastructure", request)
    change_contract(NUMBER, actor=manager, fields={"title": "Best title"})
    assert status() == "approved"
    change_contract(NUMBER, actor=manager, fields={"annual_value": Decimal(2)})
    assert status() == "draft"
    with pytest.raises(IllegalTransition):
        contract_life.activate_contract(NUMBER, actor=manager)


def test_what_is_withdrawn_needs_everybody_anew(world: World) -> None:
    request = submit(world)
    says(world, "vp_infrastructure", request)
    contract_life.withdraw_contract(NUMBER, actor=again(world.vendor_manager), reason="Better price")
    assert (status(), steps(request)) == ("draft", [("domain_leader", "approved"), ("finance", "moot")])
    with pytest.raises(Conflict):
        says(world, "finance", request)
    contract_life.submit_contract(NUMBER, actor=again(world.vendor_manager))
    assert steps(ApprovalRequest.objects.get(state="waiting"))[0] == ("domain_leader", "waiting")


def test_a_renewal_goes_through_approval_and_ends_what_it_renews(world: World) -> None:
    cast.contract(world, "C-1", **{**TERMS, "status": "active", "annual_value": Decimal(10)})
    manager = again(world.vendor_manager)
    days = {"starts_on": date(2040, 7, 1), "ends_on": date(2043, 6, 30)}
    contract_life.renew_contract("C-1", actor=manager, new_number=NUMBER, **days)
    with pytest.raises(Conflict):
        contract_life.renew_contract("C-1", actor=manager, new_number="C-3", **days)
    assert (status(), Contract.objects.get(number=NUMBER).annual_value) == ("draft", Decimal(10))
    contract_life.submit_contract(NUMBER, actor=manager)
    says(world, "vp_infrastructure", ApprovalRequest.objects.get())
    assert Contract.objects.get(number="C-1").status == "active"
    contract_life.activate_contract(NUMBER, actor=manager)
    assert (status(), Contract.objects.get(number="C-1").status) == ("active", "renewed")


def test_a_contract_is_closed_only_after_its_last_day(world: World) -> None:
    cast.contract(world, NUMBER)
    manager = again(world.vendor_manager)
    with pytest.raises(Conflict):
        contract_life.end_contract(NUMBER, actor=manager, reason="Over")
    Contract.objects.update(ends_on=timezone.localdate() - timedelta(days=1))
    assert contract_life.end_contract(NUMBER, actor=manager, reason="Moved to C-9").status == "ended"


def test_a_stale_version_is_refused(world: World) -> None:
    request = submit(world)
    says(world, "vp_infrastructure", request, version=1)
    with pytest.raises(StaleVersion):
        says(world, "finance", request, version=1)
    assert steps(request)[1] == ("finance", "waiting")


def give(world: World, giver: str, taker: str, **values: Any) -> Delegation:
    """A delegation for this week."""
    today = timezone.localdate()
    given = {"first_on": today, "last_on": today + timedelta(days=6), "reason": "On leave"}
    person = again(getattr(world, giver))
    return delegate(person, actor=person, taker=getattr(world, taker), **{**given, **values})


def test_a_delegate_decides_in_the_name_of_the_giver_and_is_asked(world: World) -> None:
    give(world, "vp_infrastructure", "it_manager")
    request = submit(world, annual_value=Decimal(1))
    assert asked() == {world.vp_infrastructure.username, world.it_manager.username}
    says(world, "it_manager", request)
    step = request.steps.get()
    assert (step.decided_by, step.on_behalf_of) == (world.it_manager, world.vp_infrastructure)
    entry = AuditEntry.objects.get(verb="approval.decide")
    assert (entry.actor, entry.on_behalf_of) == (world.it_manager, str(world.vp_infrastructure))


@pytest.mark.parametrize(
    "spoil",
    [
        lambda world, row: revoke(row.pk, actor=again(world.vp_infrastructure)),
        lambda world, row: Delegation.objects.update(kinds=["purchase"]),
        lambda world, row: Delegation.objects.update(first_on="2020-01-01", last_on="2020-01-02"),
        lambda world, row: Membership.objects.filter(user=world.vp_infrastructure).delete(),
        lambda world, row: (
            type(world.it_manager).objects.filter(pk=world.vp_infrastructure.pk).update(is_active=False)
        ),
    ],
    ids=["revoked", "other kind", "over", "giver lost the role", "giver left"],
)
def test_a_delegation_that_does_not_hold_lets_nobody_decide(
    world: World, spoil: Callable[[World, Delegation], Any]
) -> None:
    row = give(world, "vp_infrastructure", "it_manager")
    request = submit(world, annual_value=Decimal(1))
    spoil(world, row)
    with pytest.raises(Forbidden):
        says(world, "it_manager", request)
    assert status() == "in_review"


def test_what_was_delegated_goes_no_further_and_two_steps_are_not_one_persons(world: World) -> None:
    give(world, "vp_infrastructure", "finance")
    with pytest.raises(ValueRefused):
        give(world, "it_manager", "it_manager")
    give(world, "finance", "it_manager")
    request = submit(world)
    with pytest.raises(Forbidden):
        says(world, "it_manager", request)
    says(world, "finance", request)
    with pytest.raises(Forbidden) as refused:
        says(world, "finance", request)
    assert "before" in refused.value.message
    with pytest.raises(Forbidden):
        says(world, "it_manager", request)
    assert status() == "in_review"


def test_the_asker_gains_nothing_by_a_delegation(world: World) -> None:
    give(world, "vp_infrastructure", "vendor_manager")
    request = submit(world, annual_value=Decimal(1))
    with pytest.raises(Forbidden):
        says(world, "vendor_manager", request)
    assert asked() == {world.vp_infrastructure.username}


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"last_on": date(2020, 1, 1), "first_on": date(2020, 1, 1)}, "last_on"),
        ({"last_on": date(2020, 1, 1)}, "last_on"),
        ({"last_on": date(2099, 1, 1)}, "last_on"),
        ({"reason": " "}, "reason"),
        ({"kinds": ["tickets"]}, "kinds"),
        ({"taker": "vendor_guest"}, "taker"),
        ({"giver": "agent"}, "taker"),
    ],
)
def test_a_delegation_that_makes_no_sense_is_refused(
    world: World, values: dict[str, Any], field: str
) -> None:
    given = {"giver": "vp_infrastructure", "taker": "it_manager", **values}
    with pytest.raises(ValueRefused) as refused:
        give(world, **given)
    assert (list(refused.value.errors), Delegation.objects.exists()) == ([field], False)


def test_what_waits_is_reminded_of_once_a_day(world: World) -> None:
    request = submit(world, annual_value=Decimal(1))
    watch = System("approvals")
    noon = timezone.localtime(request.asked_at).replace(hour=12) + timedelta(days=2)
    assert remind_of_waiting(actor=watch, now=noon.replace(hour=6)) == 0
    assert [remind_of_waiting(actor=watch, now=noon) for _round in range(2)] == [1, 0]
    assert remind_of_waiting(actor=watch, now=noon + timedelta(days=1)) == 1
    assert OutboxMessage.objects.filter(kind="approval.asked", channel="in_app").count() == 3
    says(world, "vp_infrastructure", request)
    assert remind_of_waiting(actor=watch, now=noon + timedelta(days=2)) == 0


@pytest.mark.django_db(transaction=True)
def test_of_two_who_decide_at_once_one_counts(world: World) -> None:
    request = submit(world, annual_value=Decimal(1))
    Membership.objects.create(
        user=world.vp_applications,
        role=Membership.objects.get(user=world.vp_infrastructure).role,
        valid_from=date(2020, 1, 1),
    )
    results: list[object] = []
    gate = threading.Barrier(2)

    def run(who: str, verdict: str) -> None:
        gate.wait()
        try:
            results.append(says(world, who, request, verdict, reason="x").state)
        except Conflict as refused:
            results.append(type(refused))
        finally:
            connections.close_all()

    threads = [
        threading.Thread(target=run, args=pair)
        for pair in (("vp_infrastructure", "approve"), ("vp_applications", "reject"))
    ]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    won = [one for one in results if isinstance(one, str)]
    assert (len(won), results.count(Conflict)) == (1, 1)
    assert status() == {"approved": "approved", "rejected": "draft"}[str(won[0])]
    assert AuditEntry.objects.filter(verb="approval.decide").count() == 1
