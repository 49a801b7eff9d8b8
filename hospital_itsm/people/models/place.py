"""Sites, care areas and registered workstations."""

from django.db import models

from hospital_itsm.people.choices import CareClass
from hospital_itsm.people.models.setup_row import SetupRow


class Site(SetupRow):
    """A campus or clinic with its time zone and calendars."""

    code = models.CharField(max_length=12, unique=True)
    name = models.CharField(max_length=120)
    time_zone = models.CharField(max_length=60, default="America/Chicago")

    def __str__(self) -> str:
        return self.name


class CareArea(SetupRow):
    """A unit where care happens (or a support department), with the class that moves priority (domain 2.2, 8.2)."""

    code = models.CharField(max_length=12, unique=True)
    name = models.CharField(max_length=120)
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="care_areas")
    location = models.CharField(max_length=20, blank=True)
    care_class = models.CharField(max_length=1, choices=CareClass.choices)
    is_open_always = models.BooleanField(default=True)
    opening = models.ForeignKey(
        "people.WorkCalendar", null=True, blank=True, on_delete=models.PROTECT, related_name="care_areas"
    )
    downtime_tolerance_minutes = models.PositiveIntegerField()
    cost_centre = models.CharField(max_length=12, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    lead = models.ForeignKey(
        "people.User", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(care_class__in=CareClass.values), name="care_class_is_known"
            ),
            models.CheckConstraint(
                condition=models.Q(is_open_always=True) | models.Q(opening__isnull=False),
                name="a_care_area_with_hours_has_a_calendar",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Workstation(models.Model):
    """A computer an administrator registered once; its signed cookie carries the id and this row the place."""

    name = models.CharField(max_length=40, unique=True)
    care_area = models.ForeignKey(CareArea, on_delete=models.PROTECT, related_name="workstations")
    room = models.CharField(max_length=40, blank=True)
    is_shared = models.BooleanField(default=True)
    is_critical = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    epoch = models.PositiveIntegerField(default=0)
    """Grows when it is retired: cookies of before mean nothing from then on, whoever registers the name again."""

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
