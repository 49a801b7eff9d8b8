"""The inventory over REST: strict input, versions as tags, steps with what is possible next, one asset a number."""

import json
from typing import Any

import pytest
from django.utils import timezone

from assets.actions.custom_fields import add_custom_field
from assets.actions.relations import relate
from assets.models import Asset, DeviceModel, License, Location, Movement, Relation
from tests.api.rest import Rest, pointers, problem
from tests.assets import cast
from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def technician(world: World) -> Rest:
    """The technician's token."""
    return Rest(world.technician)


@pytest.fixture
def manager(world: World) -> Rest:
    """The HTM manager's token."""
    return Rest(world.htm_manager)


def tags(answer: Any) -> list[str]:
    """The tags of a list."""
    return [row["tag"] for row in json.loads(answer.content)["results"]]


def test_an_asset_is_read_with_its_place_its_network_and_what_may_be_done_next(
    world: World, technician: Rest
) -> None:
    cast.pump(world, location=cast.tower(world)["room"], cost="1250.50")
    one = technician.get("assets/lr-20417/")
    body = one.json()
    assert one["ETag"] == '"1"'
    assert (body["tag"], body["title"], body["manufacturer"]) == ("LR-20417", "IX-4", "Ashgrove Infusion")
    assert (body["location"], body["care_area"], body["cost"]) == ("N4-12", "ICU", "1250.50")
    assert (body["network"], body["external_refs"]) == (None, [])
    assert {"verb": "repair", "to": "in_repair", "needs": ["reason"]} in body["next_actions"]
    problem(technician.get("assets/NOBODY/"), 404, "not-found")


def test_what_is_ours_is_not_returned_to_an_owner(world: World, technician: Rest) -> None:
    cast.pump(world, stores_phi="no", stores_phi_source="MDS2 of the maker")
    refused = technician.post(
        "assets/lr-20417/actions/return_to_owner/", {"reason": "Trade-in"}, If_Match="*"
    )
    body = problem(refused, 409, "illegal-transition")
    assert "return_to_owner" not in body["allowed"]
    assert Asset.objects.get().status == "in_service"


def test_lists_take_the_filters_of_the_page_and_refuse_others(world: World, technician: Rest) -> None:
    cast.pump(world)
    cast.computer(world)
    assert tags(technician.get("assets/")) == ["LR-20417", "WS-1001"]
    assert tags(technician.get("assets/?lens=clinical&status=in_service")) == ["LR-20417"]
    assert tags(technician.get("assets/?q=infusion&sort=changed")) == ["LR-20417"]
    assert pointers(problem(technician.get("assets/?status=lost"), 400, "unknown-input")) == ["/status"]
    assert pointers(problem(technician.get("assets/?colour=red"), 400, "unknown-input")) == ["/colour"]


def test_an_asset_is_added_and_every_fault_is_named(world: World, technician: Rest) -> None:
    model = cast.model(world)
    body = {"tag": "lr-9", "asset_class": "clinical_device", "model": model.pk, "care_area": "ICU"}
    made = technician.post("assets/", body)
    assert (made.status_code, made.json()["tag"], made.json()["high_risk"]) == (201, "LR-9", True)
    assert pointers(problem(technician.post("assets/", {**body, "colour": "red"}), 400, "unknown-input")) == [
        "/colour"
    ]
    refused = problem(technician.post("assets/", body), 422, "value-refused")
    assert pointers(refused) == ["/tag"]
    refused = problem(
        technician.post("assets/", {**body, "tag": "LR-10", "care_area": "MOON", "cost": "much"}),
        422,
        "value-refused",
    )
    assert pointers(refused) == ["/care_area", "/cost"]
    assert Asset.objects.count() == 1


def test_a_change_names_the_version_it_read(world: World, technician: Rest) -> None:
    cast.pump(world)
    problem(technician.patch("assets/LR-20417/", {"lot": "A"}), 428, "precondition-required")
    changed = technician.patch("assets/LR-20417/", {"lot": "A"}, If_Match='"1"')
    assert (changed.json()["lot"], changed["ETag"]) == ("A", '"2"')
    problem(technician.patch("assets/LR-20417/", {"lot": "B"}, If_Match='"1"'), 412, "stale-version")
    assert Asset.objects.get().lot == "A"


def test_a_move_changes_only_what_it_names(world: World, technician: Rest) -> None:
    cast.pump(world)
    cast.tower(world)
    moved = technician.post("assets/LR-20417/actions/move/", {"location": "N4-12"}, If_Match="*")
    assert (moved.json()["location"], moved.json()["care_area"]) == ("N4-12", "ICU")
    log = technician.get("assets/LR-20417/movements/").json()["results"]
    assert [(row["to_location"], row["by"]) for row in log] == [("N4-12", "omar.quillan")]
    assert Movement.objects.count() == 1


