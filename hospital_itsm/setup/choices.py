"""Enumerations of the set-up."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class FileState(models.TextChoices):
    """Where a file of holidays stands."""

    READ = "read", _("Not stored")
    STORED = "stored", _("Stored")
    UNDONE = "undone", _("Undone")


class Given(models.TextChoices):
    """What became of one ticket that a version of its promises was to be given to."""

    WAITING = "waiting", _("Not yet done")
    DONE = "done", _("Has it now")
    SAME = "same", _("Had it or a newer one")
    CLOSED = "closed", _("No longer open")
    FAILED = "failed", _("Went wrong")
