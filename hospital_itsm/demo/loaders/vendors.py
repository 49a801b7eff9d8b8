"""Storing the vendors of the demo hospital with every name they go by."""

from hospital_itsm.demo.hospital import vendors
from vendors.models import Vendor, VendorAlias


def is_loaded() -> bool:
    """Is any vendor in this database?"""
    return Vendor.objects.exists()


def load() -> None:
    """Store every vendor with its kinds, its names and the number to call."""
    stored = Vendor.objects.bulk_create(
        Vendor(
            name=row.name,
            kinds=[kind.value for kind in row.kinds],
            support_phone=row.phone,
            support_hours=row.hours,
            account_number=row.account,
        )
        for row in vendors.VENDORS
    )
    VendorAlias.objects.bulk_create(
        VendorAlias(vendor=vendor, name=alias)
        for vendor, row in zip(stored, vendors.VENDORS, strict=True)
        for alias in row.aliases
    )
