"""Reports on a device: which one is meant, where the problem then is, who gets it, and what its record weighs."""

from datetime import timedelta
from typing import Any

import pytest

from assets.actions.transitions import transition
from assets.models import Asset
from assets.queries.naming import asset_named
from hospital_itsm.audit.models import AuditEntry
from tests.assets import recall_cast
from tests.assets.cast import computer, model, place, pump, tower
from tests.world import World, again
from tickets.actions.fields import set_fields
from tickets.actions.intake import Place
from tickets.actions.report import report_problem
from tickets.choices import Metric
from tickets.models import Clock, Ticket
from tickets.rules.priority_trace import replay, steps_from_data
from tickets.wording import trace_sentences

WORDS = "The screen goes black after a minute."


def send(world: World, device: str = "", **values: Any) -> Ticket:
    """A nurse of Med-Surg 5 reports something with these words about its device."""
    given: dict[str, Any] = {
        "actor": again(world.elsewhere),
        "text": WORDS,
        "care_answer": "not_affected",
        "place": Place(world.area("MS5"), "Bay 9"),
        "device_text": device,
    }
    return report_problem(**{**given, **values})


@pytest.mark.parametrize(
    "typed",
    [
        "LR-20417",
        "  lr-20417 ",
        "IX4-LR-20417",
        "ix4-lr-20417",
        "https://desk.example/report/device/LR-20417/",
    ],
)
def test_a_device_is_named_by_tag_serial_number_or_label(world: World, typed: str) -> None:
    asset = pump(world)
    ticket = send(world, typed)
    assert (ticket.asset, ticket.device_text) == (asset, "LR-20417")


@pytest.mark.parametrize("typed", ["SCN-0441", "LR-2041", "the pump in room 9", ""])
def test_words_that_name_no_device_stay_as_they_were_typed(world: World, typed: str) -> None:
    pump(world)
    ticket = send(world, typed)
    assert (ticket.asset, ticket.device_text, ticket.care_area) == (None, typed, world.area("MS5"))


def test_a_serial_number_of_two_devices_names_neither(world: World) -> None:
    pump(world, serial="77123")
    pump(world, "LR-20418", serial="77123")
    assert send(world, "77123").asset is None


def test_a_device_that_left_the_house_is_not_named(world: World) -> None:
    pump(world, status="received", stores_phi="no", stores_phi_source="Its MDS2")
    transition("LR-20417", actor=again(world.biomed), verb="return_to_owner", reason="The loan is over.")
    assert asset_named("LR-20417", again(world.requester)) is None


def test_people_who_may_not_report_name_no_device(world: World) -> None:
    pump(world)
    assert asset_named("LR-20417", again(world.vendor_guest)) is None


def test_the_problem_is_where_the_device_stands(world: World) -> None:
    pump(world, location=tower(world)["room"])
    ticket = send(world, "LR-20417")
    assert (ticket.care_area, ticket.room, ticket.workstation) == (world.icu, "N4-12", None)


def test_the_problem_is_in_the_unit_of_a_device_whose_place_nobody_knows(world: World) -> None:
    pump(world)
    ticket = send(world, "LR-20417")
    assert (ticket.care_area, ticket.room) == (world.icu, "")


def test_a_place_that_was_chosen_for_the_device_counts(world: World) -> None:
    pump(world)
    ticket = send(world, "LR-20417", place=Place(world.area("ED"), "Trauma 2", is_chosen=True))
    assert (ticket.care_area, ticket.room) == (world.area("ED"), "Trauma 2")


def test_the_room_that_was_typed_stays_in_the_unit_of_the_device(world: World) -> None:
    pump(world)
    assert send(world, "LR-20417", place=Place(world.icu, "Bay 3")).room == "Bay 3"


def test_a_clinical_device_goes_to_the_team_that_looks_after_it(world: World) -> None:
    pump(world, team=world.team("HTM-IMG"))
    assert send(world, "LR-20417").team == world.team("HTM-IMG")


def test_a_computer_leaves_the_way_to_the_words(world: World) -> None:
    computer(world)
    by_words = send(world, text="The label printer prints blank labels.").team
    assert send(world, "WS-1001", text="The label printer prints blank labels.").team == by_words


def test_the_trail_of_a_report_names_the_device(world: World) -> None:
    pump(world)
    ticket = send(world, "LR-20417")
    entry = AuditEntry.objects.get(verb="ticket.report", target_id=str(ticket.pk))
    assert entry.changes["asset"] == [None, "LR-20417"]


