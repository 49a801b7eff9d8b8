"""`manage.py create_token USER --scope tickets:read --days 30`: make an API token and print it, once."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from hospital_itsm.core.actors import System
from hospital_itsm.people.actions.tokens import create_token
from hospital_itsm.people.management.refusals import account, refusals_as_errors
from hospital_itsm.people.rules.scopes import LONGEST_DAYS, SCOPES


class Command(BaseCommand):
    """Makes one token of a person or service account."""

    help = "Make an API token and print it; it is never shown again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whose, for what, for how long."""
        parser.add_argument("user")
        parser.add_argument("--scope", action="append", required=True, help=f"one of {', '.join(SCOPES)}")
        parser.add_argument("--days", type=int, required=True, help=f"1 to {LONGEST_DAYS}")
        parser.add_argument("--name", default="Made on the command line")
        parser.add_argument("--demo-only", action="store_true", help="refused outside the demo hospital")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the words that go behind "Authorization: Bearer"."""
        user = account(options["user"])
        with refusals_as_errors():
            _token, words = create_token(
                user,
                actor=System("command line"),
                name=options["name"],
                scopes=options["scope"],
                days=options["days"],
                demo_only=options["demo_only"],
            )
        self.stdout.write(words)
