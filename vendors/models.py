"""Vendors, so that a ticket that waits for one says for whom and whom to call."""

from django.db import models


class Vendor(models.Model):
    """A company whose work a ticket may wait for."""

    name = models.CharField(max_length=120, unique=True)
    support_phone = models.CharField(max_length=40, blank=True)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
