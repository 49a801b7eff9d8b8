"""The hospital's own words for messages, version by version, and words somebody had sent to themselves as a test."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse


class MessageWording(models.Model):
    """A version of the words of one kind of message; stored ones never change.

    One that `is_shipped` says that the words of the product hold again. `language` is that in which it was written.
    """

    kind = models.CharField(max_length=60)
    version = models.PositiveIntegerField()
    subject = models.CharField(max_length=120, blank=True)
    body = models.CharField(max_length=1000, blank=True)
    short = models.CharField(max_length=140, blank=True)
    is_shipped = models.BooleanField(default=False)
    language = models.CharField(max_length=10)
    reason = models.CharField(max_length=200)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            # serves: the newest version of each kind as well
            models.UniqueConstraint(fields=["kind", "version"], name="one_wording_a_kind_and_version"),
            models.CheckConstraint(
                condition=Q(is_shipped=True, subject="", body="", short="")
                | (Q(is_shipped=False) & ~Q(subject="")),
                name="a_wording_has_words_or_is_shipped",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.version}"

    @property
    def audit_label(self) -> str:
        """Kind and version, never the words."""
        return str(self)

    def get_absolute_url(self) -> str:
        """The page of its kind."""
        return reverse("messaging:wording", args=[self.kind])


class WordingTrial(models.Model):
    """The words somebody last sent to themselves as a test of a kind."""

    kind = models.CharField(max_length=60)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    subject = models.CharField(max_length=120)
    body = models.CharField(max_length=1000, blank=True)
    short = models.CharField(max_length=140, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "kind"], name="one_wording_trial_a_person_and_kind")
        ]

    def __str__(self) -> str:
        return f"{self.kind} for {self.user_id}"

    @property
    def audit_label(self) -> str:
        """The kind, never the words."""
        return self.kind
