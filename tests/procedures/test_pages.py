"""The pages of procedures and REST: found, worked, refused with what was typed."""

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from assets.models import Asset
from hospital_itsm.procedures.models import Procedure, ProcedureTemplate, StepFile
from tests.api.rest import Rest
from tests.assets import cast as assets_cast
from tests.exporting.files import book_of, csv_of
from tests.procedures import cast
from tests.world import World, again

IN_MEMORY = {"BACKEND": "django.core.files.storage.InMemoryStorage"}


@pytest.fixture
def pump(world: World) -> Asset:
    """A pump of the ICU that holds no patient data."""
    return assets_cast.pump(world, stores_phi="no", stores_phi_source="MDS2")


def page(client: Client, user: Any, path: str, expected: int = 200, **asked: str) -> str:
    """What a person reads at an address."""
    client.force_login(user)
    response = client.get(path, asked)
    assert response.status_code == expected, path
    return response.content.decode()


def send(client: Client, user: Any, run: Procedure, position: int, wish: str = "do", **typed: Any) -> Any:
    """What the form of a step answers."""
    client.force_login(user)
    data = {f"s{position}-{name}": value for name, value in typed.items()}
    return client.post(f"/procedures/{run.pk}/steps/{position}/", {**data, "wish": wish})


def test_the_board_shows_open_procedures_by_kind(world: World, client: Client, pump: Asset) -> None:
    other = assets_cast.pump(world, "LR-2")
    cast.start(world, pump.tag, "decommission")
    cast.start(world, other.tag, "service")
    everything = page(client, world.technician, "/procedures/")
    assert ("LR-20417" in everything, "LR-2" in everything) == (True, True)
    narrow = page(client, world.technician, "/procedures/", kind="service")
    assert ("LR-20417</span>" in narrow, "LR-2</span>" in narrow) == (False, True)
    assert "LR-20417" in page(client, world.technician, "/procedures/", q="20417")
    assert "No procedure matches" in page(client, world.technician, "/procedures/", status="complete")
    assert "is not one of" in page(client, world.technician, "/procedures/", 400, kind="party")


def test_the_board_leaves_as_a_file_as_it_is_narrowed(world: World, pump: Asset) -> None:
    run = cast.start(world, pump.tag, "decommission")
    assets_cast.pump(world, "LR-2")
    cast.finish(world, "LR-2", "service")
    rows = csv_of(world.technician, "/procedures/export/")
    assert [(row["Procedure"], row["Asset"], row["Status"], row["Steps closed"]) for row in rows] == [
        (str(run.pk), "LR-20417", "Open", "0")
    ]
    ended = csv_of(world.technician, "/procedures/export/?status=complete")
    assert [(row["Asset"], row["Kind"]) for row in ended] == [("LR-2", "Service")]
    assert book_of(world.technician, "/procedures/export/").about["Rows"] == "1"


def test_a_unit_lead_sees_the_procedures_of_the_unit_alone(world: World, client: Client, pump: Asset) -> None:
    elsewhere = assets_cast.computer(world)
    cast.start(world, pump.tag, "decommission")
    run = cast.start(world, elsewhere.tag, "decommission")
    board = page(client, world.charge_nurse, "/procedures/")
    assert ("LR-20417" in board, "WS-1001" in board) == (True, False)
    page(client, world.charge_nurse, f"/procedures/{run.pk}/", 404)


def test_the_page_of_the_asset_leads_to_its_procedures(world: World, client: Client, pump: Asset) -> None:
    before = page(client, world.biomed, f"/a/{pump.tag}/")
    assert f"/procedures/new/?asset={pump.tag}&amp;kind=decommission" in before
    run = cast.start(world, pump.tag, "decommission")
    after = page(client, world.biomed, f"/a/{pump.tag}/")
    assert f'href="/procedures/{run.pk}/"' in after
    assert "kind=decommission" not in after
    assert "kind=install" not in page(client, world.auditor, f"/a/{pump.tag}/")


