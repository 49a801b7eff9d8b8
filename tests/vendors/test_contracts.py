"""Contracts: written, changed, signed off, terminated; drafts are for those who answer for them."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.core.errors import Forbidden, IllegalTransition, StaleVersion, ValueRefused
from tests.vendors import cast
from tests.world import World, again
from vendors.actions.contract_life import record_contract, terminate_contract
from vendors.actions.contracts import change_contract
from vendors.actions.vendors import retire_vendor
from vendors.choices import ContractState
from vendors.models import Contract
from vendors.queries.contracts import stands

FULL_READERS = {
    "vendor_manager", "finance", "it_manager", "htm_manager", "vp_infrastructure", "vp_applications", "cio", "auditor",
}  # fmt: skip
CALLERS = {"agent", "technician", "biomed", "lead", "house_supervisor", "cmio", "integration"}
OUTSIDERS = {"requester", "charge_nurse", "vendor_guest", "administrator"}


def change(world: World, number: str, **fields: Any) -> Contract:
    """The vendor manager changes a contract."""
    return change_contract(number, actor=again(world.vendor_manager), fields=fields)


def test_a_contract_says_what_from_when_and_whom_to_call(world: World) -> None:
    cast.contract(world, kind="equipment_service", support_phone="555-0199", support_hours="24 x 7")
    stored = Contract.objects.get(number="C-1016")
    assert (stored.vendor, stored.status) == (world.vendor, "active")
    assert stored.state_on(date(2026, 11, 27)) == ContractState.IN_FORCE
    entry = AuditEntry.objects.get(verb="contract.create")
    assert entry.target_label == "C-1016"
    assert entry.changes["vendor"] == [None, "Northlight Networks"]
    assert entry.changes["ends_on"] == [None, "2040-06-30"]


@pytest.mark.parametrize(
    ("values", "field", "words"),
    [
        ({"number": " "}, "number", "Type the contract's number."),
        ({"number": "new"}, "number", "Use letters, digits"),
        ({"number": "A/1"}, "number", "Use letters, digits"),
        ({"number": "c-1005"}, "number", "There is a contract c-1005 already."),
        ({"title": ""}, "title", "Say what the contract is for."),
        ({"title": "x" * 161}, "title", "at most 160 characters"),
        ({"vendor": None}, "vendor", "Choose the vendor."),
        ({"kind": "bribe"}, "kind", "bribe is not one of: subscription"),
        ({"starts_on": None}, "starts_on", "Give the first day."),
        ({"ends_on": date(2019, 1, 1)}, "ends_on", "The last day comes before the first."),
        ({"status": "terminated"}, "status", "A new contract is a draft or active."),
        ({"version": 7}, "version", "This field cannot be set here."),
    ],
)
def test_a_value_that_cannot_be_is_refused_at_its_field(
    world: World, values: dict[str, Any], field: str, words: str
) -> None:
    cast.contract(world, "C-1005")
    before = AuditEntry.objects.count()
    with pytest.raises(ValueRefused) as refused:
        cast.contract(world, **values)
    assert words in refused.value.errors[field]
    assert (Contract.objects.count(), AuditEntry.objects.count()) == (1, before)


def test_no_contract_is_made_with_a_retired_vendor_but_old_ones_are_corrected(world: World) -> None:
    cast.contract(world, ends_on=date(2021, 1, 1))
    retire_vendor(world.vendor.pk, actor=again(world.vendor_manager))
    with pytest.raises(ValueRefused) as refused:
        cast.contract(world, "C-2")
    assert "This vendor is retired." in refused.value.errors["vendor"]
    assert change(world, "C-1016", title="Gold support").title == "Gold support"


def test_a_change_is_recorded_with_old_and_new(world: World) -> None:
    cast.contract(world)
    changed = change(world, "C-1016", ends_on=date(2041, 6, 30), support_hours="Mon to Fri")
    assert changed.version == 2
    assert AuditEntry.objects.get(verb="contract.change").changes == {
        "ends_on": ["2040-06-30", "2041-06-30"],
        "support_hours": ["", "Mon to Fri"],
    }


def test_an_older_version_is_refused(world: World) -> None:
    cast.contract(world)
    change(world, "C-1016", title="Gold support")
    with pytest.raises(StaleVersion):
        change_contract("C-1016", actor=again(world.vendor_manager), fields={"title": "Silver"}, version=1)
    assert Contract.objects.get().title == "Gold support"


def test_a_contract_in_force_is_recorded_and_terminated_once(world: World) -> None:
    actor = again(world.vendor_manager)
    cast.contract(world, status="draft")
    recorded = record_contract("C-1016", actor=actor, reason="Signed in 2019", version=1)
    assert recorded.status == "active"
    with pytest.raises(IllegalTransition) as refused:
        record_contract("C-1016", actor=actor, reason="Again")
    assert refused.value.allowed == ["end", "terminate"]
    with pytest.raises(ValueRefused):
        terminate_contract("C-1016", actor=actor, reason="  ")
    assert terminate_contract("C-1016", actor=actor, reason="Service was poor").status == "terminated"
    with pytest.raises(IllegalTransition):
        terminate_contract("C-1016", actor=actor, reason="Again")
    assert AuditEntry.objects.get(verb="contract.terminate").reason == "Service was poor"
    assert Contract.objects.get().version == 3


def test_drafts_are_read_by_those_who_read_contracts_in_full(world: World) -> None:
    cast.contract(world, "C-1")
    cast.contract(world, "C-2", status="draft")
    seen = {
        who: set(Contract.objects.visible_to(getattr(world, who)).values_list("number", flat=True))
        for who in FULL_READERS | CALLERS | OUTSIDERS
    }
    assert {who for who, numbers in seen.items() if numbers == {"C-1", "C-2"}} == FULL_READERS
    assert {who for who, numbers in seen.items() if numbers == {"C-1"}} == CALLERS


@pytest.mark.parametrize("who", ["finance", "it_manager", "cio", "agent", "auditor", "integration"])
def test_only_the_vendor_manager_writes_contracts(world: World, who: str) -> None:
    cast.contract(world)
    actor = getattr(world, who)
    with pytest.raises(Forbidden):
        change_contract("C-1016", actor=actor, fields={"title": "Mine"})
    with pytest.raises(Forbidden):
        terminate_contract("C-1016", actor=actor, reason="No")
    assert Contract.objects.get().title == "Monitoring gold support"


@pytest.mark.parametrize("state", ContractState.values)
def test_the_list_and_the_contract_agree_on_every_state(world: World, state: str) -> None:
    today = date(2026, 11, 27)
    spans = [(2020, 2025), (2020, 2040), (2030, 2040), (2020, 2027)]
    for number, (first, last) in enumerate(spans):
        for status in ("draft", "active"):
            days = {"starts_on": date(first, 1, 1), "ends_on": date(last, 1, 1)}
            cast.contract(world, f"{status}-{number}", status=status, **days)
    terminate_contract("active-1", actor=again(world.vendor_manager), reason="No more")
    cast.contract(world, "active-4")
    for status in ("in_review", "approved", "renewed", "ended"):
        cast.contract(world, status)
        Contract.objects.filter(number=status).update(status=status)
    listed = set(Contract.objects.filter(stands(state, today)).values_list("number", flat=True))
    assert listed == {one.number for one in Contract.objects.all() if one.state_on(today) == state}
    assert listed


def test_the_database_itself_refuses_what_cannot_be(world: World) -> None:
    cast.contract(world)
    wrong: list[dict[str, Any]] = [
        {"ends_on": date(2019, 1, 1)},
        {"status": "agreed"},
        {"kind": "bribe"},
    ]
    for values in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            Contract.objects.update(**values)
