"""Contracts with promises and tickets given to vendors, at chosen instants of Chicago's wall clock."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from hospital_itsm.demo.loaders.past import Story, told_from
from hospital_itsm.underpinning.actions.promises import set_promise
from hospital_itsm.underpinning.actions.vendor_tasks import note_answer
from hospital_itsm.underpinning.models import VendorClock, VendorTask
from tests.tickets import desk_cast
from tests.tickets.clock_cases import chicago
from tests.vendors.cast import contract
from tests.world import World, again
from tickets.actions.transitions import transition
from tickets.models import Ticket
from vendors.models import Contract, Vendor

HOUR = timedelta(hours=1)


@contextmanager
def on(reading: str) -> Iterator[Story]:
    """Let it be this instant of 2026 in Chicago; `story.reach` goes on."""
    with told_from(chicago(reading)) as story:
        yield story


def promising(
    world: World,
    number: str = "C-1005",
    *,
    response: tuple[int, str] | None = (4, "hours"),
    repair: tuple[int, str] | None = None,
    hours: str = "HOSP24",
    credit: Decimal | None = None,
    **values: Any,
) -> Contract:
    """A contract in force that promises times in a working calendar."""
    made = contract(world, number, **values)
    for metric, time in (("response", response), ("repair", repair)):
        if time is not None:
            promise(world, made, metric, time, hours=hours, credit=credit)
    return made


def promise(
    world: World, of: Contract, metric: str, time: tuple[int, str], hours: str = "HOSP24", **more: Any
) -> None:
    """The vendor manager writes a promise down."""
    amount, unit = time
    calendar = world.calendars[hours]
    currency = "USD" if more.get("credit") is not None else ""
    set_promise(
        of.number, metric, actor=again(world.vendor_manager), amount=amount, unit=unit, calendar=calendar,
        currency=currency, **more,
    )  # fmt: skip


def ticket(world: World, care: str = "not_affected", **fields: Any) -> Ticket:
    """A ticket of the agent's queue."""
    return desk_cast.report(world, care, **fields)


def step(world: World, of: Ticket, verb: str, **needs: Any) -> Ticket:
    """The agent takes a step of the ticket's life."""
    return transition(of.key, actor=again(world.agent), verb=verb, **needs)


def hand_over(
    world: World, of: Ticket, to: Vendor | None = None, until: datetime | None = None
) -> VendorTask:
    """The agent gives the ticket to a vendor."""
    later = until or chicago("12-31T12:00")
    step(world, of, "wait_vendor", vendor=to or world.vendor, reason="Their switch", until=later)
    return VendorTask.objects.filter(ticket=of).latest("round")


def handed(world: World, **fields: Any) -> VendorTask:
    """A fresh ticket in the vendor's hands."""
    return hand_over(world, ticket(world, **fields))


def resolve(world: World, of: Ticket) -> Ticket:
    """The agent resolves the ticket as fixed by the vendor."""
    return step(
        world,
        of,
        "resolve",
        message="The vendor changed the switch.",
        close_code="vendor_fixed",
        cause="supplier",
    )


def answer(world: World, task: VendorTask, **values: Any) -> VendorTask:
    """The agent notes that the vendor answered."""
    return note_answer(task.pk, actor=again(world.agent), **values)


def clock(task: VendorTask, metric: str = "response") -> VendorClock:
    """A clock as stored."""
    return VendorClock.objects.get(task=task, metric=metric)


def stands(task: VendorTask, metric: str = "response") -> tuple[str, datetime, datetime | None]:
    """How a clock stands: state, deadline, and when it was settled."""
    found = clock(task, metric)
    return found.state, found.due_at, found.settled_at
