"""Counting what changed: each change touches its days and no others, once, whatever dies in between."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection, transaction

from assets.models import Asset
from hospital_itsm.continuity.models import Outage
from hospital_itsm.kpi.actions import counting
from hospital_itsm.kpi.actions.counting import count_changes, count_history_on, do_round
from hospital_itsm.kpi.measures import MEASURES
from hospital_itsm.kpi.measures.base import Cell
from hospital_itsm.kpi.models import CountedKpi, HeardChange, Snapshot
from hospital_itsm.kpi.rules.periods import Period
from hospital_itsm.people.models import CareArea, Team
from tests.kpi import small_world
from tests.kpi.small_world import COUNTER, NOW, count, figure
from tests.tickets.clock_cases import chicago
from tests.world import World
from tickets.models import Clock, Rating, Ticket
from vendors.models import Contract

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(world: World) -> dict[str, Ticket]:
    """The small world, counted."""
    found = small_world.build(world)
    count()
    return found


def cells(code: str) -> dict[date, tuple[int, int]]:
    """What a figure's days say: numerator and number."""
    rows = Snapshot.objects.filter(kpi=code).order_by("day")
    found: dict[date, tuple[int, int]] = {}
    for row in rows:
        above, n = found.get(row.day, (0, 0))
        found[row.day] = (above + int(row.numerator), n + row.n)
    return found


def heard() -> list[tuple[str, date | None]]:
    """What waits to be counted, each once."""
    return sorted(set(HeardChange.objects.values_list("source", "day")), key=str)


def test_a_ticket_counts_on_its_days_and_nothing_waits_afterwards(made: dict[str, Ticket]) -> None:
    assert cells("reopened") == {
        date(2026, 11, 2): (0, 1),
        date(2026, 11, 6): (0, 1),
        date(2026, 11, 10): (0, 2),
        date(2026, 11, 11): (0, 1),
        date(2026, 11, 12): (1, 1),
        date(2026, 11, 16): (0, 1),
    }
    assert heard() == []
    assert set(CountedKpi.objects.values_list("version", "counted_at", "round_day")) == {
        (1, NOW, small_world.TODAY)
    }


def test_a_late_correction_counts_its_day_anew_and_leaves_the_others(made: dict[str, Ticket]) -> None:
    before = dict(Snapshot.objects.values_list("pk", "computed_at"))
    later = NOW + timedelta(minutes=5)
    Ticket.objects.filter(pk=made["pump"].pk).update(reopened_count=1)
    assert {source for source, _day in heard()} == {"ticket"}
    count(later)
    assert cells("reopened")[date(2026, 11, 2)] == (1, 1)
    (changed,) = Snapshot.objects.filter(kpi="reopened", computed_at=later)
    assert changed.day == date(2026, 11, 2)
    untouched = Snapshot.objects.exclude(computed_at=later)
    assert dict(untouched.values_list("pk", "computed_at")).items() <= before.items()
    assert not Snapshot.objects.filter(computed_at=later, day__lt=date(2026, 10, 29)).exists()


def test_the_day_a_ticket_counted_on_before_loses_it(made: dict[str, Ticket]) -> None:
    assert cells("resolve_all")[date(2026, 11, 16)] == (7200, 1)
    Ticket.objects.filter(pk=made["monitor"].pk).update(
        resolved_at=None, restored_at=None, closed_at=None, state="in_progress"
    )
    count(NOW + timedelta(minutes=5))
    assert date(2026, 11, 16) not in cells("resolve_all")
    found = figure("backlog")
    assert found is not None
    assert found.value == 3


def test_what_changes_nothing_that_is_counted_is_not_heard(made: dict[str, Ticket]) -> None:
    Ticket.objects.update(version=7, title="Another", next_due_at=NOW)
    Clock.objects.filter(outcome="").update(consumed=timedelta(hours=9))
    assert heard() == []


def test_a_statement_about_many_rows_notes_each_day_once(made: dict[str, Ticket]) -> None:
    Ticket.objects.filter(opened_at__gte=chicago("11-10T00:00"), opened_at__lt=chicago("11-11T00:00")).update(
        source="api"
    )
    days = list(HeardChange.objects.values_list("day", flat=True))
    assert len(days) == len(set(days))


