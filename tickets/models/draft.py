"""Unsent words, kept on the server, sealed, for their writer alone."""

from django.db import models


class Draft(models.Model):
    """What somebody typed and has not sent; `scope` is `report` or a ticket key with a mode."""

    user = models.ForeignKey("people.User", on_delete=models.CASCADE, related_name="drafts")
    scope = models.CharField(max_length=40)
    sealed = models.BinaryField()
    updated_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "scope"], name="one_draft_a_scope")]
        # serves: the purge of old drafts
        indexes = [models.Index(fields=["updated_at"], name="draft_by_age")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.scope}"
