"""Time and phone calls of a ticket: noted, summed, corrected by their author alone."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.core.errors import Forbidden
from hospital_itsm.worklog.actions.entries import correct_entry, log_entry
from hospital_itsm.worklog.models import WorkEntry
from tests.api.rest import Rest, problem
from tests.tickets.desk_cast import fresh, report, trail
from tests.tickets.desk_pages import opened, sent
from tests.world import World, again
from tickets.models import Ticket

HOSTILE = "<script>alert(1)</script>"


def entry(world: World, ticket: Ticket, **fields: Any) -> WorkEntry:
    """Fifteen minutes of the agent."""
    return log_entry(ticket.key, actor=again(world.agent), **({"kind": "work", "minutes": 15} | fields))


def test_work_and_a_call_are_noted_in_the_timeline_and_summed(world: World) -> None:
    ticket = report(world)
    path = f"/t/{ticket.key}/time/"
    assert sent(world.agent, path, kind="work", minutes=50).location == path
    call = {"kind": "call", "minutes": 25, "direction": "out", "spoke_with": HOSTILE}
    assert sent(world.agent, path, **call).status == 302
    page = opened(world.agent, path)
    assert "1 h 15 min so far, 25 min of it on the phone." in page.words
    assert "We called them" in page.words
    assert HOSTILE not in page.page
    assert trail(ticket) == ["work.log", "call.log"]
    assert HOSTILE not in str(list(AuditEntry.objects.values_list("changes", flat=True)))
    story = opened(world.agent, f"/t/{ticket.key}/?show=changes").words
    assert "noted a phone call" in story
    assert (fresh(ticket).version, fresh(ticket).responded_at) == (ticket.version, None)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"kind": "work", "minutes": 0}, "Write 1 or more."),
        ({"kind": "work", "minutes": 1441}, "Write 1440 or less."),
        ({"kind": "work"}, "Fill in: Minutes."),
        ({"kind": "call", "minutes": 5}, "Choose who called whom."),
        ({"kind": "work", "minutes": 5, "direction": "in"}, "Leave this out, or choose a phone call."),
        ({"kind": "work", "minutes": 5, "began_at": "2999-01-01T10:00"}, "Give a time that is over."),
    ],
)
def test_what_cannot_be_is_said_at_its_field_and_not_stored(
    world: World, given: dict[str, Any], words: str
) -> None:
    ticket = report(world)
    answer = sent(world.agent, f"/t/{ticket.key}/time/", **given)
    assert (answer.status, WorkEntry.objects.count(), trail(ticket)) == (422, 0, [])
    assert words in answer.words


def test_its_author_corrects_it_and_what_it_was_is_seen(world: World) -> None:
    ticket = report(world)
    row = entry(world, ticket)
    path = f"/t/{ticket.key}/time/{row.pk}/"
    given = {"minutes": 10, "version": 1}
    assert sent(world.agent, path, **given).status == 302
    assert sent(world.agent, path, **(given | {"minutes": 12})).status == 409
    row.refresh_from_db()
    assert (row.minutes, row.version) == (10, 2)
    assert "corrected the entry" in opened(world.agent, path).words
    changed = AuditEntry.objects.get(verb="work.correct").changes["minutes"]
    assert changed == [15, 10]
    sent(world.agent, path, minutes=10, is_struck="on", version=2)
    assert "No time noted yet." in opened(world.agent, f"/t/{ticket.key}/time/").words
    assert WorkEntry.objects.get().is_struck


def test_nobody_else_corrects_it(world: World) -> None:
    row = entry(world, ticket := report(world))
    path = f"/t/{ticket.key}/time/{row.pk}/"
    assert opened(world.technician, path).status == 404
    assert sent(world.technician, path, minutes=1).status == 404
    with pytest.raises(Forbidden):
        correct_entry(row, actor=again(world.technician), fields={"minutes": 1})
    row.refresh_from_db()
    assert (row.minutes, row.version) == (15, 1)


def test_who_reads_a_ticket_without_working_it_notes_nothing(world: World) -> None:
    ticket = report(world)
    page = opened(world.network_engineer, f"/t/{ticket.key}/time/")
    assert (page.status, "Note it" in page.words) == (200, False)
    assert sent(world.network_engineer, f"/t/{ticket.key}/time/", kind="work", minutes=5).status == 403
    assert WorkEntry.objects.count() == 0


def test_rest_notes_lists_and_corrects(world: World) -> None:
    ticket = report(world)
    rest, path = Rest(world.agent), f"tickets/{ticket.key}/work-entries/"
    body = {"kind": "call", "minutes": 5, "direction": "in", "spoke_with": "Charge nurse"}
    made = rest.send("POST", path, body)
    assert (made.status_code, made["ETag"]) == (201, '"1"')
    number = made.json()["id"]
    problem(rest.send("POST", path, {"kind": "call", "minutes": 5}), 422, "value-refused")
    problem(rest.send("POST", path, {"kind": "nap", "minutes": 5}), 422, "value-refused")
    problem(rest.send("PATCH", f"{path}{number}/", {"minutes": 6}), 428, "precondition-required")
    problem(rest.send("PATCH", f"{path}{number}/", {"minutes": 6}, If_Match='"9"'), 412, "stale-version")
    problem(
        Rest(world.technician).send("PATCH", f"{path}{number}/", {"minutes": 6}, If_Match="*"),
        403,
        "forbidden",
    )
    done = rest.send("PATCH", f"{path}{number}/", {"is_struck": True}, If_Match='"1"')
    assert (done.status_code, done.json()["is_struck"], done["ETag"]) == (200, True, '"2"')
    rows = rest.get(path).json()["results"]
    assert [(one["minutes"], one["direction"], one["is_struck"]) for one in rows] == [(5, "in", True)]
    problem(Rest(world.requester).get(path), 403, "forbidden")


def test_the_page_of_the_ticket_reads_no_entry_by_itself(world: World) -> None:
    ticket = report(world)
    entry(world, ticket)
    with CaptureQueriesContext(connection) as captured:
        page = opened(world.agent, f"/t/{ticket.key}/").page
    assert f'hx-get="/t/{ticket.key}/time/sum/"' in page
    assert not [one for one in captured.captured_queries if "worklog_workentry" in one["sql"]]
