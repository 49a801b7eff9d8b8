"""A picture is asked whether it shows a chart: yes or no answer keeps it to those who may see patient data."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.following.queries.paper import lines_of
from hospital_itsm.splitting.actions.splitting import split
from tests.api.rest import Rest
from tests.api.test_conversation import upload
from tests.security.files import picture
from tests.tickets.desk_cast import fresh, report
from tests.world import World, again
from tickets.actions.attachments import attach
from tickets.actions.conversation import reply_as_requester
from tickets.actions.merging import merge
from tickets.models import Attachment, Ticket
from tickets.queries.attachments import seen_attachments, visible_attachments

ANSWERS = [("yes", True), ("no", False), (None, True), ("maybe", True)]
"""What was pressed, and whether the picture is kept back."""


def screen(name: str = "screen.png") -> SimpleUploadedFile:
    """A picture of a screen."""
    return SimpleUploadedFile(name, picture(), "image/png")


def browser(person: Any) -> Client:
    """Signed in."""
    client = Client()
    client.force_login(person)
    return client


def sent(answer: str | None, **fields: Any) -> dict[str, Any]:
    """A form with a picture, and the answer where one was given."""
    return {"files": [screen()], **fields, **({"shows_record": answer} if answer else {})}


def is_seen_in_the_unit(world: World) -> bool:
    """Does a colleague of the unit see the file, in the ticket and in the search?"""
    file = Attachment.objects.select_related("ticket").get()
    seen = visible_attachments(file.ticket, again(world.colleague)).filter(pk=file.pk).exists()
    assert seen is seen_attachments(again(world.colleague)).filter(pk=file.pk).exists()
    status = browser(world.colleague).get(f"/t/{file.ticket.key}/files/{file.pk}/").status_code
    assert status == (200 if seen else 404)
    return seen


@pytest.mark.parametrize(("answer", "kept_back"), ANSWERS)
def test_the_reporting_form_asks(world: World, answer: str | None, kept_back: bool) -> None:
    nurse = browser(world.requester)
    assert "Does this show a chart?" in nurse.get("/report/").content.decode()
    said = {
        "text": "The screen is frozen.",
        "care_answer": "slower",
        "care_area": world.icu.pk,
        "callback": "4321",
    }
    assert nurse.post("/report/", sent(answer, **said)).status_code in (302, 303)
    assert Attachment.objects.get().shows_record is kept_back
    assert is_seen_in_the_unit(world) is not kept_back


@pytest.mark.parametrize(("answer", "kept_back"), ANSWERS)
def test_the_portal_asks(world: World, answer: str | None, kept_back: bool) -> None:
    ticket = report(world)
    nurse = browser(world.requester)
    assert "Does this show a chart?" in nurse.get(f"/my/{ticket.key}/").content.decode()
    nurse.post(f"/my/{ticket.key}/files/", sent(answer))
    assert Attachment.objects.get().shows_record is kept_back
    assert is_seen_in_the_unit(world) is not kept_back


@pytest.mark.parametrize(("answer", "kept_back"), ANSWERS)
def test_the_desk_asks(world: World, answer: str | None, kept_back: bool) -> None:
    ticket = report(world)
    agent = browser(world.technician)
    assert "Does this show a chart?" in agent.get(f"/t/{ticket.key}/").content.decode()
    form = {"kind": "reply", "body": "Is it this?", "version": ticket.version}
    agent.post(f"/t/{ticket.key}/write/", sent(answer, **form))
    assert Attachment.objects.get().shows_record is kept_back


@pytest.mark.parametrize(
    ("given", "kept_back"), [({"shows_record": "true"}, True), ({"shows_record": "false"}, False), ({}, True)]
)
def test_rest_asks(world: World, given: dict[str, str], kept_back: bool) -> None:
    ticket = report(world)
    made = upload(Rest(world.requester), ticket, screen(), **given)
    assert (made.status_code, made.json()["shows_record"]) == (201, kept_back)
    assert is_seen_in_the_unit(world) is not kept_back


def test_a_log_without_an_answer_is_no_picture_of_a_chart(world: World) -> None:
    ticket = report(world)
    log = SimpleUploadedFile("log.txt", b"plain words", "text/plain")
    assert attach(ticket.key, actor=again(world.requester), upload=log).shows_record is False


def kept_back(ticket: Ticket, world: World) -> Attachment:
    """A picture of the requester that nobody answered for."""
    return attach(ticket.key, actor=again(world.requester), upload=screen())


def test_a_split_and_a_merge_keep_it_back(world: World) -> None:
    ticket = report(world)
    file = kept_back(ticket, world)
    reply_as_requester(ticket.key, actor=again(world.requester), text="This one.", attachments=[file.pk])
    said = ticket.messages.latest("pk")
    worker = again(world.technician)
    made = split(
        ticket.key,
        actor=worker,
        text="The badge reader signs nobody in.",
        care_answer="slower",
        messages=[said.pk],
    ).made
    file.refresh_from_db()
    assert (file.ticket_id, file.shows_record) == (made.pk, True)
    assert not visible_attachments(made, again(world.colleague)).exists()
    Ticket.objects.filter(pk=made.pk).update(team=world.team("EUC"))
    merge(made.key, actor=worker, into=ticket.key)
    assert not seen_attachments(again(world.colleague)).filter(pk=file.pk).exists()


def test_paper_names_it_only_to_those_who_may_open_it(world: World) -> None:
    ticket = report(world)
    file = kept_back(ticket, world)
    reply_as_requester(ticket.key, actor=again(world.requester), text="This one.", attachments=[file.pk])
    names = {
        who: any(
            "screen.png" in line.files
            for line in lines_of(fresh(ticket), again(getattr(world, who)), with_notes=True)
        )
        for who in ("technician", "auditor")
    }
    assert names == {"technician": True, "auditor": False}


def asked(world: World) -> tuple[Ticket, Attachment]:
    """A ticket with a picture of the requester that nobody answered for."""
    ticket = report(world)
    return ticket, kept_back(ticket, world)


def answer(world: World, who: str, file: Attachment, pressed: str, **more: str) -> Any:
    """Press yes or no at the file."""
    path = f"/t/{file.ticket.key}/files/{file.pk}/chart/"
    return browser(getattr(world, who)).post(path, {"shows_record": pressed, **more})


@pytest.mark.parametrize(("pressed", "kept"), [("yes", True), ("no", False)])
@pytest.mark.parametrize(
    ("who", "next_page", "back"),
    [
        ("requester", "ticket", "/my/{key}/"),
        ("requester", "receipt", "/report/sent/{key}/"),
        ("technician", "", "/t/{key}/"),
    ],
)
def test_who_sent_it_and_the_desk_answer_afterwards(
    world: World, who: str, next_page: str, back: str, pressed: str, kept: bool
) -> None:
    ticket, file = asked(world)
    page = back.format(key=ticket.key)
    assert f"/files/{file.pk}/chart/" in browser(getattr(world, who)).get(page).content.decode()
    version = fresh(ticket).version
    told = answer(world, who, file, pressed, next=next_page)
    assert (told.status_code, told["Location"]) == (302, page)
    file.refresh_from_db()
    assert (file.shows_record, file.awaits_answer) == (kept, False)
    assert is_seen_in_the_unit(world) is not kept
    entry = AuditEntry.objects.get(verb="ticket.answer_chart")
    assert entry.changes == {"attachment": [None, file.pk], "shows_record": [None, kept]}
    assert (entry.actor, fresh(ticket).version) == (getattr(world, who), version + 1)
    assert f"/files/{file.pk}/chart/" not in browser(getattr(world, who)).get(page).content.decode()


def test_the_second_answer_is_told_and_changes_nothing(world: World) -> None:
    ticket, file = asked(world)
    answer(world, "requester", file, "yes")
    version = fresh(ticket).version
    assert answer(world, "technician", file, "no").status_code == 302
    file.refresh_from_db()
    assert (file.shows_record, fresh(ticket).version) == (True, version)
    assert AuditEntry.objects.filter(verb="ticket.answer_chart").count() == 1


def test_a_press_without_an_answer_changes_nothing(world: World) -> None:
    ticket, file = asked(world)
    version = fresh(ticket).version
    assert answer(world, "requester", file, "maybe").status_code == 302
    file.refresh_from_db()
    assert (file.awaits_answer, fresh(ticket).version) == (True, version)


@pytest.mark.parametrize(
    ("who", "status"), [("colleague", 404), ("elsewhere", 404), ("auditor", 404), ("network_engineer", 403)]
)
def test_who_may_not_see_the_file_or_not_work_the_ticket_does_not_answer(
    world: World, who: str, status: int
) -> None:
    ticket, file = asked(world)
    version = fresh(ticket).version
    assert answer(world, who, file, "no").status_code == status
    rest = Rest(getattr(world, who)).post(
        f"tickets/{ticket.key}/attachments/{file.pk}/chart/", {"shows_record": False}
    )
    assert rest.status_code == status
    file.refresh_from_db()
    assert (file.shows_record, file.awaits_answer, fresh(ticket).version) == (True, True, version)
    assert not AuditEntry.objects.filter(verb="ticket.answer_chart").exists()


def test_a_colleague_answers_for_nobody_elses_file_that_is_shown(world: World) -> None:
    ticket = report(world)
    file = attach(ticket.key, actor=again(world.requester), upload=screen(), shows_record=False)
    assert answer(world, "colleague", file, "yes").status_code == 403
    file.refresh_from_db()
    assert file.shows_record is False


def test_rest_answers_once_and_a_dry_run_keeps_the_question(world: World) -> None:
    ticket, file = asked(world)
    rest, path = Rest(world.requester), f"tickets/{ticket.key}/attachments/{file.pk}/chart/"
    assert rest.get(f"tickets/{ticket.key}/attachments/").json()[0]["awaits_answer"] is True
    tried = rest.post(f"{path}?dry_run=true", {"shows_record": False})
    file.refresh_from_db()
    assert (tried.status_code, tried["Dry-Run"], file.awaits_answer) == (200, "true", True)
    said = rest.post(path, {"shows_record": False})
    assert (said.status_code, said.json()["shows_record"], said.json()["awaits_answer"]) == (
        200,
        False,
        False,
    )
    assert is_seen_in_the_unit(world)
    assert rest.post(path, {"shows_record": True}).status_code == 409
    assert rest.post(path, {}).status_code == 422
    file.refresh_from_db()
    assert file.shows_record is False
