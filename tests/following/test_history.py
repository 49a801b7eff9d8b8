"""The whole history of a ticket: who, what, from, to, when, by which rule; narrowed, and as a file."""

import csv
from typing import Any

import pytest
from django.test import Client

from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.following.queries.history import history_lines, history_rows
from hospital_itsm.following.rules.provenance import Rule, rule_of
from hospital_itsm.joint.actions.tasks import add_task
from hospital_itsm.similar.actions.groups import dismiss
from hospital_itsm.worklog.actions.entries import correct_entry, log_entry
from tests.api.rest import Rest, problem
from tests.similar_rows import group
from tests.tickets.desk_cast import report
from tests.tickets.desk_pages import opened, sent
from tests.world import World, again
from tickets.actions.conversation import note
from tickets.actions.merging import merge
from tickets.actions.priority import set_priority
from tickets.actions.working import assign, start_work
from tickets.models import Ticket

HOSTILE = "<img src=x onerror=alert(1)>"


def lines(ticket: Ticket, reader: Any) -> list[Any]:
    """What the reader sees of it, oldest first."""
    user = again(reader)
    return history_lines(list(history_rows(ticket, user).order_by("id")), ticket, user)


@pytest.mark.parametrize(
    ("verb", "changes", "part", "rule"),
    [
        ("clock.escalate", {"rung": "restore@75%"}, "sla-watch", Rule("rung", "restore@75%")),
        ("ticket.page", {"step": [None, "report"]}, "sla-engine", Rule("rung", "report")),
        (
            "ticket.report",
            {"routed_by": [None, "printer"], "priority": [None, 3]},
            "",
            Rule("routed", "printer"),
        ),
        ("ticket.set_answers", {"priority": [3, 2]}, "", Rule("answers")),
        ("ticket.set_priority", {"priority": [3, 2]}, "", Rule()),
        ("ticket.close", {"state": ["resolved", "closed"]}, "closing", Rule("part", "closing")),
        ("ticket.note", {"message": 4}, "", Rule()),
        ("ticket.note", {"rung": 4, "step": [None, None]}, "", Rule()),
    ],
)
def test_by_which_rule(verb: str, changes: dict[str, Any], part: str, rule: Rule) -> None:
    assert rule_of(verb, changes, part) == rule


def test_it_says_who_changed_what_from_what_to_what_and_why(world: World) -> None:
    ticket = report(world)
    agent = again(world.agent)
    assign(ticket.key, actor=agent, assignee=again(world.technician))
    start_work(ticket.key, actor=again(world.technician))
    set_priority(ticket.key, actor=agent, priority=2, reason="More units call.")
    by_verb = {line.verb: line for line in lines(ticket, world.agent)}
    assigned = by_verb["ticket.assign"]
    assert assigned.who == str(world.agent)
    said = [(one.label, one.before, one.after) for one in assigned.changes]
    assert ("Assignee", "", world.technician.full_name) in said
    started = [(one.label, one.before, one.after) for one in by_verb["ticket.start"].changes]
    assert started[0][0] == "State"
    assert started[0][2] == "In progress"
    decided = by_verb["ticket.raise_priority"]
    assert (decided.reason, decided.rule) == ("More units call.", "")
    assert by_verb["ticket.report"].rule != ""


def test_the_page_narrows_by_kind_person_and_day_and_refuses_anything_else(world: World) -> None:
    ticket = report(world)
    note(ticket.key, actor=again(world.agent), text=HOSTILE)
    assign(ticket.key, actor=again(world.technician), assignee=again(world.technician))
    path = f"/t/{ticket.key}/history/"
    page = opened(world.agent, path)
    assert (page.status, "wrote an internal note" in page.main, "assigned the ticket" in page.main) == (
        200,
        True,
        True,
    )
    assert HOSTILE not in page.page
    words = opened(world.agent, f"{path}?kind=words").main
    assert ("wrote an internal note" in words, "assigned the ticket" in words) == (True, False)
    own = opened(world.agent, f"{path}?person={world.technician.username}").main
    assert ("wrote an internal note" in own, "assigned the ticket" in own) == (False, True)
    assert "Nothing of this kind was recorded" in opened(world.agent, f"{path}?until=2020-01-01").main
    assert "wrote an internal note" in opened(world.agent, f"{path}?from=2020-01-01&sort=oldest").main
    for query in ("kind=nothing", "from=soon", "verb=ticket.note"):
        assert opened(world.agent, f"{path}?{query}").status == 400
    assert f'href="{path}"' in opened(world.agent, f"/t/{ticket.key}/").page


def test_what_was_recorded_of_its_parts_is_told_too(world: World) -> None:
    ticket, other = report(world), report(world)
    task = add_task(ticket.key, actor=again(world.agent), words="Open the port.", team=world.team("NET"))
    add_task(other.key, actor=again(world.agent), words="Close the port.", team=world.team("NET"))
    entry = log_entry(ticket.key, actor=again(world.agent), kind="work", minutes=20)
    correct_entry(entry, actor=again(world.agent), fields={"minutes": 10})
    alike = group(world, [ticket, report(world), report(world)])
    dismiss(alike.pk, actor=again(world.agent), reason="Three printers.")
    told = {line.verb for line in lines(ticket, world.lead)}
    assert {"ticket_task.add", "work.log", "work.correct", "similar.dismiss"} <= told
    told_of_other = [line.verb for line in lines(other, world.lead)]
    assert told_of_other.count("ticket_task.add") == 1
    assert not {"work.correct", "similar.dismiss"} & set(told_of_other)
    address = f"/t/{ticket.key}/history/"
    assert opened(world.lead, address + "?kind=tasks").page.count("<li") >= 1
    assert task.ticket == ticket


