"""Hand-overs: written once at the change, seen as far as tickets are seen, spoken to and taken over by teams."""

import threading
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connections
from django.test import Client
from django.utils import timezone

from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.core.actors import System
from hospital_itsm.core.errors import Conflict, Forbidden, StaleVersion, ValueRefused
from hospital_itsm.shifts.actions.words import say_words, take_over
from hospital_itsm.shifts.actions.writing import write_handover
from hospital_itsm.shifts.models import HandoverLine, ShiftHandover, TeamWord
from hospital_itsm.shifts.shown import MOST_DRAWN, MOST_OF_OTHERS
from tests.tickets import desk_cast as cast
from tests.vendors.test_vendor_pages import text_of
from tests.world import World, again
from tickets.models import Ticket

DAY_BEGINS = datetime.fromisoformat("2026-11-28T07:00:00-06:00")


def write(now: datetime | None = None) -> ShiftHandover:
    """The hand-over of the last change."""
    made = write_handover(actor=System("shifts"), now=now or timezone.now())
    assert made is not None
    return made


def urgent(world: World, **values: Any) -> Ticket:
    """An open ticket of priority 1 in the team of the end-user devices."""
    ticket = cast.report(world)
    says = {"priority": 1, "team": world.team("EUC"), "next_due_at": timezone.now() + timedelta(hours=9)}
    Ticket.objects.filter(pk=ticket.pk).update(**{**says, **values})
    return Ticket.objects.get(pk=ticket.pk)


def signed_in(person: Any) -> Client:
    """A browser."""
    client = Client()
    client.force_login(person)
    return client


def test_a_change_is_written_once_with_what_stood_then(world: World) -> None:
    now = timezone.now()
    first = urgent(world)
    due = urgent(world, priority=3, next_due_at=now + timedelta(hours=3, minutes=59))
    urgent(world, priority=3, next_due_at=now + timedelta(hours=4, minutes=1))
    urgent(world, priority=1, state="closed")
    made = write(now)
    rows = set(HandoverLine.objects.values_list("section", "ticket__key", "priority", "state"))
    assert rows == {
        ("urgent", first.key, 1, first.state),
        ("promise", due.key, 3, due.state),
    }
    assert write_handover(actor=System("shifts"), now=now) is None
    assert (ShiftHandover.objects.count(), made.at <= now) == (1, True)
    assert AuditEntry.objects.filter(verb="shift_handover.write").count() == 1


def test_the_shift_that_begins_gives_the_instant_and_a_missed_one_is_caught_up_with_once(
    world: World,
) -> None:
    made = write(DAY_BEGINS + timedelta(seconds=20))
    assert (made.shift.code, made.at) == ("DAY", DAY_BEGINS)
    late = write(DAY_BEGINS + timedelta(hours=17))  # evening was missed, night began an hour ago
    assert late.shift.code == "NIGHT"
    assert ShiftHandover.objects.count() == 2
    page = text_of(signed_in(world.agent).get(late.get_absolute_url()))
    assert "This was written 60 minutes after the change of shifts" in page


