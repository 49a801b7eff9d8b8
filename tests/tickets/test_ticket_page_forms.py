"""What is sent from the agent's page: every form works without script, keeps what was typed and names the mend."""

from datetime import timedelta

import pytest
from django.utils import timezone

from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.following.actions.follows import follow
from tests.tickets.desk_cast import fresh, report, trail
from tests.tickets.desk_pages import opened, sent
from tests.world import World, again
from tickets.actions.conversation import note
from tickets.actions.handover import offer
from tickets.choices import State
from tickets.models import Clock, Draft, Handover, Message, Page, Ticket
from tickets.queries.drafts import read_draft


def test_a_reply_is_sent_and_moves_the_ticket(world: World) -> None:
    ticket = report(world)
    answer = sent(
        world.agent,
        f"/t/{ticket.key}/write/",
        kind="reply",
        body="Which tray is it?",
        then="pending_requester",
        version=ticket.version,
    )
    assert (answer.status, answer.location) == (302, f"/t/{ticket.key}/")
    assert fresh(ticket).state == State.PENDING_REQUESTER
    assert Message.objects.filter(ticket=ticket, kind="public").get().body == "Which tray is it?"


def test_a_note_reaches_nobody_outside(world: World) -> None:
    ticket = report(world)
    sent(world.agent, f"/t/{ticket.key}/write/", kind="note", body="Odd.", version=ticket.version)
    assert Message.objects.filter(ticket=ticket).latest("id").kind == "internal"


def test_an_unknown_mode_is_a_note(world: World) -> None:
    ticket = report(world)
    sent(world.agent, f"/t/{ticket.key}/write/", kind="shout", body="Odd.", version=ticket.version)
    assert Message.objects.filter(ticket=ticket).latest("id").kind == "internal"


def test_an_empty_reply_is_refused_at_the_box(world: World) -> None:
    ticket = report(world)
    answer = sent(world.agent, f"/t/{ticket.key}/write/", kind="reply", body=" ", version=ticket.version)
    assert answer.status == 422
    assert "Write the message first." in answer.words
    assert "<title>Error: " in answer.page


def test_writing_past_somebody_else_keeps_the_words_and_says_who(world: World) -> None:
    ticket = report(world)
    seen = ticket.version
    note(ticket.key, actor=again(world.technician), text="I swapped the ribbon.")
    stale = sent(world.agent, f"/t/{ticket.key}/write/", kind="reply", body="Try it now.", version=seen)
    assert stale.status == 409
    assert "Omar Quillan changed this ticket while you were writing." in stale.words
    assert "Send anyway" in stale.words
    assert "I swapped the ribbon." in stale.words
    assert ">Try it now.</textarea>" in stale.page
    assert not Message.objects.filter(body="Try it now.").exists()
    again_sent = sent(
        world.agent,
        f"/t/{ticket.key}/write/",
        kind="reply",
        body="Try it now.",
        version=fresh(ticket).version,
    )
    assert again_sent.status == 302
    assert Message.objects.filter(body="Try it now.").count() == 1


def test_a_draft_comes_back_in_its_own_mode_and_only_to_its_writer(world: World) -> None:
    ticket = report(world)
    sent(world.agent, f"/t/{ticket.key}/draft/", kind="reply", body="We will")
    sent(world.agent, f"/t/{ticket.key}/draft/", kind="note", body="We will look at the ribbon")
    page = opened(world.agent, f"/t/{ticket.key}/").page
    assert "We will look at the ribbon</textarea>" in page
    assert 'value="note" checked' in page
    assert read_draft(world.agent, f"{ticket.key}:reply") == {}
    assert "We will look" not in opened(world.technician, f"/t/{ticket.key}/").page


@pytest.mark.parametrize("kind", ["reply", "note"])
def test_a_draft_that_comes_after_its_own_words_is_not_kept(world: World, kind: str) -> None:
    ticket = report(world)
    sent(world.agent, f"/t/{ticket.key}/write/", kind=kind, body="I am\non my way.", version=ticket.version)
    sent(world.agent, f"/t/{ticket.key}/draft/", kind=kind, body="I am\r\non my way.")
    assert not Draft.objects.exists()
    sent(world.agent, f"/t/{ticket.key}/draft/", kind=kind, body="I am on my way, now.")
    assert read_draft(world.agent, f"{ticket.key}:{kind}")["body"] == "I am on my way, now."


def test_take_is_one_press_and_says_who_was_quicker(world: World) -> None:
    ticket = report(world)
    assert sent(world.agent, f"/t/{ticket.key}/take/").status == 302
    assert fresh(ticket).assignee == world.agent
    sent(world.technician, f"/t/{ticket.key}/take/")
    assert fresh(ticket).assignee == world.agent


def test_assigning_offers_the_people_of_the_team(world: World) -> None:
    ticket = report(world)
    words = opened(world.agent, f"/t/{ticket.key}/assignee/").words
    assert "Omar Quillan" in words
    assert "Arne Holloway" not in words
    sent(world.agent, f"/t/{ticket.key}/assignee/", assignee=world.technician.pk, version=ticket.version)
    assert fresh(ticket).assignee == world.technician