def test_a_procedure_is_started_from_its_form(world: World, client: Client, pump: Asset) -> None:
    client.force_login(world.biomed)
    answer = client.post("/procedures/new/", {"asset": "lr-20417", "kind": "install"})
    run = Procedure.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"/procedures/{run.pk}/")
    lost = client.post("/procedures/new/", {"asset": "XX-1", "kind": "install"})
    assert (lost.status_code, "There is no asset XX-1" in lost.content.decode()) == (422, True)
    twice = client.post("/procedures/new/", {"asset": pump.tag, "kind": "install"})
    assert (twice.status_code, Procedure.objects.count()) == (409, 1)


def test_a_step_without_its_evidence_keeps_what_was_typed(world: World, client: Client, pump: Asset) -> None:
    run = cast.start(world, pump.tag, "decommission")
    answer = send(client, world.biomed, run, 4, note="All but the DNS entry")
    text = answer.content.decode()
    assert (answer.status_code, run.steps.get(position=4).state) == (422, "open")
    assert "Give the day on which it was done." in text
    assert "All but the DNS entry" in text
    day = timezone.localdate()
    assert send(client, world.biomed, run, 4, dated_on=day.isoformat()).status_code == 302
    assert run.steps.get(position=4).dated_on == day


def test_whoever_was_slower_sees_both(world: World, client: Client, pump: Asset) -> None:
    run = cast.start(world, pump.tag, "decommission")
    cast.do(world, run, 2, note="Nothing is open")
    answer = send(client, world.technician, run, 2, note="One recall is open", version=1)
    assert answer.status_code == 409
    assert "Nothing is open" in answer.content.decode()
    assert run.steps.get(position=2).note == "Nothing is open"


def test_a_file_proves_a_step_and_is_sent_as_a_download(
    world: World, client: Client, pump: Asset, settings: Any
) -> None:
    settings.STORAGES = {**settings.STORAGES, "default": {**IN_MEMORY}}
    run = cast.start(world, pump.tag, "install")
    empty = send(client, world.biomed, run, 2)
    assert (empty.status_code, "Attach the file" in empty.content.decode()) == (422, True)
    page_file = SimpleUploadedFile("mds2.txt", b"Manufacturer disclosure statement")
    assert send(client, world.biomed, run, 2, file=page_file).status_code == 302
    row = StepFile.objects.get()
    assert (row.step.position, row.file_name, run.steps.get(position=2).state) == (2, "mds2.txt", "done")
    sent = client.get(f"/procedures/{run.pk}/files/{row.pk}/")
    assert sent["Content-Disposition"] == 'attachment; filename="mds2.txt"'
    web = SimpleUploadedFile("a.html", b"<html><script>alert(1)</script></html>")
    cast_step = send(client, world.biomed, run, 3, note="x", file=web)
    assert (cast_step.status_code, StepFile.objects.count()) == (302, 1)


def test_hostile_words_show_as_text(world: World, client: Client, pump: Asset) -> None:
    run = cast.start(world, pump.tag, "decommission")
    cast.do(world, run, 2, note="<script>alert(1)</script>")
    text = page(client, world.biomed, f"/procedures/{run.pk}/")
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
    assert "<script>alert" not in text


def test_a_complete_procedure_offers_the_step_it_opened(world: World, client: Client, pump: Asset) -> None:
    from assets.actions.transitions import transition

    transition(pump.tag, actor=again(world.biomed), verb="retire", reason="Old")
    run = cast.finish(world, pump.tag, "decommission")
    assert f"/a/{pump.tag}/step/dispose/" in page(client, world.biomed, f"/procedures/{run.pk}/")
    assert "/step/dispose/" not in page(client, world.auditor, f"/procedures/{run.pk}/")


def test_a_template_is_edited_as_text_and_names_the_line_at_fault(world: World, client: Client) -> None:
    client.force_login(world.htm_manager)
    form = client.get("/procedures/templates/decom/").content.decode()
    assert "Sanitization certificate for each medium | htm | certificates | must" in form
    wrong = {"title": "Old equipment", "steps": "Wipe | htm | certificates\nSign | boss | signature"}
    answer = client.post("/procedures/templates/decom/", {**wrong, "version": 1})
    assert (answer.status_code, "Line 2" in answer.content.decode()) == (422, True)
    right = {**wrong, "steps": wrong["steps"].replace("boss", "unit"), "required_for": ["server"]}
    assert client.post("/procedures/templates/decom/", {**right, "version": 1}).status_code == 302
    made = ProcedureTemplate.objects.get(code="decom", version=2)
    assert ([one.text for one in made.steps.all()], made.required_for) == (["Wipe", "Sign"], ["server"])
    assert client.post("/procedures/templates/decom/", {**right, "version": 1}).status_code == 409


