"""What is known of a ward computer beyond its place, and the links that enrol one."""

from django.db import models
from django.db.models import Q


class Station(models.Model):
    """A registered computer: the asset it is, where somebody said so, and when a page was last asked for from it."""

    workstation = models.OneToOneField(
        "people.Workstation", primary_key=True, on_delete=models.CASCADE, related_name="station"
    )
    asset = models.ForeignKey(
        "assets.Asset", null=True, blank=True, on_delete=models.SET_NULL, related_name="stations"
    )
    seen_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.workstation.name


class EnrolmentLink(models.Model):
    """A link that makes the browser it is opened in this computer, once. Only the hash of its secret is kept.

    `epoch` is that of the computer when the link was made: one that was revoked since is not enrolled by it.
    """

    workstation = models.ForeignKey(
        "people.Workstation", on_delete=models.CASCADE, related_name="enrolment_links"
    )
    secret_hash = models.CharField(max_length=64, unique=True)
    epoch = models.PositiveIntegerField()
    made_by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    is_over = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["workstation"],
                condition=Q(used_at__isnull=True, is_over=False),
                name="one_link_enrols_a_computer_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return f"{self.workstation.name} {self.made_at:%Y-%m-%d}"


class OpenReport(models.Model):
    """A report that nobody signed in for: from where it came, and the receipt that says its number for a while.

    Of the key of the receipt, of the press that sent it and of the address only digests are kept.
    """

    ticket = models.OneToOneField("tickets.Ticket", on_delete=models.CASCADE, related_name="open_report")
    key_hash = models.CharField(max_length=64, unique=True)
    body_hash = models.CharField(max_length=64)
    workstation = models.ForeignKey(
        "people.Workstation", null=True, on_delete=models.PROTECT, related_name="open_reports"
    )
    address_hash = models.CharField(max_length=64)
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    class Meta:
        indexes = [
            # serves: how many came from one address within the hour
            models.Index(fields=["address_hash", "-sent_at"], name="open_report_of_address"),
            # serves: how many came from one computer within the hour
            models.Index(fields=["workstation", "-sent_at"], name="open_report_of_computer"),
        ]

    def __str__(self) -> str:
        return f"{self.ticket_id} {self.sent_at:%Y-%m-%d}"
