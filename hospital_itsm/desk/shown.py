"""Saved views on the page of the queue: in the side bar with their counts, and the buttons that save and keep."""

from typing import Any, Final
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse

from hospital_itsm.desk.actions.looks import COLUMNS
from hospital_itsm.desk.look import chosen
from hospital_itsm.desk.models import SavedView, ViewChoice
from hospital_itsm.desk.queries.views import listed_views
from hospital_itsm.desk.saved import NOT_KEPT, counts
from tickets.queries.queue_counts import count_words
from tickets.queue_parts import AskedQueue, Look

MOST_SHOWN: Final = 20
ROWS, COUNTS, UNCOUNTED = "saved_views", "saved_counts", "·"


def side(asked: AskedQueue, actor: Any) -> dict[str, Any]:
    """The person's starred and own views with their counts: two statements, one within the minute."""
    rows = [row for row in _rows(asked, actor) if row.my_is_starred or row.is_owned_by(actor)][:MOST_SHOWN]
    found, current = counts(rows, actor, asked.now), _current(asked, actor)
    asked.kept[COUNTS] = found
    lines = [
        (row, count_words(found[row.pk]) if row.pk in found else UNCOUNTED, row is current) for row in rows
    ]
    return {"lines": lines}


def head(asked: AskedQueue, actor: Any) -> dict[str, Any]:
    """The name and count of the saved view that is open, and what can be done with what stands in the address."""
    row, query = _current(asked, actor), _query(asked)
    changed = row is not None and QueryDict(query) != QueryDict(_stored(row))
    return {
        "name": row.name if row else "",
        "count": asked.kept.get(COUNTS, {}).get(row.pk) if row and not changed else None,
        "keep_url": f"{reverse('desk:keep', args=[row.pk])}?{query}"
        if row and changed and row.is_owned_by(actor)
        else "",
        "options_url": reverse("desk:options", args=[row.pk]) if row else "",
        "save_url": ""
        if asked.given.get("q")
        else f"{reverse('desk:save')}?{query}{_own_columns(asked, actor)}",
        "is_table": bool(asked.kept.get("look", Look()).table),
        "look_url": f"{reverse('desk:look')}?{query}{'&saved=' + str(row.pk) if row else ''}",
    }


def home(actor: Any) -> str:
    """The address of the person's default view, empty without one they may see: one statement."""
    mine = ViewChoice.objects.filter(user=actor, is_default=True).values("view")
    row = SavedView.objects.visible_to(actor).filter(pk__in=mine).first()
    return row.get_absolute_url() if row else ""


def _rows(asked: AskedQueue, actor: Any) -> list[Any]:
    if ROWS not in asked.kept:
        asked.kept[ROWS] = listed_views(actor)
    return list(asked.kept[ROWS])


def _current(asked: AskedQueue, actor: Any) -> Any:
    wanted = str(asked.given.get("saved", ""))
    return next((row for row in _rows(asked, actor) if str(row.pk) == wanted), None)


def _query(asked: AskedQueue) -> str:
    """The base, the filters and the order of the address; the usual order needs no word."""
    given = {
        name: asked.given.getlist(name)  # type: ignore[attr-defined]
        for name in asked.given
        if name not in NOT_KEPT and any(asked.given.getlist(name))  # type: ignore[attr-defined]
    }
    return urlencode({"base": asked.view.code, **given}, doseq=True)


def _own_columns(asked: AskedQueue, actor: Any) -> str:
    """The person's own columns of the view, for a view that is saved from it."""
    own = chosen(actor, f"{COLUMNS}.{asked.view.code}", "")
    return f"&{urlencode({'columns': own})}" if own and not asked.given.get("columns") else ""


def _stored(row: SavedView) -> str:
    return urlencode({"base": row.base, **row.parameters}, doseq=True)