def test_rest_starts_reads_and_closes_steps(world: World, pump: Asset) -> None:
    rest = Rest(world.biomed)
    made = rest.send("POST", "procedures/", {"asset": pump.tag, "kind": "decommission"})
    data = json.loads(made.content)
    assert (made.status_code, data["steps_total"], data["steps"][6]["evidence"]) == (201, 12, "certificates")
    where = f"procedures/{data['id']}/steps/2/"
    missing = rest.send("PATCH", where, {"state": "done"}, If_Match='"1"')
    assert (missing.status_code, json.loads(missing.content)["errors"][0]["pointer"]) == (422, "/note")
    done = rest.send("PATCH", where, {"state": "done", "note": "Reviewed"}, If_Match='"1"')
    assert (done.status_code, done["ETag"], json.loads(done.content)["state"]) == (200, '"2"', "done")
    late = rest.send("PATCH", where, {"state": "not_applicable", "note": "No"}, If_Match='"1"')
    bare = rest.send("PATCH", where, {"state": "open"})
    odd = rest.send("PATCH", where, {"state": "open", "by": "me"}, If_Match="*")
    assert (late.status_code, bare.status_code, odd.status_code) == (412, 428, 400)
    assert rest.send("PATCH", where, {"state": "open"}, If_Match='"2"').status_code == 200


def test_rest_refuses_what_the_page_refuses(world: World, pump: Asset) -> None:
    rest = Rest(world.biomed)
    assert rest.send("POST", "procedures/", {"asset": "XX-1", "kind": "service"}).status_code == 422
    cast.start(world, pump.tag, "decommission")
    again_ = rest.send("POST", "procedures/", {"asset": pump.tag, "kind": "decommission"})
    last = rest.send(
        "PATCH",
        f"procedures/{Procedure.objects.get().pk}/steps/12/",
        {"state": "done", "signed_name": "R. Sandoval"},
        If_Match="*",
    )
    assert (again_.status_code, last.status_code) == (409, 403)
    assert rest.send("GET", "procedures/?colour=red").status_code == 400
    assert Rest(world.requester).send("GET", "procedures/").status_code == 403


def test_rest_attaches_the_file_that_proves_a_step(world: World, pump: Asset, settings: Any) -> None:
    settings.STORAGES = {**settings.STORAGES, "default": {**IN_MEMORY}}
    rest, run = Rest(world.biomed), cast.start(world, pump.tag, "install")
    where = f"/api/v1/procedures/{run.pk}/steps/2/files/"

    def attach(name: str, data: bytes, **more: str) -> Any:
        given = {"file": SimpleUploadedFile(name, data), **more}
        return rest.client.post(where, given, headers=rest.headers)

    assert attach("a.html", b"<html><script>alert(1)</script></html>").status_code == 422
    assert attach("a.txt", b"words", step="3").status_code == 400
    assert not StepFile.objects.exists()
    made = attach("mds2.txt", b"Manufacturer disclosure statement")
    row = StepFile.objects.get()
    kept = {"id": row.pk, "name": "mds2.txt", "size": 33, "sha256": row.sha256}
    assert (made.status_code, made.json()) == (201, kept)
    done = rest.send("PATCH", f"procedures/{run.pk}/steps/2/", {"state": "done"}, If_Match="*")
    assert (done.json()["state"], done.json()["files"]) == ("done", [kept])
    sent = rest.get(f"procedures/{run.pk}/steps/2/files/{row.pk}/")
    assert sent["Content-Disposition"] == 'attachment; filename="mds2.txt"'
    assert b"".join(sent.streaming_content) == b"Manufacturer disclosure statement"
    assert rest.get(f"procedures/{run.pk}/steps/3/files/{row.pk}/").status_code == 404
