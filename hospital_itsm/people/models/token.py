"""API tokens: shown once, stored as a hash, with scopes and an expiry."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from hospital_itsm.people.rules.tokens import DEMO_PREFIX


class ApiToken(models.Model):
    """A token of a person or service account; what it may do is the owner's rights within its scopes.

    One for the demo (`demo_only`) begins with `DEMO_PREFIX`: another server knows it by its words alone, and whoever
    changed the row would have to change the words.
    """

    user = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="api_tokens")
    name = models.CharField(max_length=80)
    prefix = models.CharField(max_length=12, unique=True)
    secret_hash = models.CharField(max_length=64)
    demo_only = models.BooleanField(default=False)
    scopes = ArrayField(models.CharField(max_length=40))
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    last_used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(demo_only=True, prefix__startswith=DEMO_PREFIX)
                | (Q(demo_only=False) & ~Q(prefix__startswith=DEMO_PREFIX)),
                name="a_token_for_the_demo_says_so_in_its_words",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.prefix} {self.name}"

    @property
    def audit_label(self) -> str:
        """The prefix, which is not secret."""
        return self.prefix