def test_nobody_but_the_product_writes(world: World) -> None:
    with pytest.raises(Forbidden):
        write_handover(actor=again(world.duty_manager), now=timezone.now())
    assert not ShiftHandover.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_workers_write_one(world: World) -> None:
    start, made = threading.Barrier(2), []

    def run() -> None:
        start.wait()
        made.append(write_handover(actor=System("shifts"), now=DAY_BEGINS))
        connections.close_all()

    both = [threading.Thread(target=run) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert (ShiftHandover.objects.count(), [one is None for one in made].count(True)) == (1, 1)


def test_restricted_tickets_are_there_for_their_readers_alone(world: World) -> None:
    secret = urgent(world)
    Ticket.objects.filter(pk=secret.pk).update(
        kind="security_incident", is_restricted=True, team=None, title="Stolen badge"
    )
    made = write()
    for who, sees in (("agent", False), ("security", True), ("house_supervisor", False)):
        client = signed_in(getattr(world, who))
        for path in ("/shift/", made.get_absolute_url()):
            assert (secret.key in text_of(client.get(path))) is sees, (who, path)


def test_it_is_grouped_by_team_or_unit_and_narrowed(world: World) -> None:
    urgent(world)
    agent = signed_in(world.agent)
    by_team = agent.get("/shift/").context["groups"]
    assert [group.code for group in by_team if group.urgent] == ["EUC"]
    by_unit = agent.get("/shift/?by=unit").context["groups"]
    assert [(group.code, len(group.urgent)) for group in by_unit] == [("ICU", 1)]
    assert agent.get("/shift/?unit=ED&by=unit").context["groups"] == []
    assert [one.code for one in agent.get("/shift/?team=NET").context["groups"]] == []
    assert agent.get("/shift/?by=color").status_code == 400


def test_more_than_anybody_reads_is_counted_and_written_down_whole(world: World) -> None:
    for place in range(MOST_DRAWN + 3):
        made = urgent(world, priority=3 if place > MOST_DRAWN else 1)
        Ticket.objects.filter(pk=made.pk).update(next_due_at=timezone.now() + timedelta(minutes=30 + place))
    answer = signed_in(world.agent).get("/shift/?team=EUC")
    (group,) = answer.context["groups"]
    assert (len(group.urgent), group.more_urgent) == (MOST_DRAWN, 1)
    assert (len(group.promises), group.more_promises) == (2, 0)
    assert text_of(answer).count("and 1 more, in the queue") == 1
    write()
    assert HandoverLine.objects.count() == MOST_DRAWN + 3


def test_other_teams_are_told_in_five_lines_and_in_full_to_who_asks_for_one(world: World) -> None:
    for place in range(MOST_OF_OTHERS + 2):
        made = urgent(world)
        Ticket.objects.filter(pk=made.pk).update(team=world.team("EUC" if place else "NET"))
    reader = signed_in(world.network_engineer)
    own, other = reader.get("/shift/").context["groups"]
    assert (own.code, len(own.urgent), own.more_urgent) == ("NET", 1, 0)
    assert (other.code, len(other.urgent), other.more_urgent) == ("EUC", MOST_OF_OTHERS, 1)
    (asked,) = reader.get("/shift/?team=EUC").context["groups"]
    assert (len(asked.urgent), asked.more_urgent) == (MOST_OF_OTHERS + 1, 0)


def test_a_team_speaks_and_the_next_shift_takes_over(world: World) -> None:
    made = write()
    agent = again(world.agent)
    said = say_words(made.pk, world.team("EUC"), actor=agent, words="Cart 14 waits for a battery.", version=0)
    assert (said.version, said.said_by_id) == (1, world.agent.pk)
    with pytest.raises(StaleVersion):
        say_words(made.pk, world.team("EUC"), actor=again(world.technician), words="Other words.", version=0)
    with pytest.raises(ValueRefused):
        say_words(made.pk, world.team("EUC"), actor=agent, words="  ")
    with pytest.raises(Forbidden):
        say_words(made.pk, world.team("EUC"), actor=again(world.house_supervisor), words="No.")
    taken = take_over(made.pk, world.team("EUC"), actor=again(world.duty_manager))
    assert taken.taken_by_id == world.duty_manager.pk
    with pytest.raises(Conflict):
        take_over(made.pk, world.team("EUC"), actor=agent)
    changed = say_words(made.pk, world.team("EUC"), actor=agent, words="Cart 14 has its battery.")
    assert changed.taken_at is None
    assert TeamWord.objects.get().words == "Cart 14 has its battery."
    trail = AuditEntry.objects.filter(verb="shift_handover.say")
    assert "Cart" not in "".join(str(one.changes) for one in trail)


def test_only_ones_own_team_is_spoken_for(world: World) -> None:
    made = write()
    net = world.team("NET")
    with pytest.raises(Forbidden):
        say_words(made.pk, net, actor=again(world.agent), words="Not mine.")
    assert not TeamWord.objects.exists()
    say_words(made.pk, net, actor=again(world.duty_manager), words="The core switch is watched.")


def test_a_restricted_team_is_heard_by_its_members_alone(world: World) -> None:
    made, team = write(), world.team("SEC")
    assert team.is_restricted
    say_words(
        made.pk, team, actor=again(world.security_member), words="The badge of a nurse is searched for."
    )
    for who in ("agent", "duty_manager", "house_supervisor"):
        client = signed_in(getattr(world, who))
        for path in ("/shift/", made.get_absolute_url()):
            assert "The badge" not in text_of(client.get(path)), (who, path)
        for step in ("say", "take"):
            answer = client.post(f"{made.get_absolute_url()}teams/SEC/{step}/", {"words": "Mine."})
            assert answer.status_code in (403, 404), who
    with pytest.raises(Forbidden):
        take_over(made.pk, team, actor=again(world.duty_manager))
    said = TeamWord.objects.get()
    assert (said.words, said.taken_at) == ("The badge of a nurse is searched for.", None)
    assert "The badge" in text_of(signed_in(world.security_member).get("/shift/"))


def test_the_page_says_takes_and_keeps_what_was_typed(world: World) -> None:
    urgent(world)
    made = write()
    agent = signed_in(world.agent)
    here = f"{made.get_absolute_url()}teams/EUC/"
    assert "Tell the next shift" in text_of(agent.get("/shift/"))
    agent.post(f"{here}say/", {"words": "Cart 14 waits for a battery.", "version": "0"})
    late = agent.post(f"{here}say/", {"words": "Mine instead.", "version": "0"})
    assert (late.status_code, "Mine instead." in text_of(late), "Cart 14 waits" in text_of(late)) == (
        409,
        True,
        True,
    )
    taken = agent.post(f"{here}take/", follow=True)
    assert "You took over for" in text_of(taken)
    assert "Cart 14 waits for a battery." in text_of(agent.get(made.get_absolute_url()))
    again_taken = agent.post(f"{here}take/", follow=True)
    assert "took it over already." in text_of(again_taken)


def test_patient_data_is_masked_in_what_teams_say(world: World) -> None:
    made = write()
    say_words(made.pk, world.team("EUC"), actor=again(world.agent), words="The scan of MRN 00482913 waits.")
    assert "00482913" not in TeamWord.objects.get().words


def test_what_changed_since_is_said_beside_what_stood(world: World) -> None:
    ticket = urgent(world)
    made = write()
    Ticket.objects.filter(pk=ticket.pk).update(state="resolved")
    assert "now: Resolved" in text_of(signed_in(world.agent).get(made.get_absolute_url()))
