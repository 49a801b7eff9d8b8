"""How far giving a version of promises is, and what became of the tickets that may be counted here."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Case, Count, IntegerField, Q, QuerySet, Sum, Value, When

from hospital_itsm.jobs.choices import UNFINISHED
from hospital_itsm.setup.choices import Given
from hospital_itsm.setup.rules.giving import Moves

MOVES: Final = ("earlier", "later", "withdrawn", "late")


@dataclass(frozen=True)
class Tally:
    """How many tickets came to each outcome, in the order of `Given`, and what moved in all."""

    outcomes: Sequence[tuple[Given, int]]
    moves: Moves


def givings_of(policy: Any) -> QuerySet[Any]:
    """What was given of any version of a policy, newest first."""
    from hospital_itsm.setup.models import PolicyGiving

    found = PolicyGiving.objects.filter(policy__lineage=policy.lineage)
    return found.select_related("policy", "asked_by", "job").order_by("-pk")


def is_being_given(policy: Any) -> bool:
    """Is any version of this policy on its way to tickets now?"""
    return bool(givings_of(policy).filter(ended_at=None, job__state__in=UNFINISHED).exists())


def countable_rows(giving: Any) -> QuerySet[Any]:
    """The rows of tickets that are not restricted."""
    return giving.rows.filter(ticket__is_restricted=False)


def tally_of(giving: Any) -> Tally:
    """One statement."""
    wanted: dict[str, Any] = {f"of_{code.value}": Count("pk", filter=Q(outcome=code)) for code in Given} | {
        name: Sum(name, default=0) for name in MOVES
    }
    found = countable_rows(giving).aggregate(**wanted)
    outcomes = [(code, found[f"of_{code.value}"]) for code in Given]
    return Tally(outcomes, Moves(*(found[name] for name in MOVES)))


def told_rows(giving: Any, most: int) -> list[Any]:
    """The first rows with their tickets, what went wrong and what is missed before the rest: one statement."""
    order = Case(
        When(outcome=Given.FAILED, then=Value(0)),
        When(late__gt=0, then=Value(1)),
        When(outcome=Given.DONE, then=Value(2)),
        default=Value(3),
        output_field=IntegerField(),
    )
    return list(countable_rows(giving).select_related("ticket").order_by(order, "position")[:most])
