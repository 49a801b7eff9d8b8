"""`manage.py deactivate_person USER --reason left`: end all access of somebody at once."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from hospital_itsm.core.actors import System
from hospital_itsm.people.actions.accounts import deactivate_person
from hospital_itsm.people.management.refusals import account, refusals_as_errors


class Command(BaseCommand):
    """Deactivates one account."""

    help = "End signed-in times and API tokens of a person at once, and let nobody sign in as them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Who, and why."""
        parser.add_argument("user")
        parser.add_argument("--reason", default="")

    def handle(self, *args: Any, **options: Any) -> None:
        """Deactivate, and say so."""
        with refusals_as_errors():
            person = deactivate_person(
                account(options["user"]), actor=System("command line"), reason=options["reason"]
            )
        self.stdout.write(f"{person.username} can no longer sign in; tokens are revoked.")
