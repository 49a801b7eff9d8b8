"""Audit entries (append-only, held by a database trigger), seals that make tampering evident, what was emptied."""

from django.conf import settings
from django.db import models


class AuditEntry(models.Model):
    """One thing somebody did. There is no foreign key to the target: history outlives it."""

    at = models.DateTimeField()
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="+",
    )
    actor_label = models.CharField(max_length=200)
    on_behalf_of = models.CharField(max_length=200, blank=True)
    verb = models.CharField(max_length=60)
    target_type = models.CharField(max_length=60)
    target_id = models.CharField(max_length=64)
    target_label = models.CharField(max_length=120)
    changes = models.JSONField(default=dict)
    reason = models.CharField(max_length=500, blank=True)
    request_id = models.CharField(max_length=64, blank=True)
    channel = models.CharField(max_length=12)
    ip = models.GenericIPAddressField(null=True)
    told_version = 0
    """The version of the target when the entry was made; for followers, not stored."""

    class Meta:
        indexes = [
            # serves: the timeline and history of one object
            models.Index(fields=["target_type", "target_id", "id"], name="audit_of_target"),
            # serves: what one person did, for reviews
            models.Index(fields=["actor", "id"], name="audit_by_actor"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor_label} {self.verb} {self.target_label}"


class Seal(models.Model):
    """A hash over a batch of entries and the seal before: changing any sealed entry breaks the chain.

    `marks` holds the first bytes of each entry's own keyed hash, so that verification can name the row.
    """

    at = models.DateTimeField()
    first_id = models.BigIntegerField()
    last_id = models.BigIntegerField(unique=True)
    entries = models.IntegerField()
    marks = models.BinaryField()
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.first_id}-{self.last_id}"


class Emptied(models.Model):
    """Words that had to be removed left a sealed entry: its hash before and after, proven under AUDIT_KEY.

    Append-only as the trail is; whoever has the database alone cannot write one that holds, nor guess short words by
    the former hash, which is encrypted.
    """

    at = models.DateTimeField()
    entry_id = models.BigIntegerField()
    was = models.BinaryField()
    became = models.CharField(max_length=64)
    proof = models.CharField(max_length=64)

    class Meta:
        # serves: checking the chain
        indexes = [models.Index(fields=["entry_id", "id"], name="emptied_entry")]

    def __str__(self) -> str:
        return f"entry {self.entry_id}"
