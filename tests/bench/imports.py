"""An import of a large workbook, in this process, which is what one worker does: checked, stored, taken back."""

import io
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from xlsxwriter import Workbook

from assets.actions.importing.asking import ask_import, begin_commit, begin_undo, choose_columns
from assets.asset_importing import check_file, store_rows, take_rows_back
from assets.models import Asset, AssetImport, Location
from assets.queries.import_state import standing_of
from hospital_itsm.core.actors import System
from hospital_itsm.demo.bulk.assets import PREFIX
from hospital_itsm.people.models import CareArea

IMPORTER = System("bench")
HEADINGS = (
    "tag", "class", "manufacturer", "model", "serial", "care area", "location", "room", "warranty end",
    "in service date", "cost", "hostname", "po number", "funding",
)  # fmt: skip


@dataclass(frozen=True)
class Importing:
    """What became of the rows, and the seconds and CPU seconds of each part; PostgreSQL's CPU is not counted."""

    counts: dict[str, int]
    seconds: dict[str, float]
    cpu_seconds: dict[str, float]

    @property
    def until_stored(self) -> float:
        """From the file to the last asset stored."""
        return sum(self.seconds[part] for part in ("sent", "checked", "stored"))


def import_many(rows: int) -> Importing:
    """Import a workbook, half of its rows known assets that change, half of them new, and take it back."""
    data, timed = _workbook(rows), _Parts()
    upload = SimpleUploadedFile("bench.xlsx", data)
    run = timed(
        "sent", lambda: ask_import(actor=IMPORTER, upload=upload, source="Bench", update_existing=True)
    )
    run = choose_columns(run.pk, [field for _column, field in run.mapping], actor=IMPORTER)
    timed("checked", lambda: check_file(run, actor=IMPORTER, progress=_silent))
    begun = begin_commit(run.pk, actor=IMPORTER)
    timed("stored", lambda: store_rows(begun, actor=IMPORTER, progress=_silent))
    counts = standing_of(AssetImport.objects.get(pk=run.pk)).counts
    begun = begin_undo(run.pk, actor=IMPORTER)
    timed("taken back", lambda: take_rows_back(begun, actor=IMPORTER, progress=_silent))
    return Importing(counts, timed.seconds, timed.cpu_seconds)


class _Parts:
    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self.cpu_seconds: dict[str, float] = {}

    def __call__(self, name: str, work: Callable[[], Any]) -> Any:
        began, spent = time.perf_counter(), time.process_time()
        done = work()
        self.seconds[name] = time.perf_counter() - began
        self.cpu_seconds[name] = time.process_time() - spent
        return done


def _silent(done: int, total: int, step: str) -> None:
    """Nobody looks."""


def _workbook(rows: int) -> bytes:
    stream = io.BytesIO()
    options = {"constant_memory": True, "default_date_format": "yyyy-mm-dd", "strings_to_formulas": False}
    with Workbook(stream, options) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEADINGS)
        for place, line in enumerate(islice(_lines(rows), rows), start=1):
            sheet.write_row(place, 0, line)
    return stream.getvalue()


def _lines(rows: int) -> Iterator[list[Any]]:
    units = list(CareArea.objects.filter(is_active=True).order_by("pk").values_list("code", flat=True))
    places = list(Location.objects.in_use().order_by("pk").values_list("code", flat=True)[:500])
    known = Asset.objects.filter(tag__startswith=PREFIX, model__isnull=False).order_by("pk")
    facts = ("tag", "asset_class", "model__manufacturer__name", "model__name")
    things = list(known.values_list(*facts)[: rows // 2])
    for place in range(rows):
        tag, kind, maker, model = things[place % len(things)]
        tag = tag if place < len(things) else f"N-{place}"
        where = units[place % len(units)], places[place % len(places)], str(place % 40)
        money = f"N{place}", f"PO-{place % 900}", "Capital"
        days = date(2028, 3, 15), date(2021, 5, 17), 1250.5
        yield [tag, kind, maker, model, f"SN{place:07d}", *where, *days, *money]