def test_steps_are_refused_with_what_is_possible(world: World, technician: Rest, manager: Rest) -> None:
    cast.pump(world)
    address = "assets/LR-20417/actions/"
    refused = problem(technician.post(f"{address}find/", If_Match="*"), 409, "illegal-transition")
    assert "repair" in refused["allowed"]
    refused = problem(technician.post(f"{address}repair/", If_Match="*"), 422, "value-refused")
    assert pointers(refused) == ["/reason"]
    done = technician.post(f"{address}repair/", {"reason": "Door latch"}, If_Match='"1"')
    assert (done.json()["status"], done["ETag"]) == ("in_repair", '"2"')
    check = {"checked_on": timezone.localdate().isoformat(), "checked_by": "R. Sandoval"}
    problem(technician.post(f"{address}put_in_service/", check, If_Match="*"), 403, "forbidden")
    back = manager.post(f"{address}put_in_service/", check, If_Match="*")
    assert back.json()["status"] == "in_service"
    life = technician.get("assets/LR-20417/life/").json()["results"]
    assert [row["verb"] for row in life] == ["put_in_service", "repair", "create"]


def test_a_network_profile_is_changed(world: World, technician: Rest) -> None:
    cast.pump(world)
    fields = {"mac": "00-1a-2b-3c-4d-5e", "ip": "10.4.0.17", "is_wireless": True}
    changed = technician.patch("assets/LR-20417/network/", fields, If_Match="*")
    assert changed.json()["network"]["mac"] == "001A2B3C4D5E"
    refused = problem(
        technician.patch("assets/LR-20417/network/", {"ip": "1.2.3"}, If_Match="*"), 422, "value-refused"
    )
    assert pointers(refused) == ["/ip"]


def test_a_number_of_another_system_is_one_asset_however_often_it_is_sent(
    world: World, technician: Rest
) -> None:
    body = {"asset_class": "workstation", "serial": "S7", "care_area": "ICU", "tag": "WS-7"}
    assert technician.put("assets/external/mdm/4711/", body).status_code == 201
    assert technician.put("assets/external/mdm/4711/", body).status_code == 200
    changed = technician.put("assets/external/mdm/4711/", {**body, "care_area": "MS5"}).json()
    assert (changed["care_area"], changed["version"]) == ("MS5", 2)
    assert changed["external_refs"] == [{"system": "mdm", "external_id": "4711"}]
    assert Asset.objects.count() == 1


def test_relations_are_made_listed_and_taken_away(world: World, technician: Rest) -> None:
    cast.pump(world)
    body = {"kind": "depends_on", "from_end": {"asset": "LR-20417"}, "to_end": {"service": "A030"}}
    made = technician.post("relations/", body).json()
    assert made["to_end"] == {"type": "service", "key": "A030"}
    assert technician.get("relations/?asset=LR-20417").json()["results"] == [made]
    assert technician.get("relations/?service=A001").json()["results"] == []
    both = {**body, "to_end": {"asset": "LR-20417", "service": "A030"}}
    assert pointers(problem(technician.post("relations/", both), 422, "value-refused")) == ["/to_end"]
    nobody = {**body, "to_end": {"service": "A999"}}
    assert pointers(problem(technician.post("relations/", nobody), 422, "value-refused")) == ["/to_end"]
    assert technician.send("DELETE", f"relations/{made['id']}/").status_code == 204
    assert not Relation.objects.exists()


def test_a_unit_lead_reads_no_relation_to_a_foreign_device(world: World) -> None:
    pump, foreign = cast.pump(world), cast.computer(world)
    relate("depends_on", foreign, pump, actor=world.technician)
    lead = Rest(world.charge_nurse)
    assert lead.get("relations/").json()["results"] == []
    found = lead.get("assets/LR-20417/impact/").json()
    assert (found["count"], found["assets"]) == (1, [])
    problem(lead.get("assets/WS-1001/"), 404, "not-found")


def test_impact_says_what_fails(world: World, technician: Rest) -> None:
    switch = cast.computer(world, "SW-1", asset_class="network_device")
    relate("runs_on", world.service("INF-LAN"), switch, actor=world.technician)
    relate("depends_on", cast.pump(world), world.service("INF-LAN"), actor=world.biomed)
    found = technician.get("assets/SW-1/impact/").json()
    assert (found["count"], found["care_areas"], found["assets"]) == (2, ["ICU"], ["LR-20417"])
    assert found["services"] == [{"code": "INF-LAN", "name": "Wired network", "tier": "0"}]
    assert technician.get("portfolio/INF-LAN/impact/").json()["assets"] == ["LR-20417"]


