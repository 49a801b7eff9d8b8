"""Recalls over REST."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from assets.actions.recalls.lines import note_search, settle
from assets.models import Asset, RecallCase, RecallLine, RecallNotice
from tests.api.rest import Rest
from tests.assets.recall_cast import LIMITS, pumps, receive
from tests.world import World, again

pytestmark = pytest.mark.django_db

GIVEN = {
    "firm": "Ashgrove Infusion", "description": "IX-4 pump, UDI-DI 09520000010010", "codes": LIMITS, "source": "portal",
    "recall_class": "I", "number": "Z-9001-2026", "initiated_on": "2026-10-12",
}  # fmt: skip


@pytest.fixture
def hands(world: World) -> Rest:
    """The token of a technician of clinical engineering."""
    return Rest(again(world.biomed))


@pytest.fixture
def manager(world: World) -> Rest:
    """The token of the manager of clinical engineering."""
    return Rest(again(world.htm_manager))


def test_a_notice_is_received_and_finds_its_devices(world: World, hands: Rest) -> None:
    pumps(world)
    made = hands.send("POST", "recalls/", GIVEN)
    assert (made.status_code, made["ETag"]) == (201, '"1"')
    body = made.json()
    assert (body["key"], body["state"], body["clock_class"]) == (
        RecallCase.objects.get().key,
        "received",
        "I",
    )
    assert (body["devices"], body["still_open"], body["missing"], body["not_listed"]) == (3, 3, 0, 1)
    assert body["next_steps"] == [], "The manager triages."
    assert hands.send("GET", f"recalls/{body['key']}/").json() == body


def test_the_devices_of_a_recall_with_place_holder_and_reasons(world: World, hands: Rest) -> None:
    pumps(world)
    case = receive(world)
    rows = hands.send("GET", f"recalls/{case.key}/lines/?limit=2").json()
    first = rows["results"][0]
    assert [row["tag"] for row in rows["results"]] == ["LR-1", "LR-2"]
    assert (first["certainty"], first["score"], first["care_area"]) == ("confirmed", 100, "ICU")
    assert "Serial number IX4-230101 is listed" in first["reasons"]
    rest = hands.send("GET", f"recalls/{case.key}/lines/?cursor={rows['next']}&limit=2").json()
    assert [row["tag"] for row in rest["results"]] == ["LR-3"]
    one = hands.send("GET", f"recalls/{case.key}/lines/lr-1/")
    assert (one.json(), one["ETag"]) == (first, '"1"')
    assert hands.send("GET", f"recalls/{case.key}/lines/LR-4/").status_code == 404


def test_the_list_takes_the_filters_of_the_page(world: World, hands: Rest) -> None:
    mild, grave = receive(world, number="", recall_class="III"), receive(world)

    def keys(query: str) -> list[str]:
        return [row["key"] for row in hands.send("GET", f"recalls/?{query}").json()["results"]]

    assert keys("") == [grave.key, mild.key]
    assert keys("class=III") == [mild.key]
    assert keys("sort=newest") == [grave.key, mild.key]
    assert keys("state=closed") == []
    assert hands.send("GET", "recalls/?class=IV").status_code == 400
    assert hands.send("GET", "recalls/?firm=x").status_code == 400
    assert hands.send("GET", "recalls/?sort=firm").status_code == 400


def test_a_recall_from_triage_to_its_end(world: World, manager: Rest) -> None:
    case = receive(world, recall_class="")

    def step(name: str, body: dict[str, Any], version: int) -> Any:
        return manager.send("POST", f"recalls/{case.key}/actions/{name}/", body, If_Match=f'"{version}"')

    assert step("triage", {"treat_as": "II"}, 1).json()["clock_class"] == "II"
    assert step("assign", {"assignee": "reid.sandoval"}, 2).json()["assignee"] == "reid.sandoval"
    assert step("verify", {}, 3).json()["state"] == "verified"
    assert step("close", {}, 4).status_code == 409
    today = timezone.localdate().isoformat()
    assert (
        step("acknowledge", {"on": today, "acknowledgment": "By fax"}, 4).json()["acknowledged_on"] == today
    )
    assert step("close", {}, 5).json()["state"] == "closed"
    assert step("reopen", {"reason": "One was found"}, 6).json()["state"] == "in_progress"


@pytest.mark.parametrize(
    ("headers", "status"), [({}, 428), ({"If_Match": '"7"'}, 412), ({"If_Match": "seven"}, 400)]
)
def test_a_decision_names_the_version_it_was_made_on(
    world: World, manager: Rest, headers: dict[str, str], status: int
) -> None:
    case = receive(world)
    answer = manager.send("POST", f"recalls/{case.key}/actions/triage/", {}, **headers)
    assert answer.status_code == status
    assert RecallCase.objects.get().state == "received"


def test_an_illegal_step_names_the_possible_ones(world: World, manager: Rest) -> None:
    case = receive(world)
    answer = manager.send("POST", f"recalls/{case.key}/actions/close/", {}, If_Match="*")
    assert (answer.status_code, answer.json()["code"]) == (409, "illegal-transition")
    assert answer.json()["allowed"] == ["triage", "dismiss"]


def test_a_device_is_located_tagged_and_settled(world: World, hands: Rest) -> None:
    pumps(world)
    case = receive(world)
    at = f"recalls/{case.key}/lines/LR-1/actions"
    assert hands.send("POST", f"{at}/locate/", {}, If_Match='"1"').json()["located_at"] is not None
    tagged = hands.send("POST", f"recalls/{case.key}/actions/tag_out/", {"tags": ["LR-1", "LR-2"]})
    assert tagged.status_code == 200
    assert Asset.objects.get(tag="LR-2").status == "out_of_service_safety"
    settled = hands.send(
        "POST", f"{at}/settle/", {"disposition": "corrected", "evidence": "WO 118"}, If_Match="*"
    )
    assert (settled.json()["disposition"], settled.json()["done_by"]) == ("corrected", "reid.sandoval")
    assert hands.send("GET", f"recalls/{case.key}/").json()["still_open"] == 2


def test_a_missing_device_is_searched_for_and_signed_off(world: World, hands: Rest, manager: Rest) -> None:
    pumps(world)
    case = receive(world)
    settle(case.key, "LR-1", actor=again(world.biomed), disposition="missing", evidence="Not in its room")
    today = timezone.localdate()
    for days in (90, 40):
        note_search(
            case.key, "LR-1", actor=again(world.biomed), on=today - timedelta(days=days), places="ICU"
        )
    at = f"recalls/{case.key}/lines/LR-1/actions"
    assert manager.send("POST", f"{at}/declare_lost/", {"evidence": "x"}, If_Match="*").status_code == 409
    assert (
        hands.send("POST", f"{at}/search/", {"on": today.isoformat(), "places": "Cellar"}).status_code == 200
    )
    assert hands.send("POST", f"{at}/declare_lost/", {"evidence": "x"}, If_Match="*").status_code == 403
    lost = manager.send("POST", f"{at}/declare_lost/", {"evidence": "Nothing found"}, If_Match="*")
    assert lost.json()["disposition"] == "lost_alerted"


def test_a_changed_class_moves_the_clock(world: World, hands: Rest) -> None:
    case = receive(world, recall_class="II")
    answer = hands.send("PATCH", f"recalls/{case.key}/", {"recall_class": "I"}, If_Match='"1"')
    assert (answer.status_code, answer.json()["clock_class"], answer["ETag"]) == (200, "I", '"2"')


@pytest.mark.parametrize(
    ("body", "status", "pointer"),
    [
        ({**GIVEN, "outcome": "logged"}, 400, "/outcome"),
        ({**GIVEN, "firm": ""}, 422, "/firm"),
        ({**GIVEN, "number": "4711"}, 422, "/number"),
        ({**GIVEN, "source": "openfda"}, 422, "/source"),
        ({**GIVEN, "recall_class": 1}, 422, "/recall_class"),
        ({**GIVEN, "initiated_on": "12.10.2026"}, 422, "/initiated_on"),
        ({**GIVEN, "received_at": "2999-01-01T00:00:00Z"}, 422, "/received_at"),
        ({"firm": "x"}, 422, "/description"),
    ],
)
def test_a_notice_of_another_form_is_refused(
    world: World, hands: Rest, body: dict[str, Any], status: int, pointer: str
) -> None:
    answer = hands.send("POST", "recalls/", body)
    assert answer.status_code == status
    assert pointer in [error["pointer"] for error in answer.json()["errors"]]
    assert not RecallNotice.objects.exists()


def test_a_token_without_the_scope_reads_but_writes_nothing(world: World) -> None:
    pumps(world)
    case = receive(world)
    reader = Rest(again(world.biomed), ["recalls:read"])
    assert reader.send("GET", f"recalls/{case.key}/").status_code == 200
    assert reader.send("POST", f"recalls/{case.key}/actions/match/", {}).status_code == 403
    assert reader.send("POST", f"recalls/{case.key}/actions/tag_out/", {"tags": ["LR-1"]}).status_code == 403
    assert set(RecallLine.objects.values_list("mitigated_at", flat=True)) == {None}
