"""Outbox rows and their delivery attempts. Payloads hold numbers, codes and labels, never anybody's free text."""

from datetime import time

from django.conf import settings
from django.db import models

from hospital_itsm.outbox.choices import Channel, Outcome

DIGEST_AT = time(7)


class OutboxMessage(models.Model):
    """One message to one recipient over one channel; `dedupe_key` makes writing it twice harmless.

    `due_at` is when it should leave, `next_attempt_at` moves on with every lease and failed attempt.
    """

    kind = models.CharField(max_length=60)
    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    channel = models.CharField(max_length=12, choices=Channel.choices)
    payload = models.JSONField(default=dict)
    dedupe_key = models.CharField(max_length=160, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)
    due_at = models.DateTimeField()
    next_attempt_at = models.DateTimeField()
    attempts_made = models.PositiveSmallIntegerField(default=0)
    done_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(channel__in=Channel.values), name="outbox_channel_is_known"
            ),
            models.CheckConstraint(
                condition=models.Q(done_at__isnull=True) | models.Q(failed_at__isnull=True),
                name="outbox_message_ends_once",
            ),
        ]
        indexes = [
            # serves: the worker's claim of what is due on one channel, so that pages never wait behind mails
            models.Index(
                fields=["channel", "next_attempt_at", "id"],
                name="outbox_due",
                condition=models.Q(done_at__isnull=True, failed_at__isnull=True),
            ),
            # serves: how many were given up, for health
            models.Index(
                fields=["failed_at"], name="outbox_failed", condition=models.Q(failed_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.channel} {self.pk}"


class Attempt(models.Model):
    """One try to deliver a message; `outcome` is a code, `detail` an error class or status, never text of a person."""

    message = models.ForeignKey(OutboxMessage, on_delete=models.CASCADE, related_name="attempts")
    at = models.DateTimeField(auto_now_add=True)
    outcome = models.CharField(max_length=20, choices=Outcome.choices)
    detail = models.CharField(max_length=120, blank=True)

    def __str__(self) -> str:
        return f"{self.message_id} {self.outcome}"


class BellItemQuerySet(models.QuerySet["BellItem"]):
    """Lines of bells: a burst is the one of its newest message."""

    def lines(self) -> "BellItemQuerySet":
        """Without what folded into another."""
        return self.filter(folded_at__isnull=True)

    def unread(self) -> "BellItemQuerySet":
        """Lines that nobody marked as read."""
        return self.lines().filter(read_at__isnull=True)


class BellItem(models.Model):
    """A message in a person's bell; the words are made from kind and payload of the message when shown.

    A burst is one line, that of its newest message: the others have `folded_at`, and `burst` holds them together.
    `times` counts the messages of the line; `kind` and `about` say what is the same in all of them, if anything is.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="bell_items")
    message = models.OneToOneField(OutboxMessage, on_delete=models.CASCADE, related_name="bell_item")
    created_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True)
    kind = models.CharField(max_length=60, blank=True)
    about = models.CharField(max_length=20, blank=True)
    times = models.PositiveIntegerField(default=1)
    burst = models.UUIDField(null=True)
    folded_at = models.DateTimeField(null=True)

    objects = BellItemQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(folded_at__isnull=True) | models.Q(burst__isnull=False),
                name="bell_folds_into_a_burst",
            )
        ]
        indexes = [
            # serves: the bell of one person, newest first
            models.Index(
                fields=["user", "-created_at", "-id"],
                name="bell_lines_by_time",
                condition=models.Q(folded_at__isnull=True),
            ),
            # serves: the count of unread lines in the shell, and those a new message may fold with
            models.Index(
                fields=["user"],
                name="bell_unread_lines",
                condition=models.Q(read_at__isnull=True, folded_at__isnull=True),
            ),
            # serves: the messages of a burst
            models.Index(fields=["burst", "-id"], name="bell_burst", condition=models.Q(burst__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.message_id}"


class MailChoice(models.Model):
    """How a person wants e-mails: `paces` holds the pace of each topic they chose one for.

    Quiet hours may pass midnight; times are those of the hospital's clock.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="mail_choice"
    )
    paces = models.JSONField(default=dict)
    digest_at = models.TimeField(default=DIGEST_AT)
    quiet_from = models.TimeField(null=True)
    quiet_until = models.TimeField(null=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(quiet_from__isnull=True, quiet_until__isnull=True)
                | models.Q(quiet_from__isnull=False, quiet_until__isnull=False),
                name="quiet_hours_begin_and_end",
            )
        ]

    def __str__(self) -> str:
        return f"mails of {self.user_id}"


class LastMail(models.Model):
    """When the last e-mail left for a person, so that a burst after it comes as one."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="last_mail"
    )
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"last mail of {self.user_id}"
