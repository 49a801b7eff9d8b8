"""What surrounds a notice date: decisions, reminders that went out, and calendars that people subscribed to."""

from django.db import models

from vendors.choices import ContractDecision


class DecisionRecord(models.Model):
    """What somebody decided about a contract, for the notice date of that day; never changed."""

    contract = models.ForeignKey("vendors.Contract", on_delete=models.PROTECT, related_name="decisions")
    decision = models.CharField(max_length=12, choices=ContractDecision.choices)
    reason = models.CharField(max_length=400)
    notice_on = models.DateField(null=True)
    decided_by = models.ForeignKey(
        "people.User", null=True, on_delete=models.PROTECT, related_name="contract_decisions"
    )
    decided_at = models.DateTimeField()

    class Meta:
        ordering = ["-decided_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(decision__in=ContractDecision.values), name="decision_record_is_known"
            )
        ]

    def __str__(self) -> str:
        return f"{self.contract_id} {self.decision}"


class ContractReminder(models.Model):
    """A step before a notice date at which people were reminded; another date begins anew."""

    contract = models.ForeignKey("vendors.Contract", on_delete=models.CASCADE, related_name="reminders")
    notice_on = models.DateField()
    step = models.PositiveSmallIntegerField()
    sent_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["contract", "notice_on", "step"], name="one_reminder_a_step_of_a_notice_date"
            )
        ]

    def __str__(self) -> str:
        return f"{self.contract_id} {self.notice_on} {self.step}"


class RenewalFeed(models.Model):
    """A calendar address of one person; its secret is stored as a hash, and revoked for good."""

    user = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="renewal_feeds")
    name = models.CharField(max_length=80)
    secret_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)
    revoked_at = models.DateTimeField(null=True)
    last_used_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"calendar {self.pk}"
