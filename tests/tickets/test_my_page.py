"""A requester's own pages: receipt, lists and ticket, with public words only and one press for each answer."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from hospital_itsm.audit.models import AuditEntry
from tests.tickets.test_report_page import SCANNER, stored_in, working
from tests.world import World, again
from tickets.actions.attachments import attach
from tickets.actions.conversation import note, reply
from tickets.actions.intake import Place
from tickets.actions.join import join_ticket
from tickets.actions.pages import acknowledge
from tickets.actions.report import report_problem
from tickets.actions.transitions import transition
from tickets.choices import State
from tickets.models import Draft, Message, Rating, Reporter, Ticket

__all__ = ["stored_in"]


def sent(world: World, **values: Any) -> Ticket:
    """A report of the ICU nurse."""
    given = {"text": SCANNER, "care_answer": "slower", "callback": "ext. 4503", "place": Place(world.icu)}
    return report_problem(actor=again(world.requester), **{**given, **values})


def resolved(world: World, ticket: Ticket) -> None:
    """The desk says that it is fixed."""
    transition(
        ticket.key,
        actor=again(world.duty_manager),
        verb="resolve",
        close_code="fixed_hw",
        cause="hardware",
        message="We put in a new cord.",
    )


@pytest.fixture
def nurse(world: World, client: Client) -> Client:
    """A browser of the ICU nurse."""
    return working(client, world.requester, world.icu)


def text_of(client: Client, address: str) -> str:
    """The page at an address."""
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_the_receipt_says_who_calls_where_by_when(nurse: Client, world: World) -> None:
    ticket = sent(world)
    html = text_of(nurse, f"/report/sent/{ticket.key}/")
    assert ticket.key in html
    assert f"{ticket.team.name} will call <b>ext. 4503</b> by" in html


def test_the_receipt_of_an_unsafe_report_says_whether_somebody_answered(nurse: Client, world: World) -> None:
    ticket = sent(world, care_answer="unsafe")
    assert "Nobody has answered yet, call 4357." in text_of(nurse, f"/report/sent/{ticket.key}/")
    page = ticket.pages.order_by("pk").first()
    acknowledge(page.pk, actor=again(page.recipient))
    html = text_of(nurse, f"/report/sent/{ticket.key}/")
    assert "Paged " in html
    assert ", answered " in html
    assert page.recipient.full_name not in html


def test_who_joined_is_asked_once_whether_it_is_worse(world: World, client: Client) -> None:
    ticket = sent(world)
    join_ticket(ticket.key, actor=again(world.colleague))
    colleague = working(client, world.colleague, world.icu)
    assert "Worse for you?" in text_of(colleague, f"/report/sent/{ticket.key}/")
    colleague.post(f"/report/sent/{ticket.key}/worse/")
    html = text_of(colleague, f"/report/sent/{ticket.key}/")
    assert "Worse for you?" not in html
    assert "You said that care is delayed or unsafe." in html
    ticket.refresh_from_db()
    assert ticket.care_answer == "unsafe"


def test_somebody_of_the_unit_never_sees_the_number_of_another(world: World, client: Client) -> None:
    ticket = sent(world, callback="555-0142")
    colleague = working(client, world.colleague, world.icu)
    for address in (f"/report/sent/{ticket.key}/", f"/my/{ticket.key}/", "/my/?tab=unit"):
        assert "555-0142" not in text_of(colleague, address)


def test_another_unit_finds_nothing(world: World, client: Client) -> None:
    ticket = sent(world)
    stranger = working(client, world.elsewhere, world.icu)
    for address in (f"/report/sent/{ticket.key}/", f"/my/{ticket.key}/"):
        assert stranger.get(address).status_code == 404


def test_my_tickets_begin_with_the_question(nurse: Client, world: World) -> None:
    ticket = sent(world)
    reply(
        ticket.key,
        actor=again(world.duty_manager),
        text="Which cart is it?",
        then_state=State.PENDING_REQUESTER,
    )
    html = text_of(nurse, "/my/")
    assert html.index("We need your answer") < html.index("<blockquote>Which cart is it?</blockquote>")
    assert '<span class="dot">1</span>' in html


def test_an_empty_list_says_what_to_do(nurse: Client) -> None:
    assert "If something is in your way, report it. It takes half a minute." in text_of(nurse, "/my/")


def test_the_unit_list_offers_same_for_me(world: World, client: Client) -> None:
    ticket = sent(world)
    colleague = working(client, world.colleague, world.icu)
    assert "Same for me" in text_of(colleague, "/my/?tab=unit")
    response = colleague.post(f"/my/{ticket.key}/join/")
    assert response.url == f"/report/sent/{ticket.key}/"
    assert "You are on it" in text_of(colleague, "/my/?tab=unit")
    assert Reporter.objects.filter(ticket=ticket).count() == 2


def test_what_is_over_moves_to_done(nurse: Client, world: World) -> None:
    ticket = sent(world)
    assert ticket.title not in text_of(nurse, "/my/?tab=done")
    resolved(world, ticket)
    assert ticket.title in text_of(nurse, "/my/?tab=done")


def test_done_is_read_page_by_page(nurse: Client, world: World) -> None:
    assert nurse.get("/my/?tab=done&after=nonsense").status_code == 404


def test_the_handover_sheet_has_one_line_each_and_is_for_unit_leads(world: World, client: Client) -> None:
    ticket = sent(world)
    lead = working(client, world.charge_nurse, world.icu)
    assert text_of(lead, "/my/handover/").count(ticket.key) == 1
    assert working(client, world.requester, world.icu).get("/my/handover/").status_code == 404


def test_the_page_of_a_ticket_shows_public_words_and_never_notes(nurse: Client, world: World) -> None:
    ticket = sent(world)
    reply(ticket.key, actor=again(world.duty_manager), text="June is on the way.")
    note(ticket.key, actor=again(world.duty_manager), text="The cart was dropped last week.")
    html = text_of(nurse, f"/my/{ticket.key}/")
    assert "June is on the way." in html
    assert "The cart was dropped last week." not in html


def test_the_desk_in_the_portal_sees_no_internal_file_either(
    world: World, client: Client, stored_in: Path
) -> None:
    ticket = report_problem(
        actor=again(world.duty_manager), text=SCANNER, care_answer="slower", place=Place(world.icu)
    )
    upload = SimpleUploadedFile("inside.txt", b"For the desk alone.")
    attach(ticket.key, actor=again(world.duty_manager), upload=upload, is_internal=True)
    manager = working(client, world.duty_manager, world.icu)
    assert "inside.txt" not in text_of(manager, f"/my/{ticket.key}/")


def test_an_answer_goes_to_the_desk_and_work_goes_on(nurse: Client, world: World) -> None:
    ticket = sent(world)
    reply(ticket.key, actor=again(world.duty_manager), text="Which cart?", then_state=State.PENDING_REQUESTER)
    nurse.post(f"/my/{ticket.key}/draft/", {"text": "Cart"})
    nurse.post(f"/my/{ticket.key}/reply/", {"text": "Cart 6."})
    ticket.refresh_from_db()
    assert ticket.state == State.IN_PROGRESS
    assert Message.objects.filter(ticket=ticket, body="Cart 6.").exists()
    assert not Draft.objects.exists()


def test_a_draft_that_comes_after_its_own_answer_is_not_kept(nurse: Client, world: World) -> None:
    ticket = sent(world)
    nurse.post(f"/my/{ticket.key}/reply/", {"text": "Cart 6."})
    nurse.post(f"/my/{ticket.key}/draft/", {"text": "Cart 6."})
    assert not Draft.objects.exists()


def test_an_answer_without_words_is_refused_in_words(nurse: Client, world: World) -> None:
    ticket = sent(world)
    response = nurse.post(f"/my/{ticket.key}/reply/", {"text": "  "})
    assert response.status_code == 422
    assert response.content.decode().count("Write the message first.") == 2


def test_an_unsent_answer_waits_for_its_writer(nurse: Client, world: World) -> None:
    ticket = sent(world)
    nurse.post(f"/my/{ticket.key}/draft/", {"text": "It is cart"})
    assert "It is cart" in text_of(nurse, f"/my/{ticket.key}/")
    assert "It is cart" not in text_of(working(nurse, world.colleague, world.icu), f"/my/{ticket.key}/")


def test_it_works_now_closes_in_one_press_by_anyone_of_the_unit(world: World, client: Client) -> None:
    ticket = sent(world)
    resolved(world, ticket)
    colleague = working(client, world.colleague, world.icu)
    assert "It works now" in text_of(colleague, f"/my/{ticket.key}/")
    colleague.post(f"/my/{ticket.key}/works/")
    ticket.refresh_from_db()
    assert ticket.state == State.CLOSED
    assert "It works now" not in text_of(colleague, f"/my/{ticket.key}/")


def test_still_broken_opens_it_again(nurse: Client, world: World) -> None:
    ticket = sent(world)
    resolved(world, ticket)
    nurse.post(f"/my/{ticket.key}/broken/")
    ticket.refresh_from_db()
    assert (ticket.is_open, ticket.reopened_count) == (True, 1)


def test_where_care_was_affected_nothing_closes_by_itself(nurse: Client, world: World) -> None:
    ticket = sent(world)
    resolved(world, ticket)
    assert "It stays open until somebody on your unit answers" in text_of(nurse, f"/my/{ticket.key}/")
    other = sent(world, care_answer="not_affected")
    resolved(world, other)
    assert "We remind you twice." in text_of(nurse, f"/my/{other.key}/")


def test_one_question_rates_the_help(nurse: Client, world: World) -> None:
    ticket = sent(world)
    resolved(world, ticket)
    nurse.post(f"/my/{ticket.key}/rate/", {"score": "4"})
    assert Rating.objects.get().score == 4
    assert 'value="4" aria-pressed="true"' in text_of(nurse, f"/my/{ticket.key}/")
    assert nurse.post(f"/my/{ticket.key}/rate/", {"score": "9"}).status_code == 422
    assert Rating.objects.get().score == 4


def test_a_merged_ticket_says_where_it_went(nurse: Client, world: World) -> None:
    ticket, other = sent(world), sent(world, text="The scanners of the ICU do not read at all.")
    transition(ticket.key, actor=again(world.duty_manager), verb="merge", into=other.key)
    html = text_of(nurse, f"/my/{ticket.key}/")
    assert f"This report went on as <b>{other.key}</b>" in html
    assert 'id="reply"' not in html


def test_ones_own_number_can_be_corrected(nurse: Client, world: World) -> None:
    ticket = sent(world)
    nurse.post(f"/my/{ticket.key}/callback/", {"callback": " ext. 4777 "})
    ticket.refresh_from_db()
    assert (ticket.callback, ticket.reporters.get().callback) == ("ext. 4777", "ext. 4777")
    assert again(world.requester).last_callback == "ext. 4777"
    entry = AuditEntry.objects.get(verb="ticket.set_callback")
    assert "4777" not in str(entry.changes)


def test_an_empty_number_is_refused_and_nothing_changes(nurse: Client, world: World) -> None:
    ticket = sent(world)
    response = nurse.post(f"/my/{ticket.key}/callback/", {"callback": " "})
    assert response.status_code == 422
    assert "Type a phone or an extension." in response.content.decode()
    ticket.refresh_from_db()
    assert (ticket.callback, ticket.version) == ("ext. 4503", 1)


def test_a_second_reporter_corrects_only_their_own_number(world: World, client: Client) -> None:
    ticket = sent(world)
    join_ticket(ticket.key, actor=again(world.colleague), callback="ext. 4700")
    working(client, world.colleague, world.icu).post(f"/my/{ticket.key}/callback/", {"callback": "ext. 4701"})
    ticket.refresh_from_db()
    assert ticket.callback == "ext. 4503"


def test_a_file_is_sent_as_a_download_that_cannot_run(nurse: Client, world: World, stored_in: Path) -> None:
    ticket = sent(world)
    nurse.post(f"/my/{ticket.key}/files/", {"files": [SimpleUploadedFile("screen.txt", b"Error 4.")]})
    file = ticket.attachments.get()
    response = nurse.get(f"/t/{ticket.key}/files/{file.pk}/")
    assert b"".join(response.streaming_content) == b"Error 4."
    assert response["Content-Disposition"] == 'attachment; filename="screen.txt"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert not AuditEntry.objects.filter(verb="ticket.download").exists()


def test_opening_a_picture_of_a_record_is_recorded_and_not_for_the_unit(
    world: World, client: Client, stored_in: Path
) -> None:
    ticket = sent(world)
    nurse = working(client, world.requester, world.icu)
    upload = SimpleUploadedFile("screen.txt", b"A list of names.")
    nurse.post(f"/my/{ticket.key}/files/", {"files": [upload], "shows_record": "yes"})
    address = f"/t/{ticket.key}/files/{ticket.attachments.get().pk}/"
    assert working(client, world.colleague, world.icu).get(address).status_code == 404
    assert working(client, world.requester, world.icu).get(address).status_code == 200
    assert AuditEntry.objects.filter(verb="ticket.download").count() == 1


def test_attaching_nothing_says_so(nurse: Client, world: World) -> None:
    ticket = sent(world)
    response = nurse.post(f"/my/{ticket.key}/files/", {"next": "receipt"}, follow=True)
    assert response.redirect_chain[0][0] == f"/report/sent/{ticket.key}/"
    assert "Choose a file first." in response.content.decode()


def a_file(name: str = "screen.txt", content: bytes = b"Error 4.") -> SimpleUploadedFile:
    """A file as the browser sends it."""
    return SimpleUploadedFile(name, content, "text/plain")


def test_an_answer_and_its_files_are_one(world: World, client: Client, stored_in: Path) -> None:
    ticket = sent(world)
    nurse = working(client, world.requester, world.icu)
    wanted = {"text": "This is what the screen says.", "files": [a_file(), a_file("more.txt")]}
    response = nurse.post(f"/my/{ticket.key}/reply/", wanted, follow=True)
    assert "Your answer is sent." in response.content.decode()
    message = Message.objects.filter(ticket=ticket).latest("id")
    assert message.body == "This is what the screen says."
    assert [file.file_name for file in message.attachments.order_by("id")] == ["screen.txt", "more.txt"]


def test_an_answer_whose_file_is_refused_is_not_sent_and_keeps_its_words(
    world: World, client: Client, stored_in: Path
) -> None:
    ticket = sent(world)
    nurse = working(client, world.requester, world.icu)
    wanted = {"text": "This is what the screen says.", "files": [a_file(), a_file("run.exe", b"MZ\x90\x00")]}
    response = nurse.post(f"/my/{ticket.key}/reply/", wanted)
    page = response.content.decode()
    assert response.status_code == 422
    assert "run.exe cannot be attached." in page
    assert 'id="id_files_error"' in page
    assert "This is what the screen says." in page
    assert (ticket.messages.count(), ticket.attachments.count()) == (1, 0)


def test_files_alone_are_an_answer_that_counts_them(world: World, client: Client, stored_in: Path) -> None:
    ticket = sent(world)
    nurse = working(client, world.requester, world.icu)
    nurse.post(f"/my/{ticket.key}/reply/", {"text": " ", "files": [a_file("Mr Smith.txt")]})
    message = Message.objects.filter(ticket=ticket).latest("id")
    assert (message.body, message.attachments.count()) == ("1 file attached.", 1)


def test_nothing_at_all_is_not_an_answer(world: World, client: Client) -> None:
    ticket = sent(world)
    response = working(client, world.requester, world.icu).post(f"/my/{ticket.key}/reply/", {"text": ""})
    assert "Write the message first." in response.content.decode()
