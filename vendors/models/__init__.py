"""The tables of vendors."""

from vendors.models.contract import Contract
from vendors.models.external import ContractExternalRef, VendorExternalRef
from vendors.models.vendor import Vendor, VendorAlias

__all__ = ["Contract", "ContractExternalRef", "Vendor", "VendorAlias", "VendorExternalRef"]
