"""`manage.py create_person USER --name "Full Name" --role administrator`: the first account of a real server."""

import sys
from argparse import ArgumentParser
from getpass import getpass
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from hospital_itsm.core.actors import System
from hospital_itsm.people.actions.accounts import create_person
from hospital_itsm.people.actions.memberships import grant_membership
from hospital_itsm.people.choices import RoleCode
from hospital_itsm.people.management.refusals import refusals_as_errors
from hospital_itsm.people.models import Role


class Command(BaseCommand):
    """Adds an account with its roles."""

    help = "Add an account; the password is read from standard input (one line)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Who, and which roles everywhere."""
        parser.add_argument("user")
        parser.add_argument("--name", required=True, help="the full name")
        parser.add_argument("--email", default="")
        parser.add_argument("--role", action="append", default=[], choices=RoleCode.values)

    def handle(self, *args: Any, **options: Any) -> None:
        """Store the account and its roles, or nothing."""
        password = _password()
        with transaction.atomic(), refusals_as_errors():
            person = create_person(
                actor=System("command line"),
                username=options["user"],
                full_name=options["name"],
                email=options["email"],
                password=password,
            )
            for code in options["role"]:
                grant_membership(person, actor=System("command line"), role=Role.objects.get(code=code))
        self.stdout.write(f"Added {person.username}.")


def _password() -> str:
    typed = getpass("Password: ") if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
    if not typed:
        raise CommandError("Send the password on standard input, one line.")
    return typed
