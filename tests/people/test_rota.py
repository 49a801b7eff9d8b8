"""Who is on call, and changing it."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.core.errors import Conflict, Forbidden, ValueRefused
from hospital_itsm.outbox.models import OutboxMessage
from hospital_itsm.people.actions.rota import add_shift, remove_shift, replace_shift
from hospital_itsm.people.directory import people_with_permission
from hospital_itsm.people.models import OnCallShift
from hospital_itsm.people.rota import on_call_now, rota_at
from tests.world import ROTA_FROM, World, again

LATER = datetime(2041, 1, 7, 8, 0, tzinfo=UTC)
WEEK = timedelta(weeks=1)
WHY = "At a course"


def test_the_rota_says_who_is_on_call(world: World) -> None:
    now = timezone.now()
    assert on_call_now(world.team("EUC"), "primary", now) == world.technician
    assert on_call_now(world.team("EUC"), "secondary", now) == world.euc_lead
    assert on_call_now(world.team("DBA"), "primary", now) is None
    assert on_call_now(None, "duty_manager", now) == world.duty_manager
    assert on_call_now(None, "house_supervisor", now) == world.house_supervisor
    assert on_call_now(world.team("EUC"), "primary", LATER) is None


def test_a_deactivated_person_is_on_call_for_nobody(world: World) -> None:
    type(world.technician).objects.filter(pk=world.technician.pk).update(is_active=False)
    assert on_call_now(world.team("EUC"), "primary", timezone.now()) is None


def test_a_lead_puts_somebody_on_call(world: World) -> None:
    shift = add_shift(
        actor=world.lead,
        team=world.team("EUC"),
        level="primary",
        user=world.technician,
        starts_at=LATER,
        ends_at=LATER + WEEK,
    )
    assert on_call_now(world.team("EUC"), "primary", LATER) == world.technician
    assert on_call_now(world.team("EUC"), "primary", LATER + WEEK) is None
    entry = AuditEntry.objects.latest("id")
    assert (entry.verb, entry.target_id, entry.changes["queue"]) == ("oncall.add", str(shift.pk), "EUC")


def test_two_people_are_never_on_call_for_the_same_thing(world: World) -> None:
    team = world.team("EUC")
    first = {"team": team, "level": "primary", "user": world.technician}
    add_shift(actor=world.lead, starts_at=LATER, ends_at=LATER + WEEK, **first)
    with pytest.raises(ValueRefused) as refusal:
        add_shift(actor=world.lead, starts_at=LATER + WEEK / 2, ends_at=LATER + 2 * WEEK, **first)
    assert "Omar Quillan is on call in part of that time." in refusal.value.errors["starts_at"]
    assert OnCallShift.objects.filter(team=team, starts_at__year=2041).count() == 1
    add_shift(actor=world.lead, starts_at=LATER + WEEK, ends_at=LATER + 2 * WEEK, **first)


@pytest.mark.parametrize(
    ("who", "level", "house", "hours", "field"),
    [
        ("requester", "primary", False, 1, "user"),
        ("deactivated", "primary", False, 1, "user"),
        ("technician", "primary", False, 0, "ends_at"),
        ("technician", "duty_manager", False, 1, "level"),
        ("technician", "primary", True, 1, "level"),
    ],
)
def test_shifts_that_cannot_be_are_refused(
    world: World, who: str, level: str, house: bool, hours: int, field: str
) -> None:
    with pytest.raises(ValueRefused) as refusal:
        add_shift(
            actor=world.lead,
            team=None if house else world.team("EUC"),
            level=level,
            user=getattr(world, who),
            starts_at=LATER,
            ends_at=LATER + timedelta(hours=hours),
        )
    assert set(refusal.value.errors) == {field}
    assert not OnCallShift.objects.filter(starts_at=LATER).exists()


def test_an_agent_does_not_change_the_rota(world: World) -> None:
    shift = OnCallShift.objects.get(team=world.team("EUC"), level="primary", starts_at=ROTA_FROM)
    with pytest.raises(Forbidden):
        replace_shift(shift, actor=world.agent, user=world.agent, reason=WHY)
    assert on_call_now(world.team("EUC"), "primary", timezone.now()) == world.technician


def test_handing_over_a_running_shift_keeps_who_had_it_until_now(world: World) -> None:
    shift = OnCallShift.objects.get(team=world.team("EUC"), level="primary", starts_at=ROTA_FROM)
    rest = replace_shift(shift, actor=world.lead, user=world.euc_lead, reason=WHY)
    shift.refresh_from_db()
    assert shift.user == world.technician
    assert shift.ends_at == rest.starts_at
    assert on_call_now(world.team("EUC"), "primary", timezone.now()) == world.euc_lead


def test_handing_over_a_coming_shift_gives_all_of_it(world: World) -> None:
    shift = add_shift(
        actor=world.lead,
        team=world.team("EUC"),
        level="primary",
        user=world.technician,
        starts_at=LATER,
        ends_at=LATER + WEEK,
    )
    assert replace_shift(shift, actor=world.lead, user=world.euc_lead, reason=WHY).pk == shift.pk
    assert on_call_now(world.team("EUC"), "primary", LATER) == world.euc_lead


def test_only_a_coming_shift_is_removed(world: World) -> None:
    running = OnCallShift.objects.get(team=world.team("EUC"), level="primary", starts_at=ROTA_FROM)
    with pytest.raises(Conflict):
        remove_shift(running, actor=world.lead)
    assert OnCallShift.objects.filter(pk=running.pk).exists()
    coming = world.coming_shift
    remove_shift(coming, actor=world.lead)
    assert not OnCallShift.objects.filter(pk=coming.pk).exists()
    assert AuditEntry.objects.latest("id").changes["user"] == [None, "omar.quillan"]


def test_the_rota_page_lists_the_house_first(world: World) -> None:
    turns = rota_at(timezone.now())
    assert [turn.level for turn in turns[:2]] == ["duty_manager", "house_supervisor"]
    assert turns[2].team == world.team("EHR-CLIN")
    assert turns[2].now is not None and turns[2].now.user == world.analyst
    assert turns[2].next is None


def test_people_are_found_by_what_they_may_do(world: World) -> None:
    assert set(people_with_permission("people.manage")) == {world.administrator}
    assert world.deactivated not in people_with_permission("ticket.work")
    assert again(world.biomed) in people_with_permission("page.acknowledge")


def coming(world: World) -> OnCallShift:
    """A week of the technician."""
    return add_shift(
        actor=world.lead,
        team=world.team("EUC"),
        level="primary",
        user=world.technician,
        starts_at=LATER,
        ends_at=LATER + WEEK,
    )


def turns_of_the_week(world: World) -> list[tuple[str, timedelta, timedelta]]:
    """Who has which hours of that week."""
    rows = OnCallShift.objects.filter(
        team=world.team("EUC"), level="primary", starts_at__range=(LATER, LATER + WEEK)
    )
    return [
        (row.user.username, row.starts_at - LATER, row.ends_at - LATER)
        for row in rows.select_related("user").order_by("starts_at")
    ]


DAY = timedelta(days=1)
TECHNICIAN, LEAD = "omar.quillan", "derek.osei"


@pytest.mark.parametrize(
    ("begin", "end", "turns"),
    [
        (DAY, 2 * DAY, [(TECHNICIAN, 0 * DAY, DAY), (LEAD, DAY, 2 * DAY), (TECHNICIAN, 2 * DAY, WEEK)]),
        (None, DAY, [(LEAD, 0 * DAY, DAY), (TECHNICIAN, DAY, WEEK)]),
        (6 * DAY, None, [(TECHNICIAN, 0 * DAY, 6 * DAY), (LEAD, 6 * DAY, WEEK)]),
        (None, None, [(LEAD, 0 * DAY, WEEK)]),
    ],
)
def test_a_part_of_a_shift_is_covered_and_the_rest_stays(
    world: World,
    begin: timedelta | None,
    end: timedelta | None,
    turns: list[tuple[str, timedelta, timedelta]],
) -> None:
    shift = coming(world)
    part = replace_shift(
        shift,
        actor=world.lead,
        user=world.euc_lead,
        reason=WHY,
        starts_at=LATER + begin if begin is not None else None,
        ends_at=LATER + end if end is not None else None,
    )
    names = {TECHNICIAN: world.technician.username, LEAD: world.euc_lead.username}
    assert turns_of_the_week(world) == [(names[who], first, last) for who, first, last in turns]
    assert part.user == world.euc_lead
    told = OutboxMessage.objects.filter(kind__startswith="oncall.", channel="in_app")
    assert list(told.order_by("id").values_list("kind", "recipient__username")) == [
        ("oncall.given", world.technician.username),
        ("oncall.given", world.euc_lead.username),
        ("oncall.taken", world.technician.username),
    ]
    assert told.last().payload["begins_at"] == part.starts_at.isoformat()


@pytest.mark.parametrize(
    ("begin", "end", "field"),
    [
        (-DAY, DAY, "starts_at"),
        (WEEK, None, "starts_at"),
        (DAY, 8 * DAY, "ends_at"),
        (2 * DAY, DAY, "ends_at"),
        (DAY, DAY, "ends_at"),
    ],
)
def test_a_part_outside_the_shift_is_refused(
    world: World, begin: timedelta, end: timedelta | None, field: str
) -> None:
    shift = coming(world)
    with pytest.raises(ValueRefused) as refusal:
        replace_shift(
            shift,
            actor=world.lead,
            user=world.euc_lead,
            reason=WHY,
            starts_at=LATER + begin,
            ends_at=LATER + end if end is not None else None,
        )
    assert set(refusal.value.errors) == {field}
    assert turns_of_the_week(world) == [(world.technician.username, 0 * DAY, WEEK)]


def test_who_has_a_shift_hands_it_over_and_no_other(world: World) -> None:
    shift = coming(world)
    with pytest.raises(ValueRefused) as refusal:
        replace_shift(shift, actor=world.technician, user=world.technician, reason=WHY)
    assert set(refusal.value.errors) == {"user"}
    with pytest.raises(Forbidden):
        replace_shift(shift, actor=world.biomed, user=world.biomed, reason=WHY)
    replace_shift(shift, actor=world.technician, user=world.euc_lead, reason=WHY)
    with pytest.raises(Forbidden):
        replace_shift(shift, actor=world.technician, user=world.technician, reason=WHY)
    assert turns_of_the_week(world) == [(world.euc_lead.username, 0 * DAY, WEEK)]
