"""Which roles must give a second step, and whom the hospital's identity provider stands for."""

from django.db import models
from django.utils import timezone


class RequiredRole(models.Model):
    """Whoever holds this role signs in with two steps. Administrators do in any case (`queries.required`)."""

    role = models.OneToOneField("people.Role", on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return self.role.code


class LinkedIdentity(models.Model):
    """A subject of an identity provider signs in as this person: known by its number, never by an e-mail address."""

    user = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    issuer = models.CharField(max_length=255)
    subject = models.CharField(max_length=255)
    linked_at = models.DateTimeField(default=timezone.now)
    linked_by = models.ForeignKey("people.User", null=True, on_delete=models.PROTECT, related_name="+")
    last_used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["issuer", "subject"], name="a_subject_stands_for_one_person"),
            models.UniqueConstraint(fields=["user", "issuer"], name="a_person_has_one_subject"),
        ]

    def __str__(self) -> str:
        return self.user.username