def test_a_team_needs_a_reason_and_keeps_the_choice(world: World) -> None:
    ticket = report(world)
    answer = sent(world.agent, f"/t/{ticket.key}/team/", team=world.team("NET").pk, reason="")
    assert answer.status == 422
    assert "Say in one line why the team changes." in answer.words
    assert f'<option value="{world.team("NET").pk}" selected>' in answer.page
    assert fresh(ticket).team == world.team("EUC")


def test_one_field_is_corrected(world: World) -> None:
    ticket = report(world)
    assert sent(world.agent, f"/t/{ticket.key}/set/room/", value="Bay 9").status == 302
    assert fresh(ticket).room == "Bay 9"
    refused = sent(world.agent, f"/t/{ticket.key}/set/title/", value="x" * 121)
    assert refused.status == 422
    assert "Shorten it to 120 characters." in refused.words


def test_raising_the_priority_asks_before_a_promise_is_late_at_once(world: World) -> None:
    ticket = report(world)
    told = sent(world.lead, f"/t/{ticket.key}/priority/", priority="3", reason="", version=ticket.version)
    assert told.status == 422
    assert "Say in one line why the priority changes." in told.words
    done = sent(
        world.lead,
        f"/t/{ticket.key}/priority/",
        priority="2",
        reason="Medication round.",
        version=ticket.version,
        confirmed="on",
    )
    assert done.status == 302
    assert fresh(ticket).priority == 2
    assert trail(ticket) == ["ticket.raise_priority"]


def test_a_priority_in_the_address_is_chosen_in_the_form(world: World) -> None:
    ticket = report(world)
    form = opened(world.agent, f"/t/{ticket.key}/priority/?priority=2").page
    assert '<option value="2" selected>' in form
    assert 'name="reason" class="field" autocomplete="off" autofocus' in form
    odd = opened(world.agent, f"/t/{ticket.key}/priority/?priority=5").page
    assert f'<option value="{ticket.priority}" selected>' in odd
    assert fresh(ticket).priority == ticket.priority


def test_lowering_an_urgent_ticket_asks_who_was_spoken_with(world: World) -> None:
    ticket = report(world, "unsafe")
    before = fresh(ticket).priority
    form = opened(world.duty_manager, f"/t/{ticket.key}/priority/").words
    assert "Whom on the unit did you speak with?" in form
    answer = sent(
        world.duty_manager, f"/t/{ticket.key}/priority/", priority=before + 1, reason="It works again."
    )
    assert answer.status == 422
    assert "Speak to the unit first, then name whom you spoke with." in answer.words
    assert fresh(ticket).priority == before


def test_resolving_asks_for_fix_code_and_cause_and_more_only_when_serious(world: World) -> None:
    plain = opened(world.agent, f"/t/{report(world).key}/step/resolve/").page
    assert 'name="close_code"' in plain
    assert plain.count("<optgroup") == 12
    assert 'name="clinical_impact"' not in plain
    serious = opened(world.agent, f"/t/{report(world, 'unsafe').key}/step/resolve/").page
    assert 'name="clinical_impact"' in serious
    assert 'name="downtime_minutes" value="0"' in serious


def test_resolving_sends_the_fix_and_ends_it(world: World) -> None:
    ticket = report(world)
    address = f"/t/{ticket.key}/step/resolve/"
    refused = sent(world.agent, address, message="Cleaned the head.", version=ticket.version)
    assert refused.status == 422
    assert "Choose what fixed it." in refused.words
    assert "Choose the cause." in refused.words
    assert "Cleaned the head.</textarea>" in refused.page
    fix = {"message": "Cleaned the head.", "close_code": "fixed_hw", "cause": "wear"}
    assert sent(world.agent, address, version=ticket.version, **fix).status == 302
    assert fresh(ticket).state == State.RESOLVED


def test_a_step_that_does_not_follow_says_what_is_possible(world: World) -> None:
    ticket = report(world)
    Ticket.objects.filter(pk=ticket.pk).update(state=State.CLOSED)
    answer = sent(world.agent, f"/t/{ticket.key}/step/start/", version=ticket.version)
    assert answer.status == 409
    assert f"{ticket.key} is Closed, so this is not possible now." in answer.words


def test_a_hand_over_is_offered_and_accepted(world: World) -> None:
    ticket = report(world)
    network = world.team("NET")
    sent(world.agent, f"/t/{ticket.key}/handover/", team=network.pk, reason="It is the wireless network.")
    assert Handover.objects.get(ticket=ticket).to_team == network
    assert fresh(ticket).team == world.team("EUC")
    sent(world.network_engineer, f"/t/{ticket.key}/handover/accept/")
    assert fresh(ticket).team == network


