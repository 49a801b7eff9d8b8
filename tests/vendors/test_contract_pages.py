"""The pages of contracts: whom to call, how they stand, and what is decided about them."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests.vendors import cast
from tests.vendors.test_vendor_pages import text_of
from tests.world import World, again
from vendors.actions.contracts import change_contract
from vendors.models import Contract

TYPED = {
    "number": "C-1016",
    "title": "Monitoring gold support",
    "kind": "equipment_service",
    "status": "draft",
    "starts_on": "2026-07-01",
    "ends_on": "2027-06-30",
}


@pytest.fixture
def manager(world: World, client: Client) -> Client:
    """A browser in which the vendor manager is signed in."""
    client.force_login(world.vendor_manager)
    return client


def test_a_technician_reads_whom_to_call_but_no_draft(world: World, client: Client) -> None:
    cast.contract(world, "C-1", support_phone="555-0190")
    cast.contract(world, "C-2", status="draft", title="Secret offer")
    client.force_login(world.technician)
    page = text_of(client.get("/contracts/"))
    assert 'href="tel:5550190"' in page
    assert "Secret offer" not in page
    assert '<option value="draft">' not in page
    assert client.get("/contracts/C-2/").status_code == 404
    assert "Edit" not in text_of(client.get("/contracts/C-1/"))


def test_the_state_is_said_with_the_days_that_are_left(world: World, manager: Client) -> None:
    today = timezone.localdate()
    cast.contract(world, "C-1", ends_on=today + timedelta(days=30))
    cast.contract(world, "C-2", ends_on=date(2021, 1, 1))
    cast.contract(world, "C-3", starts_on=today + timedelta(days=9))
    page = text_of(manager.get("/contracts/"))
    assert "30 days left" in page
    assert "This contract is over" in text_of(manager.get("/contracts/C-2/"))
    assert "until then it covers nothing" in text_of(manager.get("/contracts/C-3/"))


def test_the_list_is_narrowed_and_ordered_from_the_address(world: World, manager: Client) -> None:
    other = cast.vendor(world)
    cast.contract(world, "C-1", ends_on=date(2040, 1, 1))
    cast.contract(world, "C-2", ends_on=date(2039, 1, 1), vendor=other)
    cast.contract(world, "C-3", ends_on=date(2021, 1, 1))
    cast.contract(world, "C-4", status="draft")

    def numbers(query: str) -> list[str]:
        return [row.number for row in manager.get(f"/contracts/?{query}").context["page"].rows]

    assert numbers("") == ["C-1", "C-2", "C-3", "C-4"]
    assert numbers("sort=ends") == ["C-3", "C-2", "C-1", "C-4"]
    assert numbers("state=in_force") == ["C-1", "C-2"]
    assert numbers("state=expired&state=draft") == ["C-3", "C-4"]
    assert numbers("vendor=Kestwick+Monitoring") == ["C-2"]
    assert numbers("q=kestwick+gold") == ["C-2"]
    assert manager.get("/contracts/?state=agreed").status_code == 400


def test_a_contract_without_its_own_number_shows_the_vendors(world: World, client: Client) -> None:
    cast.contract(world)
    client.force_login(world.agent)
    assert 'href="tel:5550152"' in text_of(client.get("/contracts/C-1016/"))


def test_a_contract_is_added_for_the_vendor_the_address_names(world: World, manager: Client) -> None:
    page = manager.get(f"/contracts/new/?vendor={world.vendor.pk}")
    assert page.context["form"]["vendor"].value() == world.vendor.pk
    assert manager.get("/contracts/new/?vendor=x").status_code == 404
    answer = manager.post("/contracts/new/", {**TYPED, "vendor": world.vendor.pk})
    assert answer.url == "/contracts/C-1016/"
    assert Contract.objects.get().status == "draft"


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"ends_on": "2026-06-30"}, "The last day comes before the first."),
        ({"ends_on": "tomorrow"}, "Write the day like 2026-11-30."),
        ({"number": "C/1"}, "Use letters, digits, blanks and . _ # + - in a number"),
        ({"title": ""}, "Say what the contract is for."),
        ({"vendor": "0"}, "This vendor is retired."),
    ],
)
def test_a_refused_form_names_the_mend_and_keeps_what_was_typed(
    world: World, manager: Client, typed: dict[str, Any], words: str
) -> None:
    answer = manager.post("/contracts/new/", {**TYPED, "vendor": world.vendor.pk, **typed})
    assert answer.status_code == 422
    assert words in text_of(answer)
    assert 'value="2026-07-01"' in text_of(answer)
    assert not Contract.objects.exists()


def test_whoever_saves_second_sees_both_values(world: World, manager: Client) -> None:
    cast.contract(world, kind="equipment_service")
    change_contract(
        "C-1016", actor=again(world.vendor_manager), fields={"ends_on": date(2030, 1, 1), "kind": "lease"}
    )
    typed = {**TYPED, "vendor": world.vendor.pk, "starts_on": "2020-07-01", "version": "1"}
    answer = manager.post("/contracts/C-1016/edit/", typed)
    assert answer.status_code == 409
    assert {(str(label), value) for label, value in answer.context["differing"]} == {
        ("Last day", "2030-01-01"),
        ("Kind", "Lease"),
    }


def test_a_contract_in_force_is_recorded_and_terminated_from_its_page(world: World, manager: Client) -> None:
    cast.contract(world, status="draft")
    draft = text_of(manager.get("/contracts/C-1016/"))
    assert ("Submit for approval" in draft, "Mark as signed" in draft) == (True, False)
    given = {"reason": "Signed in 2019", "version": 1}
    answer = manager.post("/contracts/C-1016/record/", given, follow=True)
    assert "The contract is recorded as signed." in text_of(answer)
    assert manager.post("/contracts/C-1016/terminate/", {"reason": "", "version": 2}).status_code == 422
    manager.post("/contracts/C-1016/terminate/", {"reason": "Poor service", "version": 2})
    assert Contract.objects.get().status == "terminated"
    assert "This contract is over" in text_of(manager.get("/contracts/C-1016/"))


def test_a_number_with_blanks_and_marks_has_an_address(world: World, manager: Client) -> None:
    cast.contract(world, "2026 #14")
    assert Contract.objects.get().get_absolute_url() == "/contracts/2026%20%2314/"
    assert manager.get("/contracts/2026%20%2314/").status_code == 200


TERMS: dict[str, Any] = {
    "ends_on": date(2040, 6, 30),
    "auto_renew": True,
    "renewal_term_months": 36,
    "notice_value": 3,
    "notice_unit": "months",
    "annual_value": Decimal("310000.10"),
    "currency": "USD",
    "penalties": "5 percent a day",
}


def test_money_and_notice_are_for_readers_of_contracts(world: World, client: Client) -> None:
    cast.contract(world, owner=again(world.it_manager), **TERMS)
    for who, sees in (("finance", True), ("vp_applications", True), ("agent", False), ("cmio", False)):
        client.force_login(getattr(world, who))
        for address in ("/contracts/C-1016/", "/contracts/"):
            assert (
                "Tell them by Mar 30, 2040 or it renews for 3 years" in text_of(client.get(address))
            ) is sees
        page = text_of(client.get("/contracts/C-1016/"))
        assert ("USD 310,000.10" in page) is sees
        assert ("5 percent a day" in page) is sees
        assert "Decide" not in page


def test_the_form_names_what_contradicts_and_keeps_what_was_typed(world: World, manager: Client) -> None:
    typed = {
        **TYPED,
        "vendor": world.vendor.pk,
        "notice_value": "13",
        "notice_unit": "months",
        "currency": "USD",
    }
    answer = manager.post("/contracts/new/", {**typed, "annual_value": "-5"})
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"notice_value", "annual_value"}
    assert 'value="-5"' in text_of(answer)
    assert not Contract.objects.exists()
    saved = manager.post(
        "/contracts/new/", {**typed, "notice_value": "2", "sla_clauses": "On site in 4 h\r\n\r\nParts"}
    )
    assert saved.status_code == 302
    stored = Contract.objects.get()
    assert (stored.notice_on, stored.sla_clauses) == (date(2027, 4, 30), ["On site in 4 h", "Parts"])
    again_typed = {**typed, "notice_value": "2", "sla_clauses": "On site in 4 h\nParts", "version": "1"}
    manager.post("/contracts/C-1016/edit/", again_typed)
    assert Contract.objects.get().version == 1


def test_the_owner_decides_on_the_page(world: World, client: Client) -> None:
    cast.contract(world, owner=again(world.it_manager), **TERMS)
    client.force_login(world.it_manager)
    assert 'href="/contracts/C-1016/decide/"' in text_of(client.get("/contracts/C-1016/"))
    assert "Tell them by Mar 30, 2040" in text_of(client.get("/contracts/C-1016/decide/"))
    refused = client.post("/contracts/C-1016/decide/", {"decision": "renew", "reason": " "})
    assert refused.status_code == 422
    page = text_of(
        client.post("/contracts/C-1016/decide/", {"decision": "renew", "reason": "Good"}, follow=True)
    )
    assert "Decided: Renew. The term ends Jun 30, 2040" in page
    assert "Martin Ekland" in page
