"""Documents of a vendor, a contract or a business associate agreement: each with its versions, old ones kept."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from vendors.choices import DocumentKind
from vendors.queries.documents import DocumentQuerySet


class Document(models.Model):
    """A document of exactly one subject; what it says is in its versions."""

    vendor = models.ForeignKey(
        "vendors.Vendor", null=True, blank=True, on_delete=models.PROTECT, related_name="documents"
    )
    contract = models.ForeignKey(
        "vendors.Contract", null=True, blank=True, on_delete=models.PROTECT, related_name="documents"
    )
    baa = models.ForeignKey(
        "vendors.Baa", null=True, blank=True, on_delete=models.PROTECT, related_name="documents"
    )
    kind = models.CharField(max_length=12, choices=DocumentKind.choices)
    title = models.CharField(max_length=160)
    last_number = models.PositiveIntegerField(default=0)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(vendor__isnull=False, contract__isnull=True, baa__isnull=True)
                | Q(vendor__isnull=True, contract__isnull=False, baa__isnull=True)
                | Q(vendor__isnull=True, contract__isnull=True, baa__isnull=False),
                name="a_document_has_one_subject",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=DocumentKind.values), name="a_document_kind_is_known"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def audit_label(self) -> str:
        """Its number and kind, never its title."""
        return f"document {self.pk} ({self.kind})"

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("vendors:document", args=[self.pk])

    @property
    def subject(self) -> Any:
        """What it belongs to."""
        return self.contract or self.baa or self.vendor


class DocumentVersion(models.Model):
    """One file of a document, stored under a random name; withdrawn ones stay on record and open no more."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    file_name = models.CharField(max_length=120)
    stored_name = models.CharField(max_length=64, unique=True)
    content_type = models.CharField(max_length=80)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    note = models.CharField(max_length=200, blank=True)
    uploaded_by = models.ForeignKey("people.User", null=True, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()
    withdrawn_by = models.ForeignKey("people.User", null=True, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_because = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["document", "number"], name="a_document_version_has_its_number"),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gte=F("uploaded_at")),
                name="a_version_is_withdrawn_after_it_came",
            ),
        ]

    def __str__(self) -> str:
        return f"version {self.number}"

    @property
    def audit_label(self) -> str:
        """The document's number and its own."""
        return f"{self.document.audit_label}, version {self.number}"
