"""Agreements and exceptions as pages say them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from vendors.baa_gate import lasting_overrides
from vendors.choices import BaaState, Clause, Provision
from vendors.contract_words import day_words
from vendors.models import Baa
from vendors.rules.baa import CITATIONS, not_said

MARKS: Final = {
    BaaState.DRAFT: "new",
    BaaState.COMING: "wait",
    BaaState.ACTIVE: "done",
    BaaState.EXPIRING: "warn",
    BaaState.EXPIRED: "bad",
    BaaState.REPLACED: "none",
    BaaState.TERMINATED: "none",
}


@dataclass(frozen=True)
class BaaLine:
    """An agreement as a list draws it."""

    baa: Baa
    state: BaaState
    until: str
    lacks: list[str]
    unchecked: int

    @property
    def mark(self) -> str:
        """The kind of the state's mark."""
        return MARKS[self.state]

    @property
    def lacks_words(self) -> str:
        """The provisions it lacks in one line; empty where it lacks none."""
        return "; ".join(self.lacks)

    @property
    def unchecked_words(self) -> str:
        """How many provisions nobody has looked for; empty where all are answered."""
        if not self.unchecked:
            return ""
        return ngettext("%(n)d provision not checked", "%(n)d provisions not checked", self.unchecked) % {
            "n": self.unchecked
        }


def baa_lines(rows: Iterable[Baa], today: date) -> list[BaaLine]:
    """Agreements dressed for a list."""
    return [_line(row, today) for row in rows]


def _line(row: Baa, today: date) -> BaaLine:
    lacks, unchecked = not_said(row.included, row.absent)
    names = [str(Provision(code).label) for code in lacks]
    return BaaLine(row, row.state_on(today), until_words(row, today), names, len(unchecked))


def until_words(row: Baa, today: date) -> str:
    """Until when it holds, such as "until Jun 30, 2027" or "no end"."""
    state = row.state_on(today)
    if state == BaaState.TERMINATED and row.terminated_on:
        return _("terminated %(day)s") % {"day": day_words(row.terminated_on)}
    if row.replaced_on is not None:
        return _("replaced from %(day)s") % {"day": day_words(row.replaced_on)}
    if row.is_evergreen:
        return _("until it is terminated")
    if row.expires_on is None:
        return _("no last day yet")
    if state == BaaState.EXPIRED:
        return _("ended %(day)s") % {"day": day_words(row.expires_on)}
    return _("until %(day)s") % {"day": day_words(row.expires_on)}


def provision_rows(row: Baa) -> list[dict[str, Any]]:
    """Every provision with where the law asks for it and whether the agreement has it, in the order of the law."""
    words = {Clause.YES.value: _("Yes"), Clause.NO.value: _("Missing"), "": _("Not checked")}
    marks = {Clause.YES.value: "done", Clause.NO.value: "bad", "": "warn"}
    return [
        {
            "words": Provision(code).label,
            "cite": f"45 CFR {CITATIONS[code]}",
            "answer": words[answer],
            "mark": marks[answer],
        }
        for code, answer in row.answers().items()
    ]


def warnings_of(row: Baa, subcontractors: Iterable[Any]) -> list[str]:
    """What does not fit together, in words: work offshore that is not allowed, subcontractors that are not bound."""
    found = []
    for one in subcontractors:
        if one.is_offshore and row.offshore_allowed == Clause.NO:
            words = _("%(name)s works in %(country)s, although work offshore is not allowed.")
            found.append(words % {"name": one.name, "country": one.country_name})
        if one.is_bound == Clause.NO:
            found.append(_("%(name)s is not bound by the same terms.") % {"name": one.name})
    return found


def override_rows(vendors: Iterable[int], now: Any) -> dict[int, list[Any]]:
    """The exceptions that hold for these vendors, by vendor: one statement."""
    found: dict[int, list[Any]] = {}
    for row in lasting_overrides(now).filter(vendor__in=list(vendors)):
        found.setdefault(row.vendor_id, []).append(row)
    return found
