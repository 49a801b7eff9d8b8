"""The filters and orders of similar reports over REST."""

from collections.abc import Sequence
from typing import Final

from django.db.models import Q
from django.utils.translation import gettext_lazy

from hospital_itsm.core.filtering import Asked, Filter, Filters, by_name, is_yes
from hospital_itsm.similar.queries.groups import seen_rows, waiting


def _waiting(values: Sequence[str], asked: Asked) -> Q:
    return waiting(asked.now) if is_yes(values[0]) else ~waiting(asked.now)


def _ticket(values: Sequence[str], asked: Asked) -> Q:
    """Only by a ticket that the actor sees there."""
    return Q(pk__in=seen_rows(asked.actor).filter(ticket__key__in=values).values("group"))


class GroupFilters(Filters):
    """The filters of one request for similar reports."""

    known = by_name(
        Filter("waiting", gettext_lazy("Nobody said a word"), _waiting, many=False, codes=("yes", "no")),
        Filter("ticket", gettext_lazy("Ticket"), _ticket),
    )


GROUP_SORTS: Final = {"newest": ("-found_at", "-id"), "oldest": ("found_at", "id")}
