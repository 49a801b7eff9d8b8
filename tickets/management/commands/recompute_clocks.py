"""`manage.py recompute_clocks`: count every open clock again from its history; with --check only report."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from hospital_itsm.core.actors import System
from tickets.recounting import differences, mend_all


class Command(BaseCommand):
    """Compare the stored deadlines with their history, and mend those that differ."""

    help = "Count the clocks again from their history; mend them, or with --check only say which differ."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """--check changes nothing."""
        parser.add_argument(
            "--check", action="store_true", help="only report; exit status 1 where one differs"
        )

    def handle(self, *args: Any, check: bool, **options: Any) -> None:
        """Name every clock that differs, and the field with both values."""
        found = 0
        for difference in differences():
            found += 1
            self.stdout.write(str(difference))
        if not check:
            mended = mend_all(actor=System("sla-recount"))
            self.stdout.write(f"{found} differences found, {mended} figures mended.")
            return
        if found:
            raise CommandError(
                f"Figures that differ from the history: {found}. Mend them: manage.py recompute_clocks"
            )
        self.stdout.write("Every open clock agrees with its history.")
