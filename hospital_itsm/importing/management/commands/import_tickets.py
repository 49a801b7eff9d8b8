"""`manage.py import_tickets FILE --format servicenow`: bring in another desk's tickets, again and again if need be."""

import sys
from argparse import ArgumentParser
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from tqdm import tqdm

from hospital_itsm.core.actors import System
from hospital_itsm.importing.actions.import_tickets import Done, import_batch
from hospital_itsm.importing.aliases import Aliases, read_aliases
from hospital_itsm.importing.names import read_names
from hospital_itsm.importing.report import Report
from hospital_itsm.importing.servicenow import Imported, incidents
from hospital_itsm.importing.sheets import Sheet, UnreadableFile, open_sheet

BATCH = 500
IMPORTER = System("import")


class Command(BaseCommand):
    """Reads a file as a stream and stores it a batch at a time; stopped half-way it is simply run again."""

    help = "Import incidents of another desk. Repeating doubles nothing; --dry-run writes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file and how to read it."""
        parser.add_argument("file", type=Path, help="CSV, event log or Table API page")
        parser.add_argument("--format", choices=["servicenow"], required=True, help="whose export it is")
        parser.add_argument("--dry-run", action="store_true", help="read, check and report; write nothing")
        parser.add_argument("--report", type=Path, help="write a CSV with a line for every bad row")
        parser.add_argument("--zone", default=settings.TIME_ZONE, help="time zone of times without one")
        parser.add_argument("--aliases", type=Path, help="CSV with kind, theirs, ours")

    def handle(self, *args: Any, **options: Any) -> None:
        """Import, and say what was done."""
        dry_run: bool = options["dry_run"]
        try:
            sheet = open_sheet(options["file"])
            aliases = read_aliases(options["aliases"]) if options["aliases"] else Aliases()
            with Report(options["report"]) as report:
                done = _import(sheet, _zone(options["zone"]), aliases, report, dry_run)
        except UnreadableFile as error:
            raise CommandError(str(error)) from error
        self.stdout.write(_summary(done, report.count, dry_run))


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise CommandError(f"{name} is no time zone. Give one such as America/Chicago.") from error


def _import(sheet: Sheet, zone: ZoneInfo, aliases: Aliases, report: Report, dry_run: bool) -> Done:
    names = read_names(aliases)
    total = Done()
    with tqdm(total=sheet.rows_about, unit="rows", disable=None, file=sys.stderr) as bar:
        for batch in _batches(incidents(sheet.rows(), zone), BATCH):
            done = import_batch(batch, actor=IMPORTER, at=timezone.now(), names=names, dry_run=dry_run)
            report.add(done.problems)
            total.add(done)
            bar.update(sum(one.rows for one in batch))
    return total


def _batches(found: Iterable[Imported], size: int) -> Iterator[list[Imported]]:
    waiting = iter(found)
    while batch := list(islice(waiting, size)):
        yield batch


def _summary(done: Done, problems: int, dry_run: bool) -> str:
    would = "Nothing written. It would be: " if dry_run else ""
    return (
        f"{would}{done.created} new, {done.updated} updated, {done.unchanged} unchanged, "
        f"{done.kept} kept because they were worked on here, {done.refused} not imported; "
        f"{problems} lines in the report."
    )
