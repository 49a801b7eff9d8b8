"""Putting somebody else in, other times and an early end: with reasons, seen and told, by page and REST alike."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.core.errors import Conflict, Forbidden, StaleVersion, ValueRefused
from hospital_itsm.outbox.models import OutboxMessage
from hospital_itsm.people.actions.rota import change_shift, end_shift, remove_shift, replace_shift
from hospital_itsm.people.models import OnCallShift
from hospital_itsm.people.rota import on_call_now, rota_at
from tests.api.rest import Rest, pointers, problem
from tests.world import COMING_FROM, ROTA_FROM, World

SHIFTS = "on-call/shifts/"
DAY, WEEK = timedelta(days=1), timedelta(weeks=1)
WHY = "At a course"
BODY = {"user": "pilar.stone", "reason": WHY}


def running(world: World) -> OnCallShift:
    """The shift of the technician that runs."""
    return OnCallShift.objects.get(team=world.team("EUC"), level="primary", starts_at=ROTA_FROM)


def told() -> list[tuple[str, str]]:
    """Who was told what in the desk, first to last."""
    rows = OutboxMessage.objects.filter(kind__startswith="oncall.", channel="in_app")
    return list(rows.order_by("id").values_list("kind", "recipient__username"))


def facts(shift: OnCallShift) -> dict[str, Any]:
    """A shift as it is stored."""
    stored: Mapping[str, Any] = OnCallShift.objects.filter(pk=shift.pk).values().get()
    return dict(stored)


def test_the_reason_is_kept_with_the_part_and_in_the_trail(world: World) -> None:
    shift = world.coming_shift
    part = replace_shift(
        shift, actor=world.lead, user=world.euc_lead, reason=f"  {WHY} ", starts_at=COMING_FROM + DAY,
        ends_at=COMING_FROM + 2 * DAY,
    )  # fmt: skip
    assert (part.covers, part.reason, part.version) == (world.technician, WHY, 1)
    entry = AuditEntry.objects.latest("id")
    assert (entry.verb, entry.reason) == ("oncall.replace", WHY)
    rest = OnCallShift.objects.filter(team=shift.team, starts_at__gte=COMING_FROM).exclude(pk=part.pk)
    assert {(one.user_id, one.covers_id, one.reason) for one in rest} == {(world.technician.pk, None, "")}
    again = replace_shift(part, actor=world.lead, user=world.agent, reason="Ill")
    assert (again.pk, again.covers, again.reason, again.version) == (part.pk, world.euc_lead, "Ill", 2)
    assert told() == [
        ("oncall.given", "pilar.stone"),
        ("oncall.taken", "omar.quillan"),
        ("oncall.given", "leo.marsh"),
        ("oncall.taken", "pilar.stone"),
    ]


def test_whoever_gets_a_shift_back_is_told_again(world: World) -> None:
    shift = replace_shift(world.coming_shift, actor=world.lead, user=world.euc_lead, reason=WHY)
    replace_shift(shift, actor=world.lead, user=world.technician, reason="Back early")
    replace_shift(shift, actor=world.lead, user=world.euc_lead, reason="Ill after all")
    assert told().count(("oncall.given", "pilar.stone")) == 2


@pytest.mark.parametrize("reason", ["", "   ", "x" * 201])
def test_without_a_reason_nothing_changes(world: World, reason: str) -> None:
    shift, entries = world.coming_shift, AuditEntry.objects.count()
    before = facts(shift)
    acts: list[Any] = [
        lambda: replace_shift(shift, actor=world.lead, user=world.euc_lead, reason=reason),
        lambda: change_shift(shift, actor=world.lead, ends_at=COMING_FROM + DAY, reason=reason),
        lambda: end_shift(running(world), actor=world.lead, reason=reason),
    ]
    for act in acts:
        with pytest.raises(ValueRefused) as refusal:
            act()
        assert set(refusal.value.errors) == {"reason"}
    assert (facts(shift), AuditEntry.objects.count(), told()) == (before, entries, [])


def test_a_number_of_a_patient_does_not_get_onto_the_rota(world: World) -> None:
    part = replace_shift(
        world.coming_shift, actor=world.lead, user=world.euc_lead, reason="With MRN 12345678 in the OR"
    )
    assert "12345678" not in part.reason
    assert "12345678" not in AuditEntry.objects.latest("id").reason


def test_the_times_of_a_coming_shift_move_and_its_holder_is_told(world: World) -> None:
    begin, end = COMING_FROM + DAY, COMING_FROM + 3 * DAY
    shift = change_shift(world.coming_shift, actor=world.lead, starts_at=begin, ends_at=end, reason=WHY)
    assert (shift.starts_at, shift.ends_at, shift.version) == (begin, end, 2)
    entry = AuditEntry.objects.latest("id")
    assert (entry.verb, entry.reason, entry.changes["from"]) == (
        "oncall.change", WHY, [COMING_FROM.isoformat(), begin.isoformat()],
    )  # fmt: skip
    assert told() == [("oncall.given", "omar.quillan")]
    entries = AuditEntry.objects.count()
    assert change_shift(shift, actor=world.lead, ends_at=end, reason=WHY).version == 2
    assert AuditEntry.objects.count() == entries


PAST = datetime(2021, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("name", "times", "field"),
    [
        ("coming", {"starts_at": PAST}, "starts_at"),
        ("coming", {"starts_at": datetime(2039, 12, 31, tzinfo=UTC)}, "starts_at"),
        ("coming", {"ends_at": COMING_FROM}, "ends_at"),
        ("coming", {"starts_at": COMING_FROM + WEEK}, "ends_at"),
        ("running", {"starts_at": COMING_FROM}, "starts_at"),
        ("running", {"ends_at": PAST}, "ends_at"),
        ("running", {"ends_at": COMING_FROM + DAY}, "starts_at"),
    ],
)
def test_times_that_cannot_be_are_refused(
    world: World, name: str, times: dict[str, datetime], field: str
) -> None:
    shift = world.coming_shift if name == "coming" else running(world)
    before = facts(shift)
    with pytest.raises(ValueRefused) as refusal:
        change_shift(shift, actor=world.lead, reason=WHY, **times)
    assert field in refusal.value.errors
    assert (facts(shift), told()) == (before, [])


def test_a_running_shift_ends_now_and_the_rota_says_that_nobody_has_it(world: World) -> None:
    shift = end_shift(running(world), actor=world.lead, reason=WHY)
    assert shift.ends_at <= timezone.now()
    assert on_call_now(world.team("EUC"), "primary", timezone.now()) is None
    line = next(one for one in rota_at(timezone.now()) if one.team == shift.team and one.level == "primary")
    assert (line.now, len(line.gaps)) == (None, 1)
    assert told() == [("oncall.ended", "omar.quillan")]
    for act in (
        lambda: end_shift(shift, actor=world.lead, reason=WHY),
        lambda: end_shift(world.coming_shift, actor=world.lead, reason=WHY),
        lambda: change_shift(shift, actor=world.lead, ends_at=COMING_FROM, reason=WHY),
    ):
        with pytest.raises(Conflict):
            act()


def test_whoever_is_taken_off_the_rota_is_told(world: World) -> None:
    remove_shift(world.coming_shift, actor=world.lead)
    assert told() == [("oncall.ended", "omar.quillan")]


def test_nobody_overwrites_what_they_have_not_seen(world: World) -> None:
    shift = change_shift(world.coming_shift, actor=world.lead, ends_at=COMING_FROM + DAY, reason=WHY)
    before = facts(shift)
    acts: list[Any] = [
        lambda: replace_shift(shift, actor=world.lead, user=world.euc_lead, reason=WHY, version=1),
        lambda: change_shift(shift, actor=world.lead, ends_at=COMING_FROM + WEEK, reason=WHY, version=1),
        lambda: remove_shift(shift, actor=world.lead, version=1),
    ]
    for act in acts:
        with pytest.raises(StaleVersion):
            act()
    assert facts(shift) == before


def test_only_those_who_keep_the_rota_change_times_and_end(world: World) -> None:
    shift = running(world)
    before = facts(shift)
    for act in (
        lambda: change_shift(shift, actor=world.technician, ends_at=COMING_FROM, reason=WHY),
        lambda: end_shift(shift, actor=world.technician, reason=WHY),
    ):
        with pytest.raises(Forbidden):
            act()
    assert facts(shift) == before


def test_the_pages_change_and_end_a_shift(world: World, client: Client) -> None:
    client.force_login(world.lead)
    page = f"/setup/on-call/{world.coming_shift.pk}/"
    assert "Change the times" in client.get(page).content.decode()
    asked = {"ends_at": "2045-01-05T08:00", "reason": WHY, "version": "1"}
    assert client.post(f"{page}times/", asked).status_code == 302
    assert world.coming_shift.version == 2
    stale = client.post(f"{page}times/", {**asked, "ends_at": "2045-01-06T08:00"})
    assert (stale.status_code, "2045-01-05T08:00" in stale.content.decode()) == (409, True)
    ended = f"/setup/on-call/{running(world).pk}/end/"
    assert client.post(ended, {"reason": ""}).status_code == 422
    assert client.post(ended, {"reason": WHY}).status_code == 302
    assert client.post(ended, {"reason": WHY}).status_code == 409
    handed = client.post(page, {"user": world.euc_lead.pk, "reason": WHY, "version": "1"})
    assert (handed.status_code, world.coming_shift.user) == (409, world.technician)
    assert 'name="version" value="2"' in handed.content.decode()


def test_rest_puts_somebody_on_the_rota_and_in(world: World) -> None:
    rest = Rest(world.lead)
    given = {
        "team": "DBA", "level": "primary", "user": "omar.quillan", "starts_at": "2041-01-07T08:00:00Z",
        "ends_at": "2041-01-14T08:00:00Z",
    }  # fmt: skip
    made = rest.post(SHIFTS, given)
    assert (made.status_code, made["ETag"]) == (201, '"1"')
    path = f"{SHIFTS}{made.json()['id']}/"
    assert rest.get(path).json() == made.json()
    assert pointers(problem(rest.post(SHIFTS, given), 422, "value-refused")) == ["/starts_at"]
    part = rest.post(f"{path}override/", {**BODY, "starts_at": "2041-01-08T08:00:00Z"}, If_Match='"1"').json()
    assert (part["user"], part["instead_of"], part["reason"], part["starts_at"]) == (
        "pilar.stone", "omar.quillan", WHY, "2041-01-08T08:00:00.000000Z",
    )  # fmt: skip
    listed = rest.get(f"{SHIFTS}?team=DBA").json()["results"]
    assert [one["user"] for one in listed] == ["omar.quillan", "pilar.stone"]
    assert pointers(problem(rest.get(f"{SHIFTS}?team=NONE"), 400, "unknown-input")) == ["/team"]
    assert OnCallShift.objects.get(pk=made.json()["id"]).version == 2


def test_rest_changes_ends_and_removes(world: World) -> None:
    rest, coming = Rest(world.lead), f"{SHIFTS}{world.coming_shift.pk}/"
    changed = rest.patch(coming, {"ends_at": "2045-01-05T08:00:00Z", "reason": WHY}, If_Match='"1"')
    assert (changed.status_code, changed["ETag"]) == (200, '"2"')
    ended = rest.post(f"{SHIFTS}{running(world).pk}/end/", {"reason": WHY}, If_Match="*")
    assert (ended.status_code, ended["ETag"]) == (200, '"2"')
    problem(rest.send("DELETE", coming, If_Match='"1"'), 412, "stale-version")
    assert rest.send("DELETE", coming, If_Match='"2"').status_code == 204
    assert not OnCallShift.objects.filter(starts_at=COMING_FROM).exists()


def test_rest_refuses_and_changes_nothing(world: World) -> None:
    coming = f"{SHIFTS}{world.coming_shift.pk}/"
    before, rest = facts(world.coming_shift), Rest(world.lead)
    problem(rest.post(f"{coming}override/", BODY), 428, "precondition-required")
    problem(rest.post(f"{coming}override/", BODY, If_Match='"7"'), 412, "stale-version")
    wrong = rest.post(f"{coming}override/", {"user": "pilar.stone"}, If_Match="*")
    assert pointers(problem(wrong, 422, "value-refused")) == ["/reason"]
    wrong = rest.post(f"{coming}override/", {**BODY, "user": "alma.reyes"}, If_Match="*")
    assert pointers(problem(wrong, 422, "value-refused")) == ["/user"]
    tried = rest.post(f"{coming}override/?dry_run=true", BODY, If_Match="*")
    assert (tried.status_code, tried.json()["instead_of"]) == (200, "omar.quillan")
    problem(
        Rest(world.lead, ["people:read"]).post(f"{coming}override/", BODY, If_Match="*"), 403, "forbidden"
    )
    problem(Rest(world.biomed).post(f"{coming}override/", BODY, If_Match="*"), 403, "forbidden")
    assert (facts(world.coming_shift), told()) == (before, [])
