"""Telling the purchases of the demo hospital through the actions of the product."""

from datetime import timedelta
from decimal import Decimal
from typing import Final

from django.utils import timezone

from hospital_itsm.approvals.actions.deciding import decide
from hospital_itsm.approvals.models import ApprovalRequest
from hospital_itsm.approvals.queries.approvers import roles_of
from hospital_itsm.budget.actions.costs import book_cost
from hospital_itsm.budget.models import BudgetLine
from hospital_itsm.demo.hospital.purchases import SCANNERS, STAFF, SWITCHES, UNPLANNED, VENTILATORS, Wish
from hospital_itsm.demo.loaders.past import told_from
from hospital_itsm.demo.loaders.tickets import settle_messages
from hospital_itsm.outbox.models import OutboxMessage
from hospital_itsm.people.models import User
from hospital_itsm.procurement.actions.options import add_option, choose_option
from hospital_itsm.procurement.actions.purchase_life import close_purchase, place_order, submit_purchase
from hospital_itsm.procurement.actions.purchases import create_purchase
from hospital_itsm.procurement.actions.receipts import receive_goods
from hospital_itsm.procurement.models import OptionLine, Purchase
from vendors.queries.vendors import vendors_by_name

MANAGER, BOOKS = "imani.clarke", "walter.choi"
SOON: Final = timedelta(days=40)


def is_loaded() -> bool:
    """Is any purchase in this database?"""
    return Purchase.objects.exists()


def load() -> None:
    """One that is late, one that waits, one that lacks an agreement, one that is done."""
    now = timezone.now()
    newest = OutboxMessage.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    with told_from(now - timedelta(days=50)) as story:
        scanners = _submitted(SCANNERS)
        _approve(scanners)
        story.reach(now - timedelta(days=46))
        _order(scanners, "PO-48117", 10)
        story.reach(now - timedelta(days=38))
        _receive(scanners, 40, "L-20931")
        _book(scanners, "NL-77120")
        close_purchase(scanners.number, actor=_person(MANAGER))
        switches = _submitted(SWITCHES)
        _approve(switches)
        story.reach(now - timedelta(days=33))
        _order(switches, "PO-48213", 21)
        story.reach(now - timedelta(days=9))
        _receive(switches, 16, "L-21440")
        story.reach(now - timedelta(days=2))
        _submitted(VENTILATORS)
        story.reach(now - timedelta(days=1))
        _draft(STAFF)
    settle_messages(now, newest)


def _draft(wish: Wish) -> Purchase:
    manager, today = _person(MANAGER), timezone.localdate()
    line = BudgetLine.objects.filter(
        name=wish.line, year__starts_on__lte=today, year__ends_on__gte=today
    ).first()
    made = create_purchase(
        actor=manager,
        title=wish.title,
        need=wish.need,
        domain=wish.domain.value,
        line=line,
        unplanned_reason="" if line else UNPLANNED,
        phi_access=wish.phi,
        interest="none",
    )
    known = vendors_by_name({offer.vendor for offer in wish.offers})
    options = [
        add_option(
            made.number,
            actor=manager,
            vendor=known[offer.vendor],
            currency="USD",
            extra=Decimal(offer.extra),
            delivery_days=offer.days,
            quoted_on=today,
            valid_until=today + SOON,
            notes=offer.notes,
            lines=[
                {
                    "what": offer.what,
                    "quantity": offer.pieces,
                    "unit_price": offer.amount,
                    "asset_class": offer.asset_class,
                }
            ],
        )
        for offer in wish.offers
    ]
    return choose_option(made.number, actor=manager, option=options[0].pk, memo=wish.memo)


def _submitted(wish: Wish) -> Purchase:
    return submit_purchase(_draft(wish).number, actor=_person(MANAGER))


def _approve(purchase: Purchase) -> None:
    request = ApprovalRequest.objects.get(kind="purchase", subject=purchase.pk)
    for step in request.steps.order_by("position"):
        who = _holder(roles_of(step.approver, purchase.domain)[0])
        decide(request.pk, actor=who, verdict="approve", reason="")


def _order(purchase: Purchase, order_number: str, days: int) -> None:
    due = timezone.localdate() + timedelta(days=days)
    place_order(purchase.number, actor=_person(MANAGER), order_number=order_number, expected_on=due)


def _receive(purchase: Purchase, pieces: int, note: str) -> None:
    line = OptionLine.objects.get(option=purchase.chosen_id)
    receive_goods(purchase.number, actor=_person(MANAGER), quantities={line.pk: pieces}, delivery_note=note)


def _book(purchase: Purchase, invoice: str) -> None:
    assert purchase.chosen is not None  # noqa: S101  it is ordered
    book_cost(
        actor=_person(BOOKS),
        line=purchase.line,
        booked_on=timezone.localdate(),
        amount=purchase.amount,
        currency=purchase.currency,
        vendor=purchase.chosen.vendor,
        invoice_number=invoice,
        order_number=Purchase.objects.get(pk=purchase.pk).order_number,
    )


def _holder(role: str) -> User:
    found: User = User.objects.filter(memberships__role__code=role, is_active=True).order_by("username")[0]
    return found


def _person(username: str) -> User:
    return User.objects.get(username=username)
