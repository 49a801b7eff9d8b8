"""The agent's page of a ticket: what it shows, to whom, and with which words."""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hospital_itsm.audit.models import AuditEntry
from tests.assets.cast import pump
from tests.tickets.desk_cast import fresh, report
from tests.tickets.desk_pages import opened
from tests.world import World, again
from tickets.actions.conversation import note, reply, reply_as_requester
from tickets.actions.handover import offer
from tickets.actions.merging import merge
from tickets.actions.presence import beat
from tickets.actions.report import Place, report_problem
from tickets.actions.working import take
from tickets.choices import CareAnswer, Kind
from tickets.models import ReadMark, Ticket

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>"


def test_report_reply_answer_and_note_are_told_apart(world: World) -> None:
    ticket = report(world, "slower")
    reply(ticket.key, actor=again(world.agent), text="We are on it.")
    reply_as_requester(ticket.key, actor=again(world.requester), text="It is cart 3.")
    note(ticket.key, actor=again(world.agent), text="Third label printer this week.")
    page = opened(world.agent, f"/t/{ticket.key}/").page
    for label in (
        "Report by Alma Reyes, RN",
        "Reply by Leo Marsh",
        "Answer by Alma Reyes, RN",
        "Internal note by Leo Marsh",
    ):
        assert f'aria-label="{label}"' in page


def test_the_title_row_says_number_state_care_and_people(world: World) -> None:
    ticket = report(world, "slower")
    Ticket.objects.filter(pk=ticket.pk).update(reporters_count=5)
    words = opened(world.agent, f"/t/{ticket.key}/").words
    assert f"{ticket.key} " in words
    assert "Patient care slower 5 people affected" in words
    assert "Reply to Alma + 4" in words
    assert "Send to 5" in words


def test_a_note_as_the_last_word_makes_the_next_one_a_note(world: World) -> None:
    ticket = report(world)
    assert 'value="reply" checked' in opened(world.agent, f"/t/{ticket.key}/").page
    note(ticket.key, actor=again(world.agent), text="Looks like the firmware.")
    assert 'value="note" checked' in opened(world.agent, f"/t/{ticket.key}/").page


def test_hidden_patient_data_is_marked_and_never_shown(world: World) -> None:
    ticket = report(world, text="The scanner fails on MRN 00482913 and the next one.")
    page = opened(world.agent, f"/t/{ticket.key}/").page
    assert '<mark class="phi">record number hidden</mark>' in page
    assert "Why is text hidden?" in page
    assert "00482913" not in page


def test_hostile_text_stays_text(world: World) -> None:
    ticket = report(world, text=f"Printer prints {HOSTILE} now", device_text=HOSTILE[:60])
    note(ticket.key, actor=again(world.agent), text=HOSTILE)
    for path in (f"/t/{ticket.key}/", f"/queue/preview/{ticket.key}/"):
        page = opened(world.agent, path, **{"HX-Request": "true"}).page
        assert "&lt;script&gt;alert(1)" in page
        assert "<script>alert" not in page
        assert "<img src=x" not in page


def test_the_requester_finds_no_such_page(world: World) -> None:
    ticket = report(world)
    note(ticket.key, actor=again(world.agent), text="Nobody outside reads this.")
    assert opened(world.requester, f"/t/{ticket.key}/").status == 404
    assert "Nobody outside reads this." not in opened(world.requester, f"/my/{ticket.key}/").page


def test_the_targets_say_why_the_time_is_what_it_is(world: World) -> None:
    words = opened(world.agent, f"/t/{report(world).key}/").words
    assert "First response" in words
    assert "Why this time? Due " in words


def test_the_priority_says_how_it_was_decided(world: World) -> None:
    words = opened(world.agent, f"/t/{report(world, 'slower').key}/").words
    assert "How was this decided?" in words
    assert "Answered: slower: urgency U3." in words


def test_who_only_reads_sees_no_buttons(world: World) -> None:
    ticket = report(world)
    words = opened(world.auditor, f"/t/{ticket.key}/").main
    assert "You can read this ticket. Its team writes on it." in words
    for absent in ("Assign to me", "Resolve", "Not ours", "Change priority", "Correct the answers"):
        assert absent not in words
    assert 'aria-label="Change the' not in opened(world.auditor, f"/t/{ticket.key}/").page


def test_a_house_supervisor_may_change_the_priority_and_nothing_else(world: World) -> None:
    words = opened(world.house_supervisor, f"/t/{report(world).key}/").main
    assert "Change priority" in words
    assert "Correct the answers" not in words
    assert "Internal note" not in words


