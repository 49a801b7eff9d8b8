"""The tables of the work of vendors."""

from hospital_itsm.vendor_work.models.case import CaseTicket, CaseWord, VendorCase
from hospital_itsm.vendor_work.models.session import RemoteSession

__all__ = ["CaseTicket", "CaseWord", "RemoteSession", "VendorCase"]
