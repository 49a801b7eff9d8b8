"""What is removed, and the signs that stand in its place."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class What(models.TextChoices):
    """What kind of thing the words are; the code stands in their place."""

    NAME = "name", _("Name of a patient or somebody close to them")
    NUMBER = "number", _("Record, account or insurance number")
    CONTACT = "contact", _("Address, phone number or e-mail address")
    DETAIL = "detail", _("Diagnosis, date or other detail of a patient")
    SECRET = "secret", _("Password, key or token")
    OTHER = "other", _("Something else that must not stand here")
