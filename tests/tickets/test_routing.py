"""Tickets find their category and their queue, and say why."""

import pytest

from hospital_itsm.importing.starting_categories import CATEGORIES
from tests.tickets.routed_texts import DEMO_TEXTS, FRESH_TEXTS
from tickets.rules.routing import TILES, Classified, Route, classify, normal, route
from tickets.rules.routing_words import WORDS

TEAMS = {category.code: category.team for category in CATEGORIES}
# The text alone does not say that it comes from a clinic.
NEEDS_THE_PLACE = {48}


@pytest.mark.parametrize(
    "row", [row for row in DEMO_TEXTS if row.number not in NEEDS_THE_PLACE], ids=lambda row: str(row.number)
)
def test_each_demo_text_finds_its_queue(row):
    assert route(row.text, TEAMS, kind=row.kind).team == row.team


@pytest.mark.parametrize("row", FRESH_TEXTS, ids=lambda row: str(row.number))
def test_other_ways_to_say_it_find_the_queue_too(row):
    assert route(row.text, TEAMS, kind=row.kind).team == row.team


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
    assert route("It is the one by the window", TEAMS, topic=topic) == Route(team, category, "tile", topic)


def test_all_six_tiles_route():
    assert set(TILES) == {"printer", "scanner", "sign_in", "phone", "slow", "device"}


@pytest.mark.parametrize(
    ("topic", "text", "route_"),
    [
        ("printer", "Label printer prints nothing", Route("PRINT", "euc.label", "word", "label printer")),
        ("printer", "The network is slow", Route("PRINT", "euc.print", "tile", "printer")),
        (
            "device",
            "Dialysis machine alarms",
            Route("HTM-LAB/DIAL", "device.dialysis", "word", "dialysis machine"),
        ),
        ("device", "The MR does not start", Route("HTM-IMG", "device.failure", "device", "mr")),
        ("phone", "Nurse call does not light", Route("TEL", "tel.nursecall", "word", "nurse call")),
    ],
)
def test_inside_a_tile_the_words_only_refine(topic, text, route_):
    assert route(text, TEAMS, topic=topic) == route_


def test_what_nothing_decides_goes_to_the_first_line():
    assert route("Something is odd here today", TEAMS) == Route("SD-L1", "", "default", "")
    assert route("", TEAMS) == Route("SD-L1", "", "default", "")


def test_a_category_somebody_chose_is_kept():
    assert route("The printer jams", TEAMS, category="net.wired") == Route("NET", "net.wired", "category")


def test_a_category_without_a_queue_goes_to_the_first_line():
    assert route("The printer jams", {}, category="net.wired").team == "SD-L1"
    assert route("The printer jams", {}).team == "SD-L1"


@pytest.mark.parametrize(("kind", "team"), [("security_incident", "SEC"), ("privacy_event", "PRIVACY")])
def test_restricted_kinds_stay_with_their_team_whatever_the_words_say(kind, team):
    assert route("The printer jams and the network is down", TEAMS, kind=kind).team == team


def test_the_first_sentence_counts_twice():
    assert classify("Printer jam. Also the network.") == Classified("euc.print", "printer", 8)
    assert classify("The network is down. We tried the printer.") == Classified("net.wired", "network", 6)


def test_case_hyphens_and_plurals_make_no_difference():
    assert normal("Wi-Fi PHONES, the nurses' address") == ["wi", "fi", "phone", "the", "nurse", "address"]
    assert classify("INFUSION-PUMPS").category == "device.infusion"


def test_the_same_text_is_always_routed_the_same():
    texts = [row.text for row in DEMO_TEXTS]
    assert [route(text, TEAMS) for text in texts] == [route(text, TEAMS) for text in texts]


def test_a_long_text_is_read_only_as_far_as_a_report_goes():
    assert classify("x " * 2000 + "printer printer") is None