def test_life_support_on_a_patient_without_a_backup_is_most_urgent(world: World) -> None:
    pump(world, model=model(world, "VX-9", life_support=True))
    ticket = send(world, "LR-20417", flags=["patient_connected"])
    assert ticket.priority == 1
    told = trace_sentences(ticket.priority_trace)
    words = (
        "Life support on a patient without a confirmed backup (by the record of LR-20417, somebody said so)"
    )
    assert f"{words}: priority P4 to P1." in told


def test_a_backup_on_the_patient_takes_the_hurry_out(world: World) -> None:
    pump(world, model=model(world, "VX-9", life_support=True, high_risk=False))
    ticket = send(world, "LR-20417", flags=["patient_connected", "backup_in_place"])
    assert ticket.priority == 4


@pytest.mark.parametrize(("flags", "priority"), [([], 2), (["backup_in_place"], 3)])
def test_a_high_risk_device_out_of_service_weighs_by_its_backup(
    world: World, flags: list[str], priority: int
) -> None:
    pump(world, care_area=world.area("MS5"))
    transition("LR-20417", actor=again(world.biomed), verb="tag_out", reason="It gives no alarm.")
    assert send(world, "LR-20417", flags=flags).priority == priority


@pytest.mark.parametrize(("recall_class", "priority"), [("I", 2), ("II", 4)])
def test_an_open_class_i_recall_makes_a_report_urgent(world: World, recall_class: str, priority: int) -> None:
    recall_cast.pumps(world)
    Asset.objects.filter(tag="LR-1").update(care_area=world.area("MS5"))
    recall_cast.receive(world, recall_class=recall_class)
    ticket = send(world, "LR-1")
    assert ticket.priority == priority
    told = "A class I recall is open on the device (by the recalls of LR-1)"
    assert any(told in words for words in trace_sentences(ticket.priority_trace)) == (priority == 2)


def test_a_critical_workstation_raises_by_one_step(world: World) -> None:
    computer(world, critical_workstation=True)
    ticket = send(world, "WS-1001")
    assert trace_sentences(ticket.priority_trace)[-1] == (
        "Critical workstation: one step up, not above P2 (by the record of WS-1001): priority P4 to P3."
    )
    assert replay(steps_from_data(ticket.priority_trace))["priority"] == ticket.priority == 3


def test_the_clocks_of_a_medical_device_follow_its_class(world: World) -> None:
    pump(world, care_area=world.area("MS5"))
    ticket = send(world, "LR-20417", care_answer="slower")
    clocks = {row.metric: row for row in Clock.objects.filter(ticket=ticket)}
    assert ticket.priority == 3
    assert clocks[Metric.RESPONSE].target_time == timedelta(hours=1)
    assert clocks[Metric.RESTORE].target_time == timedelta(hours=24)
    assert clocks[Metric.RESTORE].calendar.lineage == "HOSP24"


def test_a_computer_in_the_hands_of_clinical_engineering_keeps_the_clocks_of_computers(world: World) -> None:
    computer(world)
    ticket = send(world, "WS-1001", care_answer="slower", topic="device")
    assert Clock.objects.get(ticket=ticket, metric=Metric.RESTORE).calendar.lineage == "BUS"


def test_correcting_the_device_moves_place_and_priority(world: World) -> None:
    ticket = send(world)
    Ticket.objects.filter(pk=ticket.pk).update(team=world.team("EUC"))
    pump(world, location=tower(world)["bed"])
    done = set_fields(ticket.key, actor=again(world.agent), fields={"device_text": "lr-20417"})
    assert (done.asset.tag, done.device_text, done.care_area, done.room) == (
        "LR-20417",
        "LR-20417",
        world.icu,
        "N4-12-A",
    )
    entry = AuditEntry.objects.get(verb="ticket.set_fields")
    assert entry.changes["asset"] == [None, "LR-20417"]


def test_a_device_put_right_leaves_a_place_that_is_given(world: World) -> None:
    ticket = send(world)
    asset = pump(world)
    fields = {"asset": asset, "care_area": world.area("ED")}
    done = set_fields(ticket.key, actor=again(world.agent), fields=fields)
    assert (done.asset, done.care_area) == (asset, world.area("ED"))


@pytest.mark.parametrize("fields", [{"asset": None}, {"device_text": "some other pump"}])
def test_the_device_is_taken_off_again(world: World, fields: dict[str, Any]) -> None:
    pump(world)
    ticket = send(world, "LR-20417")
    done = set_fields(ticket.key, actor=again(world.htm_manager), fields=fields)
    assert (done.asset, done.device_text) == (None, fields.get("device_text", ""))


def test_a_retired_place_is_still_a_place(world: World) -> None:
    somewhere = place(world, "X", "site")
    pump(world, location=somewhere)
    assert send(world, "LR-20417").care_area == world.icu
