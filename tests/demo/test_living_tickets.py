"""The living tickets of the demo, as `manage.py load_demo` tells them."""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.demo.hospital import teamwork
from hospital_itsm.demo.tickets import nurses, texts, triage
from hospital_itsm.following.models import Follow, Snooze
from hospital_itsm.links.models import TicketLink
from hospital_itsm.outbox.models import BellItem, OutboxMessage
from hospital_itsm.people.models import CareArea, User
from hospital_itsm.privacy.models import Discovery
from hospital_itsm.similar.models import GroupedTicket, SimilarGroup
from hospital_itsm.splitting.models import Split
from hospital_itsm.splitting.queries.splits import is_untouched
from hospital_itsm.splitting.rules.undoing import undo_fault
from hospital_itsm.underpinning.models import VendorClock
from tests.source import modules
from tickets.choices import OPEN_STATES, State
from tickets.models import Attachment, Clock, Handover, Message, Notice, Page, Rating, Ticket
from tickets.queries.my import my_tickets
from tickets.queries.suggestions import before_you_send

TRIAGES = {row.number: row for row in (*triage.TRIAGES, *nurses.TRIAGES)}
REPORTED = [row.title for row in (*teamwork.ALIKE, teamwork.PRIVACY, teamwork.SPLIT_OFF)]
WORDS = {row.number: row for row in (*texts.WORDS, *nurses.WORDS)}