def test_sending_back_needs_a_reason(world: World) -> None:
    ticket = report(world)
    offer(ticket.key, actor=again(world.agent), team=world.team("NET"), reason="It is the wireless network.")
    address = f"/t/{ticket.key}/handover/back/"
    assert sent(world.network_engineer, address, reason="").status == 422
    assert sent(world.network_engineer, address, reason="The cable is out.").status == 302
    assert Handover.objects.get(ticket=ticket).state == "bounced"


def test_a_merge_shows_both_before_it_happens(world: World) -> None:
    ticket, other = report(world), report(world, actor=world.colleague, text="No labels on the cart printer")
    address = f"/t/{ticket.key}/merge/"
    compared = sent(world.agent, address, into=f" {other.key.lower()} ", reason="Same printer.")
    assert compared.status == 200
    assert f"Merge {ticket.key} into {other.key}?" in compared.words
    assert other.title in compared.words
    assert fresh(ticket).state != State.MERGED
    sent(world.agent, address, into=other.key, reason="Same printer.", confirmed="on")
    assert fresh(ticket).merged_into == other


def test_a_merge_shows_what_was_said_last_and_where_the_two_differ(world: World) -> None:
    ticket = report(world, text="Printer LP-1 prints blank labels")
    other = report(world, actor=world.colleague, text="No labels <b>on</b> the cart printer")
    Ticket.objects.filter(pk=ticket.pk).update(priority=2, team=world.team("EUC"))
    Ticket.objects.filter(pk=other.pk).update(priority=3, team=world.team("EUC"))
    for words in ("First", "Second", "Third"):
        note(other.key, actor=again(world.technician), text=f"{words} look at the roll.")
    follow(ticket.key, actor=again(world.agent))
    shown = sent(world.technician, f"/t/{ticket.key}/merge/", into=other.key, reason="Same printer.")
    first, second = shown.page.split('aria-labelledby="pair-')[1:]
    assert ("Printer LP-1 prints blank labels" in first, "Second look at the roll." in second) == (True, True)
    assert "&lt;b&gt;on&lt;/b&gt;" in second
    assert "No labels" not in second.split('class="t-said')[1]
    assert "<dt>Priority</dt><dd><b>" in first
    assert "<dt>Team</dt><dd><b>" not in first
    assert "<dt>Followers</dt><dd>1" in first
    assert "<dt>Followers</dt><dd>0" in second
    assert "First response" in first
    turned = sent(world.technician, f"/t/{other.key}/merge/", into=ticket.key, reason="Same printer.")
    assert f'action="/t/{other.key}/merge/"' in shown.page
    assert f"Merge {other.key} into {ticket.key}?" in turned.words
    assert fresh(ticket).merged_into is None


def test_hidden_text_is_shown_once_with_a_reason_and_recorded(world: World) -> None:
    ticket = report(world, text="The scanner fails on MRN 00482913 and the next one.")
    address = f"/t/{ticket.key}/hidden/"
    assert "00482913" not in sent(world.agent, address, reason="").page
    assert not AuditEntry.objects.filter(verb="ticket.reveal").exists()
    shown = sent(world.agent, address, reason="To find the wristband in the log.")
    assert "00482913" in shown.words
    assert AuditEntry.objects.get(verb="ticket.reveal").reason == "To find the wristband in the log."
    assert "00482913" not in opened(world.agent, address).page


def test_a_beat_answers_with_the_others(world: World) -> None:
    ticket = report(world)
    sent(world.technician, f"/t/{ticket.key}/beat/", mode="reply")
    answer = sent(world.agent, f"/t/{ticket.key}/beat/", mode="reading")
    assert answer.status == 200
    assert "Omar Quillan is writing a reply." in answer.words
    assert sent(world.agent, f"/t/{ticket.key}/beat/", mode="typing").status == 422


def test_a_change_that_is_late_at_once_is_shown_before_it_is_made(world: World) -> None:
    ticket = report(world)
    aged = timezone.now() - timedelta(hours=6)
    Clock.objects.filter(ticket=ticket).update(started_at=aged, counted_from=aged, running_since=aged)
    asked = sent(
        world.lead,
        f"/t/{ticket.key}/priority/",
        priority="1",
        reason="Medication round.",
        version=ticket.version,
    )
    assert asked.status == 200
    assert "Priority 1 makes a promise late at once" in asked.words
    assert "Late at once" in asked.words
    assert fresh(ticket).priority == ticket.priority


def test_whoever_was_paged_answers_from_the_page(world: World) -> None:
    ticket = report(world)
    page = Page.objects.create(
        ticket=ticket, recipient=world.agent, audience="primary", step="report", paged_at=timezone.now()
    )
    assert "You were paged for this ticket" in opened(world.agent, f"/t/{ticket.key}/").words
    assert "You were paged for this ticket" not in opened(world.technician, f"/t/{ticket.key}/").words
    sent(world.agent, f"/paged/{ticket.key}/answer/{page.pk}/")
    words = opened(world.agent, f"/t/{ticket.key}/").words
    assert "Paged Leo Marsh" in words
    assert ", answered " in words