@pytest.mark.parametrize(
    ("change", "code", "value"),
    [
        (lambda made: Rating.objects.filter(score=2).update(score=4), "satisfaction", 100),
        (lambda made: Rating.objects.filter(score=2).delete(), "satisfaction", 100),
        (lambda made: made["monitor"].handovers.update(state="accepted"), "hops", 0.5),
        (lambda made: Clock.objects.filter(outcome="missed").update(outcome="met"), "restore_on_target_urgent", 100),
        (lambda made: Asset.objects.filter(tag="LR-1").update(high_risk=False), "repair_other", 94800),
        (lambda made: Asset.objects.filter(tag="LR-1").update(last_seen_at=None), "seen", 0),
        (lambda made: Contract.objects.filter(number="C-1").update(decision="renew"), "renewal_traps", 0),
        (lambda made: Ticket.objects.filter(pk=made["old"].pk).update(is_restricted=True), "backlog", 1),
        (lambda made: Outage.objects.filter(users_percent=50).update(users_percent=100), "downtime_other", 3600),
        (lambda made: Outage.objects.get(users_percent=50).services.clear(), "downtime_other", 0),
    ],
)  # fmt: skip
def test_every_source_is_heard(made: dict[str, Ticket], change: Any, code: str, value: float) -> None:
    change(made)
    count(NOW + timedelta(minutes=5))
    found = figure(code)
    assert found is not None
    assert float(found.value) == pytest.approx(value)


def test_a_team_or_unit_that_moves_counts_all_tickets_anew(made: dict[str, Ticket], world: World) -> None:
    assert {row.domain for row in Snapshot.objects.filter(kpi="response_p1")} == {"infrastructure"}
    Team.objects.filter(code__in=["NET", "SD-L1"]).update(domain="applications")
    count(NOW + timedelta(minutes=5))
    assert {row.domain for row in Snapshot.objects.filter(kpi="response_p1")} == {"applications"}
    CareArea.objects.filter(code="MS5").update(care_class="A")
    count(NOW + timedelta(minutes=10))
    found = figure("clinical_impact")
    assert found is not None
    assert found.value == 7830 + 2 * (1440 + 2190 + 60)


def test_a_worker_that_dies_has_counted_nothing_and_forgets_nothing(
    made: dict[str, Ticket], monkeypatch: pytest.MonkeyPatch
) -> None:
    Ticket.objects.filter(pk=made["pump"].pk).update(reopened_count=1)
    waiting, rows = heard(), set(Snapshot.objects.values_list("pk", flat=True))

    def dies(*_args: Any) -> None:
        raise SystemExit("killed")

    with monkeypatch.context() as patch:
        patch.setattr(counting, "_replace_state", dies)
        with pytest.raises(SystemExit):
            count_changes(actor=COUNTER, now=NOW)
    assert (heard(), set(Snapshot.objects.values_list("pk", flat=True))) == (waiting, rows)
    count()
    assert cells("reopened")[date(2026, 11, 2)] == (1, 1)


def test_counting_twice_changes_nothing(made: dict[str, Ticket]) -> None:
    before = set(Snapshot.objects.values_list("pk", "n", "numerator", "computed_at"))
    Ticket.objects.filter(pk=made["pump"].pk).update(reopened_count=1)
    Ticket.objects.filter(pk=made["pump"].pk).update(reopened_count=0)
    count()
    assert set(Snapshot.objects.values_list("pk", "n", "numerator", "computed_at")) == before
    assert do_round("opened", actor=COUNTER, now=NOW) is False
    assert count_history_on("opened", actor=COUNTER, now=NOW) is False


def test_history_is_kept_where_it_can_not_be_told_and_told_anew_where_it_can(made: dict[str, Ticket]) -> None:
    tomorrow = NOW + timedelta(days=1)
    Asset.objects.update(last_seen_at=tomorrow)
    count(tomorrow)
    assert cells("seen") == {date(2026, 11, 20): (1, 4), date(2026, 11, 21): (4, 4)}
    Snapshot.objects.filter(kpi__in=["opened", "backlog"]).delete()
    counting.forget_history(["seen", "opened", "backlog"], actor=COUNTER)
    count(tomorrow)
    assert cells("seen") == {date(2026, 11, 20): (1, 4), date(2026, 11, 21): (4, 4)}
    assert sum(n for _above, n in cells("opened").values()) == 9
    backlog = cells("backlog")
    assert (min(backlog), max(backlog)) == (date(2026, 10, 1), date(2026, 11, 21))
    assert [backlog[date(2026, 11, day)][1] for day in (9, 10, 11, 12, 13, 17, 18)] == [1, 1, 1, 2, 1, 1, 2]