def test_the_catalogue_and_the_places_are_kept_by_managers(
    world: World, technician: Rest, manager: Rest
) -> None:
    body = {"manufacturer": cast.maker().name, "name": "SP-2", "identifiers": ["09520000010027"]}
    problem(technician.post("models/", body), 403, "forbidden")
    made = manager.post("models/", body).json()
    assert (made["identifiers"], made["manufacturer"]) == (["09520000010027"], "Ashgrove Infusion")
    changed = manager.patch(f"models/{made['id']}/", {"high_risk": True}, If_Match='"1"')
    assert (changed.json()["high_risk"], changed.json()["identifiers"]) == (True, ["09520000010027"])
    assert DeviceModel.objects.count() == 1
    site = manager.post("locations/", {"code": "MC", "name": "Campus", "kind": "site", "site": "MAIN"})
    assert site.status_code == 201
    room = {"code": "R1", "name": "Room 1", "kind": "room", "parent": "MC"}
    assert manager.post("locations/", room).json()["site"] == "MAIN"
    refused = problem(manager.patch("locations/MC/", {"kind": "bed"}, If_Match="*"), 422, "value-refused")
    assert pointers(refused) == ["/parent"]
    assert Location.objects.count() == 2


def test_the_portfolio_and_its_licenses_are_kept_by_those_who_answer_for_them(
    world: World, technician: Rest
) -> None:
    keeper = Rest(world.vp_applications)
    problem(technician.patch("portfolio/A001/", {"rto_minutes": 60}, If_Match="*"), 403, "forbidden")
    changed = keeper.patch("portfolio/A001/", {"rto_minutes": 120, "owner": "martin.ekland"}, If_Match="*")
    assert (changed.json()["rto_minutes"], changed.json()["owner"]) == (120, "martin.ekland")
    made = keeper.post("licenses/", {"product": "Harbor EHR", "service": "A001", "entitled": 10})
    assert made.status_code == 201
    number = made.json()["id"]
    changed = keeper.patch(f"licenses/{number}/", {"assigned": 12}, If_Match='"1"')
    assert changed.json()["assigned"] == 12
    assert License.objects.over_used().count() == 1


def test_a_token_without_the_scope_reads_nothing(world: World) -> None:
    cast.pump(world)
    problem(Rest(world.technician, ["tickets:read"]).get("assets/"), 403, "forbidden")
    problem(Rest(world.technician, ["assets:read"]).post("assets/", {}), 403, "forbidden")


def test_what_looks_like_patient_data_is_masked_in_every_free_text(world: World, technician: Rest) -> None:
    cast.pump(world)
    text = "Used by patient John Testcase MRN 00099887 DOB 01/02/1950"
    changed = technician.patch("assets/LR-20417/", {"backup": text}, If_Match="*").json()
    assert "00099887" not in changed["backup"]
    technician.post("assets/LR-20417/actions/repair/", {"reason": text}, If_Match="*")
    life = technician.get("assets/LR-20417/life/").json()["results"]
    assert "00099887" not in life[0]["reason"]


@pytest.mark.parametrize(
    "value",
    ["\u0000", "a\u0000b", "\ud800", "x" * 5000, "<script>alert(1)</script>", "=cmd|'/C calc'!A0", "\u202e"],
)
@pytest.mark.parametrize("field", ["name", "serial", "lot", "udi", "backup", "failure_procedure", "tag"])
def test_no_hostile_value_breaks_the_way_in(world: World, technician: Rest, field: str, value: str) -> None:
    body = json.dumps({"asset_class": "printer", field: value})
    assert technician.post("assets/", body).status_code in (201, 400, 422)


def test_custom_values_of_any_shape_are_taken_or_refused(
    world: World, technician: Rest, manager: Rest
) -> None:
    add_custom_field(actor=world.htm_manager, asset_class="printer", label="Trays", kind="text")
    for value in ("4", 4, None, True, {"a": 1}, ["x"], "\u0000"):
        answer = technician.post("assets/", {"asset_class": "printer", "custom": {"trays": value}})
        assert answer.status_code in (201, 400, 422)
    refused = technician.post("assets/", {"asset_class": "printer", "custom": {"colour": "x"}})
    assert refused.status_code == 422