def test_the_filter_shows_one_kind(world: World) -> None:
    ticket = report(world)
    note(ticket.key, actor=again(world.agent), text="For the desk alone.")
    take(ticket.key, actor=again(world.agent))
    notes = opened(world.agent, f"/t/{ticket.key}/?show=notes").words
    public = opened(world.agent, f"/t/{ticket.key}/?show=public").words
    changes = opened(world.agent, f"/t/{ticket.key}/?show=changes").words
    assert "For the desk alone." in notes
    assert "For the desk alone." not in public
    assert "took the ticket" in changes
    assert "For the desk alone." not in changes


def test_a_cursor_that_cannot_be_read_leads_to_the_newest_part(world: World) -> None:
    ticket = report(world)
    answer = opened(world.agent, f"/t/{ticket.key}/?before=nonsense")
    assert (answer.status, answer.location) == (302, f"/t/{ticket.key}/")


def test_others_on_the_ticket_are_said_in_words(world: World) -> None:
    ticket = report(world)
    beat(ticket.key, actor=again(world.second_agent), mode="reading")
    assert "Nina Forsberg is reading this." in opened(world.agent, f"/t/{ticket.key}/").words


def test_opening_marks_it_read_for_this_person(world: World) -> None:
    ticket = report(world)
    opened(world.agent, f"/t/{ticket.key}/")
    mark = ReadMark.objects.get(ticket=ticket)
    assert (mark.user, mark.version) == (world.agent, fresh(ticket).version)


def test_opening_a_restricted_ticket_is_an_entry_once_in_a_while(world: World) -> None:
    ticket = report_problem(
        actor=world.security,
        text="Mailboxes show sign-ins from two countries.",
        care_answer=CareAnswer.NOT_AFFECTED,
        place=Place(world.icu),
        kind=Kind.SECURITY,
    )
    for _time in range(2):
        assert "Restricted" in opened(world.security_member, f"/t/{ticket.key}/").words
    entry = AuditEntry.objects.get(verb="ticket.read_restricted")
    assert (entry.actor, entry.target_id) == (world.security_member, str(ticket.pk))
    assert opened(world.agent, f"/t/{ticket.key}/").status == 404


def test_a_duplicate_leads_to_the_ticket_that_goes_on(world: World) -> None:
    ticket, other = report(world), report(world, actor=world.colleague)
    merge(ticket.key, actor=again(world.agent), into=other.key, reason="The same printer.")
    words = opened(world.agent, f"/t/{ticket.key}/").words
    assert f"This ticket goes on as {other.key} ." in words
    assert "Send to" not in words


def test_an_offered_hand_over_asks_the_team_it_is_offered_to(world: World) -> None:
    ticket = report(world)
    offer(ticket.key, actor=again(world.agent), team=world.team("NET"), reason="It is the wireless network.")
    asked = opened(world.network_engineer, f"/t/{ticket.key}/").words
    assert "Offered to Network" in asked
    assert "Accept Send back" in asked
    assert "Accept Send back" not in opened(world.technician, f"/t/{ticket.key}/").words


def test_the_preview_is_a_fragment_and_without_script_the_page(world: World) -> None:
    ticket = report(world, "slower")
    fragment = opened(world.agent, f"/queue/preview/{ticket.key}/", **{"HX-Request": "true"})
    assert "<html" not in fragment.page
    assert "Patient care slower. Answered by Alma Reyes" in fragment.words
    assert "Assign to me A" in fragment.words
    plain = opened(world.agent, f"/queue/preview/{ticket.key}/")
    assert (plain.status, plain.location) == (302, f"/t/{ticket.key}/")


def test_the_preview_leads_to_the_device_where_the_desk_knows_it(world: World) -> None:
    device = pump(world)
    known = report(world, device_text=device.tag)
    told = report(world, device_text="the gray one by bed 4")
    words, preview = "the gray one by bed 4", {"HX-Request": "true"}
    assert (
        f'<a class="id" href="/a/{device.tag}/">'
        in opened(world.agent, f"/queue/preview/{known.key}/", **preview).page
    )
    assert words in opened(world.agent, f"/queue/preview/{told.key}/", **preview).words


def statements(world: World, ticket: Ticket) -> int:
    client = Client()
    client.force_login(again(world.agent))
    client.get(f"/t/{ticket.key}/")
    with CaptureQueriesContext(connection) as captured:
        client.get(f"/t/{ticket.key}/")
    return len(captured)


def test_a_long_story_needs_as_many_statements_as_a_short_one(world: World) -> None:
    ticket = report(world)
    for number in range(3):
        note(ticket.key, actor=again(world.agent), text=f"Note {number}")
    few = statements(world, ticket)
    for number in range(27):
        note(ticket.key, actor=again(world.agent), text=f"Further note {number}")
    assert statements(world, ticket) == few <= 15
