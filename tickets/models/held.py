"""Replies that have not gone out yet."""

from django.db import models


class HeldReply(models.Model):
    """What belongs to a message of the kind *held*: when it goes out, and what happens to the ticket then."""

    message = models.OneToOneField("tickets.Message", on_delete=models.CASCADE, related_name="held")
    then_state = models.CharField(max_length=20, blank=True)
    promised_update_at = models.DateTimeField(null=True)
    goes_out_at = models.DateTimeField()

    class Meta:
        # serves: what is due to go out
        indexes = [models.Index(fields=["goes_out_at"], name="held_reply_due")]

    def __str__(self) -> str:
        return f"{self.message_id} at {self.goes_out_at}"
