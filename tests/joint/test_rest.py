"""Tasks over REST: asked for, listed, moved, changed; refusals without effect."""

from hospital_itsm.joint.models import Checklist, TicketTask
from tests.api.rest import Rest, problem
from tests.joint.cast import stored, task
from tests.tickets.desk_cast import report
from tests.world import World


def test_tasks_are_asked_for_listed_and_done(world: World) -> None:
    ticket = report(world, "unsafe")
    rest, path = Rest(world.agent), f"tickets/{ticket.key}/tasks/"
    made = rest.send("POST", path, {"words": "Check the port", "team": "NET"})
    assert (made.status_code, made["ETag"], made.json()["agreed"]) == (201, '"1"', "2 h")
    row = TicketTask.objects.get()
    net, one = Rest(world.network_engineer), f"ticket_tasks/{row.pk}/"
    problem(net.send("POST", f"{one}start/", None), 428, "precondition-required")
    begun = net.send("POST", f"{one}start/", None, If_Match='"1"').json()
    assert (begun["state"], begun["person"], begun["version"]) == ("doing", "arne.holloway", 2)
    problem(net.send("POST", f"{one}finish/", None, If_Match='"1"'), 412, "stale-version")
    problem(net.send("POST", f"{one}skip/", {"why": ""}, If_Match="*"), 422, "value-refused")
    problem(net.send("PATCH", one, {"words": "Other"}, If_Match="*"), 403, "forbidden")
    assert net.send("PATCH", one, {"person": None}, If_Match="*").json()["person"] is None
    done = net.send("POST", f"{one}finish/", None, If_Match="*").json()
    assert (done["state"], done["clock"]) == ("done", "met")
    problem(net.send("POST", f"{one}finish/", None, If_Match="*"), 409, "conflict")
    assert [found["id"] for found in rest.get(path).json()["results"]] == [row.pk]
    problem(Rest(world.requester).get(path), 403, "forbidden")


def test_the_list_is_filtered_and_says_what_cannot_be_asked(world: World) -> None:
    ticket = report(world)
    first, second = task(world, ticket), task(world, ticket, "Look", "HTM-GEN", is_required=False)
    rest = Rest(world.network_engineer)
    asked = {
        "ours=yes": [first.pk], "ours=no": [second.pk], "team=HTM-GEN": [second.pk], "required=yes": [first.pk],
        "waiting=no": [], "late=yes": [], "late=no&sort=oldest": [first.pk, second.pk], "person=me": [],
        f"ticket={ticket.key}&sort=newest": [second.pk, first.pk], "domain=htm": [second.pk],
    }  # fmt: skip
    found = {
        query: [row["id"] for row in rest.get(f"ticket_tasks/?{query}").json()["results"]] for query in asked
    }
    assert found == asked
    problem(rest.get("ticket_tasks/?words=port"), 400, "unknown-input")
    problem(rest.get("ticket_tasks/?sort=words"), 400, "unknown-input")
    problem(rest.get("ticket_tasks/?late=maybe"), 400, "unknown-input")


def test_a_checklist_is_put_on_over_rest(world: World) -> None:
    ticket = report(world)
    Checklist.objects.create(code="CL-1", name="List", tasks="NET: Check the port\noptional: Clean it")
    rest = Rest(world.agent)
    assert [row["code"] for row in rest.get("checklists/").json()["results"]] == ["CL-1"]
    path = f"tickets/{ticket.key}/checklists/"
    made = rest.send("POST", path, {"checklist": "CL-1"})
    assert (made.status_code, [row["team"] for row in made.json()["results"]]) == (201, ["NET", "EUC"])
    problem(rest.send("POST", path, {"checklist": "CL-1"}), 409, "conflict")
    problem(rest.send("POST", path, {"checklist": "CL-9"}), 422, "value-refused")
    assert TicketTask.objects.count() == 2


def test_patient_data_is_asked_about_and_not_stored(world: World) -> None:
    ticket = report(world)
    row = task(world, ticket)
    rest = Rest(world.agent)
    body = {"words": "Call patient John Miller, MRN 00482913"}
    problem(rest.send("POST", f"tickets/{ticket.key}/tasks/", body), 409, "phi-suspected")
    problem(rest.send("PATCH", f"ticket_tasks/{row.pk}/", body, If_Match="*"), 409, "phi-suspected")
    assert (TicketTask.objects.count(), stored(row).words) == (1, "Check the port")
