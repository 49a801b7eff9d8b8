"""Whom to call at a vendor: night numbers first at night, a ladder, and who may change it."""

from datetime import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.core.errors import Forbidden, StaleVersion, ValueRefused
from tests.api.rest import Rest, problem
from tests.tickets.desk_pages import opened, sent
from tests.world import World, again
from vendors.actions.contacts import add_contact, change_contact
from vendors.models import VendorContact
from vendors.rules.calling import Numbers, called, is_night

DESK = Numbers(1, 1, "555-0110", "")
ENGINEER = Numbers(2, 2, "555-0120", "555-0121")
MANAGER = Numbers(3, None, "", "")
GUARD = Numbers(4, None, "", "555-0141")


@pytest.mark.parametrize(
    ("at", "night"),
    [
        ("2026-11-27T06:59", True),
        ("2026-11-27T07:00", False),
        ("2026-11-27T17:59", False),
        ("2026-11-27T18:00", True),
        ("2026-11-28T12:00", True),
        ("2026-11-29T12:00", True),
        ("2026-11-30T12:00", False),
    ],
)
def test_night_is_outside_7_to_18_and_on_weekends(at: str, night: bool) -> None:
    assert is_night(datetime.fromisoformat(at)) is night


def test_by_night_who_answers_at_night_comes_first_and_by_day_the_ladder() -> None:
    everybody = [MANAGER, GUARD, ENGINEER, DESK]
    assert called(everybody, by_night=True) == [(2, "555-0121"), (4, "555-0141"), (1, "555-0110"), (3, "")]
    assert called(everybody, by_night=False) == [(1, "555-0110"), (2, "555-0120"), (4, "555-0141"), (3, "")]


NUMBERS = st.builds(
    Numbers,
    st.integers(1, 99),
    st.none() | st.integers(1, 9),
    st.sampled_from(["", "1"]),
    st.sampled_from(["", "2"]),
)


@given(st.lists(NUMBERS, unique_by=lambda one: one.key), st.booleans())
def test_everybody_is_called_once_and_nobody_without_a_number_before_one_with(
    contacts: list[Numbers], by_night: bool
) -> None:
    found = called(contacts, by_night=by_night)
    assert sorted(key for key, _number in found) == sorted(one.key for one in contacts)
    has = [bool(number) for _key, number in found]
    assert has == sorted(has, reverse=True)


def add(world: World, **values: Any) -> VendorContact:
    """A contact that the vendor manager adds."""
    given = {"name": "Ines Falk", "phone": "555-0130", **values}
    return add_contact(world.vendor.pk, actor=again(world.vendor_manager), **given)


def test_the_page_calls_first_who_answers_now_and_shows_the_ladder(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(world, name="Day desk", phone="555-0131", level=1)
    add(world, name="Night desk", phone="", night_phone="555-0132", level=2, after_minutes=30)
    add(world, name="Gone long ago", is_active=False)
    monkeypatch.setattr("vendors.views.contacts.is_night", lambda local: True)
    page = opened(world.technician, f"/vendors/{world.vendor.pk}/").words
    assert "Who answers now, at night or on a weekend" in page
    assert page.index("555-0132") < page.index("555-0131")
    assert "2. Night desk after 30 minutes" in page
    assert "Gone long ago" not in page


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"name": " "}, "name"),
        ({"phone": ""}, "phone"),
        ({"level": 0}, "level"),
        ({"level": 10}, "level"),
        ({"after_minutes": 5}, "after_minutes"),
        ({"email": "nobody"}, "email"),
        ({"phone": "5" * 41}, "phone"),
    ],
)
def test_a_contact_nobody_can_call_is_refused(world: World, values: dict[str, Any], field: str) -> None:
    with pytest.raises(ValueRefused) as refused:
        add(world, **values)
    assert (list(refused.value.errors), VendorContact.objects.exists()) == ([field], False)


def test_who_it_is_stays_out_of_the_trail_and_readers_change_nothing(world: World) -> None:
    row = add(world, note="Ask for the second line")
    entry = AuditEntry.objects.get(verb="vendor.add_contact")
    assert entry.changes["contact"] == [None, row.pk]
    assert not {"Falk", "555-0130", "second"} & set(str(entry.changes).replace("'", " ").split())
    for who in ("agent", "finance", "cio"):
        with pytest.raises(Forbidden):
            change_contact(row.pk, actor=again(getattr(world, who)), fields={"phone": "555-0199"})
    with pytest.raises(StaleVersion):
        change_contact(row.pk, actor=again(world.vendor_manager), fields={"phone": "1"}, version=7)
    assert VendorContact.objects.get().phone == "555-0130"


def test_a_form_keeps_what_was_typed_and_an_outdated_one_shows_both(world: World) -> None:
    row, who = add(world), world.vendor_manager
    address = f"/vendors/{world.vendor.pk}/contacts/{row.pk}/"
    answer = sent(who, address, name="", phone="555-0144", version="1")
    assert (answer.status, "555-0144" in answer.page) == (422, True)
    assert sent(who, address, name="Ines Falk", phone="555-0145", is_active="on", version="1").status == 302
    late = sent(who, address, name="Ines Falk", phone="555-0146", is_active="on", version="1")
    assert (late.status, "555-0145" in late.page, "555-0146" in late.page) == (409, True, True)
    assert opened(who, f"/vendors/{world.vendor.pk + 1}/contacts/{row.pk}/").status == 404


def test_contacts_over_rest(world: World) -> None:
    manager, address = Rest(world.vendor_manager), "vendors/Northlight%20Networks/contacts/"
    problem(manager.post(address, {"name": "Ines Falk", "phone": "1", "vendor": 2}), 400, "unknown-input")
    made = manager.post(address, {"name": "Ines Falk", "phone": "555-0130", "level": 1})
    assert (made.status_code, made["ETag"], made.json()["level"]) == (201, '"1"', 1)
    one = f"{address}{made.json()['id']}/"
    problem(manager.patch(one, {"is_active": False}), 428, "precondition-required")
    problem(Rest(world.agent).patch(one, {"is_active": False}, If_Match="*"), 403, "forbidden")
    changed = manager.patch(one, {"is_active": False}, If_Match='"1"')
    assert (changed.json()["is_active"], changed["ETag"]) == (False, '"2"')
    assert [row["name"] for row in Rest(world.agent).get(address).json()] == ["Ines Falk"]
