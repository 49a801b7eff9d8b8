"""A call on one screen: who calls, what is known, and a report that is the caller's and never the agent's."""

from typing import Any

import pytest
from django.test import Client

from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.core.errors import Forbidden
from hospital_itsm.intake.queries.callers import find_callers
from hospital_itsm.outbox.models import OutboxMessage
from hospital_itsm.people.models import User
from tests.api.rest import Rest
from tests.world import World, again
from tickets.actions.intake import Place
from tickets.actions.join import join_ticket
from tickets.actions.notices import post_notice
from tickets.actions.report import report_problem
from tickets.models import Draft, Message, Reporter, Ticket
from tickets.queries.drafts import read_draft

SCANNER = "The wristband scanner on cart 6 does not read since lunch."


@pytest.fixture
def agent(world: World, client: Client) -> Client:
    """The browser of somebody at the desk."""
    client.force_login(world.agent)
    return client


def known(world: World) -> Ticket:
    """A problem of the ICU that a colleague reported."""
    return report_problem(
        actor=again(world.colleague),
        text="Wristband scanner on the med cart does not read.",
        care_answer="slower",
        topic="scanner",
        place=Place(world.icu),
    )


def call(world: World, **values: Any) -> dict[str, Any]:
    """What the browser sends for the call of the ICU nurse."""
    given = {
        "caller": world.requester.pk,
        "text": SCANNER,
        "care_answer": "slower",
        "callback": "ext. 4503",
        "care_area": world.icu.pk,
        "idempotency_key": "one-press",
    }
    return {**given, **values}


def names(words: str, agent: User) -> list[str]:
    """Who is found, in order."""
    return [one.username for one in find_callers(words, agent).people]


def test_callers_are_found_by_name_phone_and_ticket_number(world: World) -> None:
    ticket, agent = known(world), again(world.agent)
    nurse = world.requester
    assert names("alma rey", agent) == [nurse.username]
    assert names(nurse.phone, agent) == [nurse.username]
    assert names(f"+1 (312) 555-{nurse.phone}", agent) == [nurse.username]
    assert names(ticket.key.lower(), agent) == [world.colleague.username]
    assert names("a", agent) == names("12", agent) == names("nobody of that name", agent) == []


def test_the_left_and_service_accounts_call_nobody(world: World) -> None:
    User.objects.filter(pk=world.requester.pk).update(is_active=False)
    agent = again(world.agent)
    assert names("alma reyes", agent) == []
    assert world.integration.username not in names(world.integration.full_name, agent)


def test_a_restricted_ticket_names_nobody_to_those_who_do_not_read_it(world: World) -> None:
    secret = report_problem(
        actor=again(world.colleague),
        text=SCANNER,
        care_answer="slower",
        place=Place(world.icu),
        kind="privacy_event",
    )
    assert names(secret.key, again(world.agent)) == []
    assert names(secret.key, again(world.privacy)) == [world.colleague.username]


def test_the_phone_of_a_unit_fills_the_unit_for_somebody_in_no_list(agent: Client, world: World) -> None:
    world.icu.phone = "61840"
    world.icu.save()
    assert find_callers("61840", again(world.agent)).units == (world.icu,)
    sent = agent.post("/t/new/", {"choose_unit": world.icu.pk, "caller_words": "61840"})
    assert (sent.status_code, sent["Location"]) == (302, "/t/new/")
    page = agent.get("/t/new/")
    assert page.context["is_unlisted"] is True
    assert page.context["place"] == world.icu


def test_enter_on_one_match_fills_person_unit_and_call_back(agent: Client, world: World) -> None:
    User.objects.filter(pk=world.requester.pk).update(last_callback="ICU desk, ext. 4503")
    agent.post("/t/new/", {"find": "1", "caller_words": "alma", "text": SCANNER})
    page = agent.get("/t/new/")
    assert page.context["person"] == world.requester
    form = page.context["form"]
    assert form["care_area"].value() == world.icu.pk
    assert form["callback"].value() == "ICU desk, ext. 4503"
    assert form["text"].value() == SCANNER


