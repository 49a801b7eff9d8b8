"""Storing the vendors of the demo hospital."""

from hospital_itsm.demo.hospital import vendors
from vendors.models import Vendor


def is_loaded() -> bool:
    """Is any vendor in this database?"""
    return Vendor.objects.exists()


def load() -> None:
    """Store every vendor with the number to call."""
    Vendor.objects.bulk_create(Vendor(name=name, support_phone=phone) for name, phone in vendors.VENDORS)
