"""Questions people saved with what they chose."""

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from hospital_itsm.people.choices import RoleCode
from hospital_itsm.reports.choices import Sharing
from hospital_itsm.reports.queries.reports import SavedReportQuerySet


class SavedReport(models.Model):
    """A question with its parameters, under a name of its owner. Sharing shows the question, never the owner's rows.

    `parameters` are those of the address, each name with its values, checked before they were stored.
    """

    name = models.CharField(max_length=80)
    question = models.SlugField(max_length=40)
    parameters = models.JSONField(default=dict)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="saved_reports"
    )
    sharing = models.CharField(max_length=10, choices=Sharing.choices, default=Sharing.NOBODY)
    team = models.ForeignKey(
        "people.Team", null=True, blank=True, on_delete=models.PROTECT, related_name="saved_reports"
    )
    role = models.CharField(max_length=20, choices=RoleCode.choices, blank=True)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    objects = SavedReportQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(sharing__in=Sharing.values), name="sharing_is_known"),
            models.CheckConstraint(
                condition=Q(sharing=Sharing.TEAM, team__isnull=False)
                | (~Q(sharing=Sharing.TEAM) & Q(team__isnull=True)),
                name="a_report_of_a_team_names_it",
            ),
            models.CheckConstraint(
                condition=(Q(sharing=Sharing.ROLE) & ~Q(role="")) | (~Q(sharing=Sharing.ROLE) & Q(role="")),
                name="a_report_of_a_role_names_it",
            ),
            models.UniqueConstraint(fields=["owner", "name"], name="one_saved_report_of_a_name"),
        ]
        # serves: the saved reports on the list of questions, by name
        indexes = [models.Index(fields=["name", "id"], name="saved_report_by_name")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("reports:saved", args=[self.pk])

    @property
    def audit_label(self) -> str:
        """Its number: the name is its owner's words."""
        return f"saved report {self.pk}"

    def query(self) -> str:
        """Its parameters as a part of an address."""
        return urlencode(self.parameters, doseq=True)

    def is_owned_by(self, actor: Any) -> bool:
        """Is it the actor's own?"""
        return bool(self.owner_id == actor.pk)