@pytest.fixture(scope="module")
def told(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The demo, loaded once for all tests of this file and taken back afterwards."""
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as environment, transaction.atomic():
        environment.setenv("DEMO_PASSWORD", "harbor-lights-at-dusk")
        call_command("load_demo", stdout=StringIO())
        yield
        transaction.set_rollback(True)


@pytest.fixture
def demo(told: None, db: None) -> None:
    """The loaded demo, with what a single test changes taken back."""


def ticket(number: int) -> Ticket:
    """The ticket made of a text of the domain."""
    return Ticket.objects.get(title=WORDS[number].title)


def test_all_sixty_reports_have_the_priority_category_and_team_of_the_domain(demo: None) -> None:
    assert len(texts.WORDS) == len(triage.TRIAGES) == 60
    stated = {n: (row.priority, row.impact, row.urgency, row.team) for n, row in TRIAGES.items()}
    rows = {n: ticket(n) for n in TRIAGES}
    assert {n: (t.priority, t.impact, t.urgency, t.team.code) for n, t in rows.items() if t.team} == stated
    assert Ticket.objects.exclude(title__in=REPORTED).count() == len(TRIAGES)


def test_the_tickets_stand_in_nearly_every_state(demo: None) -> None:
    states = Counter(Ticket.objects.values_list("state", flat=True))
    wanted = set(OPEN_STATES) | {State.RESOLVED, State.CLOSED}
    assert set(states) == {str(state) for state in wanted}


def test_some_promises_are_missed_some_run_out_within_the_hour_and_some_are_paused(demo: None) -> None:
    now = timezone.now()
    open_tickets = Ticket.objects.open()
    assert open_tickets.filter(next_due_at__lt=now).count() >= 3
    assert open_tickets.filter(next_due_at__range=(now, now + timedelta(hours=1))).count() >= 3
    assert Clock.objects.filter(ticket=ticket(17), stopped_at=None, due_at=None).exists()


def test_vendors_kept_and_missed_promises_of_their_contracts(demo: None) -> None:
    told = {38: ("Northlight Networks", "met"), 55: ("CopperRiver Telecom", "missed")}
    for number, (vendor, state) in told.items():
        clock = VendorClock.objects.get(task__ticket=ticket(number), metric="response")
        assert (clock.vendor.name, clock.state) == (vendor, state)
    late = VendorClock.objects.get(task__ticket=ticket(15), metric="response")
    assert (late.state, late.stopped_at) == ("missed", None)
    assert not VendorClock.objects.newly_late(timezone.now()).exists()


def test_the_clocks_agree_with_their_history(demo: None) -> None:
    printed = StringIO()
    call_command("recompute_clocks", check=True, stdout=printed)
    assert printed.getvalue() == "Every open clock agrees with its history.\n"


def test_nothing_old_is_waiting_to_be_sent(demo: None) -> None:
    assert OutboxMessage.objects.exists()
    assert not OutboxMessage.objects.filter(done_at=None).exists()
    assert BellItem.objects.filter(read_at=None).exists()
    assert BellItem.objects.filter(read_at__isnull=False).exists()


def test_trail_and_conversation_are_in_the_order_of_time_and_in_the_past(demo: None) -> None:
    now = timezone.now()
    of_tickets = AuditEntry.objects.filter(target_type="tickets.ticket")
    for rows, field in ((of_tickets, "at"), (Message.objects.all(), "created_at")):
        instants = list(rows.order_by("pk").values_list(field, flat=True))
        assert instants == sorted(instants)
        assert instants[-1] <= now
    assert not AuditEntry.objects.filter(at__gt=now).exists()


def test_two_texts_held_patient_data_and_none_of_it_is_readable(demo: None) -> None:
    masked = Ticket.objects.exclude(phi_decision="")
    assert set(masked) == {ticket(45), ticket(46)}
    for row in masked:
        assert "Testcase" not in row.messages.order_by("pk")[0].body
        assert row.protected.sealed


def test_the_demo_nurse_has_something_in_every_group_and_news_on_her_unit(demo: None) -> None:
    nurse = User.objects.get(username="alma.reyes")
    mine = my_tickets(nurse, timezone.now())
    assert mine.needs_answer and mine.open and mine.fixed
    assert ticket(49) in [row.ticket for row in mine.needs_answer]
    known = before_you_send(
        nurse, text="", care_area=CareArea.objects.get(code="ICU"), now=ticket(62).opened_at
    )
    assert ticket(62) in known.on_unit


def test_pages_hand_overs_notices_files_and_ratings_are_part_of_the_story(demo: None) -> None:
    assert Page.objects.filter(acknowledged_at__isnull=False).exists()
    assert Page.objects.filter(acknowledged_at=None, ticket=ticket(54)).exists()
    assert Handover.objects.get().ticket == ticket(36)
    assert Notice.objects.get(ended_at=None).ticket == ticket(6)
    assert Notice.objects.exclude(ended_at=None).count() == 1
    assert Attachment.objects.get().ticket == ticket(35)
    assert Rating.objects.count() >= 10
    assert ticket(23).reopened_count == 1
    assert ticket(6).reporters_count == 4


def test_people_link_follow_snooze_split_and_discover(demo: None) -> None:
    links = {(row.source, row.kind, row.target) for row in TicketLink.objects.all()}
    assert links == {
        (ticket(6), "caused_by", ticket(38)),
        (ticket(23), "child_of", ticket(39)),
        (ticket(60), "blocks", ticket(47)),
    }
    followed = {
        (row.user.username, row.ticket) for row in Follow.objects.filter(ticket__in=[ticket(36), ticket(6)])
    }
    assert followed == {
        ("ellen.fairweather", ticket(36)), ("tomas.lindqvist", ticket(36)),
        ("leo.marsh", ticket(6)), ("jorge.pacheco", ticket(6)),
    }  # fmt: skip
    now = timezone.now()
    rests = {row.ticket for row in Snooze.objects.running() if now < row.until < now + timedelta(days=8)}
    assert rests == {ticket(47), ticket(51), ticket(60)}
    part = Split.objects.get()
    assert (part.source, part.made.title, part.split_by.username) == (
        ticket(28), teamwork.SPLIT_OFF.title, "leo.marsh",
    )  # fmt: skip
    assert undo_fault(part.split_at, now, untouched=is_untouched(part.made)) == ""
    assert teamwork.BESIDES in part.made.messages.values_list("body", flat=True)
    assert teamwork.BESIDES not in ticket(28).messages.values_list("body", flat=True)
    found = Discovery.objects.get(ticket__title=teamwork.PRIVACY.title)
    assert found.discovered_on == timezone.localdate() - timedelta(days=teamwork.KNOWN_SINCE)


def test_three_reports_of_one_service_are_a_group_of_which_the_duty_manager_heard(demo: None) -> None:
    group = SimilarGroup.objects.get()
    members = GroupedTicket.objects.filter(group=group).values_list("ticket__title", flat=True)
    assert set(members) == {row.title for row in teamwork.ALIKE}
    assert (group.service.code, group.dismissed_at) == (teamwork.SERVICE, None)
    assert OutboxMessage.objects.filter(kind="similar.found").exists()


def test_security_and_privacy_are_restricted(demo: None) -> None:
    restricted = Ticket.objects.filter(is_restricted=True).exclude(title=teamwork.PRIVACY.title)
    assert set(restricted) == {ticket(n) for n in (41, 42, 43, 44)}


def test_a_second_load_doubles_nothing(demo: None, monkeypatch: pytest.MonkeyPatch) -> None:
    before = (Ticket.objects.count(), AuditEntry.objects.count())
    monkeypatch.setenv("DEMO_PASSWORD", "another password altogether")
    call_command("load_demo", stdout=StringIO())
    assert (Ticket.objects.count(), AuditEntry.objects.count()) == before


def test_only_the_loaders_tell_the_past() -> None:
    users = {
        str(module)
        for module in modules()
        for one in module.imports
        if one.name.startswith("hospital_itsm.demo.loaders.past")
    }
    loaders = (
        "approvals", "continuity", "custody", "maintenance", "closed_recalls", "majors", "purchases", "recalls",
        "registers", "tickets", "upkeep", "vendor_work",
    )  # fmt: skip
    assert users == {f"hospital_itsm/demo/loaders/{name}.py" for name in loaders}