def test_a_state_of_which_nothing_is_left_is_absent_and_not_the_one_of_yesterday(
    made: dict[str, Ticket],
) -> None:
    tomorrow = NOW + timedelta(days=1)
    Asset.objects.update(status="disposed")
    count(tomorrow)
    until_tomorrow = Period(date(2026, 11, 1), date(2026, 11, 21))
    assert figure("seen", period=until_tomorrow) is None
    assert figure("seen") is not None


def test_a_missed_night_is_made_good(made: dict[str, Ticket]) -> None:
    week = NOW + timedelta(days=7)
    count(week)
    assert max(cells("backlog")) == date(2026, 11, 27)
    assert cells("backlog")[date(2026, 11, 24)] == (2, 2)
    assert date(2026, 11, 24) not in cells("seen")
    assert cells("seen")[date(2026, 11, 27)] == (1, 4)


def test_a_new_formula_counts_its_history_anew(made: dict[str, Ticket]) -> None:
    CountedKpi.objects.filter(kpi="opened").update(version=9)
    Snapshot.objects.filter(kpi="opened").update(definition_version=9)
    count(NOW + timedelta(minutes=5))
    assert set(Snapshot.objects.filter(kpi="opened").values_list("definition_version", flat=True)) == {1}


def test_the_command_counts_all_anew_and_refuses_what_it_does_not_know(made: dict[str, Ticket]) -> None:
    before = set(Snapshot.objects.filter(kpi="opened").values_list("day", "n"))
    Snapshot.objects.all().delete()
    call_command("rebuild_kpis", verbosity=0)
    assert set(Snapshot.objects.filter(kpi="opened").values_list("day", "n")) == before
    with pytest.raises(CommandError, match="There is no figure nonsense"):
        call_command("rebuild_kpis", "nonsense")


@pytest.mark.django_db(transaction=True)
def test_while_one_worker_counts_another_does_nothing(world: World) -> None:
    small_world.ticket(world, "11-18T12:00", "EUC", "ICU")
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute("BEGIN")
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [counting.LOCK])
        waiting = HeardChange.objects.count()
        assert count_changes(actor=COUNTER, now=NOW) == 0
        assert count_history_on("opened", actor=COUNTER, now=NOW) is False
        assert (HeardChange.objects.count(), CountedKpi.objects.count()) == (waiting, 0)
    other.close()
    count()
    assert cells("opened") == {date(2026, 11, 18): (1, 1)}


def test_an_outage_that_runs_on_counts_by_the_clock(made: dict[str, Ticket]) -> None:
    Outage.objects.filter(users_percent=50).update(ended_at=None, users_percent=100)
    count()
    until_noon = figure("downtime_other")
    count(NOW + timedelta(minutes=5))
    later = figure("downtime_other")
    assert until_noon is not None
    assert later is not None
    assert later.value - until_noon.value == 300


def test_a_change_that_is_undone_leaves_nothing_to_count(made: dict[str, Ticket]) -> None:
    with transaction.atomic():
        Ticket.objects.filter(pk=made["pump"].pk).update(reopened_count=1)
        assert heard()
        transaction.set_rollback(True)
    assert heard() == []


def test_days_are_those_of_the_hospital(world: World) -> None:
    small_world.ticket(world, "11-18T23:30", "EUC", "ICU")
    small_world.ticket(world, "11-19T00:10", "EUC", "ICU")
    count()
    assert cells("opened") == {date(2026, 11, 18): (1, 1), date(2026, 11, 19): (1, 1)}


def test_many_days_of_the_backlog_say_what_each_day_says(made: dict[str, Ticket]) -> None:
    first, last = date(2026, 9, 28), small_world.TODAY
    for code in ("backlog", "backlog_age", "backlog_aged"):
        measure = MEASURES[code]
        assert measure.over_days is not None
        at_once = {_plain(cell) for cell in measure.over_days(first, last, NOW)}
        days = [first + timedelta(days=place) for place in range((last - first).days + 1)]
        assert at_once == {_plain(cell) for day in days for cell in measure.cells_of(day, NOW)}
        assert len(at_once) > 50


def _plain(cell: Cell) -> tuple[Any, ...]:
    return (cell.day, cell.site, cell.domain, cell.n, cell.numerator, tuple(sorted(cell.values)))
