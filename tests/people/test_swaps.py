"""Swaps: nothing changes until the other accepts, and nothing that cannot be is asked or accepted."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.core.errors import Conflict, Forbidden, StaleVersion, ValueRefused
from hospital_itsm.outbox.models import OutboxMessage
from hospital_itsm.people.actions.rota import change_shift, remove_shift, replace_shift
from hospital_itsm.people.actions.swaps import accept_swap, ask_swap, decline_swap, withdraw_swap
from hospital_itsm.people.models import OnCallShift, OnCallSwap
from hospital_itsm.people.rota import candidates
from tests.api.rest import Rest, pointers, problem
from tests.world import COMING_FROM, ROTA_FROM, World

SWAPS = "on-call/swaps/"
WEEK = timedelta(weeks=1)


def week(world: World, who: str, number: int, level: str = "primary", team: str = "EUC") -> OnCallShift:
    """A coming week of somebody."""
    begin = COMING_FROM + number * WEEK
    return OnCallShift.objects.create(
        team=world.team(team), level=level, user=getattr(world, who), starts_at=begin, ends_at=begin + WEEK
    )


def asked(world: World, **more: Any) -> OnCallSwap:
    """The technician asks the agent about the coming week."""
    return ask_swap(world.coming_shift, actor=world.technician, asked=world.agent, **more)


def told() -> list[tuple[str, str]]:
    """Who was told what in the desk, first to last."""
    rows = OutboxMessage.objects.filter(kind__startswith="oncall.", channel="in_app")
    return list(rows.order_by("id").values_list("kind", "recipient__username"))


def rota() -> list[tuple[int, int]]:
    """Who has which coming shift."""
    rows = OnCallShift.objects.filter(starts_at__gte=COMING_FROM).order_by("pk")
    return list(rows.values_list("pk", "user_id"))


def test_a_shift_changes_hands_only_once_the_colleague_accepts(world: World) -> None:
    before = rota()
    swap = asked(world)
    assert (rota(), swap.state, swap.lapses_at) == (before, "open", COMING_FROM)
    accept_swap(swap, actor=world.agent, version=1)
    shift = world.coming_shift
    assert (shift.user, shift.covers, shift.reason, shift.version) == (world.agent, world.technician, "", 2)
    swap.refresh_from_db()
    assert (swap.state, swap.version, swap.ended_at is not None) == ("accepted", 2, True)
    assert told() == [("oncall.swap_asked", "leo.marsh"), ("oncall.swap_accepted", "omar.quillan")]
    verbs = (
        AuditEntry.objects.filter(verb__startswith="oncall.").order_by("id").values_list("verb", flat=True)
    )
    assert list(verbs) == ["oncall.swap_ask", "oncall.swap_accept"]


def test_two_shifts_are_swapped_at_once(world: World) -> None:
    other = week(world, "agent", 1)
    swap = asked(world, in_return=other)
    accept_swap(swap, actor=world.agent)
    other.refresh_from_db()
    assert (world.coming_shift.user, other.user, other.covers) == (
        world.agent, world.technician, world.agent,
    )  # fmt: skip
    message = OutboxMessage.objects.get(kind="oncall.swap_accepted", channel="in_app")
    assert message.payload["return_begins_at"] == other.starts_at.isoformat()


@pytest.mark.parametrize(("reason", "kept"), [("", ""), ("  At a wedding ", "At a wedding")])
def test_a_colleague_declines_with_words_or_without(world: World, reason: str, kept: str) -> None:
    before, swap = rota(), asked(world)
    decline_swap(swap, actor=world.agent, reason=reason)
    swap.refresh_from_db()
    assert (swap.state, swap.declined_reason, rota()) == ("declined", kept, before)
    assert told()[-1] == ("oncall.swap_declined", "omar.quillan")
    assert kept not in str(OutboxMessage.objects.latest("id").payload) or not kept
    asked(world)


def test_the_asker_withdraws_and_the_colleague_is_told(world: World) -> None:
    before, swap = rota(), asked(world)
    withdraw_swap(swap, actor=world.technician)
    with pytest.raises(Conflict):
        accept_swap(swap, actor=world.agent)
    assert (rota(), told()[-1]) == (before, ("oncall.swap_over", "leo.marsh"))


def test_a_request_lapses_when_the_first_shift_begins(world: World) -> None:
    swap = asked(world)
    OnCallSwap.objects.update(lapses_at=timezone.now() - timedelta(seconds=1))
    before = rota()
    for act in (
        lambda: accept_swap(swap, actor=world.agent),
        lambda: decline_swap(swap, actor=world.agent),
        lambda: withdraw_swap(swap, actor=world.technician),
    ):
        with pytest.raises(Conflict):
            act()
    assert (rota(), OnCallSwap.objects.get().standing(timezone.now())) == (before, "lapsed")
    asked(world)
    assert list(OnCallSwap.objects.order_by("pk").values_list("state", flat=True)) == ["lapsed", "open"]


@pytest.mark.parametrize("who", ["second_agent", "biomed", "requester", "deactivated", "technician"])
def test_only_a_colleague_of_the_queue_who_answers_pages_is_asked(world: World, who: str) -> None:
    with pytest.raises(ValueRefused) as refusal:
        ask_swap(world.coming_shift, actor=world.technician, asked=getattr(world, who))
    assert set(refusal.value.errors) == {"asked"}
    assert (OnCallSwap.objects.count(), told()) == (0, [])


def test_the_house_asks_those_who_hold_that_level(world: World) -> None:
    shift = OnCallShift.objects.get(team=None, level="duty_manager")
    assert set(candidates(shift)) == {world.duty_manager}
    OnCallShift.objects.create(
        team=None,
        level="duty_manager",
        user=world.it_manager,
        starts_at=COMING_FROM,
        ends_at=COMING_FROM + WEEK,
    )
    assert set(candidates(shift)) == {world.duty_manager, world.it_manager}


def test_nobody_is_on_call_twice_for_one_queue(world: World) -> None:
    shift = world.coming_shift
    busy = week(world, "agent", 0, "secondary")
    with pytest.raises(ValueRefused) as refusal:
        ask_swap(shift, actor=world.technician, asked=world.agent)
    assert set(refusal.value.errors) == {"asked"}
    swap = ask_swap(shift, actor=world.technician, asked=world.agent, in_return=busy)
    accept_swap(swap, actor=world.agent)
    assert dict(rota()) == {shift.pk: world.agent.pk, busy.pk: world.technician.pk}


def test_who_became_busy_meanwhile_cannot_accept(world: World) -> None:
    swap = asked(world)
    week(world, "agent", 0, "secondary")
    before = rota()
    with pytest.raises(Conflict):
        accept_swap(swap, actor=world.agent)
    assert (rota(), OnCallSwap.objects.get().state) == (before, "open")


@pytest.mark.parametrize("case", ["of somebody else", "of another queue", "begun", "busy"])
def test_a_shift_in_return_that_cannot_be_is_refused(world: World, case: str) -> None:
    if case == "of somebody else":
        given = week(world, "euc_lead", 1)
    elif case == "of another queue":
        given = week(world, "agent", 1, team="SD-L1")
    elif case == "begun":
        given = OnCallShift.objects.get(team=world.team("EUC"), level="secondary", starts_at=ROTA_FROM)
        OnCallShift.objects.filter(pk=given.pk).update(user=world.agent)
    else:
        given = week(world, "agent", 1)
        week(world, "technician", 1, "secondary")
    with pytest.raises(ValueRefused) as refusal:
        asked(world, in_return=given)
    assert set(refusal.value.errors) == {"in_return"}
    assert not OnCallSwap.objects.exists()


def test_one_is_asked_at_a_time_about_a_shift(world: World) -> None:
    asked(world)
    with pytest.raises(Conflict):
        ask_swap(world.coming_shift, actor=world.technician, asked=world.euc_lead)
    assert OnCallSwap.objects.count() == 1


def test_each_step_is_for_the_one_it_belongs_to(world: World) -> None:
    with pytest.raises(Forbidden):
        ask_swap(world.coming_shift, actor=world.lead, asked=world.agent)
    swap, before = asked(world), rota()
    for act in (
        lambda: accept_swap(swap, actor=world.technician),
        lambda: accept_swap(swap, actor=world.euc_lead),
        lambda: decline_swap(swap, actor=world.technician),
        lambda: withdraw_swap(swap, actor=world.agent),
    ):
        with pytest.raises(Forbidden):
            act()
    with pytest.raises(StaleVersion):
        accept_swap(swap, actor=world.agent, version=7)
    assert (rota(), OnCallSwap.objects.get().state) == (before, "open")


def test_a_shift_that_is_changed_otherwise_ends_what_was_asked(world: World) -> None:
    why = {"actor": world.euc_lead, "reason": "New plan"}
    begin = COMING_FROM

    def remove() -> None:
        rest = OnCallShift.objects.get(user=world.technician, starts_at__gt=begin)
        remove_shift(rest, actor=world.euc_lead)

    acts: list[Any] = [
        lambda: change_shift(world.coming_shift, ends_at=begin + WEEK / 2, **why),
        lambda: replace_shift(world.coming_shift, user=world.euc_lead, ends_at=begin + WEEK / 4, **why),
        remove,
    ]
    for act in acts:
        shift = OnCallShift.objects.get(user=world.technician, starts_at__gte=COMING_FROM)
        swap = ask_swap(shift, actor=world.technician, asked=world.agent)
        act()
        swap.refresh_from_db()
        assert swap.state == "overtaken"
        assert [who for kind, who in told() if kind == "oncall.swap_over"][-2:] == [
            "omar.quillan", "leo.marsh",
        ]  # fmt: skip
        with pytest.raises(Conflict):
            accept_swap(swap, actor=world.agent)
    assert OnCallSwap.objects.latest("pk").shift is None


def test_what_lapsed_before_a_shift_is_changed_ends_as_lapsed_and_nobody_is_told(world: World) -> None:
    swap = asked(world, in_return=week(world, "agent", 1))
    OnCallSwap.objects.filter(pk=swap.pk).update(lapses_at=timezone.now())
    before = told()
    remove_shift(world.coming_shift, actor=world.duty_manager)
    swap.refresh_from_db()
    assert (swap.state, swap.shift, swap.ended_at is not None) == ("lapsed", None, True)
    assert [kind for kind, _who in told()[len(before) :]] == ["oncall.ended"]
    assert not AuditEntry.objects.filter(verb="oncall.swap_overtake").exists()


def test_pages_ask_and_answer_and_leads_see_what_is_open(world: World, client: Client) -> None:
    client.force_login(world.technician)
    page = client.get("/setup/on-call/").content.decode()
    ask = f"/setup/on-call/{world.coming_shift.pk}/ask/"
    assert ask in page
    assert client.post(ask, {"asked": ""}).status_code == 422
    assert client.post(ask, {"asked": world.agent.pk}).status_code == 302
    assert client.post(ask, {"asked": world.agent.pk}).status_code == 409
    swap = OnCallSwap.objects.get()
    address = f"/setup/on-call/swaps/{swap.pk}/"
    assert "Withdraw the request" in client.get(address).content.decode()
    client.force_login(world.second_agent)
    assert (client.get(address).status_code, client.post(f"{address}accept/").status_code) == (404, 404)
    client.force_login(world.lead)
    assert address in client.get("/setup/on-call/").content.decode()
    assert "Take the shift" not in client.get(address).content.decode()
    client.force_login(world.agent)
    assert "Your answer" in client.get("/setup/on-call/").content.decode()
    assert client.post(f"{address}accept/", {"version": "9"}).status_code == 409
    assert client.post(f"{address}decline/", {"reason": "x" * 201}).status_code == 422
    assert client.post(f"{address}decline/", {"reason": "At a wedding", "version": "1"}).status_code == 302
    client.force_login(world.technician)
    assert "Declined: At a wedding" in client.get("/setup/on-call/").content.decode()


def test_rest_asks_and_answers(world: World) -> None:
    other = week(world, "agent", 1)
    mine, theirs = Rest(world.technician), Rest(world.agent)
    body = {"shift": world.coming_shift.pk, "asked": "leo.marsh", "in_return": other.pk}
    tried = mine.post(f"{SWAPS}?dry_run=true", body)
    assert (tried.status_code, OnCallSwap.objects.count()) == (201, 0)
    made = mine.post(SWAPS, body)
    assert (made.status_code, made["ETag"], made.json()["state"]) == (201, '"1"', "open")
    path = f"{SWAPS}{made.json()['id']}/"
    assert (
        theirs.get(SWAPS).json()["results"] == [made.json()] == Rest(world.lead).get(SWAPS).json()["results"]
    )
    problem(Rest(world.second_agent).get(path), 404, "not-found")
    problem(theirs.post(f"{path}accept/"), 428, "precondition-required")
    problem(theirs.post(f"{path}accept/", If_Match='"2"'), 412, "stale-version")
    problem(mine.post(f"{path}accept/", If_Match="*"), 403, "forbidden")
    assert theirs.post(f"{path}accept/?dry_run=true", If_Match='"1"').status_code == 200
    assert world.coming_shift.user == world.technician
    done = theirs.post(f"{path}accept/", If_Match='"1"')
    assert (done.status_code, done["ETag"], done.json()["state"]) == (200, '"2"', "accepted")
    assert (done.json()["shift"]["user"], done.json()["in_return"]["user"]) == ("leo.marsh", "omar.quillan")
    problem(mine.post(f"{path}withdraw/", If_Match="*"), 409, "conflict")


def test_rest_declines_withdraws_and_refuses(world: World) -> None:
    mine, theirs = Rest(world.technician), Rest(world.agent)
    body = {"shift": world.coming_shift.pk, "asked": "leo.marsh"}
    wrong = theirs.post(SWAPS, {**body, "asked": "omar.quillan"})
    assert pointers(problem(wrong, 422, "value-refused")) == ["/shift"]
    wrong = mine.post(SWAPS, {**body, "in_return": 999_999})
    assert pointers(problem(wrong, 422, "value-refused")) == ["/in_return"]
    problem(Rest(world.technician, ["people:read"]).post(SWAPS, body), 403, "forbidden")
    assert not OnCallSwap.objects.exists()
    first = mine.post(SWAPS, body).json()["id"]
    declined = theirs.post(f"{SWAPS}{first}/decline/", {"reason": "At a wedding"}, If_Match="*").json()
    assert (declined["state"], declined["declined_reason"]) == ("declined", "At a wedding")
    second = mine.post(SWAPS, body).json()["id"]
    assert mine.post(f"{SWAPS}{second}/withdraw/", If_Match="*").json()["state"] == "withdrawn"
    assert world.coming_shift.user == world.technician