def test_several_matches_are_offered_and_none_is_chosen(agent: Client, world: World) -> None:
    agent.post("/t/new/", {"find": "1", "caller_words": "staff nurse"})
    page = agent.get("/t/new/")
    assert page.context["person"] is None
    offered = {one.username for one in page.context["found"].people}
    assert {"alma.reyes", "victor.hahn", "ruth.delgado"} <= offered


def test_the_report_is_the_callers_and_the_agent_never_becomes_the_requester(
    agent: Client, world: World
) -> None:
    sent = agent.post("/t/new/", call(world))
    ticket = Ticket.objects.get()
    assert (sent.status_code, sent["Location"]) == (302, f"/t/{ticket.key}/")
    assert (ticket.requester, ticket.opened_by, ticket.source) == (world.requester, world.agent, "phone")
    assert (ticket.care_area, ticket.callback, ticket.is_name_unverified) == (world.icu, "ext. 4503", False)
    assert list(Reporter.objects.values_list("user", flat=True)) == [world.requester.pk]
    assert Message.objects.get().author == world.requester
    entry = AuditEntry.objects.get(verb="ticket.report")
    assert (entry.actor_label, entry.on_behalf_of) == (world.agent.display_name, "alma.reyes")


def test_two_presses_make_one_ticket(agent: Client, world: World) -> None:
    agent.post("/t/new/", call(world))
    agent.post("/t/new/", call(world))
    assert Ticket.objects.count() == 1
    changed = agent.post("/t/new/", call(world, text="Another problem altogether, quite another."))
    assert changed.status_code == 409
    assert Ticket.objects.count() == 1


def test_somebody_in_no_list_is_marked_as_not_verified_everywhere(agent: Client, world: World) -> None:
    sent = agent.post(
        "/t/new/", call(world, caller="", is_unlisted="1", caller_name="  Jo   Temp "), follow=True
    )
    ticket = Ticket.objects.get()
    assert (ticket.requester, ticket.requester_label, ticket.opened_by) == (None, "Jo Temp", world.agent)
    assert Reporter.objects.count() == 0
    assert (Message.objects.get().author, Message.objects.get().author_label) == (None, "Jo Temp")
    assert b"Name not verified" in sent.content
    assert b"Name not verified" in agent.get("/queue/v/all/").content
    assert Rest(world.agent).get(f"tickets/{ticket.key}/").json()["is_name_unverified"] is True
    told = OutboxMessage.objects.filter(kind="ticket.routed")
    assert {message.payload["caller"] for message in told} == {"not verified"}
    assert not any("Temp" in str(message.payload) for message in OutboxMessage.objects.all())


def test_a_call_without_a_caller_is_refused_and_keeps_its_words(agent: Client, world: World) -> None:
    for values in ({"caller": ""}, {"caller": "", "is_unlisted": "1"}, {"caller": "999999"}, {"caller": "x"}):
        answer = agent.post("/t/new/", call(world, **values))
        assert answer.status_code == 422
        assert SCANNER in answer.content.decode()
    assert Ticket.objects.count() == 0


def test_same_for_them_adds_the_caller_in_one_press(agent: Client, world: World) -> None:
    ticket = known(world)
    shown = agent.post(
        "/t/new/known/", {"text": SCANNER, "care_area": world.icu.pk, "caller": world.requester.pk}
    )
    assert f'value="{ticket.key}"' in shown.content.decode()
    agent.post("/t/new/", call(world, join=ticket.key, care_answer=""))
    row = Reporter.objects.get(ticket=ticket, is_first=False)
    assert (row.user, row.care_area, row.callback) == (world.requester, world.icu, "ext. 4503")
    assert not Reporter.objects.filter(user=world.agent).exists()
    entry = AuditEntry.objects.get(verb="ticket.join")
    assert (entry.actor_label, entry.on_behalf_of) == (world.agent.display_name, "alma.reyes")
    assert {message.recipient for message in OutboxMessage.objects.filter(kind="ticket.joined")} == {
        world.requester
    }
    again_shown = agent.post(
        "/t/new/known/", {"text": SCANNER, "care_area": world.icu.pk, "caller": world.requester.pk}
    )
    assert "The caller is on it" in again_shown.content.decode()


