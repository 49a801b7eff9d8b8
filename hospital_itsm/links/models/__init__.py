"""The table of links."""

from hospital_itsm.links.models.link import TicketLink

__all__ = ["TicketLink"]
