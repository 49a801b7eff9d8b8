"""The words of what is wrong with a row of an import."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

FAULTS: Final[dict[str, Promise]] = {
    "cells": _("This row has more or fewer cells than the headings. Quote cells that hold the delimiter."),
    "not-a-date": _("This is no date as chosen for this file. Write it so, or choose another form."),
    "not-a-number": _("This is no amount. Write it like 1250.00."),
    "not-yes-or-no": _("Answer Y or N."),
    "not-a-mac": _("This is no network address. Write twelve digits, such as 00:1A:2B:3C:4D:5E."),
    "not-a-tag": _("Use letters, digits and . _ - in a tag, at most 40, such as LR-20417."),
    "damaged": _("A spreadsheet shortened this number. Format the column as text and export it again."),
    "formula-fault": _("The formula in this cell failed. Correct it in the sheet."),
    "too-long": _("Shorten it to 500 characters."),
    "twice": _("This tag stands in an earlier row of the file. Keep one of them."),
    "missing": _("Fill this in, or choose the column it stands in."),
    "unknown": _("We do not know this. Correct it, or add it first and check again."),
    "ambiguous": _("Several are meant. Give the tag, or the model number."),
    "theirs": _("Another system is the system of record. Change it there."),
    "refused": _("This cannot be stored."),
    "changed-since": _("Somebody changed this asset since. It was left as it is."),
    "taken": _("There is an asset with this tag by now. Check the file again."),
    "in-use": _("This asset is in use by now. It was left as it is; dispose of it instead."),
}


def said(code: str) -> str:
    """The words of a code."""
    return str(FAULTS.get(code, code))
