"""The kinds of objects whose changes the feed tells; each app registers its own in `apps.py`.

    register(Kind("asset", Asset, ("asset.read", "assets:read"), lambda row: row.tag, "api:asset"))

An object of a kind that is told by the trail needs nothing more: whatever records an entry about it tells.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, QuerySet

Needs = tuple[str, str | tuple[str, ...]]


def everybody(actor: Any) -> bool:
    """Whoever reads the kind knows every object of it."""
    return True


def always(actor: Any, row: Any) -> bool:
    """What was done is told to every reader."""
    return True


def any_row(row: Any) -> bool:
    """Every object of the kind may be told outside the house."""
    return True


@dataclass(frozen=True)
class Kind:
    """One kind: its code, its table, and the verb and scope of `core.rest.views.Endpoint.needs` that read it.

    `name` gives the id of an object over REST, `url_name` its address there, `address` what stands in the address
    where it is more than the name. `joined` are the rows and `columns` the columns that are read; without them all
    are. `rows` gives the objects an actor sees where the table has no `visible_to`. `sees_all` tells whether a reader
    may know of objects that are gone, `tells_verb` whether one may know what was done. A kind without `is_looked_up`
    is told to all who read it. `by_trail` is off where actions tell by themselves. `outside` says which objects may be
    told to addresses outside the house, whoever reads them here; None for a kind of which nothing leaves.
    """

    code: str
    model: type[Model]
    needs: Needs
    name: Callable[[Any], str]
    url_name: str
    joined: Sequence[str] = ()
    columns: Sequence[str] = ()
    sees_all: Callable[[Any], bool] = everybody
    tells_verb: Callable[[Any, Any], bool] = always
    rows: Callable[[Any], QuerySet[Any]] | None = None
    address: Callable[[Any], Sequence[Any]] | None = None
    is_looked_up: bool = True
    by_trail: bool = True
    outside: Callable[[Any], bool] | None = any_row

    def leaves(self, row: Any) -> bool:
        """May this object, or one that is gone, be told outside the house?"""
        return self.outside is not None and (row is None or self.outside(row))

    def visible(self, actor: Any, keys: set[int]) -> dict[int, Any]:
        """Those of the objects that the actor sees now, by key: one statement."""
        seen = self.rows(actor) if self.rows else self.model.objects.visible_to(actor)  # type: ignore[attr-defined]
        rows = seen.filter(pk__in=keys)
        rows = rows.select_related(*self.joined) if self.joined else rows
        return {row.pk: row for row in (rows.only(*self.columns) if self.columns else rows)}


_kinds: dict[str, Kind] = {}
_by_trail: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Let the feed tell this kind."""
    _kinds[kind.code] = kind
    if kind.by_trail:
        _by_trail[kind.model._meta.label_lower] = kind


def find(code: str) -> Kind:
    """The kind of this code. Raises KeyError."""
    return _kinds[code]


def codes() -> list[str]:
    """The codes of all kinds, in the order of the alphabet."""
    return sorted(_kinds)


def told_by_trail(target_type: str) -> Kind | None:
    """The kind of a target of the trail, None where the feed does not tell it."""
    return _by_trail.get(target_type)
