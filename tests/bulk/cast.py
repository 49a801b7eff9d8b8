"""Bulk changes for tests: chosen, asked for and worked as their person does it."""

from typing import Any

from hospital_itsm.bulk.actions.asking import ask
from hospital_itsm.bulk.actions.choosing import choose
from hospital_itsm.bulk.actions.undoing import ask_undo
from hospital_itsm.bulk.models import BulkChange
from hospital_itsm.bulk.work import work_now
from hospital_itsm.people.models import User
from tests.tickets.desk_cast import report
from tests.world import World, again
from tickets.models import Ticket


def printers(world: World, count: int = 3, **fields: Any) -> list[Ticket]:
    """So many reports of a printer, with EUC."""
    return [report(world, **fields) for _n in range(count)]


def chosen(actor: User, tickets: list[Ticket], kind: str) -> BulkChange:
    """These tickets as they are on the screen now."""
    return choose(kind, [(one.pk, one.version) for one in tickets], actor=again(actor))


def changed(actor: User, tickets: list[Ticket], kind: str, **given: Any) -> BulkChange:
    """The change, asked for and worked."""
    change = ask(chosen(actor, tickets, kind), actor=again(actor), given=given)
    work_now(change.job)  # type: ignore[arg-type]
    return stored(change)


def undone(change: BulkChange) -> BulkChange:
    """The change, undone."""
    change = ask_undo(change, actor=again(change.owner))
    work_now(change.undo_job)  # type: ignore[arg-type]
    return stored(change)


def stored(change: BulkChange) -> BulkChange:
    """The change as it is kept."""
    return BulkChange.objects.select_related("job", "owner").get(pk=change.pk)


def outcomes(change: BulkChange) -> list[tuple[str, str]]:
    """What became of each ticket, with the words."""
    return list(change.rows.order_by("position").values_list("outcome", "words"))


def undoings(change: BulkChange) -> list[tuple[str, str]]:
    """What undoing came to for each, with the words."""
    return list(change.rows.order_by("position").values_list("undone", "undo_words"))
