"""Companies the hospital buys from, calls and waits for, with every name they go by."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import reverse

from vendors.choices import VendorKind
from vendors.models.compared_name import ComparedName
from vendors.queries.vendors import VendorQuerySet


class Vendor(models.Model):
    """A company; retired or merged into another, never deleted."""

    name = models.CharField(max_length=120, unique=True)
    compared_name = ComparedName()
    kinds = ArrayField(models.CharField(max_length=12, choices=VendorKind.choices), default=list, blank=True)
    support_phone = models.CharField(max_length=40, blank=True)
    support_hours = models.CharField(max_length=80, blank=True)
    account_number = models.CharField(max_length=60, blank=True)
    support_email = models.EmailField(blank=True)
    website = models.URLField(blank=True)
    is_active = models.BooleanField(default=True)
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="absorbed"
    )
    version = models.PositiveIntegerField(default=1)

    objects = VendorQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kinds__contained_by=VendorKind.values), name="vendor_kinds_are_known"
            ),
            models.CheckConstraint(
                condition=models.Q(merged_into__isnull=True) | models.Q(is_active=False),
                name="a_merged_vendor_is_retired",
            ),
        ]
        # serves: finding a vendor by any spelling of its name
        indexes = [models.Index(fields=["compared_name"], name="vendor_compared_name")]

    def __str__(self) -> str:
        return self.name

    @property
    def audit_label(self) -> str:
        """The company's name, which the trail keeps."""
        return self.name

    def get_absolute_url(self) -> str:
        """The vendor's page."""
        return reverse("vendors:vendor", args=[self.pk])

    @property
    def kind_words(self) -> list[str]:
        """The kinds in words, in the order of the list."""
        return [str(kind.label) for kind in VendorKind if kind.value in self.kinds]


class VendorAlias(models.Model):
    """Another name a vendor goes by, such as a former one or a common misspelling; it means one vendor only."""

    vendor = models.ForeignKey(Vendor, on_delete=models.CASCADE, related_name="aliases")
    name = models.CharField(max_length=120)
    compared_name = ComparedName(unique=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
