"""The tables of approvals."""

from hospital_itsm.approvals.models.delegation import Delegation
from hospital_itsm.approvals.models.request import ApprovalLink, ApprovalRequest, ApprovalStep
from hospital_itsm.approvals.models.rule import ApprovalRule

__all__ = ["ApprovalLink", "ApprovalRequest", "ApprovalRule", "ApprovalStep", "Delegation"]
