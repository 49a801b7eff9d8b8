"""Administrators, executives, guests and other units read no conversation, whatever way they ask (domain 4.2)."""

import pytest
from django.test import Client

from tests.api.rest import Rest
from tests.tickets import desk_cast as cast
from tests.world import World, again
from tickets.actions.conversation import note
from tickets.actions.search_words import refresh
from tickets.choices import Kind
from tickets.models import Attachment, Ticket
from tickets.queries.attachments import visible_attachments

SAID = "quokkas chew the label printer"
NOTED = "wombats live in the duct"
OUTSIDERS = (
    "administrator",
    "cio",
    "vp_infrastructure",
    "vendor_guest",
    "elsewhere",
    "finance",
    "integration",
)


@pytest.fixture
def ticket(world: World) -> Ticket:
    """A nurse's report with an internal note."""
    made = cast.report(world, text=SAID)
    note(made.key, actor=again(world.technician), text=NOTED)
    refresh(made)
    return cast.fresh(made)


@pytest.mark.parametrize("who", OUTSIDERS)
def test_outsiders_read_nothing_over_rest(world: World, ticket: Ticket, who: str) -> None:
    rest = Rest(getattr(world, who))
    paths = (f"tickets/{ticket.key}/", f"tickets/{ticket.key}/messages/", "tickets/?q=quokkas", "changes/")
    for path in (*paths, f"tickets/?q={ticket.key}", f"tickets/{ticket.key}/attachments/"):
        answer = rest.get(path)
        assert ticket.key not in answer.content.decode(), path
        assert "quokka" not in answer.content.decode(), path


@pytest.mark.parametrize("who", [name for name in OUTSIDERS if name != "integration"])
def test_outsiders_read_nothing_on_pages(world: World, ticket: Ticket, client: Client, who: str) -> None:
    client.force_login(getattr(world, who))
    for path in (
        "/t/{}/",
        "/my/{}/",
        "/report/sent/{}/",
        "/paged/{}/",
        "/queue/row/{}/",
        "/queue/preview/{}/",
    ):
        answer = client.get(path.format(ticket.key), headers={"HX-Request": "true"})
        assert answer.status_code == 404, path
    words = {"text": SAID, "care_area": world.icu.pk}
    assert ticket.title not in client.post("/report/suggest/", words).content.decode()


def test_a_unit_never_finds_words_of_internal_notes(world: World, ticket: Ticket) -> None:
    assert ticket.key in Rest(world.technician).get("tickets/?q=wombats").content.decode()
    assert ticket.key not in Rest(world.requester).get("tickets/?q=wombats").content.decode()
    shown = Rest(world.requester).get(f"tickets/{ticket.key}/messages/").content.decode()
    assert NOTED not in shown


def test_an_auditor_opens_no_file_of_a_restricted_ticket(world: World) -> None:
    ticket = cast.report(world, team="SEC", kind=Kind.SECURITY)
    file = Attachment.objects.create(
        ticket=ticket,
        uploader=world.requester,
        file_name="screen.txt",
        stored_name="nowhere",
        content_type="text/plain",
        size=1,
        sha256="0" * 64,
        created_at=ticket.opened_at,
    )
    assert list(visible_attachments(ticket, again(world.security))) == [file]
    assert not visible_attachments(ticket, again(world.auditor)).exists()
    assert Rest(world.auditor).get(f"tickets/{ticket.key}/attachments/{file.pk}/").status_code == 404


@pytest.mark.parametrize(
    "field",
    ["is_restricted", "requester_id", "opened_by", "state", "team", "priority", "version", "key", "sla"],
)
def test_no_field_but_the_listed_ones_can_be_set(world: World, ticket: Ticket, field: str) -> None:
    answer = Rest(world.agent).patch(f"tickets/{ticket.key}/", {field: 1}, If_Match="*")
    assert answer.status_code == 400
    assert cast.fresh(ticket).version == ticket.version


@pytest.mark.parametrize("field", ["is_active", "password", "session_epoch", "username", "kind", "owner"])
def test_no_account_is_taken_over_by_its_form(world: World, client: Client, field: str) -> None:
    before = again(world.agent)
    client.force_login(world.administrator)
    path = f"/setup/people/{world.agent.pk}/"
    client.post(path, {"full_name": before.full_name, field: "0"})
    assert getattr(again(world.agent), field) == getattr(before, field)


def test_no_answer_over_rest_holds_a_secret(world: World, ticket: Ticket) -> None:
    rest = Rest(world.agent)
    for path in ("me/", "people/?q=le", f"tickets/{ticket.key}/", "care-areas/", "teams/"):
        body = rest.get(path).content.decode()
        for secret in ("secret_hash", "password", "session", "page_address", "argon2", "larkhaven.example"):
            assert secret not in body, (path, secret)
