"""What a procedure tells: no number of a ticket that became restricted, and its evidence only as a download."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from assets.models import Asset
from hospital_itsm.procedures.models import Procedure, StepFile
from tests.api.rest import Rest
from tests.assets import cast
from tests.procedures.cast import start
from tests.security import files
from tests.security.cases import became_restricted
from tests.tickets import desk_cast
from tests.world import World, again
from tickets.models import Ticket


@pytest.fixture
def pump(world: World) -> Asset:
    """A pump of the ICU."""
    return cast.pump(world)


def named(world: World, pump: Asset) -> tuple[Procedure, Ticket]:
    """A procedure and one of its steps that name a ticket which became restricted afterwards."""
    ticket = desk_cast.report(world)
    run = start(world, pump.tag, "decommission", ticket=ticket.key)
    run.steps.filter(position=2).update(
        ticket=ticket, state="done", note="See there", by=world.biomed, at=timezone.now()
    )
    return run, became_restricted(world, ticket)


def test_no_procedure_names_a_ticket_that_became_restricted(
    world: World, client: Client, pump: Asset
) -> None:
    run, ticket = named(world, pump)
    for who in (world.biomed, world.charge_nurse):
        client.force_login(who)
        page = client.get(f"/procedures/{run.pk}/")
        assert page.status_code == 200
        assert ticket.key not in page.content.decode()
        rest = Rest(who)
        for path in ("", f"{run.pk}/", f"{run.pk}/steps/2/"):
            answer = rest.get(f"procedures/{path}")
            assert answer.status_code == 200
            assert ticket.key not in answer.content.decode(), path
    client.force_login(world.security)
    assert ticket.key in client.get(f"/procedures/{run.pk}/").content.decode()
    run.refresh_from_db()
    assert run.ticket == ticket


@pytest.fixture
def run(world: World, pump: Asset) -> Procedure:
    """A procedure one of whose steps asks for a file."""
    return start(world, pump.tag, "install")


def attach(client: Client, run: Procedure, name: str, data: bytes, kind: str = "text/plain") -> Any:
    """Send a file to the step that asks for one."""
    at = run.steps.get(template__evidence="file").position
    upload = SimpleUploadedFile(name, data, kind)
    sent = {"wish": "attach", f"s{at}-file": upload, f"s{at}-version": 1}
    return client.post(f"/procedures/{run.pk}/steps/{at}/", sent)


@pytest.mark.parametrize("name", sorted(files.REFUSED))
def test_no_evidence_is_a_program_a_page_or_a_bomb(
    world: World, client: Client, run: Procedure, name: str
) -> None:
    client.force_login(world.biomed)
    answer = attach(client, run, name, files.REFUSED[name](), "image/png")
    assert answer.status_code == 422, name
    assert not StepFile.objects.exists()


@pytest.mark.parametrize("name", sorted(files.TAKEN))
def test_evidence_is_a_sealed_download_under_a_name_of_its_own(
    world: World, client: Client, run: Procedure, name: str
) -> None:
    client.force_login(world.biomed)
    data, ending, kind = files.TAKEN[name]
    assert attach(client, run, name, data(), "text/html").status_code == 302
    row = StepFile.objects.get()
    assert (row.content_type, row.file_name.rpartition(".")[2]) == (kind, ending)
    assert not {"/", "\\", "\r", "\n", '"', "\u202e"} & set(row.file_name + row.stored_name)
    path = f"/procedures/{run.pk}/files/{row.pk}/"
    answer = client.get(path)
    assert answer["Content-Disposition"].startswith("attachment;")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["Cache-Control"] == "no-store"
    assert b"<script>" not in b"".join(answer.streaming_content)


def test_evidence_is_for_those_who_see_the_procedure_and_under_its_own_number(
    world: World, client: Client, run: Procedure
) -> None:
    client.force_login(world.biomed)
    attach(client, run, "wipe.txt", b"Wiped.")
    row = StepFile.objects.get()
    other = start(world, cast.computer(world).tag, "install")
    assert client.get(f"/procedures/{other.pk}/files/{row.pk}/").status_code == 404
    for who in (world.requester, world.clerk, world.vendor_guest):
        client.force_login(who)
        assert client.get(f"/procedures/{run.pk}/files/{row.pk}/").status_code == 404
    Asset.objects.filter(pk=run.asset_id).update(care_area=world.area("MS5"), location=None)
    client.force_login(again(world.charge_nurse))
    assert client.get(f"/procedures/{run.pk}/files/{row.pk}/").status_code == 404
