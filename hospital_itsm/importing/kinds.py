"""The lists that can be imported: who may, which fields, what makes a row known."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hospital_itsm.importing.fields import CONTRACT, COST, LINE, VENDOR, Field, headings_of


@dataclass(frozen=True)
class ImportKind:
    """One list. `verb` lets a person import it, `back` is the page of what is imported.

    A file needs the columns of one of `keys`. `updates` says whether what is there already can be changed.
    """

    code: str
    title: "str | Promise"
    hint: "str | Promise"
    verb: str
    scope: str
    back: str
    fields: tuple[Field, ...]
    keys: tuple[tuple[str, ...], ...]
    needs: "str | Promise"
    updates: bool = True

    @cached_property
    def by_name(self) -> Mapping[str, Field]:
        """The fields under their names."""
        return {one.name: one for one in self.fields}

    @cached_property
    def headings(self) -> Mapping[str, str]:
        """Headings by which a field is known."""
        return headings_of(self.fields)

    @property
    def page_name(self) -> str:
        """The name of the page that shows one import."""
        return f"importing:{self.code}_import"

    @property
    def list_name(self) -> str:
        """The name of the page that takes a file."""
        return f"importing:{self.code}_imports"

    @property
    def empty_name(self) -> str:
        """The name of the address of a sheet with headings and no rows."""
        return f"importing:{self.code}_import_empty"

    @property
    def report_name(self) -> str:
        """The name of the address of every row as a file."""
        return f"importing:{self.code}_import_report"


KINDS: Final[Mapping[str, ImportKind]] = {
    kind.code: kind
    for kind in (
        ImportKind(
            "vendor",
            _("Import vendors"),
            _(
                "A vendor is known by its number in the other system, by its name or by another name it goes by."
            ),
            "vendor.manage",
            "vendors",
            "vendors:vendors",
            VENDOR,
            (("name",), ("external_number",)),
            _("Choose the column of the name, or of its number in the other system."),
        ),
        ImportKind(
            "contract",
            _("Import contracts"),
            _("A contract without a status is recorded as in force, with this import as the reason."),
            "contract.manage",
            "vendors",
            "vendors:contracts",
            CONTRACT,
            (("number",),),
            _("Choose the column of the contract number."),
        ),
        ImportKind(
            "budget_line",
            _("Import budget lines"),
            _(
                "A line is known by fiscal year, cost center and name. Give the year as a whole or month by month."
            ),
            "budget.plan",
            "budget",
            "budget:lines",
            LINE,
            (("year", "cost_center", "name"),),
            _("Choose the columns of fiscal year, cost center and what the money is for."),
        ),
        ImportKind(
            "cost",
            _("Import costs"),
            _(
                "A cost is known by vendor, invoice and position: the same file a second time books nothing. "
                "Without a line it counts as spent outside the budget."
            ),
            "cost.book",
            "budget",
            "budget:entries",
            COST,
            (("booked_on", "amount", "invoice_number"),),
            _(
                "Choose the columns of day, amount and invoice; without an invoice a cost could be booked twice."
            ),
            updates=False,
        ),
    )
}
"""Every list under its code, in the order of the house."""
