"""The rows of the feed."""

from django.db import models
from django.db.models import Func


class CurrentTransaction(Func):
    """The id of the running transaction, wide enough never to wrap."""

    template = "(pg_current_xact_id()::text::bigint)"
    output_field = models.BigIntegerField()


class Change(models.Model):
    """One change of one object; readers see it once no earlier transaction can still add one.

    `subject` is the key of the object, without a foreign key: the row outlives it. `label` is what it was called
    then, `version` its version after the change, 0 where it has none.
    """

    transaction = models.BigIntegerField(db_default=CurrentTransaction())
    kind = models.CharField(max_length=20)
    subject = models.BigIntegerField()
    label = models.CharField(max_length=120)
    verb = models.CharField(max_length=60)
    version = models.PositiveIntegerField(default=0)
    at = models.DateTimeField()

    class Meta:
        indexes = [
            # serves: the feed after a cursor
            models.Index(fields=["transaction", "id"], name="change_feed"),
            # serves: what happened to one object after a version of it
            models.Index(fields=["kind", "subject", "id"], name="changes_of_one"),
        ]

    def __str__(self) -> str:
        return f"{self.transaction}.{self.pk}"
