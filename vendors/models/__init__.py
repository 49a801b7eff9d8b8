"""The tables of vendors."""

from vendors.models.contract import Contract
from vendors.models.external import ContractExternalRef, VendorExternalRef
from vendors.models.renewal import ContractReminder, DecisionRecord, RenewalFeed
from vendors.models.vendor import Vendor, VendorAlias

__all__ = [
    "Contract",
    "ContractExternalRef",
    "ContractReminder",
    "DecisionRecord",
    "RenewalFeed",
    "Vendor",
    "VendorAlias",
    "VendorExternalRef",
]
