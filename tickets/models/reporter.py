"""Who has the problem too, and what they thought of the help."""

from django.db import models
from django.db.models import Q

from tickets.choices import CareAnswer


class Reporter(models.Model):
    """A person on a ticket: its first reporter, or one who pressed "Same for me"."""

    ticket = models.ForeignKey("tickets.Ticket", on_delete=models.PROTECT, related_name="reporters")
    user = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="reports")
    care_area = models.ForeignKey("people.CareArea", null=True, on_delete=models.PROTECT, related_name="+")
    care_answer = models.CharField(max_length=12, choices=CareAnswer.choices, blank=True)
    callback = models.CharField(max_length=120, blank=True)
    is_first = models.BooleanField(default=False)
    joined_at = models.DateTimeField()
    said_worse_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ticket", "user"], name="one_report_a_person")]
        # serves: "my tickets" including those joined
        indexes = [models.Index(fields=["user", "ticket"], name="reports_of_person")]

    def __str__(self) -> str:
        return f"{self.ticket_id} {self.user_id}"


class Rating(models.Model):
    """One answer to "How was it?", 1 to 5."""

    ticket = models.ForeignKey("tickets.Ticket", on_delete=models.PROTECT, related_name="ratings")
    user = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    score = models.PositiveSmallIntegerField()
    rated_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ticket", "user"], name="one_rating_a_person"),
            models.CheckConstraint(condition=Q(score__range=(1, 5)), name="score_is_1_to_5"),
        ]

    def __str__(self) -> str:
        return f"{self.ticket_id} {self.score}"
