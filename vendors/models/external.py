"""The numbers other systems know vendors and contracts by."""

from django.db import models


class VendorExternalRef(models.Model):
    """A vendor's number in another system, such as the supplier number of the ERP."""

    vendor = models.ForeignKey("vendors.Vendor", on_delete=models.PROTECT, related_name="external_refs")
    system = models.CharField(max_length=40)
    external_id = models.CharField(max_length=80)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["system", "external_id"], name="one_vendor_an_external_number")
        ]

    def __str__(self) -> str:
        return f"{self.system}:{self.external_id}"


class ContractExternalRef(models.Model):
    """A contract's number in another system."""

    contract = models.ForeignKey("vendors.Contract", on_delete=models.PROTECT, related_name="external_refs")
    system = models.CharField(max_length=40)
    external_id = models.CharField(max_length=80)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["system", "external_id"], name="one_contract_an_external_number")
        ]

    def __str__(self) -> str:
        return f"{self.system}:{self.external_id}"
