"""`manage.py audit verify`: check every seal and name the first broken row; `audit seal` seals now."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from hospital_itsm.audit import sealing
from hospital_itsm.audit.models import Seal


class Command(BaseCommand):
    """Verify or extend the chain of seals over the audit trail."""

    help = "Verify the audit trail's seals, or seal what is new."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """One word: verify or seal."""
        parser.add_argument("what", choices=["verify", "seal"])

    def handle(self, *args: Any, what: str, **options: Any) -> None:
        """Print the result; a broken chain is an error (exit status 1)."""
        if what == "seal":
            self.stdout.write(f"{sealing.seal_new()} entries sealed.")
            return
        broken = sealing.first_broken()
        if broken is not None:
            where = f"entry {broken.entry_id}" if broken.entry_id else f"seal {broken.seal.pk}"
            raise CommandError(f"The trail is broken at {where}: {broken.why} (entries {broken.seal}).")
        self.stdout.write(f"All {Seal.objects.count()} seals hold.")