def test_the_file_has_a_line_for_each_value(world: World) -> None:
    ticket = report(world)
    set_priority(ticket.key, actor=again(world.agent), priority=2, reason="=1+1")
    client = Client()
    client.force_login(again(world.agent))
    path = f"/t/{ticket.key}/history/export/?kind=priority"
    answer = client.post(path, {"format": "csv", "sort": "oldest"})
    body = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    rows = [row for row in csv.reader(body.splitlines()) if len(row) == 10]
    raised = [row for row in rows if row[4] == "Priority" and row[6].startswith("Priority 2")]
    assert [(row[1], row[5][:10], row[8]) for row in raised] == [(str(world.agent), "Priority 4", "'=1+1")]
    assert sent(world.requester, f"/t/{ticket.key}/history/export/", format="csv").status == 404
    assert sent(world.agent, "/t/INC-1/history/export/", format="csv").status == 404


def test_who_read_a_restricted_ticket_is_for_those_who_read_the_trail(world: World) -> None:
    ticket = report(world, team="SEC", kind="security_incident", actor=world.security)
    opened(world.privacy, f"/t/{ticket.key}/")
    seen = {who: {line.verb for line in lines(ticket, getattr(world, who))} for who in ("auditor", "privacy")}
    assert ("ticket.read_restricted" in seen["auditor"], "ticket.read_restricted" in seen["privacy"]) == (
        True,
        False,
    )
    assert "Who read and opened it" not in opened(world.privacy, f"/t/{ticket.key}/history/").words
    assert "Who read and opened it" in opened(world.auditor, f"/t/{ticket.key}/history/").words
    assert opened(world.agent, f"/t/{ticket.key}/history/").status == 404


def test_reading_the_history_of_a_restricted_ticket_is_recorded(world: World) -> None:
    ticket = report(world, team="SEC", kind="security_incident", actor=world.security)
    for path in ("history/", "print/"):
        opened(world.privacy, f"/t/{ticket.key}/{path}")
    read = AuditEntry.objects.filter(verb="ticket.read_restricted", target_id=str(ticket.pk))
    assert [row.actor_id for row in read] == [world.privacy.pk]


def test_a_ticket_the_reader_does_not_see_is_another_ticket(world: World) -> None:
    one, other = report(world), report(world, text="The same printer")
    merge(one.key, actor=again(world.agent), into=other.key)
    Ticket.objects.filter(pk=other.pk).update(is_restricted=True, team=world.team("SEC"))
    told = str([line.changes for line in lines(one, world.network_engineer)])
    assert (other.key in told, "another ticket" in told.lower()) == (False, True)


def test_rest_tells_the_same_narrowed_and_by_cursor(world: World) -> None:
    ticket = report(world)
    note(ticket.key, actor=again(world.agent), text=HOSTILE)
    set_priority(ticket.key, actor=again(world.agent), priority=2, reason="More units call.")
    rest, path = Rest(world.agent), f"tickets/{ticket.key}/history/"
    whole = rest.get(path)
    assert HOSTILE not in whole.content.decode()
    stored = list(history_rows(ticket, again(world.agent)).order_by("-id").values_list("pk", flat=True))
    assert [one["id"] for one in whole.json()["results"]] == stored
    raised = rest.get(f"{path}?kind=priority&person={world.agent.username}").json()["results"]
    assert [(one["verb"], one["who"], one["reason"]) for one in raised] == [
        ("ticket.raise_priority", str(world.agent), "More units call.")
    ]
    assert [(one["field"], one["words"], one["after"][:10]) for one in raised[0]["changes"]][:1] == [
        ("priority", "Priority", "Priority 2")
    ]
    oldest = rest.get(f"{path}?sort=oldest&limit=1").json()
    second = rest.get(f"{path}?sort=oldest&limit=1&cursor={oldest['next']}").json()
    assert [oldest["results"][0]["id"], second["results"][0]["id"]] == stored[:-3:-1]
    assert (oldest["previous"], second["previous"] is None) == (None, False)
    for query in ("kind=nothing", "sort=loudest", "verb=ticket.note", "cursor=nonsense"):
        problem(rest.get(f"{path}?{query}"), 400, "unknown-input")


def test_rest_keeps_who_read_from_readers_of_the_ticket_and_the_ticket_from_others(world: World) -> None:
    ticket = report(world, team="SEC", kind="security_incident", actor=world.security)
    path = f"tickets/{ticket.key}/history/"
    assert "ticket.read_restricted" not in Rest(world.privacy).get(path).content.decode()
    read = AuditEntry.objects.filter(verb="ticket.read_restricted", target_id=str(ticket.pk))
    assert [row.actor_id for row in read] == [world.privacy.pk]
    assert Rest(world.privacy).get(f"{path}?kind=read").json()["results"] == []
    seen = [one["verb"] for one in Rest(world.auditor).get(f"{path}?kind=read").json()["results"]]
    assert seen.count("ticket.read_restricted") == read.all().count() == 2
    problem(Rest(world.agent).get(path), 404, "not-found")
    own = report(world)
    problem(Rest(world.requester).get(f"tickets/{own.key}/history/"), 403, "forbidden")
