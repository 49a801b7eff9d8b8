"""Giving a ticket to a vendor starts the clocks of its contract; taking it back, an answer or a deadline ends them."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from assets.models import Asset, Service
from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.core.errors import Conflict, Forbidden, StaleVersion, ValueRefused
from hospital_itsm.feed.models import Change
from hospital_itsm.people.models import CalendarHoliday, WorkCalendar
from hospital_itsm.underpinning.actions.promises import remove_promise, set_promise
from hospital_itsm.underpinning.actions.vendor_tasks import choose_contract, note_answer
from hospital_itsm.underpinning.models import Promise, VendorClock, VendorTask
from tests.assets import cast as assets_cast
from tests.tickets.clock_cases import chicago
from tests.tickets.desk_cast import clock as ticket_clock
from tests.tickets.desk_cast import fresh
from tests.underpinning import cast
from tests.vendors.cast import contract, vendor
from tests.world import World, again
from tickets.actions.merging import merge
from tickets.actions.unmerging import unmerge
from tickets.choices import State
from tickets.models import Ticket
from vendors.actions.contract_life import renew_contract
from vendors.actions.merging import merge_vendors
from vendors.models import Contract


def trail(task: VendorTask) -> list[str]:
    rows = AuditEntry.objects.filter(target_type="underpinning.vendortask", target_id=str(task.pk))
    return list(rows.order_by("id").values_list("verb", flat=True))


@pytest.mark.parametrize(
    ("hours", "time", "handed_at", "due"),
    [
        ("HOSP24", (4, "hours"), "11-27T12:40", "11-27T16:40"),
        ("BUS", (4, "hours"), "11-20T16:00", "11-23T11:00"),
        ("BUS", (4, "hours"), "11-25T16:30", "11-27T11:30"),
        ("BUS", (90, "minutes"), "11-21T10:00", "11-23T09:30"),
        ("BUS", (1, "business_days"), "11-25T09:15", "11-27T17:00"),
        ("EXT", (30, "minutes"), "11-20T18:45", "11-21T07:15"),
        ("HOSP24", (4, "hours"), "11-01T00:45", "11-01T03:45"),
        ("HOSP24", (4, "hours"), "03-08T01:30", "03-08T06:30"),
    ],
)
def test_the_deadline_is_exact_in_the_contracts_hours(
    world: World, hours: str, time: tuple[int, str], handed_at: str, due: str
) -> None:
    thanksgiving = {"name": "Thanksgiving", "until_minute": None}
    CalendarHoliday.objects.update_or_create(
        calendar=world.calendars["BUS"], on="2026-11-26", defaults=thanksgiving
    )
    cast.promising(world, response=time, hours=hours)
    with cast.on(handed_at):
        task = cast.handed(world)
    found = cast.clock(task)
    assert (found.started_at, found.due_at, found.state) == (
        chicago(handed_at), chicago(due), "running",
    )  # fmt: skip
    assert (task.basis, task.contract.number) == ("vendor", "C-1005")
    assert trail(task) == ["vendor_task.open"]


def test_an_answer_in_time_meets_the_promise_and_a_late_one_misses_it(world: World) -> None:
    cast.promising(world)
    with cast.on("11-27T12:40") as story:
        early, late = cast.handed(world), cast.handed(world)
        story.reach(chicago("11-27T16:40"))
        cast.answer(world, early, number="NL-40112")
        story.reach(chicago("11-27T16:41"))
        cast.answer(world, late)
    due = chicago("11-27T16:40")
    assert cast.stands(early) == ("met", due, due)
    assert cast.stands(late) == ("missed", due, due)
    early.refresh_from_db()
    assert (early.number, early.answered_at, early.version) == ("NL-40112", due, 2)
    entry = AuditEntry.objects.get(verb="vendor_task.answer", target_id=str(early.pk))
    assert entry.changes["response_promise"] == ["running", "met"]
    assert "NL-40112" not in str(entry.changes)


def test_pressing_twice_keeps_the_first_time_and_another_time_corrects_it(world: World) -> None:
    cast.promising(world)
    with cast.on("11-27T12:40") as story:
        task = cast.handed(world)
        story.reach(chicago("11-27T17:00"))
        cast.answer(world, task)
        story.reach(chicago("11-27T17:05"))
        assert cast.answer(world, task).version == 2
        assert cast.stands(task)[0] == "missed"
        cast.answer(world, task, at=chicago("11-27T13:00"))
    assert cast.stands(task) == ("met", chicago("11-27T16:40"), chicago("11-27T13:00"))
    assert cast.clock(task).noticed_at is None


@pytest.mark.parametrize(
    ("at", "words"),
    [
        ("11-27T12:39", "was handed over at 2026-11-27 12:40"),
        ("11-27T15:01", "still ahead"),
        ("11-27T14:30", "was taken back at 2026-11-27 14:00"),
    ],
)
def test_an_impossible_time_is_refused_and_changes_nothing(world: World, at: str, words: str) -> None:
    cast.promising(world)
    with cast.on("11-27T12:40") as story:
        task = cast.handed(world)
        if "taken back" in words:
            story.reach(chicago("11-27T14:00"))
            cast.step(world, task.ticket, "resume")
        story.reach(chicago("11-27T15:00"))
        before = (trail(task), cast.stands(task))
        with pytest.raises(ValueRefused) as refused:
            cast.answer(world, task, at=chicago(at))
    assert words in refused.value.errors["answered_at"]
    assert (trail(task), cast.stands(task)) == before


@pytest.mark.parametrize(
    ("verb", "needs", "ending", "response", "repair"),
    [
        ("resume", {}, "taken_back", "met", "met"),
        ("wait_parts", {"reason": "A part", "until": chicago("12-31T12:00")}, "elsewhere", "withdrawn", "withdrawn"),
        ("cancel", {"reason": "Not ours"}, "called_off", "withdrawn", "withdrawn"),
    ],
)  # fmt: skip
def test_taking_the_ticket_back_ends_the_task(
    world: World, verb: str, needs: dict[str, Any], ending: str, response: str, repair: str
) -> None:
    cast.promising(world, repair=(8, "hours"))
    with cast.on("11-27T12:40") as story:
        task = cast.handed(world)
        story.reach(chicago("11-27T13:40"))
        cast.step(world, task.ticket, verb, **needs)
    task.refresh_from_db()
    assert (task.ended_at, task.ending) == (chicago("11-27T13:40"), ending)
    assert (cast.stands(task)[0], cast.stands(task, "repair")[0]) == (response, repair)
    assert task.answered_at is None
    assert trail(task) == ["vendor_task.open", "vendor_task.end"]


def test_an_answer_can_be_noted_after_the_ticket_was_taken_back(world: World) -> None:
    cast.promising(world)
    with cast.on("11-27T12:40") as story:
        task = cast.handed(world)
        story.reach(chicago("11-27T18:00"))
        cast.resolve(world, task.ticket)
        assert cast.stands(task)[0] == "missed"
        cast.answer(world, task, at=chicago("11-27T14:00"))
    assert cast.stands(task) == ("met", chicago("11-27T16:40"), chicago("11-27T14:00"))


def test_a_second_hand_over_is_a_task_of_its_own_with_fresh_clocks(world: World) -> None:
    cast.promising(world)
    with cast.on("11-27T12:40") as story:
        first = cast.handed(world)
        story.reach(chicago("11-27T18:00"))
        cast.step(world, first.ticket, "resume")
        story.reach(chicago("11-27T19:00"))
        second = cast.hand_over(world, first.ticket)
    assert (second.round, second.handed_at) == (2, chicago("11-27T19:00"))
    assert cast.stands(second) == ("running", chicago("11-27T23:00"), None)
    assert cast.stands(first) == ("missed", chicago("11-27T16:40"), chicago("11-27T16:40"))
    assert VendorTask.objects.open().count() == 1


def test_the_contract_of_the_device_answers_then_that_of_the_service(world: World) -> None:
    general = cast.promising(world, "C-1", response=(1, "hours"))
    covering = cast.promising(world, "C-2", response=None)
    serving = cast.promising(world, "C-3", response=(2, "hours"))
    foreign = contract(world, "C-4", vendor=vendor(world, "Slatewell Storage"))
    made = cast.ticket(world)
    pump = assets_cast.pump(world, contract=covering)
    service = Service.objects.get(code="A001")
    Service.objects.filter(pk=service.pk).update(contract=serving)
    found = []
    for asset, contract_of_asset in ((pump, covering), (pump, foreign), (None, None)):
        Asset.objects.update(contract=contract_of_asset)
        Ticket.objects.update(asset=asset, service=service)
        task = cast.hand_over(world, made)
        found.append((task.contract.number, task.basis, task.clocks.count()))
        cast.step(world, made, "resume")
    Ticket.objects.update(service=None)
    last = cast.hand_over(world, made)
    assert found == [("C-2", "asset", 0), ("C-3", "service", 1), ("C-3", "service", 1)]
    assert (last.contract, last.basis) == (general, "vendor")


def test_without_a_contract_in_force_the_task_is_open_and_nothing_is_promised(world: World) -> None:
    cast.promising(world, starts_on=datetime(2020, 1, 1).date(), ends_on=datetime(2021, 1, 1).date())
    contract(world, "C-9", status="draft")
    task = cast.handed(world)
    assert (task.contract, task.basis, task.clocks.count()) == (None, "", 0)
    cast.answer(world, task)
    task.refresh_from_db()
    assert task.answered_at is not None


def test_waiting_for_nobody_named_opens_no_task(world: World) -> None:
    made = cast.ticket(world)
    cast.step(world, made, "wait_vendor", reason="Somebody", until=chicago("12-31T12:00"))
    assert not VendorTask.objects.exists()


def test_the_units_clocks_pause_only_where_they_may_and_run_as_if_there_were_no_vendor_clock(
    world: World,
) -> None:
    """domain/2 §2.3: P3 to P5 pause while the vendor has it, P1 and P2 never; elapsed time goes on in any task."""
    standing = {}
    for promises in (True, False):
        VendorClock.objects.all().delete()
        Promise.objects.all().delete()
        if promises:
            cast.promising(world, repair=(8, "hours"))
        with cast.on("11-24T10:00") as story:
            tickets = [cast.ticket(world, "not_affected"), cast.ticket(world, "unsafe")]
            story.reach(chicago("11-24T10:30"))
            tasks = [cast.hand_over(world, one) for one in tickets]
            story.reach(chicago("11-24T15:00"))
            for task in tasks:
                cast.answer(world, task)
            story.reach(chicago("11-24T16:00"))
            rows = [ticket_clock(one, "restore") for one in tickets]
            paused = [
                (fresh(one).priority >= 3, row.paused_since is not None)
                for one, row in zip(tickets, rows, strict=True)
            ]
            for one in tickets:
                cast.step(world, one, "resume")
        after = [ticket_clock(one, "restore") for one in tickets]
        standing[promises] = (
            paused,
            [(row.due_at, row.consumed, row.target_time) for row in after],
            [fresh(one).opened_at for one in tickets],
        )
    assert standing[True][0] == [(True, True), (False, False)]
    assert standing[True] == standing[False]


def test_merging_a_duplicate_calls_the_task_off_and_undoing_it_goes_on(world: World) -> None:
    cast.promising(world)
    with cast.on("11-27T12:40") as story:
        survivor, task = cast.ticket(world), cast.handed(world)
        story.reach(chicago("11-27T13:00"))
        merge(task.ticket.key, actor=again(world.agent), into=survivor.key)
        task.refresh_from_db()
        assert (task.ending, cast.stands(task)[0]) == ("called_off", "withdrawn")
        story.reach(chicago("11-27T17:00"))
        unmerge(task.ticket.key, actor=again(world.agent))
    task.refresh_from_db()
    assert fresh(task.ticket).state == State.PENDING_VENDOR
    assert (task.ended_at, task.ending, VendorTask.objects.count()) == (None, "", 1)
    assert cast.stands(task) == ("missed", chicago("11-27T16:40"), chicago("11-27T16:40"))


def test_another_contract_counts_from_the_hand_over(world: World) -> None:
    cast.promising(world, "C-1")
    other = cast.promising(world, "C-2", response=(1, "hours"), ends_on=datetime(2030, 1, 1).date())
    foreign = contract(world, "C-4", vendor=vendor(world, "Slatewell Storage"))
    with cast.on("11-27T12:40") as story:
        task = cast.handed(world)
        assert task.contract.number == "C-1"
        story.reach(chicago("11-27T14:00"))
        actor = again(world.agent)
        with pytest.raises(ValueRefused):
            choose_contract(task.pk, actor=actor, contract=foreign)
        with pytest.raises(StaleVersion):
            choose_contract(task.pk, actor=actor, contract=other, version=9)
        choose_contract(task.pk, actor=actor, contract=other, version=task.version)
    task.refresh_from_db()
    assert (task.contract, task.basis, task.clocks.count()) == (other, "chosen", 1)
    assert cast.stands(task) == ("missed", chicago("11-27T13:40"), chicago("11-27T13:40"))


def test_a_changed_promise_moves_no_clock_that_runs_and_new_hours_hold_for_the_next(world: World) -> None:
    made = cast.promising(world, hours="BUS", credit=Decimal("500.00"))
    old = world.calendars["BUS"]
    with cast.on("11-20T16:00") as story:
        running = cast.handed(world)
        cast.promise(world, made, "response", (1, "hours"), hours="HOSP24")
        assert cast.clock(running).due_at == chicago("11-23T11:00")
        assert cast.clock(running).credit == Decimal("500.00")
        story.reach(chicago("11-20T16:10"))
        remove_promise("C-1005", "response", actor=again(world.vendor_manager))
        cast.promise(world, made, "response", (4, "hours"), hours="BUS")
        newer = WorkCalendar.objects.create(
            lineage="BUS", version=old.version + 1, name="Business hours", time_zone="America/Chicago"
        )
        newer.windows.create(weekday=5, start_minute=8 * 60, end_minute=17 * 60)
        later = cast.handed(world)
    assert cast.clock(later).due_at == chicago("11-21T12:00")
    assert cast.clock(later).calendar == newer


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ({"amount": 0}, {"amount"}),
        ({"amount": 10**9}, {"amount"}),
        ({"unit": "fortnights"}, {"unit"}),
        ({"credit": Decimal("-1"), "currency": "USD"}, {"credit"}),
        ({"credit": Decimal("5"), "currency": "dollars"}, {"currency"}),
    ],
)
def test_a_promise_that_says_nothing_is_refused(
    world: World, fields: dict[str, Any], named: set[str]
) -> None:
    contract(world, "C-1005")
    says = {"amount": 4, "unit": "hours", "calendar": world.calendars["BUS"], **fields}
    with pytest.raises(ValueRefused) as refused:
        set_promise("C-1005", "response", actor=again(world.vendor_manager), **says)
    assert set(refused.value.errors) == named
    assert not Promise.objects.exists()
    assert not AuditEntry.objects.filter(verb="vendor_promise.set").exists()


def test_only_who_manages_contracts_writes_promises_and_only_who_works_the_ticket_notes_answers(
    world: World,
) -> None:
    cast.promising(world)
    task = cast.handed(world)
    says = {"amount": 1, "unit": "hours", "calendar": world.calendars["BUS"]}
    with pytest.raises(Forbidden):
        set_promise("C-1005", "response", actor=again(world.it_manager), **says)
    for who in (world.network_engineer, world.finance, world.house_supervisor):
        with pytest.raises(Forbidden):
            note_answer(task.pk, actor=again(who))
    with pytest.raises(VendorTask.DoesNotExist):
        note_answer(task.pk, actor=again(world.requester))
    task.refresh_from_db()
    assert (task.answered_at, Promise.objects.get().amount) == (None, 4)
    note_answer(task.pk, actor=again(world.vendor_manager))
    task.refresh_from_db()
    assert task.answered_at is not None


def test_a_task_of_a_restricted_ticket_is_for_its_readers(world: World) -> None:
    cast.promising(world)
    task = cast.handed(world)
    Ticket.objects.filter(pk=task.ticket_id).update(
        is_restricted=True, kind="security_incident", team=world.team("SEC")
    )
    sees = {who: VendorTask.objects.visible_to(again(getattr(world, who))).exists() for who in (
        "security", "auditor", "agent", "vendor_manager", "finance", "cio", "requester", "integration",
    )}  # fmt: skip
    assert {who for who, does in sees.items() if does} == {"security", "auditor"}


def test_a_renewal_takes_the_promises_along(world: World) -> None:
    cast.promising(world, repair=(2, "business_days"), hours="BUS", credit=Decimal("250.00"))
    renew_contract(
        "C-1005",
        actor=again(world.vendor_manager),
        new_number="C-2005",
        starts_on=datetime(2040, 7, 1).date(),
        ends_on=datetime(2041, 6, 30).date(),
    )
    found = Contract.objects.get(number="C-2005").promises.order_by("metric")
    assert [(one.metric, one.amount, one.unit, one.credit, one.currency) for one in found] == [
        ("repair", 2, "business_days", Decimal("250.00"), "USD"),
        ("response", 4, "hours", Decimal("250.00"), "USD"),
    ]


def test_merging_vendors_takes_tasks_and_clocks_along(world: World) -> None:
    cast.promising(world)
    task = cast.handed(world)
    kept = vendor(world, "Slatewell Storage")
    merge_vendors(world.vendor.pk, actor=again(world.vendor_manager), into=kept.pk)
    task.refresh_from_db()
    assert (task.vendor, cast.clock(task).vendor) == (kept, kept)


def test_a_calendar_that_promises_are_counted_in_is_not_retired(world: World) -> None:
    from hospital_itsm.people.actions.calendars import retire_calendar

    extra = WorkCalendar.objects.create(lineage="NL", name="Northlight", time_zone="America/Chicago")
    extra.windows.create(weekday=0, start_minute=0, end_minute=1440)
    made = contract(world, "C-1005")
    says = {"amount": 4, "unit": "hours", "calendar": extra}
    set_promise(made.number, "response", actor=again(world.vendor_manager), **says)
    with pytest.raises(Conflict, match="C-1005"):
        retire_calendar(extra, actor=again(world.administrator))


def test_the_feed_tells_of_a_task(world: World) -> None:
    cast.promising(world)
    task = cast.handed(world)
    cast.answer(world, task)
    rows = Change.objects.filter(kind="vendor_task").order_by("id")
    assert list(rows.values_list("subject", "verb", "version")) == [
        (task.pk, "vendor_task.open", 1), (task.pk, "vendor_task.answer", 2),
    ]  # fmt: skip
    assert timedelta(0) <= rows[1].at - rows[0].at
