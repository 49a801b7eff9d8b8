"""Numbers of other systems: one ticket a number, whoever sends it and however often."""

import json
import threading

import pytest
from django.db import connection
from django.test import Client

from hospital_itsm.audit.models import AuditEntry
from tests.api.rest import API, JSON, REPORT, Rest, problem
from tests.tickets import desk_cast as cast
from tests.world import World
from tickets.models import ExternalRef, Ticket

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
    problem(Rest(world.elsewhere).put(PATH, REPORT), 404, "not-found")
    problem(Rest(world.colleague).put(PATH, {**REPORT, "room": "Bay 9"}), 403, "forbidden")
    assert cast.fresh(ticket).version == ticket.version


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
