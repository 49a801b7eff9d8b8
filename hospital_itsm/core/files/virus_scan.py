"""The optional virus scanner: a command that reads the file from its standard input (setting ATTACHMENT_SCANNER)."""

import shlex
import subprocess

import structlog
from django.conf import settings
from django.utils.translation import gettext as _

from hospital_itsm.core.errors import ValueRefused

SECONDS = 60
CLEAN, INFECTED = 0, 1

log = structlog.get_logger(__name__)


def scan(data: bytes) -> None:
    """Refuse a file the scanner names (exit code 1) and one it could not look at (any other failure).

    Without a scanner set nothing is scanned.
    """
    command = shlex.split(settings.ATTACHMENT_SCANNER)
    if not command:
        return
    code = _exit_code(command, data)
    if code == INFECTED:
        raise ValueRefused(
            {"file": _("The virus scanner refused this file. Call the desk before you open it.")}
        )
    if code != CLEAN:
        log.error("attachment.scanner_failed", code=code)
        raise ValueRefused({"file": _("We cannot check files just now. Send the text, and attach it later.")})


def _exit_code(command: list[str], data: bytes) -> int:
    try:
        done = subprocess.run(  # noqa: S603 - the command is the operator's setting, never a person's input
            command, input=data, capture_output=True, timeout=SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return -1
    return done.returncode
