"""Numbers of other systems: one ticket a number, whoever sends it and however often."""

import json
import threading
from importlib import import_module

import pytest
from django.db import connection
from django.test import Client

from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.people.choices import AccountKind
from hospital_itsm.people.models import Membership, User
from tests.api.rest import API, JSON, REPORT, Rest, problem
from tests.tickets import desk_cast as cast
from tests.world import World
from tickets.models import ExternalRef, ExternalSystem, Ticket

PATH = "tickets/external/monitor/A-17/"


@pytest.mark.django_db
def test_the_first_sending_opens_and_the_same_again_changes_nothing(world: World) -> None:
    rest = Rest(world.integration)
    first = rest.put(PATH, REPORT)
    assert (first.status_code, first.json()["external_refs"]) == (201, [{"system": "monitor", "id": "A-17"}])
    entries = AuditEntry.objects.count()
    again = rest.put(PATH, REPORT)
    assert (again.status_code, again.json()) == (200, first.json())
    assert (Ticket.objects.count(), AuditEntry.objects.count()) == (1, entries)


@pytest.mark.django_db
def test_what_differs_is_corrected_and_what_was_said_stays(world: World) -> None:
    rest = Rest(world.integration)
    first = rest.put(PATH, {**REPORT, "requester": "alma.reyes"}).json()
    later = {
        **REPORT,
        "title": "Labels blank on cart 14",
        "room": "Bay 9",
        "text": "Quite another story now.",
    }
    changed = rest.put(PATH, later)
    assert (changed.status_code, changed.json()["room"]) == (200, "Bay 9")
    assert changed.json()["title"] == "Labels blank on cart 14"
    assert changed.json()["version"] == first["version"] + 1
    assert Ticket.objects.get().messages.get().body == REPORT["text"]


@pytest.mark.django_db
def test_a_number_whose_ticket_one_does_not_see_is_not_found(world: World) -> None:
    ticket = cast.report(world)
    ExternalRef.objects.create(ticket=ticket, system="monitor", external_id="A-17")
    problem(Rest(world.integration).put(PATH, REPORT), 404, "not-found")
    assert cast.fresh(ticket).version == ticket.version


def second_service(world: World) -> User:
    """Another service account with the same rights."""
    other = User.objects.create(
        username="svc.paging", full_name="Paging", kind=AccountKind.SERVICE, owner=world.it_manager
    )
    held = world.integration.memberships.get()
    Membership.objects.create(user=other, role=held.role, valid_from=held.valid_from)
    return other


@pytest.mark.django_db
def test_the_numbers_of_a_system_belong_to_the_account_that_first_brought_one(world: World) -> None:
    owner, rival = Rest(world.integration), Rest(second_service(world))
    assert owner.put(PATH, REPORT).status_code == 201
    claim = AuditEntry.objects.get(verb="external_system.claim")
    assert (claim.actor, claim.target_label) == (world.integration, "monitor")
    for path in (PATH, "tickets/external/monitor/never-seen/"):
        refused = problem(rival.put(path, {**REPORT, "room": "Bay 9"}), 403, "forbidden")
        assert refused["title"] == (
            "The numbers of monitor belong to another account. Use a name of your own."
        )
    body = {**REPORT, "external_ref": {"system": "monitor", "id": "B-1"}}
    problem(rival.post("tickets/", body), 403, "forbidden")
    assert (Ticket.objects.count(), ExternalRef.objects.count()) == (1, 1)
    assert rival.put("tickets/external/pager/A-17/", REPORT).status_code == 201


@pytest.mark.django_db
def test_people_bring_no_numbers_and_claim_no_system(world: World) -> None:
    for person in (world.colleague, world.agent):
        problem(Rest(person).put(PATH, REPORT), 403, "forbidden")
        body = {**REPORT, "external_ref": {"system": "monitor", "id": "A-17"}}
        problem(Rest(person).post("tickets/", body), 403, "forbidden")
    assert (Ticket.objects.count(), ExternalSystem.objects.count()) == (0, 0)


@pytest.mark.django_db
def test_a_system_whose_account_left_goes_to_the_next(world: World) -> None:
    assert Rest(world.integration).put(PATH, REPORT).status_code == 201
    rival = second_service(world)
    User.objects.filter(pk=world.integration.pk).update(is_active=False)
    problem(Rest(rival).put(PATH, REPORT), 404, "not-found")
    assert Rest(rival).put("tickets/external/monitor/B-1/", REPORT).status_code == 201
    assert ExternalSystem.objects.get().account == rival


@pytest.mark.django_db
def test_names_in_use_before_belong_to_the_account_that_brought_their_first_number(world: World) -> None:
    claim = import_module("tickets.migrations.0008_external_systems").CLAIM
    assert Rest(world.integration).put(PATH, REPORT).status_code == 201
    ExternalSystem.objects.all().delete()
    ExternalRef.objects.create(ticket=cast.report(world), system="by-hand", external_id="1")
    with connection.cursor() as cursor:
        cursor.execute(claim)
    assert [(row.name, row.account) for row in ExternalSystem.objects.all()] == [
        ("monitor", world.integration)
    ]


@pytest.mark.django_db(transaction=True)
def test_six_senders_at_once_open_one_ticket(world: World) -> None:
    rest = Rest(world.integration)
    start = threading.Barrier(6)
    found: list[tuple[int, str]] = []

    def send() -> None:
        start.wait()
        response = Client().put(f"{API}{PATH}", json.dumps(REPORT), content_type=JSON, headers=rest.headers)
        found.append((response.status_code, response.json().get("key", "")))
        connection.close()

    threads = [threading.Thread(target=send) for _number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    key = Ticket.objects.get().key
    assert sorted(found) == [(200, key)] * 5 + [(201, key)]
