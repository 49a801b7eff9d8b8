"""Decisions, and the reminders that go out before a notice date: each once, to whoever answers for it."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.core.actors import System
from hospital_itsm.core.errors import Conflict, Forbidden, StaleVersion, ValueRefused
from hospital_itsm.outbox.models import OutboxMessage
from hospital_itsm.people.models import User
from tests.vendors import cast
from tests.world import World, again
from vendors.actions import renewals
from vendors.actions.contract_life import terminate_contract
from vendors.actions.contracts import change_contract
from vendors.actions.renewals import decide, remind_of_notices
from vendors.models import Contract, ContractReminder, DecisionRecord

WATCH = System("contracts")
NOTICE = date(2027, 3, 30)
DATES: dict[str, Any] = {
    "starts_on": date(2024, 7, 1),
    "ends_on": date(2027, 6, 30),
    "auto_renew": True,
    "renewal_term_months": 36,
    "notice_value": 3,
    "notice_unit": "months",
}
BOTH_VPS = ["dale.brantley", "priya.venkataraman"]


@pytest.fixture
def lan(world: World) -> Contract:
    """A contract of infrastructure that the IT manager owns."""
    return cast.contract(world, "C-1005", owner=again(world.it_manager), domain="infrastructure", **DATES)


def remind(day: date, hour: int = 16) -> int:
    """One round of the watcher."""
    return remind_of_notices(actor=WATCH, now=datetime(day.year, day.month, day.day, hour, tzinfo=UTC))[0]


def before(days: int) -> date:
    """So many days before the notice date."""
    return NOTICE - timedelta(days=days)


def told() -> list[tuple[str, int]]:
    """Who was told with how many days left, sorted, from the bell."""
    rows = OutboxMessage.objects.filter(kind="contract.notice", channel="in_app")
    return sorted((row.recipient.username, row.payload["left"]) for row in rows)


def test_every_step_is_told_once_to_the_owner_and_late_ones_to_the_vice_president(lan: Contract) -> None:
    for left in range(200, -5, -1):
        remind(before(left))
        remind(before(left), 17)
    owner = [("martin.ekland", left) for left in (30, 60, 90, 120, 180)]
    assert told() == [("dale.brantley", 30), ("dale.brantley", 60), *owner]
    assert set(OutboxMessage.objects.values_list("channel", flat=True)) == {"in_app", "email"}


def test_the_message_says_number_company_and_day_alone(lan: Contract) -> None:
    remind(before(90))
    row = OutboxMessage.objects.filter(kind="contract.notice").first()
    assert row is not None
    assert row.payload == {
        "contract": "C-1005",
        "vendor": "Northlight Networks",
        "day": "Mar 30, 2027",
        "left": 90,
        "otherwise": "it renews for 3 years",
    }


def test_after_an_outage_only_the_latest_missed_step_is_told(lan: Contract) -> None:
    remind(before(180))
    remind(before(25))
    assert told() == [("dale.brantley", 25), ("martin.ekland", 25), ("martin.ekland", 180)]
    assert list(ContractReminder.objects.order_by("step").values_list("step", flat=True)) == [30, 180]


def test_a_contract_without_an_owner_who_may_read_it_reminds_the_vendor_manager(
    world: World, lan: Contract
) -> None:
    User.objects.filter(pk=world.it_manager.pk).update(is_active=False)
    remind(before(100))
    assert told() == [("imani.clarke", 100)]
    Contract.objects.update(owner=None, domain="")
    remind(before(60))
    assert told()[:-1] == [("dale.brantley", 60), ("imani.clarke", 60), ("imani.clarke", 100)]
    assert told()[-1] == ("priya.venkataraman", 60)


def test_drafts_terminated_and_decided_contracts_and_passed_dates_remind_of_nothing(
    world: World, lan: Contract
) -> None:
    manager = again(world.vendor_manager)
    cast.contract(world, "C-2", status="draft", **DATES)
    cast.contract(world, "C-3", **DATES)
    terminate_contract("C-3", actor=manager, reason="Poor service")
    assert (
        decide("C-1005", actor=again(world.it_manager), decision="renew", reason="Good").decision == "renew"
    )
    cast.contract(world, "C-4", **{**DATES, "ends_on": date(2026, 12, 31)})
    for left in (180, 90, 10):
        remind(before(left))
    assert told() == []


def test_a_moved_notice_date_asks_and_reminds_again(world: World, lan: Contract) -> None:
    remind(before(120))
    decide("C-1005", actor=again(world.vendor_manager), decision="renew", reason="Good")
    moved = change_contract(
        "C-1005", actor=again(world.vendor_manager), fields={"notice_value": 4}, version=2
    )
    assert (moved.notice_on, moved.decision) == (date(2027, 2, 28), "")
    assert AuditEntry.objects.get(verb="contract.change").changes == {
        "notice_value": [3, 4],
        "notice_on": ["2027-03-30", "2027-02-28"],
        "decision": ["renew", ""],
    }
    remind(date(2026, 11, 30))
    assert told() == [("martin.ekland", 90), ("martin.ekland", 120)]
    assert DecisionRecord.objects.get().notice_on == NOTICE


def test_a_change_of_something_else_keeps_the_decision(world: World, lan: Contract) -> None:
    decide("C-1005", actor=again(world.vendor_manager), decision="replace", reason="Too dear")
    changed = change_contract("C-1005", actor=again(world.vendor_manager), fields={"title": "LAN"})
    assert changed.decision == "replace"


def test_a_worker_that_dies_while_telling_leaves_no_trace_and_the_next_tells_once(
    lan: Contract, monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(**given: Any) -> int:
        raise RuntimeError("gone")

    with monkeypatch.context() as patched:
        patched.setattr(renewals, "tell", die)
        assert remind(before(90)) == 0
    assert not ContractReminder.objects.exists()
    assert remind(before(90)) == 1
    assert told() == [("martin.ekland", 90)]


def test_nobody_is_reminded_in_the_night_and_only_the_product_reminds(world: World, lan: Contract) -> None:
    assert remind(before(90), 11) == 0
    with pytest.raises(Forbidden):
        remind_of_notices(actor=again(world.vendor_manager), now=datetime(2027, 1, 1, 16, tzinfo=UTC))
    assert told() == []


@pytest.mark.parametrize(
    ("decision", "reason", "field"),
    [("bribe", "Good", "decision"), ("renew", "  ", "reason"), ("renew", "x" * 401, "reason")],
)
def test_a_decision_that_cannot_be_is_refused(
    world: World, lan: Contract, decision: str, reason: str, field: str
) -> None:
    with pytest.raises(ValueRefused) as refused:
        decide("C-1005", actor=again(world.vendor_manager), decision=decision, reason=reason)
    assert set(refused.value.errors) == {field}
    assert not DecisionRecord.objects.exists()


def test_only_owner_and_vendor_manager_decide_and_only_about_a_signed_contract(
    world: World, lan: Contract
) -> None:
    for who in ("htm_manager", "vp_infrastructure", "finance", "auditor", "agent"):
        with pytest.raises(Forbidden):
            decide("C-1005", actor=getattr(world, who), decision="renew", reason="Good")
    with pytest.raises(StaleVersion):
        decide("C-1005", actor=again(world.it_manager), decision="renew", reason="Good", version=9)
    cast.contract(world, "C-2", status="draft", **DATES)
    with pytest.raises(Conflict):
        decide("C-2", actor=again(world.vendor_manager), decision="renew", reason="Good")
    assert not DecisionRecord.objects.exists()


def test_the_trail_keeps_no_words_of_a_decision(world: World, lan: Contract) -> None:
    decide("C-1005", actor=again(world.it_manager), decision="renegotiate", reason="Price is above market")
    entry = AuditEntry.objects.get(verb="contract.decide")
    assert entry.changes["decision"] == ["", "renegotiate"]
    assert entry.changes["reason"]["length"] == 21
    assert "market" not in str(entry.changes)


@pytest.mark.parametrize(
    ("values", "field", "words"),
    [
        ({"notice_value": 36}, "notice_value", "The notice is longer than the term."),
        ({"annual_value": Decimal("-1"), "currency": "USD"}, "annual_value", "never below 0"),
        ({"annual_value": Decimal("1")}, "currency", "Say in which currency"),
        ({"term_months": 35}, "term_months", "contradict each other"),
        ({"notice_unit": "weeks"}, "notice_unit", "weeks is not one of: days, months."),
        ({"sla_clauses": [str(n) for n in range(21)]}, "sla_clauses", "at most 20 lines"),
    ],
)
def test_terms_that_cannot_be_are_refused_at_their_field(
    world: World, lan: Contract, values: dict[str, Any], field: str, words: str
) -> None:
    with pytest.raises(ValueRefused) as refused:
        change_contract("C-1005", actor=again(world.vendor_manager), fields=values)
    assert words in refused.value.errors[field]
    assert Contract.objects.get().version == 1


def test_an_owner_reads_contracts(world: World, lan: Contract) -> None:
    with pytest.raises(ValueRefused) as refused:
        change_contract("C-1005", actor=again(world.vendor_manager), fields={"owner": again(world.agent)})
    assert "may not read contracts" in refused.value.errors["owner"]
    assert Contract.objects.get().owner == world.it_manager
