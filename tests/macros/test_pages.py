"""The pages of macros: kept, chosen, seen before they run, put into the box."""

from typing import Any

import pytest

from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.macros.models import Macro, MacroUse
from tests.macros.test_running import macro
from tests.tickets.desk_cast import fresh, report
from tests.tickets.desk_pages import opened, sent
from tests.world import World, again
from tickets.actions.working import assign
from tickets.models import HeldReply, Message
from tickets.queries.drafts import read_draft

HOSTILE = "<script>alert(1)</script>"


def test_an_administrator_keeps_macros_with_a_trail_that_holds_no_words(world: World) -> None:
    given = {
        "name": "Printer: ask",
        "reply": "Which label, {{ first_name }}?",
        "then_state": "pending_requester",
    }
    answer = sent(world.administrator, "/setup/macros/new/", **given)
    assert (answer.status, answer.location) == (302, "/setup/macros/")
    row = Macro.objects.get()
    assert (row.name, row.team, row.owner, row.then_state) == (
        "Printer: ask",
        None,
        None,
        "pending_requester",
    )
    entry = AuditEntry.objects.get(verb="macro.add")
    assert entry.changes["name"] == [None, "Printer: ask"]
    assert entry.changes["reply"][1]["length"] == len(given["reply"])
    assert "Which label" not in str(entry.changes)
    page = opened(world.administrator, f"/setup/macros/{row.pk}/")
    assert "added the macro" in page.words
    changed = sent(world.administrator, f"/setup/macros/{row.pk}/", **(given | {"name": "Ask", "version": 1}))
    assert changed.status == 302
    stale = sent(world.administrator, f"/setup/macros/{row.pk}/", **(given | {"name": "Other", "version": 1}))
    assert (stale.status, Macro.objects.get().name) == (409, "Ask")
    sent(world.administrator, f"/setup/macros/{row.pk}/retire/")
    assert not Macro.objects.get().is_active


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"name": "X"}, "Say what the macro does"),
        ({"name": "X", "reply": "{{ password }}"}, "These names are not known: password."),
        ({"name": "X", "note": "{{ ticket"}, "These names are not known: {{."),
        ({"name": "X", "then_state": "restored"}, "Write the reply"),
        ({"name": "X", "priority": "2"}, "Say in one line why"),
        ({"name": "X", "note": "a", "then_state": "closed"}, "Choose one of the listed values."),
        ({"name": " ", "note": "a"}, "Fill in: Name."),
    ],
)
def test_what_a_macro_cannot_be_is_said_and_not_stored(
    world: World, given: dict[str, str], words: str
) -> None:
    for who, path in ((world.administrator, "/setup/macros/new/"), (world.agent, "/me/macros/new/")):
        answer = sent(who, path, **given)
        assert answer.status == 422
        assert words in answer.words
    assert (Macro.objects.count(), AuditEntry.objects.filter(verb__startswith="macro.").count()) == (0, 0)


def test_ones_own_macro_is_nobody_elses(world: World) -> None:
    sent(world.agent, "/me/macros/new/", name="Ask June", note="June knows.", team=world.team("NET").pk)
    row = Macro.objects.get()
    assert (row.owner, row.team) == (world.agent, None)
    assert "Ask June" not in str(AuditEntry.objects.get(verb="macro.add_own").changes)
    assert "Ask June" in opened(world.agent, "/me/macros/").main
    assert "Ask June" not in opened(world.technician, "/me/macros/").main
    assert opened(world.technician, f"/me/macros/{row.pk}/").status == 404
    assert sent(world.technician, f"/me/macros/{row.pk}/", name="Mine", note="x").status == 404
    assert sent(world.technician, f"/me/macros/{row.pk}/retire/").status == 404
    assert opened(world.administrator, f"/setup/macros/{row.pk}/").status == 404
    row.refresh_from_db()
    assert (row.name, row.is_active) == ("Ask June", True)


def test_the_page_of_a_ticket_leads_to_what_one_uses_most(world: World) -> None:
    ticket = report(world)
    rows = [macro(name=f"Outcome {number}", note="x") for number in range(7)]
    for times, row in enumerate(rows):
        MacroUse.objects.create(macro=row, user=world.agent, times=times)
        MacroUse.objects.create(macro=row, user=world.technician, times=9 - times)
    assert f'hx-get="/t/{ticket.key}/macros/top/"' in opened(world.agent, f"/t/{ticket.key}/").page
    top = opened(world.agent, f"/t/{ticket.key}/macros/top/", **{"HX-Request": "true"})
    shown = [row.name for row in rows if row.name in top.words]
    assert shown == ["Outcome 2", "Outcome 3", "Outcome 4", "Outcome 5", "Outcome 6"]
    assert top.words.index("Outcome 6") < top.words.index("Outcome 2")
    everything = opened(world.agent, f"/t/{ticket.key}/macros/").main
    assert all(row.name in everything for row in rows)


