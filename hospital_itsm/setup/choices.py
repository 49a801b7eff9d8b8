"""Enumerations of the set-up."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class FileState(models.TextChoices):
    """Where a file of holidays stands."""

    READ = "read", _("Not stored")
    STORED = "stored", _("Stored")
    UNDONE = "undone", _("Undone")
