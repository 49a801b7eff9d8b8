"""Imports of lists in tests: asked for, checked, stored and taken back by the worker's own code."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from hospital_itsm.importing.actions.asking import ask_check, ask_import, ask_storing, ask_undo
from hospital_itsm.importing.models import SheetImport
from hospital_itsm.jobs import running
from hospital_itsm.jobs.models import Job
from tests.world import World, again

WHO = {
    "vendor": "vendor_manager",
    "contract": "vendor_manager",
    "budget_line": "finance",
    "cost": "finance",
}


def checked(world: World, kind: str, text: str | bytes, *, who: str = "", **values: Any) -> SheetImport:
    """An import, checked with the fields its headings mean."""
    data = text if isinstance(text, bytes) else text.encode()
    actor = again(getattr(world, who or WHO[kind]))
    given = {"source": "ERP", "update_existing": True, **values}
    run = ask_import(kind, actor=actor, upload=SimpleUploadedFile("list.csv", data), **given)
    ask_check(run.pk, [field for _column, field in run.mapping], actor=actor)
    return worked(run)


def worked(run: SheetImport) -> SheetImport:
    """The import once its job has ended well."""
    running.carry_on_all()
    assert not Job.objects.filter(state="failed").exists(), Job.objects.last().failure  # type: ignore[union-attr]
    run.refresh_from_db()
    return run


def stored(run: SheetImport) -> SheetImport:
    """The import, stored by who asked for it."""
    ask_storing(run.pk, actor=again(run.asked_by))  # type: ignore[arg-type]
    return worked(run)


def undone(run: SheetImport) -> SheetImport:
    """The import, taken back by who asked for it."""
    ask_undo(run.pk, actor=again(run.asked_by))  # type: ignore[arg-type]
    return worked(run)


def verdicts(run: SheetImport) -> list[str]:
    """What becomes of each row."""
    return list(run.rows.values_list("verdict", flat=True))


def faults(run: SheetImport) -> list[list[Any]]:
    """`[row, field, code, hint]` of every fault."""
    return [[row.number, *fault] for row in run.rows.all() for fault in row.faults]


def codes(run: SheetImport) -> list[tuple[int, str, str]]:
    """`(row, field, code)` of every fault."""
    return [(row, field, code) for row, field, code, _hint in faults(run)]
