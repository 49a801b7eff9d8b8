"""What is said of one change, over REST and to subscribed addresses: names of objects, never anybody's words."""

from typing import Any

from django.urls import NoReverseMatch, reverse

from hospital_itsm.core.rest.fields import in_utc
from hospital_itsm.feed.queries.changes import Told


def core_of(told: Told, actor: Any) -> dict[str, Any]:
    """Kind, id, version, instant, and what was done where the actor may know it."""
    change, kind = told.change, told.kind
    shown = {"kind": kind.code, "id": name_of(told), "version": change.version, "at": in_utc(change.at)}
    if told.row is None or kind.tells_verb(actor, told.row):
        shown["verb"] = change.verb
    return shown


def change_of(told: Told, actor: Any) -> dict[str, Any]:
    """`core_of` with the address of the object, or that it is gone."""
    return core_of(told, actor) | ({"gone": True} if told.is_gone else _url(told))


def name_of(told: Told) -> str:
    """What the object is called over REST."""
    if not told.kind.is_looked_up:
        return str(told.change.subject)
    return told.kind.name(told.row) if told.row is not None else told.change.label


def _url(told: Told) -> dict[str, Any]:
    """Its address; a name with a slash has none."""
    parts = told.kind.address(told.row) if told.kind.address else [name_of(told)]
    try:
        return {"url": reverse(told.kind.url_name, args=parts)}
    except NoReverseMatch:
        return {}
