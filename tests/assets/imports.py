"""Imports of assets in tests: asked for, checked, stored and taken back by the worker's own code."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from assets.actions.importing.asking import ask_check, ask_commit, ask_import, ask_undo
from assets.models import AssetImport
from hospital_itsm.jobs import running
from hospital_itsm.jobs.models import Job
from tests.world import World, again

HEAD = "Asset Tag,Class,Manufacturer,Model,Serial Number,Care Area,Warranty End,High Risk,MAC Address\n"
GOOD = "LR-1,Clinical Device,Ashgrove Infusion,IX-4,000771,ICU,2027-03-15,Y,00:1a:2b:3c:4d:5e\n"


def asked(world: World, text: str | bytes, **values: Any) -> AssetImport:
    """An import, checked."""
    data = text if isinstance(text, bytes) else text.encode()
    given = {"source": "CMMS", "date_format": "iso", "update_existing": True, **values}
    who = again(world.htm_manager)
    run = ask_import(actor=who, upload=SimpleUploadedFile("a.csv", data), **given)
    ask_check(run.pk, [field for _column, field in run.mapping], actor=who)
    return worked(run)


def worked(run: AssetImport) -> AssetImport:
    running.carry_on_all()
    assert not Job.objects.filter(state="failed").exists(), Job.objects.last().failure  # type: ignore[union-attr]
    run.refresh_from_db()
    return run


def committed(world: World, run: AssetImport) -> AssetImport:
    ask_commit(run.pk, actor=again(world.htm_manager))
    return worked(run)


def undone(world: World, run: AssetImport) -> AssetImport:
    ask_undo(run.pk, actor=again(world.htm_manager))
    return worked(run)


def verdicts(run: AssetImport) -> list[str]:
    return list(run.rows.values_list("verdict", flat=True))


def faults(run: AssetImport) -> list[Any]:
    return [[row.number, *fault] for row in run.rows.all() for fault in row.faults]
