"""Certificates, reviews and credentials as pages and files say them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.vendor_file.choices import Validity
from hospital_itsm.vendor_file.models import SecurityReview
from vendors.contract_words import day_words

MARKS: Final = {
    Validity.COMING: "wait",
    Validity.VALID: "done",
    Validity.SOON: "warn",
    Validity.OVER: "bad",
    Validity.FOLLOWED: "none",
    Validity.WITHDRAWN: "none",
}
REVIEW_WORDS: Final = {
    Validity.VALID: gettext_lazy("Up to date"),
    Validity.SOON: gettext_lazy("Next one due soon"),
    Validity.OVER: gettext_lazy("Next one overdue"),
}
REVIEW_STATES: Final = [(one.value, REVIEW_WORDS.get(one, one.label)) for one in Validity]


@dataclass(frozen=True)
class Line:
    """A row with its state on a day, as a list draws it."""

    row: Any
    state: Validity

    @property
    def mark(self) -> str:
        """The kind of the state's mark."""
        return MARKS[self.state]

    @property
    def words(self) -> str:
        """The state in words."""
        is_review = isinstance(self.row, SecurityReview)
        return str(REVIEW_WORDS.get(self.state, self.state.label) if is_review else self.state.label)

    @property
    def until(self) -> str:
        """The last day in words, such as "until Jun 30, 2027"."""
        last = getattr(self.row, self.row.__class__.objects.all().ends)
        if last.year == date.max.year:
            return _("no last day")
        if isinstance(self.row, SecurityReview):
            return _("due %(day)s") % {"day": day_words(last)}
        words = _("ended %(day)s") if self.state == Validity.OVER else _("until %(day)s")
        return words % {"day": day_words(last)}


def lines_of(rows: Iterable[Any], today: date) -> list[Line]:
    """Rows dressed for a list; they were read with `standing`."""
    return [Line(row, row.state_on(today)) for row in rows]
