"""What needs a decision, above the list of contracts; and whether a contract renews whatever happens."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from tests.tickets.desk_pages import opened
from tests.vendors import cast
from tests.world import World, again
from vendors.attention import attention_for
from vendors.models import Contract
from vendors.queries.contracts import renews_anyway
from vendors.rules.renewal import renews_anyway as renews

DAY = date(2026, 11, 27)


def ending(world: World, number: str, days: int, **values: Any) -> Contract:
    """A contract with its last day so many days from now."""
    last = timezone.localdate() + timedelta(days=days)
    return cast.contract(world, number, ends_on=last, **values)


def waiting(world: World, who: str = "vendor_manager") -> list[str]:
    """The numbers this person reads above the list."""
    user = again(getattr(world, who))
    return [line.contract.number for line in attention_for(user, timezone.localdate()).lines]


def test_missed_and_near_notice_dates_come_in_their_order(world: World) -> None:
    renewing = {"auto_renew": True, "renewal_term_months": 12, "notice_unit": "days"}
    ending(world, "C-NEAR", 120, notice_value=60, **renewing)
    ending(world, "C-MISSED", 30, notice_value=60, **renewing)
    ending(world, "C-FAR", 121, notice_value=60, **renewing)
    ending(world, "C-ENDS", 10)
    ending(world, "C-OVER", -1)
    ending(world, "C-WAS", -1, notice_value=60, **renewing)
    ending(world, "C-DRAFT", 5, status="draft")
    ending(world, "C-DONE", 5)
    Contract.objects.filter(number="C-DONE").update(decision="terminate")
    assert waiting(world) == ["C-WAS", "C-MISSED", "C-ENDS", "C-NEAR"]
    assert waiting(world, "technician") == []
    page = opened(world.vendor_manager, "/contracts/").words
    assert "Needs a decision" in page
    assert "Notice date passed 30 days ago: it renews on" in page
    assert "Needs a decision" not in opened(world.technician, "/contracts/").words
    assert "Needs a decision" not in opened(world.vendor_manager, "/contracts/?state=expiring").words


def test_more_than_five_lead_to_all_of_them(world: World) -> None:
    for number in range(5):
        ending(world, f"C-{number}", number)
    assert "Show all that nobody has decided about" not in opened(world.cio, "/contracts/").words
    ending(world, "C-5", 5)
    page = opened(world.cio, "/contracts/")
    assert "Show all that nobody has decided about" in page.words
    assert "/contracts/renewals/?decided=no" in page.page
    assert len(waiting(world)) == 5


def test_vendors_without_an_agreement_are_named_to_readers_of_agreements(world: World) -> None:
    ending(world, "C-1", 400, phi_access="yes")
    said = f"These vendors touch patient data without a BAA in force: {world.vendor.name}."
    assert said in opened(world.vendor_manager, "/contracts/").words
    assert said not in opened(world.technician, "/contracts/").words


@pytest.mark.parametrize(
    ("auto_renew", "decision", "notice_on", "expected"),
    [
        (True, "", DAY, False),
        (True, "", date(2026, 11, 26), True),
        (True, "", None, False),
        (False, "", date(2026, 11, 26), False),
        (True, "terminate", date(2026, 11, 26), False),
        (True, "replace", date(2026, 11, 26), False),
        (True, "renegotiate", date(2026, 11, 26), True),
        (True, "renew", DAY, True),
        (True, "renew", None, True),
        (False, "renew", DAY, False),
    ],
)
def test_a_contract_renews_anyway_once_nobody_can_stop_it(
    world: World, auto_renew: bool, decision: str, notice_on: date | None, expected: bool
) -> None:
    assert renews(auto_renew, decision, notice_on, DAY) is expected
    notice = (
        {"notice_value": (date(2027, 6, 30) - notice_on).days, "notice_unit": "days"} if notice_on else {}
    )
    term = {"auto_renew": True, "renewal_term_months": 12} if auto_renew else {}
    cast.contract(world, "C-1", ends_on=date(2027, 6, 30), **notice, **term)
    Contract.objects.update(decision=decision)
    one = Contract.objects.get()
    assert one.notice_on == notice_on
    assert one.renews_anyway(DAY) is expected
    assert Contract.objects.filter(renews_anyway(DAY)).exists() is expected
