"""The tickets that words of one ticket may have been copied to: merged into it or with it, split off it or from it."""

from typing import Any, Final

from django.db.models import Q

MOST: Final = 500


def family(ticket: Any) -> list[int]:
    """The keys of the ticket and of all these, in order; two statements for each step away."""
    from hospital_itsm.splitting.models import Split
    from tickets.models import Ticket

    known, edge = {ticket.pk}, {ticket.pk}
    while edge and len(known) < MOST:
        joined = Ticket.objects.filter(Q(merged_into__in=edge) | Q(merged__in=edge)).values_list(
            "pk", flat=True
        )
        split = Split.objects.filter(Q(source__in=edge) | Q(made__in=edge)).values_list("source", "made")
        edge = {*joined, *(pk for pair in split for pk in pair)} - known
        known |= edge
    return sorted(known)
