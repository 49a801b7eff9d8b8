"""Enumerations of the outbox."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Channel(models.TextChoices):
    """How a message travels."""

    IN_APP = "in_app", _("In the desk")
    EMAIL = "email", _("E-mail")
    PAGE_MAIL = "page_mail", _("Pager or text address")
    PAGE_WEBHOOK = "page_webhook", _("Paging service")


class Pace(models.TextChoices):
    """How the e-mails of one topic come to a person; the bell always has the message at once."""

    NOW = "now", _("At once")
    DAILY = "daily", _("Once a day, in one e-mail")
    BELL = "bell", _("In the desk only")


class Outcome(models.TextChoices):
    """How one attempt ended."""

    SENT = "sent", _("Sent")
    FAILED = "failed", _("Refused")
    UNREACHABLE = "unreachable", _("Not reachable")
    SKIPPED = "skipped", _("Nobody to send it to")
    UNWANTED = "unwanted", _("The person reads it in the desk only")


PAGES = (Channel.PAGE_WEBHOOK, Channel.PAGE_MAIL)
"""Channels that reach people on call, wherever they are; always delivered first."""
