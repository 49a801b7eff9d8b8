"""What stood at a change of shifts, as it was then, and what the leaving shift says to the next."""

from django.db import models
from django.urls import reverse

from hospital_itsm.shifts.choices import Section


class ShiftHandover(models.Model):
    """One change of shifts; written once, by the product."""

    shift = models.ForeignKey("shifts.Shift", on_delete=models.PROTECT, related_name="handovers")
    at = models.DateTimeField()
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["-at"]
        constraints = [models.UniqueConstraint(fields=["shift", "at"], name="one_handover_a_change")]
        # serves: the latest hand-overs
        indexes = [models.Index(fields=["-at"], name="handover_newest")]

    def __str__(self) -> str:
        return f"hand-over {self.pk}"

    @property
    def audit_label(self) -> str:
        """Its shift and instant."""
        return f"{self.shift.code} {self.at:%Y-%m-%d %H:%M}"

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("shifts:handover", args=[self.pk])


class HandoverLine(models.Model):
    """A ticket as it stood at the change: no words of it, so that what is redacted later is nowhere else."""

    handover = models.ForeignKey(ShiftHandover, on_delete=models.CASCADE, related_name="lines")
    section = models.CharField(max_length=8, choices=Section.choices)
    ticket = models.ForeignKey("tickets.Ticket", on_delete=models.PROTECT, related_name="+")
    priority = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=20)
    due_at = models.DateTimeField(null=True)
    team = models.ForeignKey("people.Team", null=True, on_delete=models.PROTECT, related_name="+")
    care_area = models.ForeignKey("people.CareArea", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["handover", "section", "ticket"], name="a_ticket_stands_once_in_a_section"
            )
        ]

    def __str__(self) -> str:
        return f"{self.handover} {self.section} {self.ticket_id}"


class HandoverNotice(models.Model):
    """A notice that was up at the change."""

    handover = models.ForeignKey(ShiftHandover, on_delete=models.CASCADE, related_name="notices")
    notice = models.ForeignKey("tickets.Notice", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["handover", "notice"], name="a_notice_stands_once_in_a_handover")
        ]

    def __str__(self) -> str:
        return f"{self.handover} notice {self.notice_id}"


class TeamWord(models.Model):
    """What a team of the leaving shift says to the next, and who of the next took it over."""

    handover = models.ForeignKey(ShiftHandover, on_delete=models.CASCADE, related_name="words")
    team = models.ForeignKey("people.Team", on_delete=models.PROTECT, related_name="+")
    words = models.CharField(max_length=2000, blank=True)
    said_by = models.ForeignKey("people.User", null=True, on_delete=models.PROTECT, related_name="+")
    said_at = models.DateTimeField(null=True)
    taken_by = models.ForeignKey("people.User", null=True, on_delete=models.PROTECT, related_name="+")
    taken_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["handover", "team"], name="one_word_a_team_of_a_handover")
        ]

    def __str__(self) -> str:
        return f"{self.handover} {self.team_id}"

    @property
    def audit_label(self) -> str:
        """Hand-over and team."""
        return f"{self.handover.audit_label} {self.team.code}"

    def get_absolute_url(self) -> str:
        """The hand-over's page."""
        return self.handover.get_absolute_url()
