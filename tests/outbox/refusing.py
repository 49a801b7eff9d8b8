"""A mail server that takes nothing."""

import smtplib
from typing import Any

from django.core.mail.backends.base import BaseEmailBackend


class Refusing(BaseEmailBackend):
    """Answers every mail with 550."""

    def open(self) -> None:
        """It answers."""

    def send_messages(self, email_messages: Any) -> int:
        """And takes nothing."""
        raise smtplib.SMTPDataError(550, b"no")
