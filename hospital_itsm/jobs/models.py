"""Heartbeats of the background parts, and idempotency keys of creating requests."""

from django.conf import settings
from django.db import models


class Heartbeat(models.Model):
    """When a background part (`sla-watch`, `outbox`, `beat`) last finished a round."""

    name = models.CharField(max_length=40, primary_key=True)
    beat_at = models.DateTimeField()
    detail = models.JSONField(default=dict)

    def __str__(self) -> str:
        return self.name


class IdempotencyKey(models.Model):
    """One creating request of one person: the same key and body give the first answer again."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=80)
    scope = models.CharField(max_length=40)
    body_digest = models.CharField(max_length=64)
    target_id = models.BigIntegerField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "scope", "key"], name="one_use_of_an_idempotency_key")
        ]
        # serves: the daily purge of old keys
        indexes = [models.Index(fields=["created_at"], name="idempotency_by_age")]

    def __str__(self) -> str:
        return f"{self.scope} {self.key}"
