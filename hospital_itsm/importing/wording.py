"""The words of an import of vendors, contracts, budget lines and costs: what is wrong with a row."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from assets.choices import ImportVerdict
from hospital_itsm.importing.kinds import KINDS, ImportKind

SAID: Final = "said"
"""The fault of a row that an action refused: its hint is the sentence."""
FAULTS: Final[dict[str, Promise]] = {
    "cells": _("This row has more or fewer cells than the headings. Quote cells that hold the delimiter."),
    "damaged": _("A spreadsheet shortened this number. Format the column as text and export it again."),
    "formula-fault": _("The formula in this cell failed. Correct it in the sheet."),
    "too-long": _("Shorten it to 500 characters."),
    "not-a-date": _("This is no date as chosen for this file. Write it so, or choose another form."),
    "not-yes-or-no": _("Answer Y or N."),
    "not-an-amount": _("This is no amount. Write it like 1250.00, without the sign of a currency."),
    "two-ways": _(
        "This can be a thousand and some, or one with three decimals. Say how amounts are written in this file."
    ),
    "other-style": _("Amounts of this file were said to be written otherwise. Correct it, or say so."),
    "too-fine": _("An amount has two decimals. Round it."),
    "too-large": _("This is more than an amount may be. Correct it."),
    "not-a-count": _("This is no whole number. Write it like 36."),
    "not-a-notice": _("This is no notice. Write it like 90 days or 6 months, or none."),
    "not-a-cap": _("This limits no price. Write it like 3%, CPI or none."),
    "not-a-choice": _("This is none of the choices of the field. Write one of these."),
    "missing": _("Fill this in, or choose the column it stands in."),
    "twice": _("This stands in an earlier row of the file, or means the same. Keep one of them."),
    "twice-invoice": _(
        "This invoice stands in an earlier row of the file. Number its parts in the column of the position."
    ),
    "unknown": _("We do not know this. Correct it, or add it first and check again."),
    "ambiguous": _("Several are meant. Say which one."),
    "two-vendors": _(
        "The number and the name mean two vendors. Correct one, or merge the two on their page."
    ),
    "status-by-page": _(
        "This step of a contract's life is not taken by a file. Leave the cell empty, or take it on its page."
    ),
    "no-first-status": _("A new contract is a draft, in force, ended or terminated. Write one of these."),
    "patient-data": _("This looks like patient data. Take it out of the cell."),
    "booked-otherwise": _(
        "This invoice is booked with other values. Take that entry back first, or give this one a position."
    ),
    "no-year": _("No fiscal year is set up for this day. Set it up first."),
    "closed": _("The books of this fiscal year are closed."),
    "changed-since": _("Somebody changed it since. It was left as it is."),
    "taken": _("It was added by somebody else meanwhile. Check the file again."),
    "no-room": _("One of these values is longer than its field. Shorten it."),
    "in-use": _("It is in use by now. It was left as it is."),
    "status-stays": _("Its status moved on with the import. Take it back on its page."),
    "gone": _("It is gone by now."),
}


def column_name(kind: ImportKind, field: str, mapping: Sequence[Sequence[str]]) -> str:
    """What a person calls a field of a fault: the heading of its column, else the name of the field."""
    headings = {chosen: column for column, chosen in mapping if chosen}
    known = kind.by_name.get(field)
    return headings.get(field) or (str(known.label) if known else field)


def said(code: str, hint: str) -> tuple[str, str]:
    """The words of a fault and what is left as its hint."""
    return (hint, "") if code == SAID else (str(FAULTS.get(code, code)), hint)


REPORT_COLUMNS: Final = ("row", "result", "what", "changes", "column", "code", "message", "suggestion")


def fault_lines(row: Any, run: Any) -> list[dict[str, Any]]:
    """The faults of a row in words."""
    found = []
    for field, code, hint in row.faults:
        words, rest = said(code, hint)
        name = column_name(KINDS[run.kind], field, run.mapping)
        found.append({"row": row.number, "column": name, "code": code, "message": words, "hint": rest})
    return found


def changed_names(row: Any, run: Any) -> list[str]:
    """The fields a row sets or changes."""
    if row.verdict not in (ImportVerdict.CREATE, ImportVerdict.UPDATE):
        return []
    known = KINDS[run.kind].by_name
    given = row.before if row.verdict == ImportVerdict.UPDATE else row.values
    return [name for name in known if name in given]


def report_lines(row: Any, run: Any) -> Iterator[list[Any]]:
    """A line for each fault of a row, one line for a row without any."""
    kind = KINDS[run.kind]
    changes = ", ".join(str(kind.by_name[name].label) for name in changed_names(row, run))
    start = [row.number, str(ImportVerdict(row.verdict).label), row.label, changes]
    lines = fault_lines(row, run)
    for one in lines:
        yield [*start, one["column"], one["code"], one["message"], one["hint"]]
    if not lines:
        yield [*start, "", "", "", ""]
