"""Macros over REST."""

from tests.api.rest import Rest, problem
from tests.macros.test_running import counts, macro
from tests.tickets.desk_cast import fresh, report
from tests.world import World
from tickets.models import Message


def test_the_list_holds_what_the_account_may_run(world: World) -> None:
    shared = macro(name="Ask", reply="Which label?", then_state="pending_requester")
    mine = macro(name="Mine", owner=world.agent, note="x", assignee="who_runs")
    macro(name="Theirs", owner=world.technician, note="x")
    macro(name="Network", team=world.team("NET"), note="x")
    answer = Rest(world.agent).get("macros/").json()
    assert [(one["id"], one["is_own"], one["then_state"], one["assignee"]) for one in answer["results"]] == [
        (shared.pk, False, "pending_requester", None),
        (mine.pk, True, None, "who_runs"),
    ]
    problem(Rest(world.agent, ["changes:read"]).get("macros/"), 403, "forbidden")
    problem(Rest(world.requester).get("macros/"), 403, "forbidden")


def test_a_macro_is_previewed_and_run_with_the_version_that_was_read(world: World) -> None:
    ticket = report(world)
    row = macro(note="Looked at {{ ticket }}.", then_state="in_progress")
    rest, path = Rest(world.agent), f"tickets/{ticket.key}/macros/{row.pk}/"
    before = counts()
    seen = rest.get(f"{path}preview/").json()
    assert seen == {
        "effects": [
            {"target": "Assignee", "before": "nobody", "after": world.agent.full_name},
            {"target": "State", "before": "New", "after": "In progress"},
        ],
        "reply": "",
        "note": f"Looked at {ticket.key}.",
    }
    problem(rest.send("POST", f"{path}run/", {}), 428, "precondition-required")
    problem(rest.send("POST", f"{path}run/", {}, If_Match='"77"'), 412, "stale-version")
    problem(rest.send("POST", f"{path}run/", {"macro": 1}, If_Match="*"), 400, "unknown-input")
    assert (counts(), fresh(ticket).version) == (before, ticket.version)
    done = rest.send("POST", f"{path}run/", {}, If_Match=f'"{ticket.version}"')
    assert (done.status_code, done.json()["state"]) == (200, "in_progress")
    assert Message.objects.get(ticket=ticket, kind="internal").body == f"Looked at {ticket.key}."


def test_what_is_refused_by_hand_is_refused(world: World) -> None:
    ticket = report(world)
    row = macro(note="Seen.")
    path = f"tickets/{ticket.key}/macros/{row.pk}/run/"
    before = counts()
    problem(Rest(world.network_engineer).send("POST", path, {}, If_Match="*"), 403, "forbidden")
    problem(Rest(world.agent, ["tickets:read"]).send("POST", path, {}, If_Match="*"), 403, "forbidden")
    missing = f"tickets/{ticket.key}/macros/999999/run/"
    problem(Rest(world.agent).send("POST", missing, {}, If_Match="*"), 404, "not-found")
    assert counts() == before
