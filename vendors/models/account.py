"""The numbers under which a vendor knows the hospital, read out when somebody calls."""

from django.db import models

from vendors.queries.accounts import AccountQuerySet


class AccountNumber(models.Model):
    """One number with what it is for; retired with `is_active`, never deleted.

    The general one may stand in `Vendor.account_number` alone. Two of merged vendors may be the same, so that no
    constraint refuses it.
    """

    vendor = models.ForeignKey("vendors.Vendor", on_delete=models.PROTECT, related_name="accounts")
    label = models.CharField(max_length=60)
    number = models.CharField(max_length=60)
    is_active = models.BooleanField(default=True)
    version = models.PositiveIntegerField(default=1)

    objects = AccountQuerySet.as_manager()

    class Meta:
        ordering = ["label", "pk"]
        # serves: the account numbers of a vendor
        indexes = [models.Index(fields=["vendor", "is_active"], name="account_of_vendor")]

    def __str__(self) -> str:
        return self.label

    @property
    def audit_label(self) -> str:
        """Its key; the number stands on the vendor's page."""
        return f"account number {self.pk}"
