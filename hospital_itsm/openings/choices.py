"""What a review found."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Finding(models.TextChoices):
    """Was it right to open the ticket?"""

    JUSTIFIED = "justified", _("Justified")
    UNJUSTIFIED = "unjustified", _("Not justified")
