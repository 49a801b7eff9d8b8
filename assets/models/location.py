"""Places as a tree: site, building, floor, area, room, bed."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Upper
from django.urls import reverse

from assets.choices import LocationKind
from assets.queries.locations import LocationQuerySet
from hospital_itsm.people.models.setup_row import SetupRow


class Location(SetupRow):
    """A place in a larger one; retired, never deleted.

    `path` holds the keys of all places around it and its own ("/1/7/31/"), so that everything inside is one prefix.
    """

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=10, choices=LocationKind.choices)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    site = models.ForeignKey("people.Site", on_delete=models.PROTECT, related_name="locations")
    care_area = models.ForeignKey(
        "people.CareArea", null=True, blank=True, on_delete=models.PROTECT, related_name="locations"
    )
    path = models.CharField(max_length=160, default="", editable=False)

    objects = LocationQuerySet.as_manager()

    class Meta:
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(Upper("code"), name="location_code_is_unique_whatever_its_case"),
            models.CheckConstraint(condition=Q(kind__in=LocationKind.values), name="location_kind_is_known"),
            models.CheckConstraint(
                condition=~Q(parent=models.F("pk")), name="a_location_does_not_lie_in_itself"
            ),
        ]
        indexes = [
            # serves: everything inside a place, `path LIKE '/1/7/%'`
            models.Index(fields=["path"], name="location_inside", opclasses=["varchar_pattern_ops"]),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The place's page."""
        return reverse("assets:location", args=[self.pk])
