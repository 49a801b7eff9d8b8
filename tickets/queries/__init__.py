"""Reads of tickets; every edge starts at `visible_to` or `on_desk`."""

from tickets.queries.tickets import TicketQuerySet

__all__ = ["TicketQuerySet"]
