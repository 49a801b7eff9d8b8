"""Files on the agent's page: those of a message stand with it, those of none stand where they were attached."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from hospital_itsm.outbox.models import OutboxMessage
from tests.tickets.desk_cast import report, trail
from tests.tickets.desk_pages import opened, sent
from tests.world import World, again
from tickets.actions.attachments import attach
from tickets.models import Attachment, Message


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    """Attachments of one test in a folder of its own."""
    stored = tmp_path / "attachments"
    storages = {**settings.STORAGES}
    storages["default"] = {**storages["default"], "OPTIONS": {"location": stored}}
    settings.STORAGES = storages
    return stored


def log(name: str = "events.txt") -> SimpleUploadedFile:
    """A small plain file."""
    return SimpleUploadedFile(name, b"09:12 ribbon empty\n", "text/plain")


def link(file: Attachment) -> str:
    """How the page leads to a file."""
    return f'href="/t/{file.ticket.key}/files/{file.pk}/"'


def test_a_file_without_a_message_is_opened_from_its_line(world: World) -> None:
    ticket = report(world)
    file = attach(ticket.key, actor=again(world.requester), upload=log())
    page = opened(world.agent, f"/t/{ticket.key}/").page
    assert page.count(link(file)) == 1
    assert "attached a file" in page
    assert link(file) in opened(world.requester, f"/my/{ticket.key}/").page


def test_an_internal_file_is_marked_and_kept_from_the_requester(world: World) -> None:
    ticket = report(world)
    file = attach(ticket.key, actor=again(world.technician), upload=log(), is_internal=True)
    story = opened(world.agent, f"/t/{ticket.key}/")
    assert link(file) in story.page
    assert "events.txt 19 bytes Internal" in story.words.replace("\xa0", " ")
    assert "events.txt" not in opened(world.requester, f"/my/{ticket.key}/").page


def test_the_files_of_a_reply_are_there_before_anybody_is_told(world: World) -> None:
    ticket = report(world)
    files = [log("before.txt"), log("after.txt")]
    answer = sent(
        world.agent,
        f"/t/{ticket.key}/write/",
        kind="reply",
        body="See both.",
        version=ticket.version,
        files=files,
    )
    assert answer.status == 302
    said = Message.objects.get(ticket=ticket, kind="public")
    stored = list(said.attachments.order_by("id"))
    assert [file.file_name for file in stored] == ["before.txt", "after.txt"]
    assert trail(ticket) == ["ticket.attach", "ticket.attach", "ticket.reply"]
    story = opened(world.agent, f"/t/{ticket.key}/")
    assert [story.page.count(link(file)) for file in stored] == [1, 1]
    assert "attached a file" not in story.main
    assert link(stored[0]) in opened(world.requester, f"/my/{ticket.key}/").page


def test_the_file_of_a_note_is_internal(world: World) -> None:
    ticket = report(world)
    sent(
        world.agent,
        f"/t/{ticket.key}/write/",
        kind="note",
        body="Log of the printer.",
        version=ticket.version,
        files=[log()],
        shows_record="yes",
    )
    file = Attachment.objects.get(ticket=ticket)
    assert (file.is_internal, file.shows_record, file.message.kind) == (True, True, "internal")


def test_one_refused_file_refuses_the_whole_send(world: World, folder: Path) -> None:
    ticket = report(world)
    told = OutboxMessage.objects.count()
    bad = SimpleUploadedFile("page.html", b"<html><script>1</script></html>", "text/html")
    answer = sent(
        world.agent,
        f"/t/{ticket.key}/write/",
        kind="reply",
        body="See both.",
        version=ticket.version,
        files=[log(), bad],
    )
    assert answer.status == 422
    assert "page.html cannot be attached. Web pages and scripts cannot be attached." in answer.words
    assert ">See both.</textarea>" in answer.page
    assert not Message.objects.filter(ticket=ticket, kind="public").exists()
    assert not Attachment.objects.filter(ticket=ticket).exists()
    assert list(folder.iterdir()) == []
    assert OutboxMessage.objects.count() == told
    assert trail(ticket) == []


def test_a_refused_text_leaves_no_file_behind(world: World, folder: Path) -> None:
    ticket = report(world)
    answer = sent(
        world.agent,
        f"/t/{ticket.key}/write/",
        kind="reply",
        body=" ",
        version=ticket.version,
        files=[log()],
    )
    assert answer.status == 422
    assert not Attachment.objects.filter(ticket=ticket).exists()
    assert list(folder.iterdir()) == []


def test_an_outdated_page_attaches_nothing(world: World) -> None:
    ticket = report(world)
    seen = ticket.version
    attach(ticket.key, actor=again(world.technician), upload=log("first.txt"))
    answer = sent(
        world.agent,
        f"/t/{ticket.key}/write/",
        kind="note",
        body="Mine.",
        version=seen,
        files=[log("second.txt")],
    )
    assert answer.status == 409
    assert [file.file_name for file in Attachment.objects.filter(ticket=ticket)] == ["first.txt"]
