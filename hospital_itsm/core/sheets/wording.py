"""Why a file cannot be read, and what mends it."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hospital_itsm.core.sheets import table

REFUSALS: Final[dict[str, Promise]] = {
    table.EMPTY: _("That file is empty. Choose another."),
    table.NOT_TEXT: _("That file is neither CSV nor XLSX. Save the sheet as XLSX, or as CSV in UTF-8."),
    table.NO_COLUMNS: _(
        "No row names at least two columns. Export the sheet with its headings, or say in which row they stand."
    ),
    table.TOO_WIDE: _("The sheet has more than 500 columns. Leave out those you do not need."),
    table.UNCLOSED: _(
        "A quote mark in the file is opened and never closed. Export it again, or save it as XLSX."
    ),
    table.BROKEN: _(
        "That workbook is damaged. Open it in your spreadsheet program, save it again as XLSX, and send that."
    ),
    table.BOMB: _(
        "That workbook unpacks to more than an inventory holds. Copy its table into a new workbook."
    ),
    table.PROTECTED: _("That workbook has a password. Save it without one, and send that."),
    table.MACROS: _("That workbook holds macros. Save it as XLSX without macros, and send that."),
    table.UNCOUNTED: _(
        "Formulas in that workbook have no values. Open it in your spreadsheet program, save it, and send that."
    ),
    table.OLD_EXCEL: _("That is a workbook of Excel 97 to 2003. Save it as XLSX, and send that."),
    table.BINARY: _("That is a binary workbook. Save it as XLSX, and send that."),
    table.OPEN_DOCUMENT: _("That is an OpenDocument sheet. Save it as XLSX, or as CSV in UTF-8."),
    table.MARKUP: _(
        "That is a web page or XML with the name of a sheet. Open it in your spreadsheet program and save it as XLSX."
    ),
    table.PACKED: _("That is a packed file, no workbook. Unpack it, and send the sheet that is inside."),
    table.NO_SHEET: _("The workbook has no such sheet. Choose one of its sheets."),
}


def refusal(code: str) -> str:
    """The words of a code."""
    return str(REFUSALS[code])
