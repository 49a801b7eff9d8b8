"""Count the history of figures anew, month by month, in bounded memory; it may be stopped and called again."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from tqdm import tqdm

from hospital_itsm.core.actors import System
from hospital_itsm.kpi.actions.counting import forget_history
from hospital_itsm.kpi.measures import MEASURES
from hospital_itsm.kpi.running import steps


class Command(BaseCommand):
    """`manage.py rebuild_kpis [code ...]`; without codes all figures."""

    help = "Count the history of figures anew: all, or those named."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The figures, and whether to go on where an earlier call was stopped."""
        parser.add_argument("codes", nargs="*", help="Codes of figures, such as restore_p1; none means all.")
        parser.add_argument("--go-on", action="store_true", help="Go on where an earlier call was stopped.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Forget how far the history goes, then count until nothing waits."""
        codes = options["codes"] or list(MEASURES)
        if unknown := sorted(set(codes) - set(MEASURES)):
            raise CommandError(f"There is no figure {unknown[0]}. Use one of: {', '.join(MEASURES)}.")
        actor = System("rebuild_kpis")
        if not options["go_on"]:
            forget_history(codes, actor=actor)
        with tqdm(desc="Months counted", unit=" steps", disable=options["verbosity"] == 0) as bar:
            for code in steps(actor=actor, now=timezone.now()):
                bar.set_postfix_str(code, refresh=False)
                bar.update()
        self.stdout.write("Every figure is counted.")
