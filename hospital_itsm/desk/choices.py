"""Enumerations of the desk's tools; codes are stable, words are for people."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Layout(models.TextChoices):
    """How the queue shows its tickets."""

    SPLIT = "split", _("List with preview")
    TABLE = "table", _("Table")


class Density(models.TextChoices):
    """How high a row of the table is."""

    COMPACT = "compact", _("Compact")
    USUAL = "usual", _("Usual")
    ROOMY = "roomy", _("Roomy")


class Reach(models.TextChoices):
    """Who sees a saved view; each reader sees the tickets that are theirs to see."""

    MINE = "mine", _("Only me")
    TEAM = "team", _("A team")
    EVERYONE = "everyone", _("Everyone at the desk")
