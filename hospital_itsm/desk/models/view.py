"""Views of the queue that people saved, and what each person chose about them."""

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from hospital_itsm.desk.choices import Reach
from hospital_itsm.desk.queries.views import SavedViewQuerySet


class SavedView(models.Model):
    """A view of the queue (`base`) with filters and order, under a name of its owner.

    `parameters` are those of the address, each name with its values, checked before they were stored. They narrow
    what the reader sees and can do nothing else.
    """

    name = models.CharField(max_length=60)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="queue_views")
    reach = models.CharField(max_length=8, choices=Reach.choices, default=Reach.MINE)
    team = models.ForeignKey(
        "people.Team", null=True, blank=True, on_delete=models.PROTECT, related_name="queue_views"
    )
    base = models.CharField(max_length=60)
    parameters = models.JSONField(default=dict)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(reach__in=Reach.values), name="reach_is_known"),
            models.CheckConstraint(
                condition=Q(reach=Reach.TEAM, team__isnull=False)
                | (~Q(reach=Reach.TEAM) & Q(team__isnull=True)),
                name="a_view_of_a_team_names_it",
            ),
            models.UniqueConstraint(fields=["owner", "name"], name="one_view_of_a_name"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The queue as it was saved."""
        page = reverse("tickets:queue_view", args=[self.base])
        return f"{page}?{urlencode({**self.parameters, 'saved': self.pk}, doseq=True)}"

    @property
    def audit_label(self) -> str:
        """Its number: the name is its owner's words."""
        return f"saved view {self.pk}"

    def is_owned_by(self, actor: Any) -> bool:
        """Is it the actor's own?"""
        return bool(self.owner_id == actor.pk)


class ViewChoice(models.Model):
    """What one person chose about a view: star, default, and when to be told.

    `most` tells when more tickets than that are in it, `oldest_minutes` when one was opened longer ago;
    `count_passed` and `oldest_passed` say that the person was told of the present crossing.
    """

    view = models.ForeignKey(SavedView, on_delete=models.CASCADE, related_name="choices")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    is_starred = models.BooleanField(default=False)
    is_default = models.BooleanField(default=False)
    most = models.PositiveIntegerField(null=True)
    oldest_minutes = models.PositiveIntegerField(null=True)
    count_passed = models.BooleanField(default=False)
    oldest_passed = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["view", "user"], name="one_choice_about_a_view"),
            models.UniqueConstraint(fields=["user"], name="one_default_view", condition=Q(is_default=True)),
        ]
        indexes = [
            # serves: the views that are watched, a person at a time
            models.Index(
                fields=["user"],
                name="view_choice_watched",
                condition=Q(most__isnull=False) | Q(oldest_minutes__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"choice about view {self.view_id}"
