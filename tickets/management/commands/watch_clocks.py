"""`manage.py watch_clocks`: notice breaches and climb ladders, round after round, or with --once a single round."""

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from tickets.watching import ROUND_SECONDS, watch


class Command(BaseCommand):
    """Run the watcher without Celery; harmless beside it."""

    help = "Notice missed targets and climb the escalation ladders."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """--once stops after one round."""
        parser.add_argument("--once", action="store_true", help="run one round and stop")

    def handle(self, *args: Any, once: bool, **options: Any) -> None:
        """Say what each round did."""
        while True:
            done = watch(timezone.now())
            self.stdout.write(
                f"{done.breaches} targets missed, {done.rungs} rungs climbed, {done.failed} tickets failed."
            )
            if once:
                return
            time.sleep(ROUND_SECONDS)
