"""Who is named in an internal note."""

from django.conf import settings
from django.db import models


class Mention(models.Model):
    """A note names a person by their user name; its page says their name instead."""

    message = models.ForeignKey("tickets.Message", on_delete=models.CASCADE, related_name="mentions")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["message", "user"], name="named_once_in_a_message")]

    def __str__(self) -> str:
        return f"{self.message_id} {self.user_id}"
