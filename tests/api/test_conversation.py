"""Messages and files over REST: who reads and writes what."""

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from PIL import Image

from hospital_itsm.audit.models import AuditEntry
from tests.api.rest import API, Rest, pointers, problem
from tests.tickets import desk_cast as cast
from tests.world import World
from tickets.models import Attachment, Message, Ticket

pytestmark = pytest.mark.django_db


def write(rest: Rest, ticket: Ticket, kind: str, text: str, **more: Any) -> HttpResponse:
    return rest.post(f"tickets/{ticket.key}/messages/", {"kind": kind, "text": text, **more})


def read(rest: Rest, ticket: Ticket) -> list[tuple[str, str]]:
    rows = rest.get(f"tickets/{ticket.key}/messages/").json()["results"]
    return [(row["kind"], row["body"]) for row in rows]


def picture() -> SimpleUploadedFile:
    stored = io.BytesIO()
    Image.new("RGB", (4, 4), "red").save(stored, "PNG")
    return SimpleUploadedFile("screen.png", stored.getvalue(), "image/png")


def upload(rest: Rest, ticket: Ticket, file: SimpleUploadedFile, **fields: str) -> HttpResponse:
    return rest.client.post(
        f"{API}tickets/{ticket.key}/attachments/", {"file": file, **fields}, headers=rest.headers
    )


@pytest.fixture(autouse=True)
def _own_folder(settings: Any, tmp_path: Any) -> None:
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(tmp_path)},
        },
    }


def test_notes_stay_with_the_desk_and_replies_reach_the_nurse(world: World) -> None:
    ticket = cast.report(world)
    agent, nurse = Rest(world.agent), Rest(world.requester)
    assert write(agent, ticket, "public", "We are on our way.").status_code == 201
    assert write(agent, ticket, "internal", "Spare printer is in room 12.").status_code == 201
    assert [kind for kind, _body in read(agent, ticket)] == ["report", "public", "internal"]
    assert [kind for kind, _body in read(nurse, ticket)] == ["report", "public"]
    rows = nurse.get(f"tickets/{ticket.key}/messages/").json()["results"]
    assert all("author" not in row for row in rows)
    assert rows[1]["author_name"] == "Leo Marsh"


def test_a_nurses_answer_resumes_a_ticket_that_waited(world: World) -> None:
    ticket = cast.report(world)
    agent, nurse = Rest(world.agent), Rest(world.requester)
    asked = write(agent, ticket, "public", "Which tray is it?", then_state="pending_requester")
    assert asked.json()["state"] == "pending_requester"
    assert write(nurse, ticket, "public", "The lower one.").json()["state"] == "in_progress"
    assert Message.objects.latest("id").author == world.requester


def test_a_nurse_writes_no_notes_and_promises_nothing(world: World) -> None:
    ticket = cast.report(world)
    nurse = Rest(world.requester)
    problem(write(nurse, ticket, "internal", "Hello"), 403, "forbidden")
    refused = problem(write(nurse, ticket, "public", "Hello", then_state="resolved"), 422, "value-refused")
    assert pointers(refused) == ["/then_state"]
    problem(write(Rest(world.elsewhere), ticket, "public", "Hello"), 404, "not-found")
    problem(write(Rest(world.auditor), ticket, "public", "Hello"), 403, "forbidden")
    assert Message.objects.count() == 1


def test_a_stale_or_suspicious_message_is_not_stored(world: World) -> None:
    ticket = cast.report(world)
    agent = Rest(world.agent)
    body = {"kind": "public", "text": "We are on our way."}
    problem(agent.post(f"tickets/{ticket.key}/messages/", body, If_Match='"999"'), 412, "stale-version")
    problem(write(agent, ticket, "internal", "MRN 12345678 was open"), 409, "phi-suspected")
    assert Message.objects.count() == 1
    assert (
        write(agent, ticket, "internal", "MRN 12345678 was open", phi_decision="removed").status_code == 201
    )
    assert "12345678" not in Message.objects.latest("id").body


def test_a_file_is_uploaded_listed_and_downloaded_safely(world: World) -> None:
    ticket = cast.report(world)
    nurse = Rest(world.requester)
    made = upload(nurse, ticket, picture())
    assert made.status_code == 201, made.content
    assert made.json()["content_type"] == "image/png"
    path = f"tickets/{ticket.key}/attachments/"
    assert [row["id"] for row in nurse.get(path).json()] == [made.json()["id"]]
    file = nurse.get(f"{path}{made.json()['id']}/")
    assert file["Content-Disposition"] == 'attachment; filename="screen.png"'
    assert file["X-Content-Type-Options"] == "nosniff"
    assert file["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert b"".join(file.streaming_content)[:4] == b"\x89PNG"  # type: ignore[attr-defined]
    said = write(nurse, ticket, "public", "This is what I see.", attachments=[made.json()["id"]])
    assert said.status_code == 201
    assert Attachment.objects.get().message == Message.objects.latest("id")


def test_internal_files_and_pictures_of_records_are_not_found_by_others(world: World) -> None:
    ticket = cast.report(world)
    internal = upload(Rest(world.agent), ticket, picture(), is_internal="true").json()["id"]
    record = upload(Rest(world.requester), ticket, picture(), shows_record="true").json()["id"]
    path = f"tickets/{ticket.key}/attachments/"
    for pk in (internal, record):
        problem(Rest(world.colleague).get(f"{path}{pk}/"), 404, "not-found")
        problem(Rest(world.elsewhere).get(f"{path}{pk}/"), 404, "not-found")
    problem(Rest(world.requester).get(f"{path}{internal}/"), 404, "not-found")
    other = cast.report(world)
    problem(Rest(world.agent).get(f"tickets/{other.key}/attachments/{internal}/"), 404, "not-found")
    before = AuditEntry.objects.count()
    assert Rest(world.agent).get(f"{path}{record}/").status_code == 200
    assert AuditEntry.objects.count() == before + 1


def test_files_that_run_and_bodies_of_another_type_are_refused(world: World) -> None:
    ticket = cast.report(world)
    rest = Rest(world.agent)
    page = SimpleUploadedFile("a.html", b"<html><script>alert(1)</script>", "text/html")
    assert pointers(problem(upload(rest, ticket, page), 422, "value-refused")) == ["/file"]
    assert pointers(problem(upload(rest, ticket, picture(), owner="x"), 400, "unknown-input")) == ["/owner"]
    problem(rest.post(f"tickets/{ticket.key}/attachments/", {"file": "x"}), 415, "unsupported-media-type")
    problem(upload(Rest(world.auditor), ticket, picture()), 403, "forbidden")
    assert Attachment.objects.count() == 0


def test_a_file_that_is_too_large_is_refused_before_it_is_read(world: World, settings: Any) -> None:
    settings.ATTACHMENT_MAX_BYTES = 10
    file = SimpleUploadedFile("long.txt", b"x" * 100_000, "text/plain")
    problem(upload(Rest(world.agent), cast.report(world), file), 413, "body-too-large")
    assert Attachment.objects.count() == 0
