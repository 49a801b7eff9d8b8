"""Outages are recorded, corrected, ended and withdrawn; what is refused leaves nothing behind."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.continuity.actions import outages
from hospital_itsm.continuity.figures import availability_of, lines_of
from hospital_itsm.continuity.models import AgreedTime, Outage
from hospital_itsm.continuity.queries.agreed import agreed_calendars, values_of
from hospital_itsm.continuity.rules.downtime import whole_minutes
from hospital_itsm.core.errors import Conflict, Forbidden, StaleVersion, ValueRefused
from hospital_itsm.core.worktime import Window
from hospital_itsm.people.actions.calendars import publish_calendar
from tests.continuity import cast
from tests.world import World, again
from tickets.actions.report import Place, report_problem
from tickets.choices import CareAnswer, Kind

HOUR = cast.HOUR


def test_an_outage_is_recorded_with_services_units_and_ticket(world: World) -> None:
    ticket = report_problem(
        actor=world.requester,
        text="Nothing opens on any workstation.",
        care_answer=CareAnswer.SLOWER,
        place=Place(care_area=world.icu),
    )
    made = cast.outage(world, "A001", "A002", care_areas=[world.icu], tickets=[ticket.key.lower()])
    assert (made.state, made.key, made.starts_at) == ("running", f"OUT-{made.pk}", made.began_at)
    assert set(made.services.values_list("code", flat=True)) == {"A001", "A002"}
    assert [one.key for one in made.tickets.all()] == [ticket.key]
    entry = AuditEntry.objects.get(verb="outage.record")
    assert (entry.target_label, entry.changes["services"]) == (made.key, ["", "A001, A002"])
    assert "Harbor" not in str(entry.changes)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"title": " "}, "title"),
        ({"title": "W" * 121}, "title"),
        ({"services": []}, "services"),
        ({"effect": "gone"}, "effect"),
        ({"users_percent": 0}, "users_percent"),
        ({"cause": "gremlins"}, "cause"),
        ({"began_at": None}, "began_at"),
        ({"began_at": timezone.now() + 9 * HOUR}, "began_at"),
        ({"ended_at": timezone.now() - 9 * HOUR}, "ended_at"),
        ({"planned_from": timezone.now()}, "planned_from"),
        ({"tickets": ["INC-999999"]}, "tickets"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_what_does_not_go_together_is_refused_at_its_field(
    world: World, values: dict[str, Any], field: str
) -> None:
    with pytest.raises(ValueRefused) as refusal:
        cast.outage(world, **values)
    assert list(refusal.value.errors) == [field]
    assert (Outage.objects.count(), AuditEntry.objects.filter(verb="outage.record").count()) == (0, 0)


def test_a_restricted_ticket_is_never_tied(world: World) -> None:
    secret = report_problem(
        actor=world.security,
        text="Mailboxes show sign-ins from two countries.",
        care_answer=CareAnswer.NOT_AFFECTED,
        place=Place(care_area=world.icu),
        kind=Kind.SECURITY,
    )
    with pytest.raises(ValueRefused):
        cast.outage(world, tickets=[secret.key])
    assert not Outage.objects.exists()


def test_a_planned_outage_begins_ends_and_overruns(world: World) -> None:
    now = timezone.now()
    made = cast.planned(world, planned_from=now - 3 * HOUR, planned_until=now - HOUR)
    assert (made.state, made.starts_at) == ("planned", made.planned_from)
    with pytest.raises(Conflict):
        outages.end_outage(made.pk, actor=again(world.duty_manager), ended_at=now)
    begun = outages.begin_outage(made.pk, actor=again(world.duty_manager), began_at=now - 3 * HOUR, version=1)
    with pytest.raises(Conflict):
        outages.begin_outage(made.pk, actor=again(world.duty_manager), began_at=now)
    assert (begun.state, begun.version) == ("running", 2)
    over = outages.end_outage(made.pk, actor=again(world.duty_manager), ended_at=now, cause="maintenance")
    assert (over.state, over.cause) == ("over", "maintenance")


def test_a_late_correction_counts_anew_and_a_stale_one_is_refused(world: World) -> None:
    now = timezone.now().replace(microsecond=0)
    made = cast.outage(world, began_at=now - 2 * HOUR, ended_at=now - HOUR)
    (line,) = lines_of(made, now)
    assert whole_minutes(line.lost) == 60
    changed = outages.change_outage(
        made.pk, actor=again(world.duty_manager), fields={"ended_at": now - HOUR / 2}, version=1
    )
    assert whole_minutes(lines_of(changed, now)[0].lost) == 90
    with pytest.raises(StaleVersion):
        outages.change_outage(made.pk, actor=again(world.duty_manager), fields={"title": "Other"}, version=1)
    assert Outage.objects.get().title == "Harbor EHR is down"


def test_what_is_withdrawn_counts_nowhere_and_changes_no_more(world: World) -> None:
    made = cast.outage(world)
    with pytest.raises(ValueRefused):
        outages.withdraw_outage(made.pk, actor=again(world.duty_manager), reason=" ")
    outages.withdraw_outage(made.pk, actor=again(world.duty_manager), reason="Recorded twice")
    assert (Outage.objects.get().state, Outage.objects.counted().count()) == ("withdrawn", 0)
    with pytest.raises(Conflict):
        outages.end_outage(made.pk, actor=again(world.duty_manager), ended_at=timezone.now())


def test_agents_read_and_do_not_keep_outages(world: World) -> None:
    made = cast.outage(world)
    with pytest.raises(Forbidden):
        outages.end_outage(made.pk, actor=again(world.agent), ended_at=timezone.now())
    with pytest.raises(Outage.DoesNotExist):
        outages.end_outage(made.pk, actor=again(world.requester), ended_at=timezone.now())
    with pytest.raises(Forbidden):
        outages.agree_time(world.service("A001"), actor=again(world.agent), calendar=None)
    assert (Outage.objects.get().ended_at, AgreedTime.objects.count()) == (None, 0)


def test_a_tied_ticket_that_became_restricted_stays_tied_and_unseen(world: World) -> None:
    ticket = report_problem(
        actor=world.requester,
        text="Nothing opens on any workstation.",
        care_answer=CareAnswer.SLOWER,
        place=Place(care_area=world.icu),
    )
    made = cast.outage(world, tickets=[ticket.key])
    type(ticket).objects.filter(pk=ticket.pk).update(is_restricted=True)
    manager = again(world.duty_manager)
    outages.link_outage(made.pk, actor=manager, tickets=[], notices=[], version=1)
    assert list(made.tickets.visible_to(manager)) == []
    assert [one.pk for one in made.tickets.all()] == [ticket.pk]


def test_availability_counts_in_the_newest_version_of_the_agreed_hours(world: World) -> None:
    service, manager = world.service("A001"), again(world.it_manager)
    now = timezone.now()
    first = now - timedelta(days=30)
    cast.outage(world, began_at=now - timedelta(days=20), ended_at=now - timedelta(days=20) + 48 * HOUR)
    cast.planned(
        world,
        planned_from=now - timedelta(days=9),
        planned_until=now - timedelta(days=8),
        began_at=now - timedelta(days=9),
        ended_at=now - timedelta(days=8),
    )

    def figures() -> Any:
        rows = list(Outage.objects.touching(first, now).listed())
        return availability_of(values_of(agreed_calendars([service])).get(service.pk), rows, first, now)

    round_the_clock = figures()
    assert (round_the_clock.down, round_the_clock.planned) == (48 * HOUR, 24 * HOUR)
    assert (round_the_clock.percent, round_the_clock.percent_with_planned) == ("93.333", "90.000")
    outages.agree_time(service, actor=manager, calendar=world.calendars["BUS"])
    assert figures().agreed < round_the_clock.agreed
    assert figures().down <= 18 * HOUR
    week = {
        "name": "BUS",
        "time_zone": "UTC",
        "windows": [Window(d, 0, 1440) for d in range(7)],
        "holidays": [],
    }
    publish_calendar("BUS", actor=again(world.administrator), fields=week)
    assert figures() == round_the_clock
    outages.agree_time(service, actor=manager, calendar=None)
    assert (figures(), AgreedTime.objects.count()) == (round_the_clock, 0)
