"""A report as a tagged PDF that a screen reader can read: table headings are headings, the order is that of the page.

The layout is a file of ours and what it draws is data, so that no text of a report is ever read as markup. The
typesetter is given a folder that holds the layout alone, for its only place to read from.
"""

import json
from collections.abc import Sequence
from typing import Any, Final

import typst
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from hospital_itsm.reports.reading import ReportReading
from hospital_itsm.reports.shown import is_number, said

LAYOUT: Final = settings.BASE_DIR / "templates" / "reports" / "paper" / "report.typ"
WIDE: Final = 6
"""With more columns the paper lies on its side."""
LONGEST_CELL: Final = 300


def pdf_of(reading: ReportReading, rows: Sequence[Sequence[Any]], facts: Sequence[tuple[str, str]]) -> bytes:
    """The rows on paper, under the title, with what the report is; the page numbers stand in the footer.

    It keeps PDF/UA-1, unless a text has letters the fonts do not hold: that one is tagged alike.
    """
    headings = reading.headings()
    data = {
        "title": reading.title,
        "lang": (get_language() or "en").split("-")[0],
        "facts": [list(fact) for fact in facts],
        "headings": headings,
        "numbers": [_is_of_numbers(rows, at) for at in range(len(headings))],
        "rows": [[_cut(said(value)) for value in row] for row in rows],
        "wide": len(headings) > WIDE,
        "empty": _("No rows."),
        "footer": _footer(reading, len(rows)),
        "page": _("page"),
        "of": _("of"),
        "caption": _("Rows of the report"),
    }
    try:
        return _drawn(data, pdf_standards="ua-1")
    except typst.TypstError:
        return _drawn(data)


def _is_of_numbers(rows: Sequence[Sequence[Any]], at: int) -> bool:
    values = [row[at] for row in rows if row[at] is not None]
    return bool(values) and all(is_number(value) for value in values)


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_CELL else f"{text[:LONGEST_CELL]}…"


def _footer(reading: ReportReading, rows: int) -> str:
    at = said(reading.reader.now)
    return _("Run %(at)s by %(who)s · %(rows)d rows") % {
        "at": at,
        "who": str(reading.reader.actor),
        "rows": rows,
    }


def _drawn(data: Any, **options: Any) -> bytes:
    made: bytes = typst.compile(
        str(LAYOUT),
        root=str(LAYOUT.parent),
        sys_inputs={"report": json.dumps(data)},
        format="pdf",
        ignore_system_fonts=True,
        **options,
    )
    return made
