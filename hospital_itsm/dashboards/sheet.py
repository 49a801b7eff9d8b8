"""A dashboard as a tagged PDF: data goes to the typesetter as JSON, never as markup, and it reads no other file.

It keeps PDF/UA-1, unless a name in it has letters the fonts do not hold: that one is tagged alike, and is sent all the
same.
"""

import json
from typing import Any, Final

import typst
from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from hospital_itsm.core.display import moment_words
from hospital_itsm.dashboards.drawn import Cell, Drawn, Tile
from hospital_itsm.dashboards.paper_pictures import on_paper
from hospital_itsm.dashboards.read import Read

LAYOUT: Final = settings.BASE_DIR / "templates" / "dashboards" / "dashboard.typ"


def pdf_of(found: Read) -> bytes:
    """The dashboard on paper."""
    data = data_of(found)
    made: bytes
    try:
        made = drawn(data, pdf_standards="ua-1")
    except typst.TypstError:
        made = drawn(data)
    return made


def data_of(found: Read) -> dict[str, Any]:
    """What stands on the sheet."""
    now = timezone.localtime(found.reader.now)
    counted = "" if found.counted_at is None else moment_words(timezone.localtime(found.counted_at), now)
    return {
        "title": str(found.dashboard.title),
        "is_dense": bool(found.dashboard.paper_rows),
        "lang": (get_language() or "en").split("-")[0],
        "about": found.about,
        "data_to": _("Data to %(moment)s") % {"moment": counted} if counted else "",
        "needs": _("Needs a decision"),
        "none": _("Nothing needs a decision today."),
        "decisions": [
            {"lead": one.lead, "text": one.text, "bad": one.weight == "bad"} for one in found.decisions
        ],
        "tiles": [_tile(one) for one in found.tiles],
        "panels": [
            _panel(str(panel.title), shown, found.dashboard.paper_rows) for panel, shown in found.panels
        ],
        "decided_title": _("Decided last month, and what came of it"),
        "decided": [
            [date_format(one.on, "M j"), one.text, one.outcome]
            for one in found.decided[: found.dashboard.paper_rows or None]
        ],
        "decided_columns": [_("Day"), _("Decision"), _("What came of it")],
        "footer": _("%(hospital)s. Run %(moment)s by %(person)s.")
        % {
            "hospital": settings.HOSPITAL_NAME,
            "moment": f"{date_format(now, 'M j, Y')} {now:%H:%M}",
            "person": found.reader.actor.full_name,
        },
        "page": _("Page"),
    }


def _tile(one: Tile) -> dict[str, Any]:
    known = [value for value in one.steps if value is not None]
    asked: Any = one.asked
    owner = ""
    if asked is not None:
        owner = (
            _("%(person)s: by %(day)s") if asked.promised_on else _("%(person)s was asked, answer by %(day)s")
        ) % {
            "person": asked.asked_of.full_name,
            "day": date_format(asked.promised_on or asked.answer_by, "M j"),
        }
    return {
        "name": one.name,
        "value": one.value,
        "verdict": one.verdict,
        "miss": one.is_miss,
        "judged": one.is_judged,
        "change": one.change,
        "place": one.place,
        "owner": owner,
        "steps": known if len(known) > 1 else [],
    }


def _panel(title: str, shown: Drawn, most: int) -> dict[str, Any]:
    """A panel with at most so many rows; 0 are all. A sheet with few rows has no room for pictures."""
    rows = shown.table.rows[:most] if most else shown.table.rows
    kept = [
        at
        for at, column in enumerate(shown.table.columns)
        if not (most and column.is_picture) or any(row[at].text for row in rows)
    ]
    columns = [shown.table.columns[at] for at in kept]
    return {
        "picture": "" if most else on_paper(shown.picture),
        "keys": [key.words for key in shown.keys],
        "title": title,
        "big": " ".join(word for word in (shown.big, shown.big_words) if word),
        "note": shown.note,
        "columns": [one.words for one in columns],
        "numbers": [one.is_number for one in columns],
        "rows": [
            [{"text": _cell(row[at]), "picture": "" if most else on_paper(row[at].picture)} for at in kept]
            for row in rows
        ],
        "empty": shown.empty,
    }


def _cell(cell: Cell) -> str:
    return f"{cell.text} ({cell.note})" if cell.note and cell.text else cell.text or cell.note


def drawn(data: Any, **options: Any) -> Any:
    """What the typesetter makes of it: a PDF, or another format that the options name."""
    return typst.compile(
        str(LAYOUT),
        sys_inputs={"dashboard": json.dumps(data)},
        ignore_system_fonts=True,
        **{"format": "pdf", **options},
    )
