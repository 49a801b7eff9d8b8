"""Bulk changes over REST."""

from datetime import timedelta

from django.utils import timezone

from hospital_itsm.bulk.models import BulkChange
from hospital_itsm.jobs.models import Job
from tests.api.rest import Rest, problem
from tests.bulk.cast import changed, printers
from tests.desk.cast import secret
from tests.macros.test_running import counts
from tests.tickets.desk_cast import fresh, report, trail
from tests.world import World
from tickets.actions.fields import set_fields
from tickets.models import Ticket

PATH = "tickets/bulk/"


def named(*tickets: Ticket) -> list[dict[str, object]]:
    """Them with the versions that were read."""
    return [{"key": one.key, "version": one.version} for one in tickets]


def test_named_tickets_are_changed_and_read_one_by_one_and_undone(world: World) -> None:
    first, stale = printers(world, 2)
    set_fields(stale.key, actor=world.agent, fields={"room": "412"})
    rest = Rest(world.agent)
    body = {"change": "assign", "tickets": named(first, stale), "assignee": world.technician.username}
    answer = rest.send("POST", PATH, body)
    data = answer.json()
    assert answer.status_code == 201
    assert (data["change"], data["stage"], data["count"]) == ("assign", "over", 2)
    assert data["tally"] == {"waiting": 0, "done": 1, "same": 0, "refused": 1, "undone": 0, "kept": 0}
    assert fresh(first).assignee == world.technician
    rows = rest.get(f"{PATH}{data['id']}/rows/").json()["results"]
    assert rows == [
        {"ticket": first.key, "outcome": "done", "words": "", "undone": None, "undo_words": ""},
        {
            "ticket": stale.key,
            "outcome": "refused",
            "words": "Somebody changed it since. It stays as it is now.",
            "undone": None,
            "undo_words": "",
        },
    ]
    answer = rest.send("POST", f"{PATH}{data['id']}/undo/", {})
    assert (answer.status_code, answer.json()["tally"]["undone"]) == (200, 1)
    assert fresh(first).assignee is None
    assert rest.get(f"{PATH}{data['id']}/").json() == answer.json()
    problem(rest.send("POST", f"{PATH}{data['id']}/undo/", {}), 409, "conflict")


def test_all_that_match_are_changed(world: World) -> None:
    ours, theirs = printers(world, 2), report(world, team="NET")
    secret(world)
    body = {
        "change": "state",
        "matching": {"view": "all", "filters": {"team": ["EUC"]}},
        "step": "wait_parts",
        "reason": "A new roller.",
        "until": (timezone.now() + timedelta(days=1)).isoformat(),
    }
    answer = Rest(world.agent).send("POST", PATH, body)
    assert (answer.status_code, answer.json()["count"]) == (201, 2)
    assert [fresh(one).state for one in (*ours, theirs)] == ["pending_parts", "pending_parts", "new"]


def test_a_dry_run_says_what_would_come_of_it_and_leaves_nothing(world: World) -> None:
    tickets = printers(world, 2)
    before = counts()
    body = {"change": "take", "tickets": named(*tickets)}
    answer = Rest(world.agent).send("POST", f"{PATH}?dry_run=true", body)
    assert (answer.status_code, answer.json()["tally"]["done"], answer.json()["dry_run"]) == (201, 2, True)
    assert counts() == before
    assert [fresh(one).assignee for one in tickets] == [None, None]
    assert (BulkChange.objects.count(), Job.objects.count()) == (0, 0)


def test_more_than_fifty_are_worked_by_a_job(world: World) -> None:
    tickets = printers(world, 51)
    answer = Rest(world.agent).send("POST", PATH, {"change": "take", "tickets": named(*tickets)})
    assert (answer.status_code, answer.json()["stage"]) == (202, "running")
    assert answer.json()["tally"]["waiting"] == 51
    assert Job.objects.get().state == "waiting"


def test_what_cannot_be_is_refused_with_its_reason_and_without_effect(world: World) -> None:
    ticket, hidden = report(world), secret(world)
    rest = Rest(world.agent)
    both = {"tickets": named(ticket), "matching": {"view": "all"}}
    for body, status, code in (
        ({"change": "take"}, 422, "value-refused"),
        ({"change": "take", **both}, 422, "value-refused"),
        ({"change": "take", "tickets": named(ticket, hidden)}, 422, "value-refused"),
        ({"change": "take", "tickets": [{"key": "INC-999999"}]}, 422, "value-refused"),
        ({"change": "take", "matching": {"view": "nowhere"}}, 422, "value-refused"),
        ({"change": "take", "matching": {"view": "all", "filters": {"x": ["1"]}}}, 422, "value-refused"),
        ({"change": "team", "tickets": named(ticket)}, 422, "value-refused"),
        ({"change": "assign", "tickets": named(ticket)}, 422, "value-refused"),
        ({"change": "take", "tickets": named(ticket), "explode": 1}, 400, "unknown-input"),
    ):
        problem(rest.send("POST", PATH, body), status, code)
    assert rest.send("POST", PATH, {"change": "export", "tickets": named(ticket)}).status_code == 422
    problem(Rest(world.agent, ["tickets:read"]).send("POST", PATH, {}), 403, "forbidden")
    problem(Rest(world.requester).send("POST", PATH, {}), 403, "forbidden")
    assert (trail(ticket), BulkChange.objects.count()) == ([], 0)


def test_the_change_of_another_is_not_there(world: World) -> None:
    change = changed(world.agent, printers(world, 1), "take")
    other = Rest(world.technician)
    problem(other.get(f"{PATH}{change.pk}/"), 404, "not-found")
    problem(other.get(f"{PATH}{change.pk}/rows/"), 404, "not-found")
    problem(other.send("POST", f"{PATH}{change.pk}/undo/", {}), 404, "not-found")
