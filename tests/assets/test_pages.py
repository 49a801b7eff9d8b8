"""The pages of the inventory: found, read, changed, refused with what was typed."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from assets.actions.assets import change_asset
from assets.actions.external import upsert_external
from assets.actions.relations import relate
from assets.models import Asset, CustomField, DeviceModel, License, Location, Relation
from assets.views.asset import relation_lines
from tests.assets import cast
from tests.world import World

GOOD = {
    "asset_class": "clinical_device",
    "model": "IX-4",
    "high_risk": "on",
    "stores_phi": "unknown",
    "currency": "USD",
    "system_of_record": "ours",
}


def page(client: Client, user: Any, path: str, expected: int = 200, /, **asked: str) -> str:
    """What a person reads at an address."""
    client.force_login(user)
    response = client.get(path, asked)
    assert response.status_code == expected, path
    return response.content.decode()


def send(client: Client, user: Any, path: str, data: dict[str, Any]) -> Any:
    """What a form answers."""
    client.force_login(user)
    return client.post(path, data)


def test_the_two_lenses_show_one_inventory(world: World, client: Client) -> None:
    cast.pump(world)
    cast.computer(world)
    everything = page(client, world.technician, "/assets/")
    assert "LR-20417" in everything
    assert "WS-1001" in everything
    clinical = page(client, world.technician, "/assets/", lens="clinical")
    assert ("LR-20417" in clinical, "WS-1001" in clinical) == (True, False)
    both = page(client, world.technician, "/assets/", lens="it", status="in_service")
    assert ("LR-20417" in both, "WS-1001" in both) == (False, True)


@pytest.mark.parametrize(
    "asked",
    [
        {"place": "N4"},
        {"unit": "ICU"},
        {"risk": "high_risk"},
        {"maker": "Ashgrove Infusion"},
        {"q": "infusion"},
        {"team": "HTM-GEN"},
        {"phi": "unknown", "class": "clinical_device"},
    ],
)
def test_a_filter_narrows_the_list(world: World, client: Client, asked: dict[str, str]) -> None:
    cast.pump(world, location=cast.tower(world)["bed"])
    cast.computer(world, stores_phi="no", stores_phi_source="Image of 2026")
    shown = page(client, world.technician, "/assets/", **asked)
    assert ("LR-20417" in shown, "WS-1001" in shown) == (True, False)


def test_a_filter_that_cannot_be_read_is_said(world: World, client: Client) -> None:
    shown = page(client, world.technician, "/assets/", 400, status="lost", q="x")
    assert "lost is not one of" in shown


def test_what_has_left_the_house_is_shown_when_asked_for(world: World, client: Client) -> None:
    asset = cast.pump(world)
    Asset.objects.filter(pk=asset.pk).update(status="disposed")
    assert "LR-20417" not in page(client, world.technician, "/assets/")
    assert "LR-20417" in page(client, world.technician, "/assets/", ended="yes")
    assert "LR-20417" in page(client, world.technician, "/assets/", status="disposed")


def test_a_typed_tag_opens_its_page(world: World, client: Client) -> None:
    cast.pump(world)
    client.force_login(world.technician)
    assert client.get("/assets/", {"q": "lr-20417"})["Location"] == "/a/LR-20417/"


def test_every_asset_stands_on_exactly_one_page_of_the_list(world: World, client: Client) -> None:
    for number in range(55):
        cast.computer(world, f"WS-{number:03}")
    client.force_login(world.technician)
    first = client.get("/assets/")
    more = client.get(first.context["more_url"], headers={"HX-Request": "true"})
    tags = [asset.tag for response in (first, more) for asset in response.context["page"].rows]
    assert tags == [f"WS-{number:03}" for number in range(55)]
    assert first.context["count"] == "55"


def test_the_page_of_an_asset_says_what_matters(world: World, client: Client) -> None:
    cast.pump(world, location=cast.tower(world)["bed"], backup="Two in the store room", lot="23K07")
    cast.pump(world, "LR-2", serial="IX4-LR-20417")
    fields = {"asset_class": "workstation", "tag": "LR-3"}
    upsert_external("cmms", "4711", actor=world.technician, fields=fields)
    shown = page(client, world.technician, "/a/lr-20417/")
    for words in ("In service", "High risk", "Two in the store room", "23K07", "May hold patient data"):
        assert words in shown
    assert "has the same serial number" in shown
    assert "4711" in page(client, world.technician, "/a/LR-3/")


def test_hostile_words_are_text_everywhere(world: World, client: Client) -> None:
    hostile = "<script>alert(1)</script>"
    cast.pump(world, name=hostile, backup=hostile, failure_procedure=hostile, room="<b>12</b>", lot="<i>")
    relate(
        "depends_on",
        cast.computer(world, name=hostile),
        Asset.objects.get(tag="LR-20417"),
        actor=world.biomed,
    )
    for path in ("/assets/", "/a/LR-20417/", "/a/LR-20417/edit/", "/a/LR-20417/impact/", "/a/LR-20417/move/"):
        shown = page(client, world.technician, path)
        assert "<script>alert" not in shown
        assert "<b>12</b>" not in shown
        assert "<i>" not in shown


def test_the_buttons_are_the_steps_one_may_take(world: World, client: Client) -> None:
    cast.pump(world)
    assert "/a/LR-20417/step/repair/" in page(client, world.technician, "/a/LR-20417/")
    shown = page(client, world.auditor, "/a/LR-20417/")
    assert "/step/" not in shown
    assert "/edit/" not in shown


def test_a_charge_nurse_reads_her_units_device_and_no_other(world: World, client: Client) -> None:
    cast.pump(world)
    cast.computer(world)
    assert "IX-4" in page(client, world.charge_nurse, "/a/LR-20417/")
    page(client, world.charge_nurse, "/a/WS-1001/", 404)
    assert "WS-1001" not in page(client, world.charge_nurse, "/assets/")


def test_an_asset_is_added_from_its_model(world: World, client: Client) -> None:
    model = cast.model(world)
    CustomField.objects.create(asset_class="clinical_device", key="permit", label="Permit", kind="number")
    shown = page(client, world.technician, "/assets/new/", model=str(model.pk))
    assert 'value="IX-4"' in shown
    cast.tower(world)
    data = {**GOOD, "tag": "lr-9", "status": "received", "location": "n4-12", "custom_permit": "12"}
    answer = send(client, world.technician, "/assets/new/", {**data, "udi": "(01)09520000010010(21)S9"})
    assert answer["Location"] == "/a/LR-9/"
    made = Asset.objects.get(tag="LR-9")
    assert (made.model, made.serial, made.location, made.custom) == (
        model,
        "S9",
        Location.objects.get(code="N4-12"),
        {"permit": "12"},
    )


def test_a_refused_form_keeps_what_was_typed_and_names_the_mend(world: World, client: Client) -> None:
    cast.model(world)
    data = {**GOOD, "tag": "a b", "status": "received", "model": "IX-9", "location": "nowhere", "room": "12"}
    answer = send(client, world.technician, "/assets/new/", data)
    words = answer.content.decode()
    assert answer.status_code == 422
    assert "The catalogue has no such model" in words
    assert "There is no place nowhere in use" in words
    assert 'value="12"' in words
    assert not Asset.objects.exists()


def test_an_asset_is_changed_through_its_form(world: World, client: Client) -> None:
    cast.pump(world)
    answer = send(client, world.technician, "/a/LR-20417/edit/", {**GOOD, "lot": "23K07", "version": "1"})
    assert answer["Location"] == "/a/LR-20417/"
    assert Asset.objects.get().lot == "23K07"


def test_who_saved_second_sees_both_values_and_may_save_again(world: World, client: Client) -> None:
    cast.pump(world)
    change_asset("LR-20417", actor=world.biomed, fields={"lot": "THEIRS"})
    data = {**GOOD, "lot": "MINE", "version": "1"}
    answer = send(client, world.technician, "/a/LR-20417/edit/", data)
    words = answer.content.decode()
    assert answer.status_code == 409
    assert "THEIRS" in words
    assert 'value="MINE"' in words
    assert Asset.objects.get().lot == "THEIRS"
    assert [label for label, _value in answer.context["differing"]] == [
        "Tag",
        "Serial number",
        "Lot",
        "Queue",
    ]
    answer = send(client, world.technician, "/a/LR-20417/edit/", {**data, "version": "2"})
    assert Asset.objects.get().lot == "MINE"


def test_a_step_that_asks_for_a_reason_says_so(world: World, client: Client) -> None:
    cast.pump(world)
    answer = send(client, world.technician, "/a/LR-20417/step/tag_out/", {"version": "1"})
    assert answer.status_code == 422
    assert "Say why in a few words." in answer.content.decode()
    answer = send(client, world.technician, "/a/LR-20417/step/tag_out/", {"version": "1", "reason": "Sparks"})
    assert answer.status_code == 302
    assert Asset.objects.get().status == "out_of_service_safety"


def test_the_custody_gate_speaks_on_the_page(world: World, client: Client) -> None:
    asset = cast.pump(world)
    Asset.objects.filter(pk=asset.pk).update(status="retired_pending_sanitization")
    answer = send(client, world.technician, "/a/LR-20417/step/dispose/", {"reason": "Scrap"})
    assert answer.status_code == 409
    assert "lists no storage media" in answer.content.decode()


def test_a_device_goes_back_into_service_with_its_check(world: World, client: Client) -> None:
    asset = cast.pump(world)
    Asset.objects.filter(pk=asset.pk).update(status="in_repair")
    assert "/step/put_in_service/" not in page(client, world.technician, "/a/LR-20417/")
    facts = {"checked_on": timezone.localdate().isoformat(), "checked_by": "R. Sandoval", "reference": "WO-1"}
    answer = send(client, world.biomed, "/a/LR-20417/step/put_in_service/", facts)
    assert answer.status_code == 302
    assert Asset.objects.get().status == "in_service"


def test_no_step_of_the_address_line_is_invented(world: World, client: Client) -> None:
    cast.pump(world)
    assert send(client, world.technician, "/a/LR-20417/step/explode/", {}).status_code == 404
    assert page(client, world.technician, "/a/LR-20417/step/find/", 302) == ""


def test_things_are_related_in_both_directions(world: World, client: Client) -> None:
    pump = cast.pump(world)
    send(client, world.technician, "/a/LR-20417/relations/new/", {"kind": "runs_on.back", "other": "a030"})
    relation = Relation.objects.get()
    assert (relation.from_end, relation.to_end) == ("A030", "LR-20417")
    assert [line.after for line in relation_lines(pump, world.technician)] == ["runs on this"]
    send(client, world.technician, f"/a/LR-20417/relations/{relation.pk}/remove/", {})
    assert not Relation.objects.exists()


def test_a_relation_of_another_thing_is_not_taken_away_here(world: World, client: Client) -> None:
    cast.pump(world)
    other = relate("depends_on", world.service("A002"), world.service("A001"), actor=world.it_manager)
    answer = send(client, world.technician, f"/a/LR-20417/relations/{other.pk}/remove/", {})
    assert answer.status_code == 404
    assert Relation.objects.exists()


def test_a_model_is_added_with_its_identifiers(world: World, client: Client) -> None:
    data = {
        "manufacturer": cast.maker().pk,
        "name": "SP-2",
        "asset_class": "clinical_device",
        "identifiers": "09520000010027\n\n 09520000010028 ",
    }
    answer = send(client, world.htm_manager, "/assets/models/new/", data)
    made = DeviceModel.objects.get()
    assert answer["Location"] == f"/assets/models/{made.pk}/"
    assert [one.di for one in made.identifiers.all()] == ["09520000010027", "09520000010028"]
    assert "09520000010028" in page(client, world.agent, f"/assets/models/{made.pk}/")


def test_a_place_in_use_says_why_it_stays(world: World, client: Client) -> None:
    tower = cast.tower(world)
    answer = send(client, world.htm_manager, f"/assets/locations/{tower['room'].pk}/retire/", {})
    assert answer.status_code == 409
    assert "1 place in it is in use" in answer.content.decode()


def test_the_portfolio_shows_who_answers_and_what_is_overdrawn(world: World, client: Client) -> None:
    License.objects.create(product="Harbor EHR", service=world.service("A001"), entitled=10, assigned=12)
    assert "Harbor EHR core" in page(client, world.cio, "/services/", tier="1")
    assert "More than bought" in page(client, world.cio, "/services/A001/")
    assert "More than bought" in page(client, world.cio, "/services/licenses/")


def test_the_portfolio_is_changed_through_its_form(world: World, client: Client) -> None:
    data = {
        "name": "Harbor EHR",
        "kind": "application",
        "tier": "1",
        "hosting": "vendor",
        "data_class": "phi",
        "lifecycle": "live",
        "rto_minutes": "120",
        "owner": "martin.ekland",
    }
    answer = send(client, world.vp_applications, "/services/A001/edit/", data)
    assert answer["Location"] == "/services/A001/"
    assert "Martin Ekland" in page(client, world.agent, "/services/A001/")
