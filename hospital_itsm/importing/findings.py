"""What is found out about rows on their way, and what every list knows of its rows."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from typing import Any, ClassVar, Final

from django.db.models import Model, Q

from assets.choices import ImportVerdict
from assets.rules.importing.columns import CellFault
from hospital_itsm.core.errors import PhiSuspected
from hospital_itsm.core.phi_guard import guard
from hospital_itsm.core.sheets.table import Row
from hospital_itsm.core.sheets.text import unguarded
from hospital_itsm.importing.fields import Field
from hospital_itsm.importing.models import SheetImport, SheetRow
from hospital_itsm.importing.rules.cells import NOT_A_CHOICE, choice, many, read
from hospital_itsm.people.models import User
from vendors.models import Vendor

MISSING, UNKNOWN, AMBIGUOUS, TWICE, SAID = "missing", "unknown", "ambiguous", "twice", "said"
PATIENT_DATA, CHANGED_SINCE, IN_USE, GONE = "patient-data", "changed-since", "in-use", "gone"
MOST_HINTS: Final = 200
"""A suggestion costs a comparison with every name; a file with more unknown names than this is another's."""
SEARCHED: Final = 2000
LONGEST_HINT: Final = 300
LONGEST_LABEL: Final = 160
ECHOED: Final = 60


@dataclass
class Finding:
    """One row on its way: what its cells say, the row of the house it means, and what is wrong."""

    number: int
    said: dict[str, Any] = field(default_factory=dict)
    faults: list[list[str]] = field(default_factory=list)
    target: Any = None
    label: str = ""

    def refuse_missing(self, names: Iterable[str]) -> None:
        """Note which of these fields say nothing, unless the whole row could not be read."""
        at_fault = {fault[0] for fault in self.faults}
        if self.said or not self.faults:
            for name in names:
                if name not in self.said and name not in at_fault:
                    self.wrong(name, MISSING)

    def wrong(self, name: str, code: str, hint: str = "") -> None:
        """Note a fault; `name` is a field of the import, or empty where the whole row is meant."""
        self.faults.append([name, code, hint[:LONGEST_HINT]])


