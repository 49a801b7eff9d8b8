"""Cases that vendors keep about the hospital's tickets: their number, our tickets, the last word."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from hospital_itsm.vendor_work.choices import CaseState, Speaker
from hospital_itsm.vendor_work.queries.cases import VendorCaseQuerySet


class VendorCase(models.Model):
    """One case with a vendor; `number` is theirs, empty until they gave one. Closed, never deleted.

    `last_word`, `last_word_at` and `last_word_by` repeat the newest of its words, for lists. Two cases of merged
    vendors may have one number, so that no constraint refuses it.
    """

    vendor = models.ForeignKey("vendors.Vendor", on_delete=models.PROTECT, related_name="cases")
    number = models.CharField(max_length=60, blank=True)
    subject = models.CharField(max_length=160)
    state = models.CharField(max_length=12, choices=CaseState.choices, default=CaseState.WITH_VENDOR)
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey("people.User", null=True, on_delete=models.PROTECT, related_name="+")
    last_word = models.CharField(max_length=400, blank=True)
    last_word_at = models.DateTimeField()
    last_word_by = models.CharField(max_length=6, choices=Speaker.choices, default=Speaker.US)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        "people.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    outcome = models.CharField(max_length=400, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = VendorCaseQuerySet.as_manager()

    class Meta:
        ordering = ["-last_word_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=CaseState.values), name="a_case_state_is_known"),
            models.CheckConstraint(
                condition=Q(state="closed", closed_at__isnull=False)
                | (~Q(state="closed") & Q(closed_at__isnull=True)),
                name="a_closed_case_says_when",
            ),
        ]
        indexes = [
            # serves: the list, the longest without a word first, and the newest first
            models.Index(fields=["last_word_at", "id"], name="case_by_last_word"),
            models.Index(fields=["-opened_at", "-id"], name="case_newest"),
            # serves: the cases of a vendor, and whether their number is there already
            models.Index(fields=["vendor", "number"], name="case_of_vendor"),
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def key(self) -> str:
        """How people name it, such as VC-12."""
        return f"VC-{self.pk}"

    @property
    def audit_label(self) -> str:
        """Its key, the company and their number."""
        return f"{self.key}, {self.vendor.name} {self.number}".strip()

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("vendor_work:case", args=[self.pk])


class CaseTicket(models.Model):
    """A ticket of ours that a case is about."""

    case = models.ForeignKey(VendorCase, on_delete=models.CASCADE, related_name="links")
    ticket = models.ForeignKey("tickets.Ticket", on_delete=models.PROTECT, related_name="vendor_cases")

    class Meta:
        ordering = ["ticket_id"]
        constraints = [
            models.UniqueConstraint(fields=["case", "ticket"], name="a_ticket_stands_once_on_a_case")
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.ticket_id}"


class CaseWord(models.Model):
    """What they or we said about a case, never changed."""

    case = models.ForeignKey(VendorCase, on_delete=models.CASCADE, related_name="words")
    speaker = models.CharField(max_length=6, choices=Speaker.choices)
    text = models.CharField(max_length=400)
    said_at = models.DateTimeField()
    noted_by = models.ForeignKey("people.User", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-said_at", "-id"]
        indexes = [models.Index(fields=["case", "-said_at"], name="words_of_case")]  # serves: its page

    def __str__(self) -> str:
        return f"{self.case_id} {self.said_at}"