def test_the_caller_joins_a_notice_and_care_that_is_unsafe_counts(agent: Client, world: World) -> None:
    ticket = known(world)
    notice = post_notice(
        actor=again(world.lead),
        title="Scanners do not read",
        sees="None reads.",
        severity="degraded",
        ticket=ticket,
    )
    agent.post("/t/new/", call(world, join_notice=notice.pk, care_answer="unsafe"))
    row = Reporter.objects.get(ticket=ticket, user=world.requester)
    assert row.care_answer == "unsafe"
    assert Ticket.objects.get(pk=ticket.pk).priority <= 2


def test_nobody_but_the_desk_speaks_for_others(world: World) -> None:
    ticket = known(world)
    with pytest.raises(Forbidden):
        join_ticket(ticket.key, actor=again(world.colleague), whom=again(world.requester))
    with pytest.raises(Forbidden):
        report_problem(
            actor=again(world.colleague),
            text=SCANNER,
            care_answer="slower",
            place=Place(world.icu),
            caller="Jo Temp",
        )
    assert Reporter.objects.count() == 1
    assert Ticket.objects.count() == 1


def test_a_problem_that_is_gone_keeps_the_call(agent: Client, world: World) -> None:
    answer = agent.post("/t/new/", call(world, join="INC-1"))
    assert answer.status_code == 409
    assert SCANNER in answer.content.decode()
    unlisted = agent.post("/t/new/", call(world, caller="", join=known(world).key))
    assert unlisted.status_code == 422
    assert Reporter.objects.count() == 1


def test_the_latest_of_caller_and_unit_stand_beside_without_what_is_restricted(
    agent: Client, world: World
) -> None:
    others = known(world)
    own = report_problem(
        actor=again(world.requester),
        text="The label printer is jammed.",
        care_answer="slower",
        place=Place(world.icu),
    )
    report_problem(
        actor=again(world.requester),
        text=SCANNER,
        care_answer="slower",
        place=Place(world.icu),
        kind="privacy_event",
    )
    shown = agent.get(f"/t/new/?phone={world.requester.phone}").context["recent"]
    assert [ticket.key for ticket in shown.own] == [own.key]
    assert [ticket.key for ticket in shown.of_unit] == [others.key]


def test_an_unsent_call_is_the_agents_alone_and_gone_when_sent(agent: Client, world: World) -> None:
    agent.post("/t/new/draft/", {"text": SCANNER, "caller": world.requester.pk, "category": ""})
    assert read_draft(world.agent, "intake") == {"text": SCANNER, "caller": str(world.requester.pk)}
    other = Client()
    other.force_login(world.lead)
    assert SCANNER not in other.get("/t/new/").content.decode()
    assert SCANNER in agent.get("/t/new/").content.decode()
    agent.post("/t/new/", call(world))
    assert not Draft.objects.exists()


def test_an_untouched_call_keeps_no_draft(agent: Client, world: World) -> None:
    agent.post("/t/new/draft/", {"text": "", "care_area": world.icu.pk, "callback": "4503"})
    assert not Draft.objects.exists()


def test_a_telephone_that_sends_words_begins_nothing(agent: Client, world: World) -> None:
    page = agent.get("/t/new/?phone=alma%20reyes")
    assert page.context["person"] is None
    assert page.context["words"] == ""


def test_patient_data_in_a_call_is_hidden_unless_answered(agent: Client, world: World) -> None:
    agent.post("/t/new/", call(world, text="The scanner fails on MRN 00482913 and the next."))
    assert "00482913" not in Message.objects.get().body


def test_the_desk_finds_the_words_on_another_unit_and_never_in_a_restricted_ticket(
    agent: Client, world: World
) -> None:
    ticket = known(world)
    asked = {"text": SCANNER, "care_area": world.area("MS5").pk}
    shown = agent.post("/t/new/known/", asked).context["before"].known
    assert [card.ticket for card in shown] == [ticket]
    Ticket.objects.update(is_restricted=True)
    assert agent.post("/t/new/known/", asked).context["before"].known == ()
