"""manage.py note_backup [--restored]: what happened outside, for the health page."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from hospital_itsm.jobs.heartbeats import beat
from hospital_itsm.setup.queries.health import BACKUP, RESTORE


class Command(BaseCommand):
    """The last line of a backup script, or of a test that restored one."""

    help = "Note that a backup ended well just now, or with --restored that one was restored and checked."

    def add_arguments(self, parser: CommandParser) -> None:
        """Backup or test of restoring."""
        parser.add_argument(
            "--restored", action="store_true", help="a backup was restored beside and checked"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Beat."""
        beat(RESTORE if options["restored"] else BACKUP)
        self.stdout.write("Noted.")
