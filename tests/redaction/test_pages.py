"""The pages of removing: forms without script, what is shown afterwards, and REST."""

import pytest
from django.test import Client

from hospital_itsm.redaction.models import LegalHold, Redaction
from tests.api.rest import bearer
from tests.redaction import typed
from tests.tickets.desk_cast import fresh
from tests.world import World, again
from tickets.models import Message, Ticket

WORD = "Zarquonxk"
GIVEN = {"words": WORD, "what": "name", "reason": "It got in by mistake."}


@pytest.fixture
def ticket(world: World) -> Ticket:
    """A report that names it."""
    return typed.reported(world, WORD)


def browser(person: object) -> Client:
    """Signed in."""
    client = Client()
    client.force_login(person)
    return client


def test_the_ticket_leads_to_the_page_and_the_page_removes_the_word(world: World, ticket: Ticket) -> None:
    client = browser(world.technician)
    address = f"/t/{ticket.key}/redact/"
    assert f'href="{address}"' in client.get(f"/t/{ticket.key}/").content.decode()
    assert client.post(address, {**GIVEN, "version": ticket.version})["Location"] == address
    page = client.get(address).content.decode()
    assert "Removed from 7 places." in page
    for shown in (page, client.get(f"/t/{ticket.key}/").content.decode()):
        assert WORD not in shown
    assert "[REDACTED:name]" in client.get(f"/t/{ticket.key}/").content.decode()


def test_a_form_that_was_overtaken_keeps_its_words_and_removes_nothing(world: World, ticket: Ticket) -> None:
    sent = {**GIVEN, "version": ticket.version - 1}
    answer = browser(world.technician).post(f"/t/{ticket.key}/redact/", sent)
    assert answer.status_code == 409
    assert f'name="version" value="{ticket.version}"' in answer.content.decode()
    assert not Redaction.objects.exists()


def test_nothing_chosen_is_said_at_the_field(world: World, ticket: Ticket) -> None:
    answer = browser(world.technician).post(f"/t/{ticket.key}/redact/", {**GIVEN, "words": " \n "})
    assert answer.status_code == 422
    assert "Write the words to remove, or choose messages or files." in answer.content.decode()


def test_a_ticked_message_goes_and_the_reporter_reads_that_it_was_removed(
    world: World, ticket: Ticket
) -> None:
    said = Message.objects.get(ticket=ticket)
    sent = {**GIVEN, "words": "", "messages": [said.pk]}
    assert browser(world.technician).post(f"/t/{ticket.key}/redact/", sent).status_code == 302
    assert "This text was removed." in browser(world.requester).get(f"/my/{ticket.key}/").content.decode()


def test_privacy_sets_a_hold_opens_what_is_sealed_and_lifts_it(world: World, ticket: Ticket) -> None:
    client, address = browser(world.privacy), f"/t/{ticket.key}/redact/"
    client.post(f"{address}hold/", {"reason": "A letter from the lawyers."})
    assert LegalHold.objects.get().lifted_at is None
    browser(world.technician).post(address, GIVEN)
    sealed = f"{address}{Redaction.objects.get().pk}/"
    assert f'href="{sealed}"' in client.get(address).content.decode()
    assert WORD not in client.get(sealed).content.decode()
    assert client.post(sealed, {"reason": ""}).status_code == 422
    shown = client.post(sealed, {"reason": "The lawyers ask."})
    assert f"The printer prints {WORD} on every label." in shown.content.decode()
    assert "no-store" in shown["Cache-Control"]
    client.post(f"{address}lift/", {"reason": "The case is over."})
    assert LegalHold.objects.get().lifted_at is not None


def test_rest_removes_asks_for_the_version_and_never_says_what_it_was(world: World, ticket: Ticket) -> None:
    client, path = Client(), f"/api/v1/tickets/{ticket.key}/redactions/"
    headers = {"Authorization": bearer(again(world.technician))}
    sent = {**GIVEN, "words": [WORD]}
    common = {"content_type": "application/json"}
    assert client.post(path, sent, headers=headers, **common).status_code == 428
    version = {**headers, "If-Match": f'"{fresh(ticket).version}"'}
    dry = client.post(f"{path}?dry_run=true", sent, headers=version, **common)
    assert (dry.status_code, Redaction.objects.count()) == (201, 0)
    made = client.post(path, sent, headers=version, **common)
    assert (made.status_code, made.json()["places"], made.json()["is_sealed"]) == (201, 7, False)
    listed = client.get(path, headers=headers)
    assert [one["id"] for one in listed.json()["results"]] == [made.json()["id"]]
    assert WORD not in listed.content.decode()
