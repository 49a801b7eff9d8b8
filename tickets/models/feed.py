"""Numbers of other systems, and the feed of changes for them."""

from django.db import models
from django.db.models import Func


class CurrentTransaction(Func):
    """The id of the running transaction, wide enough never to wrap."""

    template = "(pg_current_xact_id()::text::bigint)"
    output_field = models.BigIntegerField()


class ExternalSystem(models.Model):
    """Another system by the name its numbers carry, and the one account that brings them."""

    name = models.CharField(max_length=40, unique=True)
    account = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    claimed_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name

    @property
    def audit_label(self) -> str:
        """Its name, which is a code and never anybody's words."""
        return self.name


class ExternalRef(models.Model):
    """The number another system knows the ticket by."""

    ticket = models.ForeignKey("tickets.Ticket", on_delete=models.PROTECT, related_name="external_refs")
    system = models.CharField(max_length=40)
    external_id = models.CharField(max_length=80)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["system", "external_id"], name="one_ticket_an_external_number")
        ]

    def __str__(self) -> str:
        return f"{self.system}:{self.external_id}"


class ChangeRecord(models.Model):
    """One change of a ticket or notice; readers see it once no earlier transaction can still add one."""

    transaction = models.BigIntegerField(db_default=CurrentTransaction())
    kind = models.CharField(max_length=10)
    ticket = models.ForeignKey("tickets.Ticket", null=True, on_delete=models.CASCADE, related_name="+")
    notice = models.ForeignKey("tickets.Notice", null=True, on_delete=models.CASCADE, related_name="+")
    verb = models.CharField(max_length=60)
    version = models.PositiveIntegerField(default=0)
    at = models.DateTimeField()

    class Meta:
        # serves: the feed after a cursor
        indexes = [models.Index(fields=["transaction", "id"], name="change_feed")]

    def __str__(self) -> str:
        return f"{self.transaction}.{self.pk}"
