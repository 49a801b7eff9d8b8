"""Splitting a ticket: what goes along, whom it concerns, what stands against it, and the way back."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.core.errors import Conflict, Forbidden, StaleVersion, ValueRefused
from hospital_itsm.following.actions.follows import follow
from hospital_itsm.following.models import Follow
from hospital_itsm.outbox.models import OutboxMessage
from hospital_itsm.splitting.actions.splitting import split, undo_split
from hospital_itsm.splitting.models import Split
from hospital_itsm.splitting.rules.undoing import LATE, WORKED, undo_fault
from tests.api.rest import Rest, problem
from tests.tickets.desk_cast import fresh, report, trail
from tests.tickets.desk_pages import opened, sent
from tests.world import World, again
from tickets.actions.conversation import note, reply, reply_as_requester
from tickets.actions.transitions import transition
from tickets.choices import Kind, State
from tickets.models import Attachment, Clock, Message, Ticket

pytestmark = pytest.mark.django_db
OTHER = "The badge reader at the door signs nobody in."


def talked(world: World) -> tuple[Ticket, list[Message]]:
    """A ticket about a printer in which the nurse wrote of the badge reader, too."""
    ticket = report(world)
    reply_as_requester(ticket.key, actor=again(world.requester), text="And the badge reader is dead.")
    note(ticket.key, actor=again(world.agent), text="Reader is another team's.")
    reply(ticket.key, actor=again(world.agent), text="A new ribbon is on its way.")
    return fresh(ticket), list(ticket.messages.order_by("id"))


def parted(world: World, ticket: Ticket, *chosen: Message, **more: Any) -> Split:
    """The agent splits it."""
    given = {"text": OTHER, "care_answer": "slower", "messages": [one.pk for one in chosen], **more}
    return split(ticket.key, actor=again(world.agent), **given)


def test_the_other_problem_takes_its_messages_along(world: World) -> None:
    ticket, (_said, about, aside, ribbon) = talked(world)
    begun = timezone.now()
    made = parted(world, ticket, about, aside, team=world.team("NET")).made

    assert list(made.messages.order_by("id").values_list("pk", "kind"))[:2] == [
        (about.pk, "public"),
        (aside.pk, "internal"),
    ]
    assert list(fresh(ticket).messages.order_by("id").values_list("kind", flat=True)) == ["report", "public"]
    assert (made.title, made.requester, made.care_area, made.team) == (
        "The badge reader at the door signs nobody in",
        world.requester,
        world.icu,
        world.team("NET"),
    )
    assert (made.care_answer, made.state, made.opened_by) == ("slower", State.NEW, world.agent)
    assert Clock.objects.filter(ticket=made, started_at__lt=begun).count() == 0
    assert Clock.objects.filter(ticket=made, stopped_at=None).exists()
    assert Clock.objects.filter(ticket=ticket, stopped_at=None).exists()
    assert fresh(ticket).last_public_at == ribbon.created_at
    assert trail(ticket)[-1] == "ticket.split"
    entry = AuditEntry.objects.filter(verb="ticket.split").latest("pk")
    assert entry.changes["messages_moved"] == 2
    assert made.key not in str(entry.changes)


def test_service_and_device_stay_with_the_problem_they_are_of(world: World) -> None:
    ticket, _messages = talked(world)
    Ticket.objects.filter(pk=ticket.pk).update(service=world.service("A001"))
    made = parted(world, ticket).made
    assert (made.service, made.asset) == (None, None)
    assert fresh(ticket).service == world.service("A001")


def test_what_was_said_is_found_where_it_went(world: World) -> None:
    ticket, (_said, about, *_rest) = talked(world)
    made = parted(world, ticket, about).made
    found = Ticket.objects.filter(search__public_words="dead")
    assert list(found) == [made]


def test_files_go_with_their_message(world: World) -> None:
    ticket, (_said, about, *_rest) = talked(world)
    name = default_storage.save("reader.png", ContentFile(b"x"))
    file = Attachment.objects.create(
        ticket=ticket, message=about, file_name="reader.png", stored_name=name, content_type="image/png",
        size=1, sha256="0" * 64, created_at=timezone.now(),
    )  # fmt: skip
    made = parted(world, ticket, about).made
    file.refresh_from_db()
    assert file.ticket == made
    undo_split(made.key, actor=again(world.agent))
    file.refresh_from_db()
    assert file.ticket == ticket


def test_the_requester_is_told_once_and_of_the_new_number_alone(world: World) -> None:
    ticket, _messages = talked(world)
    before = OutboxMessage.objects.filter(recipient=world.requester).count()
    made = parted(world, ticket).made
    told = OutboxMessage.objects.filter(recipient=world.requester).order_by("pk")[before:]
    assert {(row.kind, row.payload["ticket"]) for row in told} == {("ticket.received", made.key)}
    assert len({row.channel for row in told}) == len(told)


@pytest.mark.parametrize("carried", [True, False])
def test_followers_come_along_where_they_are_asked_to(world: World, carried: bool) -> None:
    ticket, _messages = talked(world)
    follow(ticket.key, actor=again(world.second_agent))
    made = parted(world, ticket, followers=carried).made
    assert [row.user for row in Follow.objects.filter(ticket=made)] == [world.second_agent] * carried


def test_undone_everything_is_back_and_the_other_ends_as_a_duplicate(world: World) -> None:
    ticket, messages = talked(world)
    made = parted(world, ticket, messages[1], messages[2]).made
    undo_split(made.key, actor=again(world.agent))

    assert list(fresh(ticket).messages.order_by("id").values_list("pk", flat=True)) == [
        m.pk for m in messages
    ]
    assert (fresh(made).state, fresh(made).merged_into) == (State.MERGED, ticket)
    assert not Clock.objects.filter(ticket=made, stopped_at=None).exists()
    assert "ticket.undo_split" in trail(ticket)
    with pytest.raises(Split.DoesNotExist):
        undo_split(made.key, actor=again(world.agent))


def refused_undo(world: World, made: Ticket, words: str) -> None:
    """Undoing is refused and changes nothing."""
    before = (AuditEntry.objects.count(), list(Message.objects.order_by("pk").values_list("pk", "ticket")))
    with pytest.raises(Conflict, match=words):
        undo_split(made.key, actor=again(world.agent))
    assert (
        AuditEntry.objects.count(),
        list(Message.objects.order_by("pk").values_list("pk", "ticket")),
    ) == before


def test_after_a_day_it_stays(world: World) -> None:
    ticket, messages = talked(world)
    row = parted(world, ticket, messages[1])
    Split.objects.update(split_at=timezone.now() - timedelta(hours=24, seconds=1))
    refused_undo(world, row.made, "for 24 hours")


def test_once_somebody_worked_on_it_it_stays(world: World) -> None:
    ticket, messages = talked(world)
    row = parted(world, ticket, messages[1], team=world.team("EUC"))
    note(row.made.key, actor=again(world.agent), text="Looked at it.")
    refused_undo(world, row.made, "has worked on")


@pytest.mark.parametrize(
    ("hours", "untouched", "fault"),
    [(0, True, ""), (24, True, ""), (25, True, LATE), (25, False, LATE), (1, False, WORKED)],
)
def test_the_rule_of_undoing(hours: int, untouched: bool, fault: str) -> None:
    now = timezone.now()
    assert undo_fault(now - timedelta(hours=hours), now, untouched=untouched) == fault


def refused(world: World, ticket: Ticket, error: type[Exception], words: str, **more: Any) -> None:
    """Splitting is refused and leaves nothing."""
    before = (Ticket.objects.count(), AuditEntry.objects.count(), OutboxMessage.objects.count())
    actor = again(more.pop("actor", world.agent))
    given = {"text": OTHER, "care_answer": "slower", **more}
    with pytest.raises(error, match=words):
        split(ticket.key, actor=actor, **given)
    assert (Ticket.objects.count(), AuditEntry.objects.count(), OutboxMessage.objects.count()) == before
    assert not Split.objects.exists()


def test_what_stands_against_it(world: World) -> None:
    ticket, messages = talked(world)
    other, theirs = talked(world)
    refused(world, ticket, ValueRefused, "replies and notes", messages=[messages[0].pk])
    refused(world, ticket, ValueRefused, "replies and notes", messages=[theirs[1].pk])
    refused(world, ticket, ValueRefused, "", text=" ")
    refused(world, ticket, ValueRefused, "", care_answer="perhaps")
    refused(world, ticket, StaleVersion, "", version=ticket.version - 1)
    refused(world, ticket, Forbidden, "", actor=world.requester)
    Message.objects.filter(pk=messages[1].pk).update(redacted_at=timezone.now())
    refused(world, ticket, ValueRefused, "replies and notes", messages=[messages[1].pk])
    needs = {"close_code": "restart", "cause": "unknown", "message": "It works again."}
    transition(other.key, actor=again(world.agent), verb="resolve", **needs)
    transition(other.key, actor=again(world.requester), verb="confirm")
    refused(world, other, ValueRefused, "has ended")


def test_what_few_read_is_split_for_the_same_few(world: World) -> None:
    ticket = report(world, team="SEC", kind=Kind.SECURITY, text="Somebody used my account")
    row = split(ticket.key, actor=again(world.security), text=OTHER, care_answer="not_affected")
    assert (row.made.is_restricted, row.made.kind) == (True, Kind.SECURITY)
    assert not Ticket.objects.visible_to(again(world.agent)).filter(pk=row.made.pk).exists()


def test_the_page_splits_shows_both_ends_and_undoes(world: World) -> None:
    ticket, messages = talked(world)
    path = f"/t/{ticket.key}/split/"
    page = opened(world.agent, path)
    assert "And the badge reader is dead." in page.main
    assert "prints blank labels" not in page.main.partition("What goes along?")[2]
    back = sent(world.agent, path, text="", care_answer="slower", messages=[messages[1].pk])
    assert back.status == 422
    assert f'value="{messages[1].pk}" checked' in back.page
    version = fresh(ticket).version
    given = {"text": OTHER, "care_answer": "slower", "messages": [messages[1].pk], "version": version}
    made = Ticket.objects.get(key=sent(world.agent, path, **given).location.split("/")[2])
    assert f"Split off {made.key}" in opened(world.agent, path).main
    there = opened(world.agent, f"/t/{made.key}/split/")
    assert f"Split from {ticket.key}" in there.main
    assert sent(world.agent, path, **given).status == 409
    assert sent(world.agent, f"/t/{ticket.key}/split/undo/").status == 404
    assert sent(world.agent, f"/t/{made.key}/split/undo/").location == f"/t/{ticket.key}/"
    assert fresh(made).merged_into == ticket


def test_over_rest(world: World) -> None:
    ticket, messages = talked(world)
    rest = Rest(world.agent)
    path = f"tickets/{ticket.key}/splits/"
    body = {"text": OTHER, "care_answer": "slower", "messages": [messages[1].pk], "team": "EUC"}
    made = rest.post(path, body, If_Match=f'"{ticket.version}"')
    assert made.status_code == 201
    said = made.json()
    assert (said["source"], said["messages"], said["split_by"]) == (
        ticket.key,
        [messages[1].pk],
        world.agent.username,
    )
    assert [one["made"] for one in rest.get(path).json()["results"]] == [said["made"]]
    assert rest.post(path, body | {"team": "NOWHERE"}, If_Match="*").status_code == 422
    assert rest.post(f"tickets/{ticket.key}/splits/undo/", {}, If_Match="*").status_code == 404
    assert rest.post(f"tickets/{said['made']}/splits/undo/", {}, If_Match="*").status_code == 200
    assert rest.get(path).json()["results"] == []


def test_over_rest_the_same_sent_again_makes_no_second_ticket(world: World) -> None:
    ticket, _messages = talked(world)
    rest, path = Rest(world.agent), f"tickets/{ticket.key}/splits/"
    body, tag = {"text": OTHER, "care_answer": "slower"}, f'"{ticket.version}"'
    assert rest.post(path, body).status_code == 428
    assert rest.post(path, body, If_Match=tag).status_code == 201
    count = Ticket.objects.count()
    assert rest.post(path, body, If_Match=tag).status_code == 412
    assert (Ticket.objects.count(), Split.objects.count()) == (count, 1)


PATIENT = "The badge reader is dead, see MRN 00482913."


def test_over_rest_patient_data_is_refused_until_it_is_answered(world: World) -> None:
    ticket, _messages = talked(world)
    rest, path = Rest(world.agent), f"tickets/{ticket.key}/splits/"
    body = {"text": PATIENT, "care_answer": "slower"}
    before = Ticket.objects.count()
    problem(rest.post(path, body, If_Match="*"), 409, "phi-suspected")
    assert (Ticket.objects.count(), Split.objects.count()) == (before, 0)
    made = rest.post(path, body | {"phi_decision": "removed"}, If_Match="*").json()["made"]
    report_of = Message.objects.get(ticket__key=made, kind="report")
    assert "00482913" not in report_of.body
    assert (report_of.source, Ticket.objects.get(key=made).source) == ("api", "api")


def test_on_the_page_patient_data_is_masked_wherever_the_ticket_came_from(world: World) -> None:
    ticket, _messages = talked(world)
    Ticket.objects.filter(pk=ticket.pk).update(source="api")
    sent(world.agent, f"/t/{ticket.key}/split/", text=PATIENT, care_answer="slower")
    made = Split.objects.get().made
    assert "00482913" not in made.messages.get(kind="report").body
    assert made.source == "web"
