"""Tickets find their category and their queue, and say why."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest

from hospital_itsm.importing.starting_categories import CATEGORIES
from tests.tickets.routed_texts import DEMO_TEXTS, FRESH_TEXTS
from tests.world import World
from tickets.models import Category
from tickets.queries.routing import route as routed_to
from tickets.rules.routing import TILES, Classified, Route, classify, normal, route
from tickets.rules.routing_words import WORDS

TEAMS = {category.code: category.team for category in CATEGORIES}


def team_of(found):
    return TEAMS.get(found.led_by, "SD-L1")


# The text alone does not say that it comes from a clinic.
NEEDS_THE_PLACE = {48}


@pytest.mark.parametrize(
    "row", [row for row in DEMO_TEXTS if row.number not in NEEDS_THE_PLACE], ids=lambda row: str(row.number)
)
def test_each_demo_text_finds_its_queue(row):
    assert team_of(route(row.text, kind=row.kind)) == row.team


@pytest.mark.parametrize("row", FRESH_TEXTS, ids=lambda row: str(row.number))
def test_other_ways_to_say_it_find_the_queue_too(row):
    assert team_of(route(row.text, kind=row.kind)) == row.team


def test_every_category_the_words_know_has_a_queue():
    assert set(WORDS) - set(TEAMS) == set()


@pytest.mark.parametrize(
    ("topic", "team", "category"),
    [
        ("printer", "PRINT", "euc.print"),
        ("scanner", "EUC", "euc.scanner"),
        ("sign_in", "IAM", "iam.password"),
        ("phone", "TEL", "tel.voice"),
        ("slow", "EUC", "euc.performance"),
        ("device", "HTM-GEN", "device.failure"),
    ],
)
def test_a_tile_routes_when_the_words_say_nothing(topic, team, category):
    assert route("It is the one by the window", topic=topic) == Route(category, category, "tile", topic)
    assert TEAMS[category] == team


def test_all_six_tiles_route():
    assert set(TILES) == {"printer", "scanner", "sign_in", "phone", "slow", "device"}


@pytest.mark.parametrize(
    ("topic", "text", "route_"),
    [
        ("printer", "Label printer prints nothing", Route("euc.label", "euc.label", "word", "label printer")),
        ("printer", "The network is slow", Route("euc.print", "euc.print", "tile", "printer")),
        (
            "device",
            "Dialysis machine alarms",
            Route("device.dialysis", "device.dialysis", "word", "dialysis machine"),
        ),
        ("device", "The MR does not start", Route("device.failure", "device.imaging", "device", "mr")),
        ("phone", "Nurse call does not light", Route("tel.nursecall", "tel.nursecall", "word", "nurse call")),
    ],
)
def test_inside_a_tile_the_words_only_refine(topic, text, route_):
    assert route(text, topic=topic) == route_


def test_what_nothing_decides_goes_to_the_first_line():
    assert route("Something is odd here today") == Route("", "", "default", "")
    assert route("") == Route("", "", "default", "")


def test_a_category_somebody_chose_is_kept():
    assert route("The printer jams", category="net.wired") == Route("net.wired", "net.wired", "category")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "change", [{"team": None}, {"is_active": False}], ids=["without a queue", "that is retired"]
)
def test_a_category_without_a_queue_goes_to_the_first_line(world: World, change: dict[str, Any]):
    Category.objects.filter(code="euc.print").update(**change)
    routed = routed_to("The printer jams", topic="", kind="incident", category=None, service=None, team=None)
    assert routed.team.code == "SD-L1"


@pytest.mark.django_db
def test_a_category_and_its_queue_are_found_with_one_statement(
    world: World, django_assert_num_queries: Callable[[int], AbstractContextManager[None]]
):
    with django_assert_num_queries(1):
        routed = routed_to(
            "The MR stops", topic="device", kind="incident", category=None, service=None, team=None
        )
    assert (routed.category.code, routed.team.code, routed.rule) == ("device.failure", "HTM-IMG", "device")


@pytest.mark.parametrize(("kind", "team"), [("security_incident", "SEC"), ("privacy_event", "PRIVACY")])
def test_restricted_kinds_stay_with_their_team_whatever_the_words_say(kind, team):
    assert team_of(route("The printer jams and the network is down", kind=kind)) == team


def test_the_first_sentence_counts_twice():
    assert classify("Printer jam. Also the network.") == Classified("euc.print", "printer", 8)
    assert classify("The network is down. We tried the printer.") == Classified("net.wired", "network", 6)


def test_case_hyphens_and_plurals_make_no_difference():
    assert normal("Wi-Fi PHONES, the nurses' address") == ["wi", "fi", "phone", "the", "nurse", "address"]
    assert classify("INFUSION-PUMPS").category == "device.infusion"


def test_the_same_text_is_always_routed_the_same():
    texts = [row.text for row in DEMO_TEXTS]
    assert [route(text) for text in texts] == [route(text) for text in texts]


def test_a_long_text_is_read_only_as_far_as_a_report_goes():
    assert classify("x " * 2000 + "printer printer") is None
