"""`manage.py load_bulk --tickets N`: many synthetic tickets over two years, for trying and measuring."""

import os
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from hospital_itsm.demo import subjects
from hospital_itsm.demo.bulk import load as bulk
from hospital_itsm.demo.loaders import hospital


class Command(BaseCommand):
    """Adds tickets to the demo hospital; the same seed tells the same stories."""

    help = (
        "Store N synthetic tickets with conversation, clocks and history over two years. Not for production."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """How many, and the seed."""
        parser.add_argument("--tickets", type=int, required=True, help="how many tickets to add")
        parser.add_argument("--seed", type=int, default=bulk.SEED, help="another seed, other stories")

    def handle(self, *args: Any, tickets: int, seed: int, **options: Any) -> None:
        """Load with a progress bar, then bring the planner's figures up to date."""
        if tickets < 1:
            raise CommandError("Name at least 1 ticket: --tickets 100000")
        if not hospital.is_loaded():
            password = os.environ.get("DEMO_PASSWORD", "")
            if not password:
                raise CommandError(
                    "Load the demo hospital first (manage.py load_demo), or set DEMO_PASSWORD."
                )
            subjects.load(password, subjects.BEFORE_TICKETS)
        with tqdm(total=tickets, unit=" tickets", disable=options["verbosity"] == 0) as bar:
            for stored in bulk.load(tickets, seed=seed):
                bar.update(stored)
        bulk.analyze()
        self.stdout.write(f"{tickets} tickets are stored.")
