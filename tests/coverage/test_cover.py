"""Under warranty? Covered? Call whom? And what a contract is paid for in vain."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from assets.actions.transitions import transition
from assets.models import Asset, Service
from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.coverage.answers import answer_for
from hospital_itsm.coverage.queries.covered import covered_by, without_cover
from hospital_itsm.coverage.rules.cover import Cover, Term, cover_on
from tests.assets import cast as assets_cast
from tests.tickets import desk_cast
from tests.tickets.desk_pages import opened
from tests.vendors import cast
from tests.world import World, again
from vendors.actions.contract_life import record_contract, renew_contract
from vendors.models import Contract, Vendor

DAY = date(2026, 11, 27)
NOW = Term(date(2026, 1, 1), date(2026, 11, 27))
PAST = Term(date(2025, 1, 1), date(2026, 11, 26))
COMING = Term(date(2026, 11, 28), date(2027, 11, 27))
ROLLING = Term(date(2025, 1, 1), date(2026, 1, 1), renews=True)


@pytest.mark.parametrize(
    ("warranty", "term", "expected"),
    [
        (None, None, Cover.NONE),
        (DAY, None, Cover.WARRANTY),
        (date(2026, 11, 26), None, Cover.OVER),
        (None, NOW, Cover.CONTRACT),
        (DAY, NOW, Cover.BOTH),
        (date(2020, 1, 1), NOW, Cover.CONTRACT),
        (None, PAST, Cover.OVER),
        (DAY, PAST, Cover.WARRANTY),
        (None, COMING, Cover.COMING),
        (date(2020, 1, 1), COMING, Cover.COMING),
        (None, ROLLING, Cover.CONTRACT),
    ],
)
def test_the_first_and_the_last_day_count(warranty: date | None, term: Term | None, expected: Cover) -> None:
    assert cover_on(DAY, warranty, term) == expected


@given(st.dates(), st.none() | st.dates(), st.dates(), st.integers(0, 4000), st.booleans())
def test_a_thing_is_covered_exactly_on_the_days_of_its_warranty_and_its_contract(
    today: date, warranty: date | None, first: date, length: int, renews: bool
) -> None:
    try:
        last = first + timedelta(days=length)
    except OverflowError:
        return
    found = cover_on(today, warranty, Term(first, last, renews))
    is_covered = (warranty is not None and today <= warranty) or (
        first <= today and (renews or today <= last)
    )
    assert (found in (Cover.BOTH, Cover.WARRANTY, Cover.CONTRACT)) == is_covered


@pytest.fixture
def contract(world: World) -> Contract:
    """A contract with the maker of the pumps, around the clock."""
    maker = assets_cast.maker()
    Vendor.objects.filter(pk=maker.pk).update(support_phone="555-0101")
    maker.refresh_from_db()
    return cast.contract(
        world,
        "C-1",
        vendor=maker,
        support_phone="555-0199",
        support_hours="24 x 7",
        ends_on=date(2040, 6, 30),
    )


def answer(world: World, who: str = "technician", tag: str = "LR-20417") -> Any:
    """What somebody is answered about a pump today."""
    return answer_for(Asset.objects.get(tag=tag), again(getattr(world, who)), timezone.localdate())


def test_the_warranty_calls_the_maker_and_the_contract_its_own_number(
    world: World, contract: Contract
) -> None:
    assets_cast.pump(world, contract=contract)
    found = answer(world)
    assert found.words == "Covered by C-1 until Jun 30, 2040. Support: 24 x 7."
    assert found.call == [("555-0199", "Ashgrove Infusion"), ("555-0101", "Ashgrove Infusion")]
    Asset.objects.update(warranty_until=date(2039, 1, 2))
    found = answer(world)
    assert (
        found.words == "Under warranty until Jan 2, 2039. Call the maker first. Contract C-1 covers it, too."
    )
    assert found.call[0] == ("555-0101", "Ashgrove Infusion")


@pytest.mark.parametrize("status", ["draft", "in_review", "approved"])
def test_an_unsigned_contract_covers_nothing_and_is_named_to_nobody(
    world: World, contract: Contract, status: str
) -> None:
    assets_cast.pump(world, contract=contract)
    Contract.objects.update(status=status)
    for who in ("technician", "vendor_manager", "it_manager"):
        assert answer(world, who).words == "No warranty and no contract is known. A call may cost money."
    ticket = desk_cast.report(world, "slower", team="HTM-GEN", device_text="LR-20417")
    assert "C-1<" not in opened(world.biomed, f"/t/{ticket.key}/").page


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"status": "terminated"}, "Not covered: C-1 is over. A call costs money."),
        ({"ends_on": "2020-12-31"}, "Not covered: C-1 is over. A call costs money."),
        ({"starts_on": "2039-01-01"}, "Not covered yet: C-1 begins on Jan 1, 2039."),
        (
            {"ends_on": "2020-12-31", "auto_renew": True},
            "Covered by C-1, which renews by itself. Support: 24 x 7.",
        ),
        (
            {"ends_on": "2020-12-31", "auto_renew": True, "decision": "terminate"},
            "Not covered: C-1 is over. A call costs money.",
        ),
        ({"status": "renewed"}, "Covered by C-1 until Jun 30, 2040. Support: 24 x 7."),
        ({"status": "renewed", "ends_on": "2020-12-31"}, "Not covered: C-1 is over. A call costs money."),
    ],
)
def test_what_is_over_or_not_yet_there_says_so(
    world: World, contract: Contract, changes: dict[str, Any], words: str
) -> None:
    assets_cast.pump(world, contract=contract)
    Contract.objects.update(**changes)
    assert answer(world).words == words


@pytest.mark.parametrize(
    ("changes", "days", "more"),
    [
        ({}, 60, ", 60 more days; nothing renews it"),
        ({}, 61, ""),
        ({}, 1, ", 1 more day; nothing renews it"),
        ({}, 0, ", 0 more days; nothing renews it"),
        ({"auto_renew": True, "decision": "replace"}, 9, ", 9 more days; nothing renews it"),
        ({"status": "renewed"}, 9, ""),
    ],
)
def test_an_end_that_is_near_and_that_nothing_renews_is_said(
    world: World, contract: Contract, changes: dict[str, Any], days: int, more: str
) -> None:
    assets_cast.pump(world, contract=contract)
    last = timezone.localdate() + timedelta(days=days)
    Contract.objects.update(ends_on=last, **changes)
    found = answer(world)
    assert found.words == f"Covered by C-1 until {last:%b} {last.day}, {last.year}{more}. Support: 24 x 7."
    assert (found.mark, found.is_covered) == ("warn" if more else "done", True)


def test_the_contracts_page_names_the_leak_and_what_nothing_covers(world: World, contract: Contract) -> None:
    assets_cast.pump(world, "LR-1", contract=contract)
    assets_cast.pump(world, "LR-2", contract=contract)
    assets_cast.pump(world, "LR-3")
    assets_cast.pump(world, "LR-4", warranty_until=date(2040, 1, 1))
    Service.objects.filter(code="A030").update(contract=contract)
    transition("LR-2", actor=again(world.biomed), verb="report_missing", reason="Not on the shelf")
    found = covered_by(contract, again(world.vendor_manager), timezone.localdate())
    assert (found.in_house, [one.tag for one in found.leaks.rows]) == (1, ["LR-2"])
    assert [one.tag for one in found.uncovered.rows] == ["LR-3"]
    page = opened(world.vendor_manager, "/contracts/C-1/cover/").words
    assert "You pay for 1 thing that is no longer in use." in page
    assert "1 thing made by Ashgrove Infusion without cover" in page
    assert "/contracts/C-1/cover/" in opened(world.vendor_manager, "/contracts/C-1/").page
    assert "/contracts/C-1/cover/" not in opened(world.technician, "/contracts/C-1/").page
    assert opened(world.technician, "/contracts/C-1/cover/").status == 404


def test_cover_of_many_is_the_answer_of_each(world: World, contract: Contract) -> None:
    assets_cast.pump(world, "LR-1", contract=contract)
    assets_cast.pump(world, "LR-2", warranty_until=timezone.localdate())
    assets_cast.pump(world, "LR-3", warranty_until=timezone.localdate() - timedelta(days=1))
    assets_cast.pump(world, "LR-4")
    today = timezone.localdate()
    bare = set(without_cover(Asset.objects.all(), today).values_list("tag", flat=True))
    assert bare == {tag for tag in ("LR-1", "LR-2", "LR-3", "LR-4") if not answer(world, tag=tag).is_covered}
    assert bare == {"LR-3", "LR-4"}
    long_ago = {"ends_on": date(2020, 12, 31)}
    for changes in (
        {"status": "renewed"},
        {"status": "active", "auto_renew": True, **long_ago},
        {"status": "active", "auto_renew": True, "decision": "terminate", **long_ago},
        {"status": "renewed", "auto_renew": True, "decision": "", **long_ago},
    ):
        Contract.objects.update(**changes)
        is_bare = without_cover(Asset.objects.filter(tag="LR-1"), today).exists()
        assert is_bare == (not answer(world, tag="LR-1").is_covered), changes


def test_the_answer_stands_on_the_asset_and_with_the_device_of_a_ticket(
    world: World, contract: Contract
) -> None:
    assets_cast.pump(world, contract=contract)
    ticket = desk_cast.report(world, "slower", team="HTM-GEN", device_text="LR-20417")
    for path in ("/a/LR-20417/", f"/t/{ticket.key}/device/"):
        words = opened(world.biomed, path).words
        assert "Call whom?" in words, path
        assert "Covered by C-1 until Jun 30, 2040." in words, path
        assert "555-0199" in words, path


def test_what_is_in_use_goes_on_with_the_contract_that_renews_another(
    world: World, contract: Contract
) -> None:
    today, manager = timezone.localdate(), again(world.vendor_manager)
    last = today + timedelta(days=20)
    Contract.objects.update(ends_on=last)
    used = assets_cast.pump(world, "LR-1", contract=contract)
    assets_cast.pump(world, "LR-2", contract=contract)
    transition("LR-2", actor=again(world.biomed), verb="report_missing", reason="Not on the shelf")
    Service.objects.filter(code="A030").update(contract=contract)
    renew_contract(
        "C-1",
        actor=manager,
        new_number="C-2",
        starts_on=last + timedelta(days=1),
        ends_on=last + timedelta(days=365),
    )
    record_contract("C-2", actor=manager, reason="Signed on paper")
    new = Contract.objects.get(number="C-2")
    assert set(Asset.objects.filter(contract=new).values_list("tag", flat=True)) == {"LR-1"}
    assert Service.objects.get(code="A030").contract == new
    assert Asset.objects.get(tag="LR-1").version == used.version + 1
    told = AuditEntry.objects.filter(verb="asset.change", changes={"contract": ["C-1", "C-2"]})
    assert [(one.target_id, one.actor) for one in told] == [(str(used.pk), manager)]
    words = f"Covered by C-1 until {last:%b} {last.day}, {last.year}. Support: 24 x 7."
    assert (answer(world, tag="LR-1").words, answer(world, tag="LR-1").call[0][0]) == (words, "555-0199")
    assert not without_cover(Asset.objects.filter(tag="LR-1"), today).exists()
    later = last + timedelta(days=1)
    assert answer_for(Asset.objects.get(tag="LR-1"), manager, later).words.startswith("Covered by C-2 until")
    assert not without_cover(Asset.objects.filter(tag="LR-1"), later).exists()
    page = opened(world.vendor_manager, "/contracts/C-1/cover/").words
    assert "What was in use stands on the contract that renews it: C-2 Monitoring gold support" in page
    assert "You pay for 1 thing that is no longer in use. Take it off the contract." in page
