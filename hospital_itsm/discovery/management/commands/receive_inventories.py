"""`manage.py receive_inventories FILE...`: keep inventories of GLPI's agent; a person takes them over on the page."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from hospital_itsm.core.actors import System
from hospital_itsm.discovery import wording
from hospital_itsm.discovery.actions.receiving import receive
from hospital_itsm.discovery.reading import MOST_BYTES, machine_of
from hospital_itsm.discovery.rules.glpi import Unreadable

RECEIVER = System("inventory-files")


class Command(BaseCommand):
    """Reads each file for itself; one that cannot be read is named and leaves the others."""

    help = "Keep inventories of GLPI's agent (JSON). Nothing of the assets changes before a person takes them over."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The files."""
        parser.add_argument("files", nargs="+", type=Path, help="JSON files, or folders of them")

    def handle(self, *args: Any, **options: Any) -> None:
        """Keep them, and say what each would do."""
        faults = 0
        for path in _files(options["files"]):
            try:
                with path.open("rb") as file:
                    machine = machine_of(file.read(MOST_BYTES + 1))
            except OSError as error:
                raise CommandError(f"{path}: {error.strerror}") from error
            except Unreadable as error:
                faults += 1
                self.stderr.write(f"{path.name}: {wording.fault(str(error))}")
                continue
            (report,) = receive([(path.name, machine)], actor=RECEIVER)
            self.stdout.write(f"{path.name}: {report.get_verdict_display()}")
        if faults:
            raise CommandError(f"{faults} files were not read.")


def _files(paths: list[Path]) -> list[Path]:
    return [file for path in paths for file in (sorted(path.glob("*.json")) if path.is_dir() else [path])]
