"""A ticket's life over REST: every step of the table, and what people do besides."""

from datetime import timedelta

import pytest
from django.utils import timezone

from hospital_itsm.audit.models import AuditEntry
from tests.api.rest import Rest, pointers, problem
from tests.tickets import desk_cast as cast
from tests.world import World
from tickets.api.steps import VERBS
from tickets.choices import Kind
from tickets.models import Handover, Page, Reporter, Ticket
from tickets.rules.lifecycle import LIFECYCLE

pytestmark = pytest.mark.django_db
SOLVED = {"message": "The printer has a new roll.", "close_code": "replaced", "cause": "wear"}


def act(rest: Rest, ticket: Ticket, verb: str, body: object = None, if_match: str = "*") -> object:
    return rest.post(f"tickets/{ticket.key}/actions/{verb}/", body, If_Match=if_match)


def test_every_verb_of_the_table_but_the_automatic_one_has_an_address() -> None:
    assert set(VERBS) == set(LIFECYCLE.verbs()) - {"close"}


def test_a_ticket_is_taken_worked_resolved_confirmed_and_rated(world: World) -> None:
    ticket = cast.report(world)
    agent, nurse = Rest(world.agent), Rest(world.requester)
    assert act(agent, ticket, "take").json()["assignee"]["username"] == "leo.marsh"
    assert act(agent, ticket, "start").json()["state"] == "in_progress"
    resolved = act(agent, ticket, "resolve", SOLVED)
    assert (resolved.status_code, resolved.json()["state"]) == (200, "resolved")
    seen = nurse.get(f"tickets/{ticket.key}/").json()
    assert [row["verb"] for row in seen["next_actions"]] == ["confirm", "reopen"]
    assert act(nurse, ticket, "confirm").json()["state"] == "closed"
    rated = nurse.post(f"tickets/{ticket.key}/actions/rate/", {"score": 5})
    assert (rated.status_code, rated.json()["score"]) == (200, 5)
    verbs = list(
        AuditEntry.objects.filter(target_label=ticket.key).order_by("id").values_list("verb", flat=True)
    )
    assert verbs[-5:] == ["ticket.take", "ticket.start", "ticket.resolve", "ticket.confirm", "ticket.rate"]


def test_a_step_needs_the_version_that_was_read(world: World) -> None:
    ticket = cast.report(world)
    agent = Rest(world.agent)
    path = f"tickets/{ticket.key}/actions/start/"
    problem(agent.post(path), 428, "precondition-required")
    etag = agent.get(f"tickets/{ticket.key}/")["ETag"]
    assert agent.post(path, If_Match=etag).status_code == 200
    problem(agent.post(path, If_Match=etag), 412, "stale-version")


def test_a_step_that_does_not_fit_names_those_that_do(world: World) -> None:
    ticket = cast.report(world)
    refused = problem(act(Rest(world.agent), ticket, "resume"), 409, "illegal-transition")
    assert refused["allowed"] == [
        "triage", "assign", "start", "wait_requester", "wait_vendor", "wait_parts", "wait_change", "schedule",
        "restore", "resolve", "cancel", "merge",
    ]  # fmt: skip
    assert cast.fresh(ticket).version == ticket.version


def test_a_resolution_names_every_value_that_is_missing(world: World) -> None:
    ticket = cast.report(world)
    refused = problem(
        act(Rest(world.agent), ticket, "resolve", {"close_code": "magic"}), 422, "value-refused"
    )
    assert pointers(refused) == ["/cause", "/close_code", "/message"]
    serious = cast.report(world, "unsafe")
    refused = problem(act(Rest(world.agent), serious, "resolve", SOLVED), 422, "value-refused")
    assert "/clinical_impact" in pointers(refused)


def test_waiting_for_a_vendor_takes_a_reason_a_time_and_the_vendor(world: World) -> None:
    ticket = cast.report(world)
    until = (timezone.now() + timedelta(days=2)).isoformat()
    body = {"reason": "A new print head is on its way", "until": until, "vendor": "Northlight Networks"}
    waits = act(Rest(world.agent), ticket, "wait_vendor", body)
    assert (waits.status_code, waits.json()["state"], waits.json()["vendor"]) == (
        200,
        "pending_vendor",
        "Northlight Networks",
    )
    refused = act(Rest(world.agent), ticket, "wait_parts", {**body, "until": "2030-01-01T08:00:00"})
    assert "/vendor" in pointers(problem(refused, 400, "unknown-input"))
    del body["vendor"]
    refused = act(Rest(world.agent), ticket, "wait_parts", {**body, "until": "2030-01-01T08:00:00"})
    assert pointers(problem(refused, 422, "value-refused")) == ["/until"]


def test_a_nurse_cannot_work_tickets_and_a_stranger_finds_none(world: World) -> None:
    ticket = cast.report(world)
    for verb in ("start", "resume", "confirm"):
        problem(act(Rest(world.elsewhere), ticket, verb), 404, "not-found")
    problem(act(Rest(world.requester), ticket, "start"), 403, "forbidden")
    problem(act(Rest(world.cio), ticket, "start"), 404, "not-found")
    problem(act(Rest(world.auditor), ticket, "start"), 403, "forbidden")
    assert cast.fresh(ticket).version == ticket.version