def test_a_macro_is_seen_and_then_run(world: World, settings: Any) -> None:
    settings.UNDO_SEND_SECONDS = 10
    ticket = report(world)
    row = macro(name=HOSTILE, reply=f"Look at {HOSTILE}", then_state="in_progress")
    page = opened(world.agent, f"/t/{ticket.key}/macros/{row.pk}/")
    assert page.status == 200
    assert HOSTILE not in page.page
    assert "New to In progress" in page.words
    assert Message.objects.filter(ticket=ticket).count() == 1
    done = sent(world.agent, f"/t/{ticket.key}/macros/{row.pk}/", version=ticket.version)
    assert (done.status, done.location) == (302, f"/t/{ticket.key}/")
    assert HeldReply.objects.get().message.body == f"Look at {HOSTILE}"


def test_a_refusal_is_said_and_nothing_is_done(world: World) -> None:
    ticket = report(world)
    assign(ticket.key, actor=again(world.agent), assignee=world.technician)
    ticket = fresh(ticket)
    row = macro(name="Both", note="Written first.", assignee="who_runs")
    page = opened(world.agent, f"/t/{ticket.key}/macros/{row.pk}/")
    assert "Nothing was changed." in page.words
    assert "Run the macro" not in page.words
    answer = sent(world.agent, f"/t/{ticket.key}/macros/{row.pk}/", version=ticket.version)
    assert answer.status == 409
    assert f"{world.technician.full_name} has this ticket." in answer.words
    after = fresh(ticket)
    assert (after.version, after.assignee, Message.objects.filter(ticket=ticket).count()) == (
        ticket.version, world.technician, 1,
    )  # fmt: skip


def test_what_ones_role_may_not_do_is_said_in_words(world: World) -> None:
    ticket = report(world, "unsafe")
    row = macro(note="Written first.", priority=4, why="No hurry.")
    answer = sent(world.agent, f"/t/{ticket.key}/macros/{row.pk}/", version=ticket.version)
    assert answer.status == 422
    assert "This change is for the on-duty lead" in answer.words
    assert (fresh(ticket).priority, Message.objects.filter(ticket=ticket).count()) == (ticket.priority, 1)


def test_an_outdated_page_sees_the_macro_again(world: World) -> None:
    ticket = report(world)
    row = macro(note="Seen.")
    answer = sent(world.agent, f"/t/{ticket.key}/macros/{row.pk}/", version=ticket.version - 1)
    assert answer.status == 409
    assert "Somebody changed" in answer.words
    assert not Message.objects.filter(ticket=ticket, kind="internal").exists()


def test_ready_words_come_behind_what_stands_in_the_box(world: World) -> None:
    ticket = report(world)
    row = macro(reply="Which label, {{ first_name }}?", note="not inserted")
    path = f"/t/{ticket.key}/macros/{row.pk}/insert/"
    first = world.requester.full_name.split()[0]
    answer = sent(world.agent, path, kind="note", body="I was there. ", then="", promise="", version="1")
    assert (answer.status, answer.location) == (302, f"/t/{ticket.key}/?write=note#compose")
    assert read_draft(world.agent, f"{ticket.key}:note")["body"] == f"I was there.\n\nWhich label, {first}?"
    page = opened(world.agent, f"/t/{ticket.key}/?write=note").page
    assert f"I was there.\n\nWhich label, {first}?" in page
    assert Message.objects.filter(ticket=ticket).count() == 1


def test_without_script_the_way_over_the_list_loses_no_typed_word(world: World) -> None:
    ticket = report(world)
    row = macro(reply="Which label?")
    kept = sent(
        world.agent, f"/t/{ticket.key}/macros/", kind="reply", body="Hello.", then="pending_requester"
    )
    assert (kept.status, kept.location) == (302, f"/t/{ticket.key}/macros/")
    sent(world.agent, f"/t/{ticket.key}/macros/{row.pk}/insert/")
    assert read_draft(world.agent, f"{ticket.key}:reply") == {
        "body": "Hello.\n\nWhich label?",
        "then": "pending_requester",
    }


def test_too_long_a_text_is_shown_again_and_not_lost(world: World) -> None:
    ticket = report(world)
    row = macro(reply="Which label?")
    answer = sent(
        world.agent, f"/t/{ticket.key}/macros/{row.pk}/insert/", kind="reply", body="typed words " * 4000
    )
    assert answer.status == 422
    assert answer.page.count("typed words ") >= 4000
    assert read_draft(world.agent, f"{ticket.key}:reply") == {}


def test_a_macro_without_a_reply_has_no_words_to_insert(world: World) -> None:
    ticket = report(world)
    answer = sent(
        world.agent, f"/t/{ticket.key}/macros/{macro(note='Seen.').pk}/insert/", kind="reply", body="a"
    )
    assert answer.status == 404
    assert read_draft(world.agent, f"{ticket.key}:reply") == {}
