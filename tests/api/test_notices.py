"""Notices over REST: post, update, end, tie to a ticket, join."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.api.rest import Rest, pointers, problem
from tests.tickets import desk_cast as cast
from tests.world import World
from tickets.choices import Kind
from tickets.models import Notice, Reporter

pytestmark = pytest.mark.django_db
DOWN = {"title": "Mail is down", "severity": "outage", "sees": "No mail arrives.", "to_do": "Use the phone."}


def test_a_notice_lives_from_posting_to_its_end(world: World) -> None:
    rest, nurse = Rest(world.duty_manager), Rest(world.requester)
    soon = timezone.now() + timedelta(hours=1)
    body = {**DOWN, "services": ["A001"], "care_areas": ["ICU"], "next_update_by": soon.isoformat()}
    made = rest.post("notices/", body)
    assert made.status_code == 201, made.content
    path = f"notices/{made.json()['id']}/"
    assert [row["code"] for row in made.json()["services"]] == ["A001"]
    problem(rest.post(f"{path}updates/", {"is_no_change": True}), 428, "precondition-required")
    news = rest.post(f"{path}updates/", {"is_no_change": True}, If_Match=made["ETag"])
    assert [row["is_no_change"] for row in news.json()["updates"]] == [True]
    problem(rest.post(f"{path}end/", {}, If_Match=made["ETag"]), 412, "stale-version")
    assert [row["id"] for row in nurse.get("notices/?active=yes").json()["results"]] == [made.json()["id"]]
    ended = rest.post(f"{path}end/", {"body": "Mail works again."}, If_Match=news["ETag"])
    assert ended.json()["ended_at"] is not None
    assert nurse.get("notices/?active=yes").json()["results"] == []
    assert len(nurse.get("notices/").json()["results"]) == 1
    problem(rest.post(f"{path}end/", {}, If_Match="*"), 409, "conflict")


def test_a_nurse_joins_the_ticket_of_a_notice_wherever_it_was_reported(world: World) -> None:
    ticket = cast.report(world)
    rest = Rest(world.duty_manager)
    made = rest.post("notices/", {**DOWN, "ticket": ticket.key}).json()
    assert made["ticket"] == ticket.key
    nurse = Rest(world.elsewhere)
    seen = nurse.get(f"notices/{made['id']}/").json()
    assert (seen["has_ticket"], "ticket" in seen) == (True, False)
    joined = nurse.post(f"notices/{made['id']}/join/", {"care_answer": "slower"})
    assert (joined.status_code, joined.json()["key"]) == (200, ticket.key)
    assert Reporter.objects.filter(ticket=ticket, user=world.elsewhere).count() == 1
    untied = rest.post(f"notices/{made['id']}/link/", {"ticket": None}, If_Match="*")
    assert untied.json()["has_ticket"] is False


def test_only_those_who_answer_for_the_house_post(world: World) -> None:
    for who in (world.requester, world.agent, world.cio, world.auditor, world.integration):
        problem(Rest(who).post("notices/", DOWN), 403, "forbidden")
    problem(Rest(world.duty_manager, ["notices:read"]).post("notices/", DOWN), 403, "forbidden")
    assert Notice.objects.count() == 0


def test_every_value_at_fault_is_named(world: World) -> None:
    rest = Rest(world.duty_manager)
    past = (timezone.now() - timedelta(hours=1)).isoformat()
    refused = rest.post(
        "notices/", {"title": "", "severity": "worst", "services": ["ZZ"], "next_update_by": past}
    )
    assert pointers(problem(refused, 422, "value-refused")) == ["/sees", "/services", "/severity", "/title"]
    refused = rest.post("notices/", {**DOWN, "next_update_by": past})
    assert pointers(problem(refused, 422, "value-refused")) == ["/next_update_by"]
    secret = cast.report(world, actor=world.security, kind=Kind.SECURITY, team="SEC")
    refused = rest.post("notices/", {**DOWN, "ticket": secret.key})
    assert pointers(problem(refused, 422, "value-refused")) == ["/ticket"]
    problem(rest.get("notices/?active=maybe"), 400, "unknown-input")
    problem(rest.get("notices/999999/"), 404, "not-found")
    assert Notice.objects.count() == 0
