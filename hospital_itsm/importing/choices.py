"""Enumerations of imports."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AmountStyle(models.TextChoices):
    """How amounts are written in a file. `clear` takes what can be read in one way only."""

    CLEAR = "clear", _("1250.00 or 1250,00; what can be read two ways is refused")
    POINT = "point", _("1,250.00")
    COMMA = "comma", _("1.250,00")
