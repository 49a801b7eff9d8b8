"""What is read of snapshots: sums of a period and of its steps, states of their last day, scopes, currencies."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from hospital_itsm.kpi import reading
from hospital_itsm.kpi.models import Snapshot
from hospital_itsm.kpi.rules.figures import Scope
from hospital_itsm.kpi.rules.periods import Period
from tests.kpi.small_world import NOW
from tests.world import World

pytestmark = pytest.mark.django_db
PERIOD = Period(date(2026, 11, 1), date(2026, 11, 10))
HTM = Scope(domain="htm")


def keep(kpi: str, day: int, n: int, above: int, below: int, **where: Any) -> None:
    """A snapshot of a day in November."""
    Snapshot.objects.create(
        kpi=kpi, day=date(2026, 11, day), n=n, numerator=above, denominator=below, definition_version=1,
        computed_at=NOW, **where,
    )  # fmt: skip


def steps(kpi: str, scope: Scope = reading.WHOLE, count: int = 2) -> list[tuple[Any, int]] | None:
    """The value and the number of each step."""
    found = reading.history([kpi], PERIOD, scope, count).get(kpi)
    return None if found is None else [(one.value, one.n) for one in found]


def value(kpi: str, scope: Scope = reading.WHOLE) -> Decimal | None:
    """The value of the period."""
    found = reading.figures([kpi], PERIOD, scope).get(kpi)
    return None if found is None else found.value


def test_what_happened_is_added_up_over_steps_and_scopes(world: World) -> None:
    site = world.icu.site
    keep("reopened", 1, 4, 1, 4, site=site, domain="htm")
    keep("reopened", 5, 4, 1, 4, site=site, domain="infrastructure")
    keep("reopened", 6, 5, 1, 5, domain="infrastructure")
    keep("reopened", 11, 9, 9, 9, domain="htm")
    assert steps("reopened") == [(25, 8), (20, 5)]
    assert steps("reopened", HTM) == [(25, 4), (None, 0)]
    assert steps("reopened", Scope(site=site.pk)) == [(25, 8), (None, 0)]
    assert steps("reopened", count=1) == [(Decimal(300) / 13, 13)]
    assert value("reopened") == Decimal(300) / 13
    assert steps("resolved") is None
    assert value("resolved") is None


def test_a_difference_is_taken_step_by_step(world: World) -> None:
    keep("opened", 1, 3, 3, 3)
    keep("resolved", 2, 5, 5, 5)
    keep("resolved", 9, 2, 2, 2)
    assert steps("net_flow") == [(-2, 8), (-2, 2)]
    assert value("net_flow") == -4


def test_a_state_is_that_of_the_last_day_of_a_step(world: World) -> None:
    keep("backlog", 3, 7, 7, 7, domain="htm")
    keep("backlog", 4, 5, 5, 5, domain="htm")
    keep("backlog", 4, 1, 1, 1, domain="infrastructure")
    keep("backlog", 8, 2, 2, 2, domain="infrastructure")
    assert steps("backlog") == [(6, 6), (2, 2)]
    assert steps("backlog", HTM) == [(5, 5), (None, 0)]
    assert value("backlog") == 2
    assert value("backlog", HTM) is None


def test_amounts_in_several_currencies_are_never_added_up(world: World) -> None:
    keep("spend_against_plan", 3, 1, 50, 100, currency="USD")
    keep("spend_against_plan", 9, 1, 60, 100, currency="USD")
    keep("spend_against_plan", 10, 1, 70, 100, currency="USD")
    keep("spend_against_plan", 10, 1, 20, 100, currency="EUR")
    assert steps("spend_against_plan") == [(50, 1), (60, 1)]
    assert value("spend_against_plan") is None
