"""What people said on a ticket, and the files they attached."""

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Q
from django.db.models.functions import Upper

from hospital_itsm.core.phi_guard import PhiDecision
from tickets.choices import MessageKind, Source


class Message(models.Model):
    """One message. `body` is masked text; redaction empties it and sets `redacted_at`."""

    ticket = models.ForeignKey("tickets.Ticket", on_delete=models.PROTECT, related_name="messages")
    kind = models.CharField(max_length=8, choices=MessageKind.choices)
    author = models.ForeignKey("people.User", null=True, on_delete=models.PROTECT, related_name="+")
    author_label = models.CharField(max_length=120)
    body = models.TextField()
    source = models.CharField(max_length=8, choices=Source.choices, default=Source.WEB)
    phi_decision = models.CharField(max_length=8, choices=PhiDecision.choices, blank=True)
    is_automatic = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    redacted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=MessageKind.values), name="message_kind_is_known"),
        ]
        # serves: the conversation of one ticket, oldest first
        indexes = [models.Index(fields=["ticket", "id"], name="message_of_ticket")]

    def __str__(self) -> str:
        return f"{self.ticket_id} {self.kind} {self.pk}"

    @property
    def audit_label(self) -> str:
        """Its number, never its text."""
        return f"message {self.pk}"


class Attachment(models.Model):
    """A file on a ticket; permission is the ticket's (and the message's kind). Stored under a random name.

    `awaits_answer`: it is kept back only because nobody said whether it shows a patient's chart.
    """

    ticket = models.ForeignKey("tickets.Ticket", on_delete=models.PROTECT, related_name="attachments")
    message = models.ForeignKey(Message, null=True, on_delete=models.PROTECT, related_name="attachments")
    is_internal = models.BooleanField(default=False)
    shows_record = models.BooleanField(default=False)
    awaits_answer = models.BooleanField(default=False)
    uploader = models.ForeignKey("people.User", null=True, on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=120)
    stored_name = models.CharField(max_length=64, unique=True)
    content_type = models.CharField(max_length=80)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(shows_record=True) | Q(awaits_answer=False),
                name="a_file_that_awaits_an_answer_is_kept_back",
            ),
        ]
        indexes = [
            # serves: the files of one ticket
            models.Index(fields=["ticket", "id"], name="attachment_of_ticket"),
            # serves: search for files by a part of their name
            GinIndex(OpClass(Upper("file_name"), "gin_trgm_ops"), name="attachment_name_pieces"),
        ]

    def __str__(self) -> str:
        return f"attachment {self.pk}"

    @property
    def audit_label(self) -> str:
        """Its number, never the name the person's computer gave it."""
        return f"attachment {self.pk}"


class ReadMark(models.Model):
    """How far a person has read a ticket, for bold titles and "1 more below"."""

    ticket = models.ForeignKey("tickets.Ticket", on_delete=models.CASCADE, related_name="read_marks")
    user = models.ForeignKey("people.User", on_delete=models.CASCADE, related_name="+")
    version = models.PositiveIntegerField()
    message_id_read = models.BigIntegerField(default=0)
    read_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "ticket"], name="one_read_mark")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.ticket_id}"
