"""The tickets of a bulk change as a filter of every list of tickets: shown, exported and chosen again by it."""

from collections.abc import Sequence
from typing import Any, Final

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.bulk.choices import Outcome
from hospital_itsm.bulk.models import BulkRow
from hospital_itsm.core.filtering import Asked, Filter, Unreadable, narrow_also
from tickets.filters import TicketFilters

NAME: Final = "bulk"
REFUSED: Final = "-refused"
LARGEST: Final = 18
"""Digits of a number that the database can hold."""


def _of_change(values: Sequence[str], asked: Asked) -> Q:
    """The tickets of one's own change; nobody else's is there."""
    number, dash, rest = values[0].partition("-")
    is_number = number.isascii() and number.isdecimal() and len(number) <= LARGEST
    if not is_number or dash + rest not in ("", REFUSED):
        raise Unreadable(_("Give the number of a change of yours, such as 12, or 12-refused."))
    rows: Any = BulkRow.objects.filter(change_id=int(number), change__owner_id=asked.actor.pk)
    if dash:
        rows = rows.filter(outcome=Outcome.REFUSED)
    return Q(pk__in=rows.values("ticket"))


def _words(value: str) -> str:
    number = value.removesuffix(REFUSED)
    return number if number == value else _("%(number)s, refused ones") % {"number": number}


def register() -> None:
    """Called once when the app is ready."""
    narrow_also(TicketFilters, Filter(NAME, gettext_lazy("Change of many"), _of_change, _words, many=False))
