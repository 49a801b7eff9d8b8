"""The tables of vendors."""

from vendors.models.account import AccountNumber
from vendors.models.baa import Baa, BaaOverride, BaaReminder, BaaSubcontractor
from vendors.models.contact import VendorContact
from vendors.models.contract import Contract
from vendors.models.document import Document, DocumentVersion
from vendors.models.external import ContractExternalRef, VendorExternalRef
from vendors.models.renewal import ContractReminder, DecisionRecord, RenewalFeed
from vendors.models.vendor import Vendor, VendorAlias

__all__ = [
    "AccountNumber",
    "Baa",
    "BaaOverride",
    "BaaReminder",
    "BaaSubcontractor",
    "Contract",
    "ContractExternalRef",
    "ContractReminder",
    "DecisionRecord",
    "Document",
    "DocumentVersion",
    "RenewalFeed",
    "Vendor",
    "VendorAlias",
    "VendorExternalRef",
    "VendorContact",
]
