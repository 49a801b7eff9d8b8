"""Enumerations of the outbox."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Channel(models.TextChoices):
    """How a message travels."""

    IN_APP = "in_app", _("In the desk")
    EMAIL = "email", _("E-mail")
    PAGE_MAIL = "page_mail", _("Pager or text address")
    PAGE_WEBHOOK = "page_webhook", _("Paging service")
