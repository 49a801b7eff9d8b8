"""`manage.py load_demo`: store the demo hospital once and print its accounts."""

import os
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from tickets.demo.people import HEADLINES
from tickets.management import demo_hospital, demo_tickets


class Command(BaseCommand):
    """Loads the hospital where it is missing; a second run keeps what people did."""

    help = "Store the demo hospital once and print one line per demo account."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the switches that leave things out."""
        parser.add_argument("--accounts", action="store_true", help="only print the accounts")
        parser.add_argument("--without-tickets", action="store_true", help="load places and people only")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, then print; the password is everybody's, from DEMO_PASSWORD."""
        password = os.environ.get("DEMO_PASSWORD", "")
        if not options["accounts"] and not demo_hospital.is_loaded():
            if not password:
                raise CommandError("Set DEMO_PASSWORD: everybody in the demo hospital signs in with it.")
            with transaction.atomic():
                demo_hospital.load(password)
                if not options["without_tickets"]:
                    demo_tickets.load()
        width = max(len(account.username) for account in HEADLINES)
        for account in HEADLINES:
            self.stdout.write(f"{account.username:{width}}  {account.role}")
