"""`manage.py load_hospital FOLDER --dry-run`: sites, queues, units, services and categories from CSV files."""

from argparse import ArgumentParser
from collections import Counter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from hospital_itsm.core.actors import System
from hospital_itsm.importing.hospital_files import ADDED, CHANGED, SAME, SHEETS, read_folder, write_examples


class Command(BaseCommand):
    """Loads all rows or none; a second run changes nothing."""

    help = "Store sites, queues, units, services and categories from the CSV files of a folder."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where the files are, and what to do with them."""
        parser.add_argument("folder", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="say what would happen and change nothing")
        parser.add_argument(
            "--examples", action="store_true", help="write the missing files with rows that show their form"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Write examples, or read the files."""
        folder: Path = options["folder"]
        if options["examples"]:
            written = write_examples(folder)
            self.stdout.write(f"Wrote {', '.join(written) or 'nothing: all files are there'}.")
            return
        if not any((folder / sheet.file).exists() for sheet in SHEETS):
            names = ", ".join(sheet.file for sheet in SHEETS)
            raise CommandError(f"The folder has none of {names}. --examples writes them.")
        with transaction.atomic():
            faulty = self._load(folder)
            if faulty or options["dry_run"]:
                transaction.set_rollback(True)
        if faulty:
            raise CommandError(f"Nothing is loaded: mend {faulty} rows.")
        if options["dry_run"]:
            self.stdout.write("This was a dry run; nothing is stored.")

    def _load(self, folder: Path) -> int:
        """Load everything, print what each file came to, and return how many rows have faults."""
        counts: dict[str, Counter[str]] = {}
        for read in read_folder(folder, System("command line")):
            counts.setdefault(read.file, Counter())[read.outcome] += 1
            for fault in read.faults:
                self.stderr.write(f"{read.file}:{read.line} {read.code} {fault}")
        for file, found in counts.items():
            words = ", ".join(f"{found[outcome]} {outcome}" for outcome in (ADDED, CHANGED, SAME))
            self.stdout.write(f"{file}: {words}, {found['']} to mend")
        return sum(found[""] for found in counts.values())
