"""A ticket that becomes restricted is gone for everybody else: notices, pages, merges, numbers (404, not 403)."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.core.errors import Conflict, ValueRefused
from tests.api.rest import REPORT, Rest, problem
from tests.security.cases import became_restricted
from tests.tickets import desk_cast as cast
from tests.world import World, again
from tickets.actions.conversation import reply_as_requester
from tickets.actions.join import join_notice
from tickets.actions.merging import merge
from tickets.actions.notices import post_notice
from tickets.choices import Kind
from tickets.models import ExternalRef, Message, Page, Ticket
from tickets.queries.notices import active_with_updates
from tickets.queries.paged import summons_for
from tickets.queries.suggestions import before_you_send


def noticed(world: World) -> tuple[Any, Ticket]:
    """A notice tied to a ticket that became restricted afterwards."""
    ticket = cast.report(world)
    notice = post_notice(
        actor=again(world.duty_manager),
        title="Label printers print blank",
        severity="degraded",
        sees="The label printer prints blank labels",
        ticket=ticket,
    )
    return notice, became_restricted(world, ticket)


def test_a_notice_no_longer_lets_strangers_join_or_learn_the_number(world: World) -> None:
    notice, ticket = noticed(world)
    with pytest.raises(Conflict) as refused:
        join_notice(notice.pk, actor=again(world.elsewhere))
    assert ticket.key not in refused.value.message
    assert ticket.reporters.count() == 1
    assert [row.may_join for row in active_with_updates(again(world.elsewhere))] == [False]
    assert Rest(world.elsewhere).get(f"notices/{notice.pk}/").json()["has_ticket"] is False


def test_a_notice_no_longer_counts_the_people_of_the_ticket(world: World) -> None:
    noticed(world)
    nurse = again(world.elsewhere)
    found = before_you_send(nurse, text="label printer blank labels", care_area=None, now=timezone.now())
    assert [(card.reports, card.may_join) for card in found.known] == [(0, False)]


def test_the_page_of_a_notice_no_longer_names_the_ticket(world: World, client: Client) -> None:
    notice, ticket = noticed(world)
    client.force_login(world.euc_lead)
    page = client.get(f"/status/notices/{notice.pk}/")
    assert page.status_code == 200
    assert ticket.key not in page.content.decode()


def test_who_was_paged_before_no_longer_sees_its_figures(world: World) -> None:
    ticket = cast.report(world)
    Page.objects.create(
        ticket=ticket, recipient=world.cio, audience="cio", step="rung", paged_at=timezone.now()
    )
    assert summons_for(again(world.cio), ticket.key) is not None
    became_restricted(world, ticket)
    assert summons_for(again(world.cio), ticket.key) is None


def test_a_privacy_ticket_is_never_merged_into_a_security_ticket(world: World) -> None:
    officer = again(world.privacy)
    secret = cast.report(world, team="PRIVACY", kind=Kind.PRIVACY)
    other = cast.report(world, team="PRIVACY", kind=Kind.SECURITY)
    with pytest.raises(ValueRefused, match="same readers"):
        merge(secret.key, actor=officer, into=other.key)
    assert cast.fresh(secret).merged_into is None


def went_on_restricted(world: World) -> tuple[Ticket, Ticket]:
    """A ticket of the ICU that went on as one which became restricted afterwards: duplicate and survivor."""
    duplicate, survivor = cast.report(world), cast.report(world, actor=world.elsewhere)
    merge(duplicate.key, actor=again(world.agent), into=survivor.key)
    return cast.fresh(duplicate), became_restricted(world, survivor)


def test_the_unit_is_not_told_the_number_of_a_survivor_that_became_restricted(
    world: World, client: Client
) -> None:
    duplicate, survivor = went_on_restricted(world)
    nurse = again(world.colleague)
    client.force_login(nurse)
    for path in (f"/my/{duplicate.key}/", f"/report/sent/{duplicate.key}/"):
        page = client.get(path)
        assert page.status_code == 200
        assert "went on as another ticket" in page.content.decode()
        assert survivor.key not in page.content.decode()
    assert Rest(nurse).get(f"tickets/{duplicate.key}/").json()["merged_into"] is None
    with pytest.raises(Conflict) as refused:
        reply_as_requester(duplicate.key, actor=nurse, text="Hello?")
    assert survivor.key not in refused.value.message


def test_the_desk_is_not_told_the_number_of_a_survivor_that_became_restricted(
    world: World, client: Client
) -> None:
    duplicate, survivor = went_on_restricted(world)
    client.force_login(world.agent)
    page = client.get(f"/t/{duplicate.key}/").content.decode()
    assert "This ticket goes on as another ticket." in page
    assert survivor.key not in page
    assert Rest(world.agent).get(f"tickets/{duplicate.key}/").json()["merged_into"] is None
    client.force_login(world.security)
    assert survivor.key in client.get(f"/t/{duplicate.key}/").content.decode()


def test_the_history_of_a_survivor_does_not_name_a_duplicate_that_became_restricted(
    world: World, client: Client
) -> None:
    duplicate, survivor = cast.report(world), cast.report(world)
    merge(duplicate.key, actor=again(world.agent), into=survivor.key)
    Ticket.objects.filter(pk=duplicate.pk).update(is_restricted=True, team=world.team("SEC"))
    client.force_login(world.agent)
    assert duplicate.key not in client.get(f"/t/{survivor.key}/").content.decode()


def test_who_came_with_the_duplicate_is_on_the_restricted_survivor_and_finds_it(
    world: World, client: Client
) -> None:
    duplicate, survivor = went_on_restricted(world)
    client.force_login(world.requester)
    assert survivor.key in client.get(f"/my/{duplicate.key}/").content.decode()


def test_a_number_of_another_system_never_names_a_ticket_one_does_not_see(world: World) -> None:
    hidden = cast.report(world, team="SEC", kind=Kind.SECURITY)
    ExternalRef.objects.create(ticket=hidden, system="monitor", external_id="A-17")
    body = {**REPORT, "external_ref": {"system": "monitor", "id": "A-17"}}
    answer = Rest(world.integration).post("tickets/", body)
    problem(answer, 409, "conflict")
    assert hidden.key not in answer.content.decode()


@pytest.mark.parametrize("path", ["", "messages/", "attachments/"])
def test_reading_a_restricted_ticket_over_rest_is_an_entry_of_the_trail(world: World, path: str) -> None:
    ticket = cast.report(world, team="SEC", kind=Kind.SECURITY)
    assert Rest(world.auditor).get(f"tickets/{ticket.key}/{path}").status_code == 200
    entry = AuditEntry.objects.get(verb="ticket.read_restricted")
    assert (entry.actor, entry.target_id) == (world.auditor, str(ticket.pk))


def test_what_may_be_seen_is_judged_while_the_row_is_locked(world: World, captured: Any) -> None:
    ticket = cast.report(world)
    with captured as statements:
        Rest(world.requester).post(
            f"tickets/{ticket.key}/messages/", {"kind": "public", "text": "Still blank."}
        )
    locking = [
        row["sql"] for row in statements if "FOR UPDATE" in row["sql"] and '"tickets_ticket"' in row["sql"]
    ]
    assert locking
    assert all("is_restricted" in sql.partition(" WHERE ")[2] for sql in locking)
    assert Message.objects.filter(ticket=ticket, body="Still blank.").exists()


@pytest.fixture
def captured() -> Any:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    return CaptureQueriesContext(connection)
