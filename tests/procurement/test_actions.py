"""From the wish to the last piece: who may, what blocks, what it binds, what it becomes."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from assets.models import Asset
from hospital_itsm.approvals.actions.deciding import decide
from hospital_itsm.approvals.models import ApprovalRequest
from hospital_itsm.approvals.queries.standing import steps_of
from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.budget.actions.lines import amend_line
from hospital_itsm.budget.commitments import commitments_of
from hospital_itsm.budget.models import BudgetLine, FiscalYear
from hospital_itsm.budget.spending import dressed
from hospital_itsm.core.errors import (
    Conflict,
    Forbidden,
    IllegalTransition,
    StaleVersion,
    ValueRefused,
)
from hospital_itsm.outbox.models import OutboxMessage
from hospital_itsm.procurement.actions import options, purchase_life, purchases
from hospital_itsm.procurement.actions.receipts import receive_goods, record_assets, take_back_receipt
from hospital_itsm.procurement.models import Option, OptionLine, Purchase, Receipt
from tests.budget.cast import entry
from tests.procurement import cast
from tests.vendors.cast import contract
from tests.world import World, again

D = Decimal


def standing(line: BudgetLine) -> Any:
    """The money of one line."""
    (row,) = dressed([BudgetLine.objects.select_related("year").get(pk=line.pk)], timezone.localdate())
    return row.standing


def says(world: World, who: str, purchase: Purchase, verdict: str = "approve", **values: Any) -> Any:
    """What somebody decides about a purchase that waits."""
    request = ApprovalRequest.objects.filter(kind="purchase", subject=purchase.pk).latest("id")
    return decide(request.pk, actor=again(getattr(world, who)), verdict=verdict, **values)


def lines(purchase: Purchase) -> list[int]:
    """The keys of the lines of the chosen option: switches, cables."""
    return list(OptionLine.objects.filter(option=purchase.chosen_id).values_list("pk", flat=True))


def test_the_whole_way_binds_and_spends_to_the_cent(world: World) -> None:
    line = cast.line(world)
    made = cast.approved(world, line)
    assert (made.status, made.amount, made.currency) == ("approved", D("4100.00"), "USD")
    assert (standing(line).committed, standing(line).remaining) == (D("4100.00"), D("4100.00"))
    made = purchase_life.place_order(made.number, actor=again(world.finance), order_number=" PO-48213 ")
    assert (made.status, made.order_number, made.ordered_on) == ("ordered", "PO-48213", timezone.localdate())
    entry(world, line, "1500.00", order_number="po-48213", invoice_number="R-1")
    assert (standing(line).actual, standing(line).remaining) == (D("1500.00"), D("2600.00"))
    switches, cables = lines(made)
    receive_goods(made.number, actor=again(world.it_manager), quantities={switches: 4, cables: 10})
    assert cast.fresh(made).status == "received"
    closed = purchase_life.close_purchase(made.number, actor=again(world.vendor_manager))
    assert (closed.status, standing(line).remaining, standing(line).committed) == (
        "closed",
        D("0.00"),
        D("1500.00"),
    )
    verbs = list(
        AuditEntry.objects.filter(target_type="procurement.purchase")
        .order_by("id")
        .values_list("verb", flat=True)
    )
    assert verbs == [
        "purchase.create", "purchase.add_option", "purchase.choose", "purchase.submit", "purchase.approve",
        "purchase.order", "purchase.receive", "purchase.close",
    ]  # fmt: skip


def test_a_draft_says_what_it_lacks(world: World) -> None:
    made = cast.draft(world, None, interest="")
    with pytest.raises(ValueRefused) as refused:
        purchase_life.submit_purchase(made.number, actor=again(world.vendor_manager))
    assert set(refused.value.errors) == {"chosen", "line", "interest"}
    offer = options.add_option(
        made.number, actor=again(world.vendor_manager), vendor=world.vendor, currency="USD"
    )
    options.choose_option(
        made.number, actor=again(world.vendor_manager), option=offer.pk, memo="The only one."
    )
    with pytest.raises(ValueRefused) as refused:
        purchase_life.submit_purchase(made.number, actor=again(world.vendor_manager))
    assert refused.value.errors["chosen"] == "The chosen option has no lines. Add what is bought."
    assert not ApprovalRequest.objects.exists()


def test_a_choice_needs_its_memo(world: World) -> None:
    made = cast.draft(world, cast.line(world))
    offer = cast.option(world, made)
    with pytest.raises(ValueRefused) as refused:
        options.choose_option(made.number, actor=again(world.vendor_manager), option=offer.pk, memo="  ")
    assert set(refused.value.errors) == {"memo"}
    assert cast.fresh(made).chosen is None


@pytest.mark.parametrize(("planned", "passes"), [("4100.00", True), ("4099.99", False)])
def test_a_cent_over_the_line_is_refused(world: World, planned: str, passes: bool) -> None:
    made = cast.chosen(world, cast.line(world, planned))
    if passes:
        assert (
            purchase_life.submit_purchase(made.number, actor=again(world.vendor_manager)).status
            == "in_review"
        )
        return
    with pytest.raises(Conflict) as refused:
        purchase_life.submit_purchase(made.number, actor=again(world.vendor_manager))
    assert "has USD 4,099.99 left" in refused.value.message
    assert "this costs 4,100.00" in refused.value.message
    assert cast.fresh(made).status == "draft"
    assert not ApprovalRequest.objects.exists()


def test_what_is_approved_meanwhile_leaves_less_for_the_next(world: World) -> None:
    line = cast.line(world, "8000.00")
    second = cast.submitted(world, line, title="Second")
    cast.approved(world, line, title="First")
    with pytest.raises(Conflict) as refused:
        says(world, "it_manager", second)
    assert "has USD 3,900.00 left" in str(refused.value)
    assert cast.fresh(second).status == "in_review"
    amend_line(line.pk, actor=again(world.cio), amount=D("8200.00"), reason="More switches")
    says(world, "it_manager", second)
    assert cast.fresh(second).status == "approved"
    bound = {one.label.split()[0]: one.whole for one in commitments_of(line.year, timezone.localdate())}
    assert sum(bound.values()) == D("8200.00")


def test_outside_the_budget_needs_a_reason_and_binds_no_line(world: World) -> None:
    line = cast.line(world)
    made = cast.ordered(world, None, unplanned_reason="A pipe burst in the annex.")
    (loose,) = [one for one in commitments_of(line.year, timezone.localdate()) if one.label.startswith("PUR")]
    assert (loose.line, loose.whole, made.status) == (None, D("4100.00"), "ordered")


def test_a_quote_that_ended_blocks_until_a_new_one(world: World) -> None:
    made = cast.draft(world, cast.line(world))
    yesterday = timezone.localdate() - timedelta(days=1)
    offer = cast.option(world, made, valid_until=yesterday)
    actor = again(world.vendor_manager)
    options.choose_option(made.number, actor=actor, option=offer.pk, memo="The only one.")
    with pytest.raises(Conflict, match="ended on"):
        purchase_life.submit_purchase(made.number, actor=actor)
    options.change_option(made.number, offer.pk, actor=actor, fields={"valid_until": timezone.localdate()})
    assert purchase_life.submit_purchase(made.number, actor=actor).status == "in_review"


def test_a_vendor_with_patient_data_and_no_agreement_gets_no_order(world: World) -> None:
    made = cast.chosen(world, cast.line(world), phi_access="yes")
    with pytest.raises(Conflict, match="without a BAA"):
        purchase_life.submit_purchase(made.number, actor=again(world.vendor_manager))
    assert cast.fresh(made).status == "draft"


def test_an_agreement_that_ends_between_approval_and_order_blocks_the_order(world: World) -> None:
    made = cast.approved(world, cast.line(world))
    contract(world, phi_access="yes")
    with pytest.raises(Conflict, match="without a BAA"):
        purchase_life.place_order(made.number, actor=again(world.finance), order_number="PO-1")
    assert (cast.fresh(made).status, cast.fresh(made).order_number) == ("approved", "")


def test_nobody_approves_their_own(world: World) -> None:
    made = cast.draft(world, cast.line(world))
    Purchase.objects.filter(pk=made.pk).update(asked_by=world.it_manager)
    offer = cast.option(world, made)
    actor = again(world.it_manager)
    options.choose_option(made.number, actor=actor, option=offer.pk, memo="The only one.")
    purchase_life.submit_purchase(made.number, actor=actor)
    with pytest.raises(Forbidden):
        says(world, "it_manager", made)
    assert cast.fresh(made).status == "in_review"


def test_who_asked_or_chose_approves_no_step_though_somebody_else_submits_it(world: World) -> None:
    made = cast.draft(world, cast.line(world))
    Purchase.objects.filter(pk=made.pk).update(asked_by=world.it_manager)
    offer = cast.option(world, made, extra=D("55000.00"))
    options.choose_option(made.number, actor=again(world.finance), option=offer.pk, memo="The only one.")
    purchase_life.submit_purchase(made.number, actor=again(world.vendor_manager))
    with pytest.raises(Forbidden):  # asked for it
        says(world, "it_manager", made)
    request = ApprovalRequest.objects.get(kind="purchase", subject=made.pk)
    request.steps.filter(approver__in=("domain_manager", "domain_leader")).delete()
    with pytest.raises(Forbidden):  # chose the vendor
        says(world, "finance", made)
    assert not request.steps.exclude(state="waiting").exists()
    told = OutboxMessage.objects.filter(kind="approval.asked").values_list("recipient__username", flat=True)
    assert not {world.it_manager.username, world.finance.username} & set(told)


def test_a_rejection_stays_one_and_a_copy_asks_anew(world: World) -> None:
    made = cast.submitted(world, cast.line(world))
    says(world, "it_manager", made, "reject", reason="Not this year")
    assert cast.fresh(made).status == "rejected"
    actor = again(world.vendor_manager)
    for act in (purchase_life.submit_purchase, purchase_life.place_order):
        further = {"order_number": "PO-1"} if act is purchase_life.place_order else {}
        with pytest.raises(IllegalTransition):
            act(made.number, actor=actor, **further)
    copy = purchases.copy_purchase(made.number, actor=actor)
    assert (copy.status, copy.chosen, copy.number != made.number) == ("draft", None, True)
    (offer,) = Option.objects.filter(purchase=copy).prefetch_related("lines")
    assert (offer.amount, [one.what for one in offer.lines.all()]) == (
        D("4100.00"),
        ["Access switch", "Patch cables"],
    )
    assert cast.fresh(made).status == "rejected"


def test_withdrawing_voids_the_question_and_lets_it_be_changed(world: World) -> None:
    made = cast.submitted(world, cast.line(world))
    actor = again(world.vendor_manager)
    with pytest.raises(Conflict):
        purchases.change_purchase(made.number, actor=actor, fields={"title": "Routers"})
    purchase_life.withdraw_purchase(made.number, actor=actor, reason="Wrong line")
    assert ApprovalRequest.objects.get().state == "withdrawn"
    assert purchases.change_purchase(made.number, actor=actor, fields={"title": "Routers"}).title == "Routers"


def test_an_order_number_stands_once(world: World) -> None:
    line = cast.line(world)
    cast.ordered(world, line, "PO-7")
    other = cast.approved(world, line, title="Second")
    with pytest.raises(ValueRefused) as refused:
        purchase_life.place_order(other.number, actor=again(world.finance), order_number="po-7")
    assert set(refused.value.errors) == {"order_number"}
    tomorrow = timezone.localdate() + timedelta(days=1)
    with pytest.raises(ValueRefused) as refused:
        purchase_life.place_order(
            other.number,
            actor=again(world.finance),
            order_number="PO-8",
            ordered_on=tomorrow,
            expected_on=timezone.localdate(),
        )
    assert set(refused.value.errors) == {"ordered_on", "expected_on"}
    assert cast.fresh(other).status == "approved"


def test_deliveries_come_in_parts_and_never_more_than_ordered(world: World) -> None:
    made = cast.ordered(world, cast.line(world))
    switches, cables = lines(made)
    actor = again(world.it_manager)
    receive_goods(made.number, actor=actor, quantities={switches: 3, cables: 0}, delivery_note="L-1")
    assert cast.fresh(made).status == "ordered"
    with pytest.raises(ValueRefused) as refused:
        receive_goods(made.number, actor=actor, quantities={switches: 2, cables: 10})
    assert refused.value.errors == {f"line_{switches}": "Still to come of this line: 1. You wrote 2."}
    with pytest.raises(ValueRefused):
        receive_goods(made.number, actor=actor, quantities={})
    assert Receipt.objects.count() == 1
    last = receive_goods(made.number, actor=actor, quantities={switches: 1, cables: 10})
    assert cast.fresh(made).status == "received"
    take_back_receipt(made.number, last.pk, actor=actor, reason="Counted twice")
    assert (cast.fresh(made).status, Receipt.objects.filter(is_void=True).count()) == ("ordered", 1)
    with pytest.raises(Conflict):
        take_back_receipt(made.number, last.pk, actor=actor, reason="Again")
    receive_goods(made.number, actor=actor, quantities={switches: 1, cables: 10})
    assert cast.fresh(made).status == "received"


def test_received_pieces_become_assets_with_what_the_order_knows(world: World) -> None:
    made = cast.ordered(world, cast.line(world), "PO-48213")
    switches, cables = lines(made)
    day = timezone.localdate()
    receipt = receive_goods(made.number, actor=again(world.it_manager), quantities={switches: 2, cables: 10})
    piece, cable = receipt.lines.get(line=switches), receipt.lines.get(line=cables)
    with pytest.raises(Conflict):
        record_assets(made.number, cable.pk, actor=again(world.it_manager), devices=[("", "")])
    with pytest.raises(ValueRefused):
        record_assets(made.number, piece.pk, actor=again(world.it_manager), devices=[("SW-1", "A")] * 3)
    with pytest.raises(ValueRefused) as refused:  # the second tag is taken by the first: neither is made
        record_assets(
            made.number, piece.pk, actor=again(world.it_manager), devices=[("SW-1", "A"), ("SW-1", "B")]
        )
    assert "Piece 2" in str(refused.value.errors["devices"])
    assert not Asset.objects.filter(tag="SW-1").exists()
    with pytest.raises(Forbidden):
        record_assets(made.number, piece.pk, actor=again(world.finance), devices=[("SW-1", "A")])
    record_assets(made.number, piece.pk, actor=again(world.it_manager), devices=[("SW-1", "A"), ("", "B")])
    first = Asset.objects.get(tag="SW-1")
    assert (first.status, first.serial, first.cost, first.currency, first.po_number, first.vendor_id) == (
        "received", "A", D("1000.00"), "USD", "PO-48213", world.vendor.pk,
    )  # fmt: skip
    assert (first.acquired_on, first.warranty_until.year, first.name) == (day, day.year + 3, "Access switch")
    with pytest.raises(Conflict):  # the pieces have tags now
        take_back_receipt(made.number, receipt.pk, actor=again(world.it_manager), reason="No")
    with pytest.raises(ValueRefused):
        record_assets(made.number, piece.pk, actor=again(world.it_manager), devices=[("SW-9", "")])


def test_what_is_ordered_is_cancelled_by_who_orders_and_only_before_anything_came(world: World) -> None:
    line = cast.line(world)
    made = cast.ordered(world, line)
    Purchase.objects.filter(pk=made.pk).update(asked_by=world.it_manager)
    with pytest.raises(Forbidden):
        purchase_life.cancel_purchase(made.number, actor=again(world.it_manager), reason="Changed my mind")
    switches, _cables = lines(made)
    receive_goods(made.number, actor=again(world.it_manager), quantities={switches: 1})
    with pytest.raises(Conflict):
        purchase_life.cancel_purchase(made.number, actor=again(world.finance), reason="Late")
    with pytest.raises(ValueRefused):
        purchase_life.close_purchase(made.number, actor=again(world.finance))
    closed = purchase_life.close_purchase(
        made.number, actor=again(world.finance), reason="The rest is out of stock"
    )
    assert (closed.status, closed.end_reason) == ("closed", "The rest is out of stock")
    assert standing(line).remaining == 0


def test_only_drafts_of_ones_own_change_and_stale_ones_are_refused(world: World) -> None:
    made = cast.draft(world, cast.line(world))
    with pytest.raises(Forbidden):
        purchases.change_purchase(made.number, actor=again(world.it_manager), fields={"title": "Mine"})
    with pytest.raises(Purchase.DoesNotExist):
        purchases.change_purchase(made.number, actor=again(world.agent), fields={"title": "Mine"})
    with pytest.raises(Forbidden):
        purchases.create_purchase(actor=again(world.agent), title="x", need="y", domain="infrastructure")
    purchases.change_purchase(
        made.number, actor=again(world.vendor_manager), fields={"title": "A"}, version=1
    )
    with pytest.raises(StaleVersion):
        purchases.change_purchase(
            made.number, actor=again(world.vendor_manager), fields={"title": "B"}, version=1
        )
    assert cast.fresh(made).title == "A"
    assert Purchase.objects.count() == 1


def test_patient_data_stays_out_of_needs_and_of_the_trail(world: World) -> None:
    line = cast.line(world)
    masked = cast.draft(world, line, need="For MRN 00482913 in bed 4.")
    assert "00482913" not in cast.fresh(masked).need
    second = cast.draft(world, line, need="The scanner of the ward is broken.")
    kept = AuditEntry.objects.get(verb="purchase.create", target_id=str(second.pk)).changes
    assert "scanner" not in str(kept)
    assert kept["need"][1]["length"] == len("The scanner of the ward is broken.")


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ({"currency": "usd"}, "currency"),
        ({"extra": D("-1.00")}, "extra"),
        ({"lines": [{**cast.SWITCHES, "quantity": 0}]}, "quantity"),
        ({"lines": [{**cast.SWITCHES, "unit_price": D("-0.01")}]}, "unit_price"),
        ({"lines": [{**cast.SWITCHES, "quantity": 10**9, "unit_price": D("9999999999.99")}]}, "unit_price"),
        ({"lines": [{**cast.SWITCHES, "what": " "}]}, "what"),
    ],
)
def test_an_offer_that_cannot_be_is_refused_whole(world: World, fields: dict[str, Any], fault: str) -> None:
    made = cast.draft(world, None)
    with pytest.raises(ValueRefused) as refused:
        cast.option(world, made, **fields)
    assert fault in refused.value.errors
    assert not Option.objects.exists()
    assert not OptionLine.objects.exists()


def test_removing_the_chosen_option_chooses_none(world: World) -> None:
    made = cast.chosen(world, cast.line(world))
    assert made.chosen_id is not None
    options.remove_option(made.number, made.chosen_id, actor=again(world.vendor_manager))
    assert (cast.fresh(made).chosen, cast.fresh(made).memo) == (None, "")


def test_nothing_is_ordered_from_a_budget_nobody_approved_yet(world: World) -> None:
    line = cast.line(world)
    made = cast.approved(world, line)
    FiscalYear.objects.filter(pk=line.year_id).update(status="draft")
    with pytest.raises(Conflict, match="is not approved yet"):
        purchase_life.place_order(made.number, actor=again(world.vendor_manager), order_number="PO-7")
    assert (cast.fresh(made).status, cast.fresh(made).order_number) == ("approved", "")
    FiscalYear.objects.filter(pk=line.year_id).update(status="approved")
    made = purchase_life.place_order(made.number, actor=again(world.vendor_manager), order_number="PO-7")
    assert made.status == "ordered"


@pytest.mark.parametrize(
    ("domain", "decides", "waits"),
    [
        ("infrastructure", "it_manager", "htm_manager"),
        ("applications", "it_manager", "htm_manager"),
        ("htm", "htm_manager", "it_manager"),
    ],
)
def test_the_manager_of_its_domain_is_asked_first(
    world: World, domain: str, decides: str, waits: str
) -> None:
    made = cast.chosen(world, None, unplanned_reason="A pipe burst.", domain=domain)
    purchase_life.submit_purchase(made.number, actor=again(world.vendor_manager))
    told = OutboxMessage.objects.filter(kind="approval.asked").values_list("recipient__username", flat=True)
    assert set(told) == {getattr(world, decides).username}
    request = ApprovalRequest.objects.get(kind="purchase", subject=made.pk)
    assert request.steps.get().pk in steps_of(getattr(world, decides)).values_list("pk", flat=True)
    assert not steps_of(getattr(world, waits)).filter(request=request).exists()
    with pytest.raises(Forbidden):
        says(world, waits, made)
    says(world, decides, made)
    assert cast.fresh(made).status == "approved"
