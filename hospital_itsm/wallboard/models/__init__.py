"""The table of wallboards."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from hospital_itsm.people.models.setup_row import SetupRow

MOST_SERVICES = 14


class Board(SetupRow):
    """A screen on a wall. `code` stands in its address; `services` are codes, none means the most critical ones.

    `networks` says where its screen stands; empty means this machine and private networks. Of the token in its address
    only the hash is kept; without one nothing opens it.
    """

    code = models.CharField(max_length=30, unique=True)
    name = models.CharField(max_length=60)
    site = models.ForeignKey(
        "people.Site", null=True, blank=True, on_delete=models.PROTECT, related_name="wallboards"
    )
    services = ArrayField(models.CharField(max_length=12), size=MOST_SERVICES, default=list, blank=True)
    networks = models.CharField(max_length=400, blank=True)
    secret_hash = models.CharField(max_length=64, blank=True)
    secret_made_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name
