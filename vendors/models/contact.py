"""The people of a vendor whom the hospital calls, and the ladder that is climbed when nobody answers."""

from django.db import models

from vendors.queries.contacts import ContactQuerySet


class VendorContact(models.Model):
    """One person or desk; `level` is its rung of the ladder, climbed after `after_minutes` without an answer.

    Retired with `is_active`, never deleted: old cases name them.
    """

    vendor = models.ForeignKey("vendors.Vendor", on_delete=models.PROTECT, related_name="contacts")
    name = models.CharField(max_length=120)
    role = models.CharField(max_length=80, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    night_phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    hours = models.CharField(max_length=80, blank=True)
    level = models.PositiveSmallIntegerField(null=True, blank=True)
    after_minutes = models.PositiveIntegerField(null=True, blank=True)
    note = models.CharField(max_length=200, blank=True)
    is_active = models.BooleanField(default=True)
    version = models.PositiveIntegerField(default=1)

    objects = ContactQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(level__isnull=True) | models.Q(level__range=(1, 9)),
                name="a_ladder_has_nine_rungs",
            ),
            models.CheckConstraint(
                condition=models.Q(after_minutes__isnull=True) | models.Q(level__isnull=False),
                name="a_wait_belongs_to_a_rung",
            ),
        ]
        # serves: the contacts of a vendor
        indexes = [models.Index(fields=["vendor", "is_active"], name="contact_of_vendor")]

    def __str__(self) -> str:
        return self.name

    @property
    def audit_label(self) -> str:
        """Its number; who it is stands on the vendor's page."""
        return f"contact {self.pk}"
