"""`manage.py import_assets FILE`: bring an inventory in by the rules of the page, for schedules and large files."""

import csv
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import IO, Any

from django.core.files import File
from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from assets.actions.importing.asking import ask_import, begin_commit, choose_columns
from assets.asset_importing import TooManyRows, check_file, store_rows
from assets.choices import ImportVerdict
from assets.import_report import REPORT_COLUMNS, report_lines
from assets.models import AssetImport
from assets.queries.import_state import standing_of
from hospital_itsm.core.actors import System
from hospital_itsm.core.errors import Refused
from hospital_itsm.core.exports import cell
from hospital_itsm.core.sheets.table import UnreadableSheet
from hospital_itsm.core.sheets.wording import refusal

IMPORTER = System("import")
ROWS_LEFT_OUT, REFUSED = 1, 2


class Command(BaseCommand):
    """Checks every row first, then stores those without a fault as one batch, which the page can take back."""

    help = (
        "Import assets from CSV or XLSX. Ends with 0 when every row was taken or known, "
        "1 when rows were left out, 2 when nothing could be read."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file and how to read it."""
        parser.add_argument("file", type=Path, help="CSV or XLSX with headings")
        parser.add_argument(
            "--profile", default="", help="the kept columns; without it those of these headings"
        )
        parser.add_argument("--dry-run", action="store_true", help="check and report; store no asset")
        parser.add_argument("--on-existing", choices=["update", "skip"], help="without it as in the profile")
        parser.add_argument("--dates", choices=["iso", "mdy", "dmy"], default="", help="how days are written")
        parser.add_argument("--sheet", default="", help="a sheet of the workbook")
        parser.add_argument("--header-row", type=int, default=0, help="the row of the headings")
        parser.add_argument("--report", type=Path, help="write the report there, not to standard output")

    def handle(self, *args: Any, **options: Any) -> None:
        """Import, report each row, and say what was done."""
        try:
            run = self.brought_in(options)
        except Refused as error:
            raise CommandError(error.message, returncode=REFUSED) from error
        except UnreadableSheet as error:
            raise CommandError(refusal(str(error)), returncode=REFUSED) from error
        except TooManyRows as error:
            raise CommandError(
                "The file has more than 200,000 rows. Divide it.", returncode=REFUSED
            ) from error
        except OSError as error:
            words = f"{options['file']}: {error.strerror}. Give the path of the file."
            raise CommandError(words, returncode=REFUSED) from error
        self.report(run, options["report"])
        counts = standing_of(run).counts
        named = ", ".join(f"{counts[one.value]} {one.label.lower()}" for one in ImportVerdict)
        self.stderr.write(f"{'Nothing stored. ' if options['dry_run'] else ''}Import {run.pk}: {named}.")
        if counts[ImportVerdict.FAULT]:
            sys.exit(ROWS_LEFT_OUT)

    def brought_in(self, options: dict[str, Any]) -> AssetImport:
        """The import, checked, and stored unless it is a dry run."""
        path, existing = options["file"], options["on_existing"]
        with path.open("rb") as stream:
            run = ask_import(
                actor=IMPORTER,
                upload=File(stream, name=path.name),
                source=options["profile"],
                date_format=options["dates"],
                update_existing=existing == "update" if existing else None,
                sheet=options["sheet"],
                header_row=options["header_row"],
            )
        run = choose_columns(run.pk, [field for _column, field in run.mapping], actor=IMPORTER)
        with tqdm(unit="rows", disable=None, file=sys.stderr) as bar:

            def progress(done: int, total: int, step: str) -> None:
                bar.total, bar.n = total, done
                bar.refresh()

            check_file(run, actor=IMPORTER, progress=progress)
            if not options["dry_run"] and standing_of(run).waiting:
                run.refresh_from_db()
                store_rows(begin_commit(run.pk, actor=IMPORTER), actor=IMPORTER, progress=progress)
        run.refresh_from_db()
        return run

    def report(self, run: AssetImport, path: Path | None) -> None:
        """What was done with each row."""
        if path is None:
            self._write(self.stdout, run)
        else:
            with path.open("w", encoding="utf-8", newline="") as stream:
                self._write(stream, run)

    def _write(self, stream: "IO[str] | Any", run: AssetImport) -> None:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(REPORT_COLUMNS)
        for row in run.rows.select_related("asset").iterator(chunk_size=1000):
            writer.writerows([cell(value) for value in line] for line in report_lines(row, run.mapping))