def test_assigning_and_giving_back(world: World) -> None:
    ticket = cast.report(world)
    rest = Rest(world.euc_lead)
    given = act(rest, ticket, "assign", {"assignee": "omar.quillan"})
    assert given.json()["assignee"]["username"] == "omar.quillan"
    assert act(rest, ticket, "assign", {"assignee": None}).json()["assignee"] is None
    refused = act(rest, ticket, "assign", {"assignee": "alma.reyes"})
    assert pointers(problem(refused, 422, "value-refused")) == ["/assignee"]


def test_take_next_hands_out_each_ticket_once_and_then_nothing(world: World) -> None:
    ticket = cast.report(world)
    rest = Rest(world.technician)
    taken = rest.post("tickets/take-next/")
    assert (taken.status_code, taken.json()["key"]) == (200, ticket.key)
    assert rest.post("tickets/take-next/").status_code == 204
    problem(Rest(world.requester).post("tickets/take-next/"), 403, "forbidden")
    problem(rest.post("tickets/take-next/", {"team": "NET"}), 403, "forbidden")


def test_a_handover_is_offered_sent_back_and_accepted(world: World) -> None:
    ticket = cast.report(world)
    here, there = Rest(world.technician), Rest(world.network_engineer)
    body = {"team": "NET", "reason": "The switch port is down"}
    assert act(here, ticket, "offer_handover", body).json()["team"]["code"] == "EUC"
    problem(act(here, ticket, "accept_handover"), 403, "forbidden")
    assert act(there, ticket, "send_back_handover", {"reason": "The port is up"}).json()["bounces"] == 1
    act(here, ticket, "offer_handover", body)
    assert act(there, ticket, "accept_handover").json()["team"]["code"] == "NET"
    assert list(Handover.objects.order_by("id").values_list("state", flat=True)) == ["bounced", "accepted"]


def test_a_priority_is_previewed_without_effect_and_set_with_a_reason(world: World) -> None:
    ticket = cast.report(world)
    rest = Rest(world.lead)
    wish = {"priority": ticket.priority - 1}
    seen = rest.post(f"tickets/{ticket.key}/actions/preview_priority/", wish)
    assert seen.status_code == 200
    assert {"metric", "due_before", "due_after", "late_at_once"} == set(seen.json()[0])
    assert cast.fresh(ticket).priority == ticket.priority
    refused = act(rest, ticket, "set_priority", wish)
    assert pointers(problem(refused, 422, "value-refused")) == ["/reason"]
    done = act(rest, ticket, "set_priority", {**wish, "reason": "Two clinics wait for labels"})
    assert (done.status_code, done.json()["priority"]) == (200, ticket.priority - 1)
    problem(
        Rest(world.requester).post(f"tickets/{ticket.key}/actions/preview_priority/", wish), 403, "forbidden"
    )


def test_same_for_me_and_worse_for_me(world: World) -> None:
    ticket = cast.report(world)
    rest = Rest(world.colleague)
    for _time in range(2):
        assert (
            rest.post(f"tickets/{ticket.key}/actions/join/", {"care_answer": "slower"}).json()[
                "reporters_count"
            ]
            == 2
        )
    assert Reporter.objects.filter(ticket=ticket).count() == 2
    assert rest.post(f"tickets/{ticket.key}/actions/say_worse/").status_code == 200
    assert cast.fresh(ticket).priority < ticket.priority
    problem(Rest(world.elsewhere).post(f"tickets/{ticket.key}/actions/join/"), 404, "not-found")


def test_a_duplicate_is_merged_only_into_a_ticket_one_sees(world: World) -> None:
    ticket, other = cast.report(world), cast.report(world)
    secret = cast.report(world, actor=world.security, kind=Kind.SECURITY, team="SEC")
    problem(act(Rest(world.agent), ticket, "merge", {"into": secret.key}), 404, "not-found")
    merged = act(Rest(world.agent), ticket, "merge", {"into": other.key})
    assert (merged.json()["state"], merged.json()["merged_into"]) == ("merged", other.key)


def test_clocks_and_pages_are_for_the_desk(world: World) -> None:
    ticket = cast.report(world, "unsafe")
    agent, nurse = Rest(world.agent), Rest(world.requester)
    clocks = agent.get(f"tickets/{ticket.key}/clocks/").json()
    response = next(clock for clock in clocks if clock["metric"] == "response")
    assert sum(line["seconds"] for line in response["lines"]) == response["target_seconds"]
    problem(nurse.get(f"tickets/{ticket.key}/clocks/"), 403, "forbidden")
    pages = agent.get(f"tickets/{ticket.key}/pages/").json()
    assert len(pages) == Page.objects.filter(ticket=ticket).count() > 0
    problem(nurse.get(f"tickets/{ticket.key}/pages/"), 403, "forbidden")
    problem(nurse.post(f"pages/{pages[0]['id']}/acknowledge/"), 403, "forbidden")
    answered = Rest(world.technician).post(f"pages/{pages[0]['id']}/acknowledge/")
    assert (answered.status_code, answered.json()["acknowledged_by"]) == (200, "omar.quillan")
    problem(agent.post("pages/999999/acknowledge/"), 404, "not-found")


def test_a_merge_is_undone_by_the_step_it_offers(world: World) -> None:
    ticket, other = cast.report(world), cast.report(world)
    rest = Rest(world.agent)
    merged = act(rest, ticket, "merge", {"into": other.key}).json()
    assert merged["next_actions"] == [{"verb": "unmerge", "to": None, "needs": []}]
    back = act(rest, ticket, "unmerge", {}).json()
    assert (back["state"], back["merged_into"], back["closed_at"]) == ("new", None, None)
    problem(act(rest, ticket, "unmerge", {}), 409, "illegal-transition")
