"""The two-level taxonomy of domain 2.6."""

from django.db import models

from hospital_itsm.people.models.setup_row import SetupRow


class Category(SetupRow):
    """A category such as `net.wired`; the first level is `group`."""

    code = models.CharField(max_length=40, unique=True)
    group = models.CharField(max_length=20)
    name = models.CharField(max_length=80)
    team = models.ForeignKey(
        "people.Team", null=True, blank=True, on_delete=models.SET_NULL, related_name="categories"
    )

    class Meta:
        ordering = ["code"]
        verbose_name_plural = "categories"

    def __str__(self) -> str:
        return self.name
