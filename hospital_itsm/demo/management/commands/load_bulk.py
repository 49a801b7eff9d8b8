"""`manage.py load_bulk --assets N --contracts N --tickets N`: a large hospital, for trying and measuring."""

import os
from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from hospital_itsm.demo import subjects
from hospital_itsm.demo.bulk import assets as bulk_assets
from hospital_itsm.demo.bulk import load as bulk
from hospital_itsm.demo.bulk import money as bulk_money
from hospital_itsm.demo.loaders import hospital


class Command(BaseCommand):
    """Adds assets, contracts and tickets to the demo hospital; the same seed tells the same stories."""

    help = (
        "Store N synthetic assets with four relations each, N contracts with their vendors, budgets and a hundred "
        "cost entries each, and N synthetic tickets with conversation, clocks and history over two years. Not for "
        "production."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """How many, and the seed."""
        parser.add_argument("--assets", type=int, default=0, help="how many assets to add, at least 100")
        parser.add_argument(
            "--contracts", type=int, default=0, help="how many contracts to add, at least 100"
        )
        parser.add_argument("--tickets", type=int, default=0, help="how many tickets to add")
        parser.add_argument("--seed", type=int, default=bulk.SEED, help="another seed, other stories")

    def handle(
        self, *args: Any, assets: int, contracts: int, tickets: int, seed: int, **options: Any
    ) -> None:
        """Load with a progress bar, then bring the planner's figures up to date."""
        if min(assets, contracts, tickets) < 0 or not assets + contracts + tickets:
            raise CommandError("Name at least 1: --tickets 100000 --assets 50000 --contracts 5000")
        if 0 < assets < bulk_assets.LEAST:
            raise CommandError(f"Name at least {bulk_assets.LEAST} assets: --assets 50000")
        if 0 < contracts < bulk_money.LEAST:
            raise CommandError(f"Name at least {bulk_money.LEAST} contracts: --contracts 5000")
        self._need_hospital()
        is_quiet = options["verbosity"] == 0
        if assets:
            self._follow(bulk_assets.load(assets, seed=seed), assets, "assets", is_quiet)
        if contracts:
            total = contracts * bulk_money.ENTRIES_A_CONTRACT
            self._follow(bulk_money.load(contracts, seed=seed), total, "cost entries", is_quiet)
        if tickets:
            self._follow(bulk.load(tickets, seed=seed), tickets, "tickets", is_quiet)
        bulk.analyze()

    def _need_hospital(self) -> None:
        if hospital.is_loaded():
            return
        password = os.environ.get("DEMO_PASSWORD", "")
        if not password:
            raise CommandError("Load the demo hospital first (manage.py load_demo), or set DEMO_PASSWORD.")
        subjects.load(password, subjects.BEFORE_TICKETS)

    def _follow(self, batches: Iterator[int], total: int, noun: str, is_quiet: bool) -> None:
        with tqdm(total=total, unit=f" {noun}", disable=is_quiet) as bar:
            for stored in batches:
                bar.update(stored)
        self.stdout.write(f"{total} {noun} are stored.")
