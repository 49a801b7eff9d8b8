"""Dates that leaders asked for at figures that miss their target."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.urls import reverse

from hospital_itsm.dashboards.queries.asked import AskedQuerySet


class AskedDate(models.Model):
    """By when will this figure be all right again? Somebody was asked, and answers with a day and a sentence.

    `figure` is the code of a headline figure of `dashboard`, told for a site and a domain or for all. A figure has one
    question that waits; an answered one stays at the figure until its day has passed.
    """

    dashboard = models.CharField(max_length=40)
    figure = models.CharField(max_length=40)
    domain = models.CharField(max_length=16, blank=True)
    site = models.ForeignKey("people.Site", null=True, on_delete=models.PROTECT, related_name="+")
    asked_by = models.ForeignKey("people.User", null=True, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    asked_of = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="asked_dates")
    answer_by = models.DateField()
    answered_at = models.DateTimeField(null=True)
    promised_on = models.DateField(null=True)
    sentence = models.CharField(max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = AskedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["figure", "domain", "site"],
                condition=Q(answered_at__isnull=True),
                nulls_distinct=False,
                name="one_waiting_question_of_a_figure",
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, promised_on__isnull=True, sentence="")
                | Q(answered_at__isnull=False, promised_on__isnull=False),
                name="an_answer_has_a_day",
            ),
        ]
        indexes = [
            # serves: the questions at the figures of a dashboard, newest first
            models.Index(fields=["figure", "-id"], name="asked_date_of_figure"),
            # serves: what was answered in a period
            models.Index(
                fields=["answered_at"], name="asked_date_answered", condition=Q(answered_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"date asked {self.pk}"

    @property
    def audit_label(self) -> str:
        """Its number and the figure."""
        return f"date asked {self.pk} at {self.figure}"

    def is_open(self, today: date) -> bool:
        """Does it stand at the figure: it waits for an answer, or its day has not passed?"""
        return self.promised_on is None or self.promised_on >= today

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("dashboards:asked", args=[self.pk])
