"""The tables of what is kept of a vendor."""

from hospital_itsm.vendor_file.models.insurance import InsuranceCertificate
from hospital_itsm.vendor_file.models.person import Credential, VendorPerson
from hospital_itsm.vendor_file.models.reminder import FileReminder
from hospital_itsm.vendor_file.models.review import SecurityReview

__all__ = ["Credential", "FileReminder", "InsuranceCertificate", "SecurityReview", "VendorPerson"]
