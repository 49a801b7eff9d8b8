"""The files of a new hospital: a CSV file for each kind of row, read through the forms and actions of the set-up pages.

Rows are known by their code, so reading a file twice changes nothing the second time. A column that a file does not
have leaves the stored value as it is.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any, Final

from django import forms
from django.db.models import Model

from assets.actions import services
from assets.forms.service import ServiceForm
from assets.models import Service
from hospital_itsm.core.errors import Refused, ValueRefused
from hospital_itsm.importing.starting_categories import CATEGORIES
from hospital_itsm.people.actions import care_areas, sites, teams
from hospital_itsm.people.forms.house import SiteForm, TeamForm, UnitForm
from hospital_itsm.people.forms.setup_rows import RowForm
from hospital_itsm.people.models import CareArea, Site, Team
from hospital_itsm.setup.actions import categories
from hospital_itsm.setup.forms.category import CategoryForm
from tickets.models import Category

NO: Final = {"", "no", "false", "0"}
NAMED_BY: Final = {"User": "username", "WorkCalendar": "lineage"}
ADDED, CHANGED, SAME = "added", "changed", "same"


@dataclass(frozen=True)
class Sheet:
    """One file: its name, the form and model of its rows, the actions, and rows to show how it is written."""

    file: str
    model: type[Model]
    form: type[RowForm]
    add: Callable[..., Any]
    change: Callable[..., Any]
    example: tuple[tuple[str, ...], ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """Its columns in order."""
        return tuple(name for name in self.form.base_fields if name != "version")


SHEETS: Final = (
    Sheet(
        "sites.csv",
        Site,
        SiteForm,
        sites.add_site,
        sites.change_site,
        (("MAIN", "Main campus", "America/Chicago"),),
    ),
    Sheet(
        "teams.csv",
        Team,
        TeamForm,
        teams.add_team,
        teams.change_team,
        (
            ("SD-L1", "Service desk", "infrastructure", "", "", "4357", "no"),
            ("HTM-GEN", "Clinical engineering", "htm", "", "", "4390", "no"),
            ("SEC", "Security", "security", "", "", "4366", "yes"),
        ),
    ),
    Sheet(
        "units.csv",
        CareArea,
        UnitForm,
        care_areas.add_care_area,
        care_areas.change_care_area,
        (
            ("ICU", "Medical-Surgical ICU", "MAIN", "N4", "A", "", "15", "4401", "", "6110"),
            ("HIM", "Health information management", "MAIN", "X1", "E", "BUS", "480", "8101", "", "6700"),
        ),
    ),
    Sheet(
        "services.csv",
        Service,
        ServiceForm,
        services.add_service,
        services.change_service,
        (("INF-WLAN", "Wi-Fi", "0", "infrastructure", "SD-L1"),),
    ),
    Sheet(
        "categories.csv",
        Category,
        CategoryForm,
        categories.add_category,
        categories.change_category,
        tuple((row.code, row.name, "") for row in CATEGORIES),
    ),
)


@dataclass(frozen=True)
class Read:
    """What one row came to: `outcome` is one of ADDED, CHANGED, SAME, or empty with the `faults` to mend."""

    file: str
    line: int
    code: str
    outcome: str = ""
    faults: tuple[str, ...] = ()


def read_folder(folder: Path, actor: Any) -> Iterator[Read]:
    """Store every row of the files that are there, in the order that rows need each other."""
    for sheet in SHEETS:
        if (folder / sheet.file).exists():
            yield from read_sheet(sheet, folder / sheet.file, actor)


def read_sheet(sheet: Sheet, path: Path, actor: Any) -> Iterator[Read]:
    """Store every row of one file; a row that cannot be is yielded with its faults."""
    text = _text(path)
    if text is None:
        yield Read(sheet.file, 1, "", faults=("Save the file as UTF-8.",))
        return
    first = text.partition("\n")[0]
    rows = csv.DictReader(StringIO(text), delimiter=";" if first.count(";") > first.count(",") else ",")
    unknown = sorted(set(rows.fieldnames or ()) - set(sheet.columns))
    if unknown or "code" not in (rows.fieldnames or ()):
        words = f"The columns are {', '.join(sheet.columns)}; code is needed."
        yield Read(sheet.file, 1, ", ".join(map(str, unknown)), faults=(words,))
        return
    for row in rows:
        yield _read_row(sheet, rows.line_num, row, actor)


def write_examples(folder: Path) -> list[str]:
    """Write the files that are missing, each with its columns and rows that show how it is written; return them."""
    folder.mkdir(parents=True, exist_ok=True)
    missing = [sheet for sheet in SHEETS if not (folder / sheet.file).exists()]
    for sheet in missing:
        with (folder / sheet.file).open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([sheet.columns, *sheet.example])
    return [sheet.file for sheet in missing]


def _text(path: Path) -> str | None:
    """What the file says; None for bytes that are no text or that no database holds."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        return None
    return None if "\x00" in text else text


def _read_row(sheet: Sheet, line: int, row: dict[Any, Any], actor: Any) -> Read:
    given = {str(name): (value or "").strip() for name, value in row.items() if isinstance(value, str)}
    code = given.get("code", "")
    if None in row:
        return Read(sheet.file, line, code, faults=("There are more values than columns.",))
    stored = sheet.model._default_manager.filter(code__iexact=code).first()
    form, faults = _filled(sheet, given, stored)
    if faults or not form.is_valid():
        return Read(sheet.file, line, code, faults=(*faults, *_faults(form, faults)))
    try:
        outcome = _store(sheet, form, stored, actor)
    except ValueRefused as refusal:
        return Read(
            sheet.file, line, code, faults=tuple(f"{name}: {mend}" for name, mend in refusal.errors.items())
        )
    except Refused as refusal:
        return Read(sheet.file, line, code, faults=(refusal.message,))
    return Read(sheet.file, line, code, outcome)


def _store(sheet: Sheet, form: RowForm, stored: Any, actor: Any) -> str:
    if stored is None:
        sheet.add(actor=actor, fields=form.values())
        return ADDED
    changed = sheet.change(stored, actor=actor, fields=form.values())
    return SAME if changed.version == stored.version else CHANGED


def _filled(sheet: Sheet, given: dict[str, str], stored: Any) -> tuple[RowForm, list[str]]:
    """The form with keys in place of codes, and a fault for each code that names nothing."""
    blank = sheet.form(row=stored)
    data = {name: getattr(value, "pk", value) for name, value in blank.initial.items() if value is not None}
    data.pop("version", None)
    faults = []
    for name, text in given.items():
        field = sheet.form.base_fields[name]
        try:
            data[name] = _value(field, text)
        except LookupError:
            faults.append(f"{name}: nothing in use is called {text}.")
    return sheet.form({name: value for name, value in data.items() if value is not False}, row=stored), faults


def _value(field: forms.Field, text: str) -> Any:
    if isinstance(field, forms.BooleanField):
        return text.lower() not in NO
    if isinstance(field, forms.ModelChoiceField) and field.queryset is not None and text:
        rows = field.queryset.all()
        key = NAMED_BY.get(rows.model.__name__, "code")
        found = rows.filter(**{f"{key}__iexact": text}).first()
        if found is None:
            raise LookupError(text)
        return found.pk
    return text


def _faults(form: RowForm, already: list[str]) -> Iterator[str]:
    known = {fault.partition(":")[0] for fault in already}
    for name, errors in form.errors.items():
        if name not in known:
            yield f"{name}: {' '.join(map(str, errors))}"
