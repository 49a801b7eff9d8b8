"""The tables of groups of similar reports."""

from hospital_itsm.similar.models.group import GroupedTicket, SimilarGroup

__all__ = ["GroupedTicket", "SimilarGroup"]
