"""`manage.py load_demo`: store the demo hospital once and print its accounts."""

import os
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from hospital_itsm.demo import subjects
from hospital_itsm.demo.hospital.people import HEADLINES
from hospital_itsm.demo.loaders import hospital


class Command(BaseCommand):
    """Loads what is missing of the demo hospital; a second run keeps what people did."""

    help = "Store the demo hospital once and print one line per demo account."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the switches that leave things out."""
        parser.add_argument("--accounts", action="store_true", help="only print the accounts")
        parser.add_argument(
            "--with-history", action="store_true", help="tell two years of closed tickets, too"
        )
        parser.add_argument("--without-tickets", action="store_true", help="load what tickets are about only")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, then print; the password is everybody's, from DEMO_PASSWORD."""
        if not options["accounts"]:
            whole = subjects.WITH_HISTORY if options["with_history"] else subjects.SUBJECTS
            self.load(subjects.BEFORE_TICKETS if options["without_tickets"] else whole)
        width = max(len(account.username) for account in HEADLINES)
        for account in HEADLINES:
            self.stdout.write(f"{account.username:{width}}  {account.role}")

    def load(self, wanted: tuple[subjects.Subject, ...]) -> None:
        """Load what is missing; only the hospital itself needs the password."""
        password = os.environ.get("DEMO_PASSWORD", "")
        if not password and not hospital.is_loaded():
            raise CommandError("Set DEMO_PASSWORD: everybody in the demo hospital signs in with it.")
        subjects.load(password, wanted)
