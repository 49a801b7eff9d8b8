"""The report page on a device: its label opens it, the tag resolves, and what cannot be found never blocks sending."""

from typing import Any

import pytest
from django.test import Client

from tests.assets.cast import computer, model, pump, tower
from tests.tickets.test_report_page import filled, working
from tests.world import World
from tickets.models import Ticket


@pytest.fixture
def nurse(world: World, client: Client) -> Client:
    """A browser in which a nurse of Med-Surg 5 works on Med-Surg 5."""
    return working(client, world.elsewhere, world.area("MS5"))


def line(client: Client, typed: str, **values: Any) -> str:
    """What the page shows below the tag that was typed."""
    return client.post("/report/device/", {"device_text": typed, **values}).content.decode()


def sent(client: Client, world: World, **values: Any) -> Ticket:
    """The ticket of a report from Med-Surg 5."""
    unit = world.area("MS5").pk
    given = filled(world, care_area=unit, filled_area=unit, care_answer="not_affected", **values)
    response = client.post("/report/", given)
    assert response.status_code == 302, response.content.decode()
    return Ticket.objects.get()


def test_the_label_of_a_device_opens_the_report_with_device_and_place(nurse: Client, world: World) -> None:
    pump(world, location=tower(world)["room"])
    form = nurse.get("/report/device/lr-20417/").context["form"]
    filled_in = [form[name].value() for name in ("device_text", "care_area", "filled_area", "room")]
    assert filled_in == ["LR-20417", world.icu.pk, world.icu.pk, "N4-12"]


def test_a_label_nobody_knows_opens_the_report_and_says_so(nurse: Client, world: World) -> None:
    page = nurse.get("/report/device/SCN-0441/")
    assert "We can’t find SCN-0441. Check the tag, or leave it empty." in page.content.decode()
    assert page.context["form"]["care_area"].value() == world.area("MS5").pk


def test_unsent_words_come_back_on_the_page_of_a_label(nurse: Client, world: World) -> None:
    pump(world)
    nurse.post("/report/draft/", {"text": "It beeps and stops.", "device_text": "something else"})
    form = nurse.get("/report/device/LR-20417/").context["form"]
    assert (form["text"].value(), form["device_text"].value()) == ("It beeps and stops.", "LR-20417")


def test_the_tag_resolves_to_model_and_place_as_it_is_typed(nurse: Client, world: World) -> None:
    pump(world, location=tower(world)["room"])
    html = line(nurse, "lr-20417")
    assert "LR-20417" in html
    assert "IX-4" in html
    assert f"It stands in {world.icu.name}, N4-12." in html


def test_a_clinical_device_asks_for_the_patient_and_a_computer_does_not(nurse: Client, world: World) -> None:
    pump(world)
    computer(world)
    asked = "Is it on a patient now?"
    assert [asked in line(nurse, tag) for tag in ("LR-20417", "WS-1001")] == [True, False]


def test_an_answer_stays_while_the_tag_is_typed_on(nurse: Client, world: World) -> None:
    pump(world)
    assert 'name="on_patient" value="yes" checked' in line(nurse, "LR-20417", on_patient="yes")


def test_nothing_is_said_about_no_device(nurse: Client) -> None:
    assert line(nurse, "  ").strip() == ""


def test_what_cannot_be_found_is_sent_as_it_was_typed(nurse: Client, world: World) -> None:
    ticket = sent(nurse, world, device_text="SCN-0441")
    assert (ticket.device_text, ticket.asset) == ("SCN-0441", None)


def test_a_report_sent_from_another_unit_goes_where_the_device_stands(nurse: Client, world: World) -> None:
    asset = pump(world)
    ticket = sent(nurse, world, device_text="LR-20417")
    assert (ticket.asset, ticket.care_area) == (asset, world.icu)


def test_a_unit_that_was_changed_on_the_page_counts(nurse: Client, world: World) -> None:
    pump(world)
    unit = world.area("ED").pk
    nurse.post(
        "/report/", filled(world, care_area=unit, filled_area=world.icu.pk, device_text="LR-20417", room="T2")
    )
    ticket = Ticket.objects.get()
    assert (ticket.care_area, ticket.room) == (world.area("ED"), "T2")


@pytest.mark.parametrize(
    ("answers", "flags", "priority"),
    [
        ({"on_patient": "yes", "backup": "no"}, ["patient_connected"], 1),
        ({"on_patient": "yes", "backup": "yes"}, ["backup_in_place", "patient_connected"], 4),
        ({"on_patient": "no"}, [], 4),
        ({}, [], 4),
    ],
)
def test_the_two_answers_weigh_on_life_support(
    nurse: Client, world: World, answers: dict[str, str], flags: list[str], priority: int
) -> None:
    ventilator = model(world, "VX-9", life_support=True, high_risk=False)
    pump(world, model=ventilator, care_area=world.area("MS5"))
    ticket = sent(nurse, world, device_text="LR-20417", **answers)
    assert (ticket.flags, ticket.priority) == (flags, priority)


def test_what_was_reported_of_the_device_today_is_known_whatever_the_words(
    nurse: Client, world: World, client: Client
) -> None:
    pump(world, location=tower(world)["room"], care_area=world.area("MS5"))
    ticket = sent(nurse, world, device_text="LR-20417")
    other = working(client, world.elsewhere, world.area("MS5"))
    asked = {"text": "Alarm cannot be silenced", "care_area": world.area("MS5").pk}
    named = other.post("/report/suggest/", {**asked, "device_text": "lr-20417"})
    assert [card.ticket for card in named.context["before"].known] == [ticket]
    assert other.post("/report/suggest/", asked).context["before"].known == ()
