"""What was removed from tickets, what of it is sealed, and which tickets are under a legal hold."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from hospital_itsm.redaction.choices import What


class LegalHold(models.Model):
    """Nothing of the ticket is destroyed until the hold is lifted: what is removed from it is sealed."""

    ticket = models.ForeignKey("tickets.Ticket", on_delete=models.PROTECT, related_name="legal_holds")
    set_at = models.DateTimeField()
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [
            # serves: is the ticket under a hold
            models.UniqueConstraint(
                fields=["ticket"], condition=Q(lifted_at__isnull=True), name="one_legal_hold_a_ticket"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ticket_id} since {self.set_at:%Y-%m-%d}"


class Redaction(models.Model):
    """Somebody removed words or files of a ticket; never what they were. `places` is how many texts held them.

    `sealed` opens to what stood there, as JSON, where the ticket was under a legal hold; `destroyed_at` is when that
    was thrown away.
    """

    ticket = models.ForeignKey("tickets.Ticket", on_delete=models.PROTECT, related_name="redactions")
    what = models.CharField(max_length=8, choices=What.choices)
    places = models.PositiveIntegerField(default=0)
    messages = models.PositiveIntegerField(default=0)
    files = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    sealed = models.BinaryField(default=b"")
    destroyed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=Q(what__in=What.values), name="what_is_removed_is_known"),
        ]
        indexes = [
            # serves: what was removed from a ticket, newest first
            models.Index(fields=["ticket", "-id"], name="redaction_of_ticket"),
            # serves: destroying what is sealed for nobody any more
            models.Index(fields=["made_at"], name="redaction_sealed", condition=~Q(sealed=b"")),
        ]

    def __str__(self) -> str:
        return f"redaction {self.pk}"

    @property
    def is_sealed(self) -> bool:
        """Does what was removed still exist, sealed?"""
        return bool(self.sealed)


class SealedFile(models.Model):
    """A file that was removed under a legal hold: its bytes encrypted in the store; its name is in the redaction."""

    redaction = models.ForeignKey(Redaction, on_delete=models.PROTECT, related_name="sealed_files")
    attachment = models.BigIntegerField()
    content_type = models.CharField(max_length=120)
    stored_name = models.CharField(max_length=64, unique=True)

    def __str__(self) -> str:
        return f"file of redaction {self.redaction_id}"
