"""An import that is interrupted goes on where it ended; one whose person may no longer import stores nothing."""

from datetime import date
from typing import Any

import pytest
from django.core.files.storage import default_storage

from hospital_itsm.budget.models import CostEntry, SpentMonth
from hospital_itsm.importing import work
from hospital_itsm.importing.actions.asking import ask_check, ask_storing, begin_storing, begin_undo
from hospital_itsm.importing.actions.cost_rows import CostRows
from hospital_itsm.importing.actions.working import begin_work, store_rows, undo_rows
from hospital_itsm.importing.models import SheetImport
from hospital_itsm.jobs import running
from hospital_itsm.jobs.models import Job
from hospital_itsm.people.models import Membership
from tests.budget import cast
from tests.importing.lists import checked, stored, undone, verdicts
from tests.world import World, again

TEXT = "Date,Amount,Currency,Invoice no\n" + "".join(
    f"2020-08-0{n},{n}.50,USD,INV-{n}\n" for n in range(1, 4)
)


@pytest.fixture
def run(world: World, monkeypatch: Any) -> SheetImport:
    """Three costs that are checked; a transaction holds one row."""
    monkeypatch.setattr(CostRows, "many_at_once", 1)
    cast.year(world, date(2020, 7, 1))
    return checked(world, "cost", TEXT)


def spent() -> list[str]:
    return [str(one.amount) for one in SpentMonth.objects.all()]


def test_what_a_dead_worker_left_is_stored_and_taken_back_once(world: World, run: SheetImport) -> None:
    who = again(world.finance)
    begin_storing(run.pk, actor=who)
    assert store_rows(begin_work(run, actor=who), actor=who) == 1
    assert (CostEntry.objects.count(), spent()) == (1, ["1.50"])
    stored(run)
    assert (CostEntry.objects.count(), spent()) == (3, ["7.50"])
    assert list(CostEntry.objects.order_by("pk").values_list("invoice_number", flat=True)) == [
        "INV-1", "INV-2", "INV-3",
    ]  # fmt: skip
    begin_undo(run.pk, actor=who)
    assert undo_rows(begin_work(run, actor=who), actor=who) == 1
    assert CostEntry.objects.get(is_void=True).invoice_number == "INV-3"
    assert spent() == ["4.00"]
    undone(run)
    assert (CostEntry.objects.filter(is_void=True).count(), spent()) == (3, ["0.00"])
    assert verdicts(run) == ["create"] * 3


def test_who_loses_the_right_while_a_job_waits_stores_nothing(world: World, run: SheetImport) -> None:
    ask_storing(run.pk, actor=again(world.finance))
    Membership.objects.filter(user=world.finance).delete()
    running.carry_on_all()
    job = Job.objects.latest("pk")
    assert (job.state, job.failure) == ("failed", work.NOT_ALLOWED)
    assert (CostEntry.objects.count(), spent()) == (0, [])


def test_a_file_that_is_gone_or_too_long_fails_in_words_and_leaves_the_import_open(
    world: World, run: SheetImport, monkeypatch: Any
) -> None:
    fields = [field for _column, field in run.mapping]
    monkeypatch.setattr(work, "MOST_ROWS", 2)
    ask_check(run.pk, fields, actor=again(world.finance))
    running.carry_on_all()
    assert Job.objects.latest("pk").failure == work.TOO_MANY
    default_storage.delete(run.stored_name)
    ask_check(run.pk, fields, actor=again(world.finance))
    running.carry_on_all()
    assert Job.objects.latest("pk").failure == work.FILE_GONE
    run.refresh_from_db()
    assert run.state == "mapping"
    assert CostEntry.objects.count() == 0