class Rows:
    """The rows of one list: how they are found, tried, stored and taken back. It lasts for one job."""

    many_at_once: ClassVar[int] = 200
    """So many rows are worked in one transaction."""
    guarded: ClassVar[tuple[str, ...]] = ()
    """Fields in which people write sentences."""

    def __init__(self, batch: SheetImport, actor: Any) -> None:
        self.batch, self.actor = batch, actor
        self.seen: set[tuple[str, Any]] = set()
        self.hints: dict[tuple[str, str], str] = {}
        self.names: dict[str, dict[str, str]] = {}

    def resolve(self, findings: Sequence[Finding]) -> None:
        """Find what each row names and which row of the house it means."""
        raise NotImplementedError

    def judged(self, one: Finding) -> SheetRow:
        """The row as it is kept: its verdict, what it would change and what was before."""
        raise NotImplementedError

    def store(self, rows: Sequence[SheetRow]) -> None:
        """Store these rows; what cannot be stored any more becomes a fault."""
        raise NotImplementedError

    def take_back(self, rows: Sequence[SheetRow]) -> None:
        """Take these rows back; what stays gets a fault."""
        raise NotImplementedError

    def read(self, row: Row) -> Finding:
        """What the cells of a row say."""
        found = Finding(row.number)
        if row.fault:
            found.wrong("", row.fault)
            return found
        for (_column, name), cell in zip(self.batch.mapping, row.cells, strict=True):
            text = unguarded(cell.strip())
            if not name or not text:
                continue
            try:
                found.said[name] = self._cell(name, text)
            except CellFault as fault:
                hint = self._choices(name) if str(fault) == NOT_A_CHOICE else text[:ECHOED]
                found.wrong(name, str(fault), hint)
            except PhiSuspected:
                found.wrong(name, PATIENT_DATA)
        return found

    def _cell(self, name: str, text: str) -> Any:
        known = self.batch.of.by_name[name]
        if name in self.guarded:
            text = guard(text, channel="api", field=name).text
        if known.reads == "choice":
            return choice(text, known.codes)
        if known.reads == "choices":
            return [choice(part, known.codes) for part in many(text.replace(",", ";"))]
        return read(known.reads, text, days=self.batch.date_format, amounts=self.batch.amount_style)

    def _choices(self, name: str) -> str:
        return ", ".join(str(code) for code, _label in self.batch.of.by_name[name].choices)

    def is_again(self, what: str, key: Any) -> bool:
        """Stood this in an earlier row? From now on it did."""
        is_known = (what, key) in self.seen
        self.seen.add((what, key))
        return is_known

    def near(self, name: str, text: str) -> str:
        """The name of the house that is most like a text, for a suggestion; else the text itself."""
        key = (name, text)
        if key not in self.hints and len(self.hints) < MOST_HINTS:
            if name not in self.names:
                self.names[name] = {one.upper(): one for one in self.names_of(name)[:SEARCHED]}
            found = get_close_matches(text.upper(), list(self.names[name]), n=1)
            self.hints[key] = self.names[name][found[0]] if found else ""
        return self.hints.get(key) or text[:ECHOED]

    def names_of(self, name: str) -> Sequence[str]:
        """What may be suggested for a field."""
        return list(Vendor.objects.in_use().values_list("name", flat=True)) if name == "vendor" else []

    def put(self, one: Finding, name: str, known: Mapping[str, Any]) -> None:
        """Turn a name in capitals into the row it means."""
        if name in one.said:
            text = str(one.said.pop(name))
            row = known.get(text.upper())
            if row is None:
                one.wrong(name, UNKNOWN, self.near(name, text))
            else:
                one.said[name] = row

    def kept(self, one: Finding, verdict: str = ImportVerdict.FAULT) -> SheetRow:
        """The row of a finding with a verdict and its faults."""
        return SheetRow(
            batch=self.batch,
            number=one.number,
            verdict=verdict,
            label=one.label[:LONGEST_LABEL],
            faults=one.faults,
            target=one.target.pk if one.target is not None else None,
        )


def jsoned(value: Any) -> Any:
    """A value as a row of an import keeps it: rows by their key, days and amounts as text."""
    if isinstance(value, Model):
        return value.pk
    if isinstance(value, date | Decimal):
        return str(value)
    if isinstance(value, list | tuple):
        return [jsoned(one) for one in value]
    return value


def typed(known: Field, value: Any) -> Any:
    """A kept value as it was read; see `jsoned`."""
    if value in (None, ""):
        return value
    if known.reads == "day":
        return date.fromisoformat(value)
    if known.reads in ("amount", "percent"):
        return Decimal(value)
    if known.reads == "cap":
        return value[0], None if value[1] is None else Decimal(value[1])
    return value


def all_said(findings: Iterable[Finding], name: str) -> set[str]:
    """What the rows say in a field, each once."""
    return {str(one.said[name]) for one in findings if one.said.get(name)}


def people_by_words(words: Iterable[str]) -> dict[str, Any]:
    """Active people by user name, address or full name in capitals; a full name that two share means nobody."""
    wanted = set(words)
    asked = Q(username__in={one.lower() for one in wanted})
    for one in wanted:
        asked |= Q(email__iexact=one) | Q(full_name__iexact=one)
    found: dict[str, Any] = {}
    rows = list(User.objects.filter(asked, is_active=True)) if wanted else []
    for user in rows:
        name = user.full_name.upper()
        found[name] = None if name in found else user
    for user in rows:
        found |= {one.upper(): user for one in (user.username, user.email) if one}
    return {words: user for words, user in found.items() if user is not None}


def set_fault(row: SheetRow, name: str, code: str, hint: str = "") -> None:
    """Note that a row was not taken after all."""
    row.verdict = ImportVerdict.FAULT
    row.faults = [*row.faults, [name, code, hint[:LONGEST_HINT]]]


def set_stays(row: SheetRow, code: str, hint: str = "") -> None:
    """Note why a row that was stored stays."""
    row.faults = [*row.faults, ["", code, hint[:LONGEST_HINT]]]
