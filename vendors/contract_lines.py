"""Contracts as lists draw them, on the pages of vendors and of whatever a contract covers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from vendors.choices import HOLDS, ContractState
from vendors.contract_words import NoticeWords, day_words, notice_words
from vendors.models import Contract

MARKS: Final = {
    ContractState.DRAFT: "new",
    ContractState.IN_REVIEW: "wait",
    ContractState.APPROVED: "wait",
    ContractState.COMING: "wait",
    ContractState.IN_FORCE: "done",
    ContractState.EXPIRING: "warn",
    ContractState.EXPIRED: "bad",
    ContractState.RENEWED: "none",
    ContractState.ENDED: "none",
    ContractState.TERMINATED: "none",
}


@dataclass(frozen=True)
class ContractLine:
    """A contract as a list draws it: its state, the mark of the state, the days left while it is in force.

    `notice` is for readers of contracts alone.
    """

    contract: Contract
    state: ContractState
    days_left: int
    notice: NoticeWords

    @property
    def mark(self) -> str:
        """The kind of the state's mark."""
        return MARKS[self.state]

    @property
    def until(self) -> str:
        """Its last day, and how many days are left where it is near."""
        if self.is_soon_over:
            words = ngettext(
                "%(n)d day left, until %(day)s", "%(n)d days left, until %(day)s", self.days_left
            )
            return words % {"n": self.days_left, "day": date_format(self.contract.ends_on, "M j")}
        return _("until %(day)s") % {"day": day_words(self.contract.ends_on)}

    @property
    def is_soon_over(self) -> bool:
        """It holds, and its last day is near."""
        return self.state == ContractState.EXPIRING

    @property
    def holds(self) -> bool:
        """It covers what it covers today."""
        return self.state in HOLDS or (self.state == ContractState.RENEWED and self.days_left >= 0)


def lines_of(rows: Iterable[Contract], today: date) -> list[ContractLine]:
    """Contracts dressed for a list."""
    return [_line(row, row.state_on(today), today) for row in rows]


def _line(row: Contract, state: ContractState, today: date) -> ContractLine:
    return ContractLine(row, state, row.days_left(today), notice_words(row, state, today))
