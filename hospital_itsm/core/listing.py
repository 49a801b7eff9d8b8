"""The one seek paginator of pages and REST: every row exactly once, whatever is inserted meanwhile.

Orderings run over NOT NULL columns and end in the primary key; a page is found by the values of its edge row,
never by counting rows, so page 4,000 costs what page 1 costs.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Generic, TypeVar

from django.contrib.postgres.expressions import ArraySubquery
from django.core import signing
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Func, IntegerField, Model, Q, QuerySet, Subquery

Row = TypeVar("Row", bound=Model)
SALT = "listing.cursor"
LARGEST_PAGE = 100
COUNT_CAP = 1000


class BadCursor(ValueError):
    """The cursor was not made by this listing: start again without one."""


@dataclass(frozen=True)
class Page(Generic[Row]):
    """Rows in order, and the cursors of the pages around them; an empty cursor means that there is none."""

    rows: list[Row]
    next_cursor: str
    previous_cursor: str


@dataclass(frozen=True)
class Place:
    """The texts of the rows before and after, empty at the ends; the position from 1, 0 for a row not counted."""

    previous: str
    next: str
    position: int
    total: int


def seek(queryset: QuerySet[Row], ordering: Sequence[str], size: int, cursor: str = "") -> Page[Row]:
    """Read one page of `queryset` in `ordering` (`"field"` or `"-field"`, the last one the pk).

    Costs one statement. Raises BadCursor for a cursor of another listing or ordering, ValueError for an
    ordering over nullable columns or without the pk at its end.
    """
    keys = _checked(queryset.model, ordering)
    size = max(1, min(size, LARGEST_PAGE))
    edge, backwards = _read(queryset.model, keys, cursor) if cursor else (None, False)
    directed = [_turned(key) for key in keys] if backwards else list(keys)
    rows = queryset.order_by(*directed)
    if edge is not None:
        rows = rows.filter(_after(directed, edge))
    found = list(rows[: size + 1])
    more, found = len(found) > size, found[:size]
    if backwards:
        found.reverse()
    return Page(
        found,
        _cursor(keys, found[-1], backwards=False) if found and (more or backwards) else "",
        _cursor(keys, found[0], backwards=True) if found and (more if backwards else bool(cursor)) else "",
    )


def first_page(model: type[Model], ordering: Sequence[str], found: Sequence[Row], size: int) -> Page[Row]:
    """The page of `seek` without a cursor, of the first `size + 1` rows, which somebody read: no statement."""
    keys, shown = _checked(model, ordering), list(found[:size])
    return Page(shown, _cursor(keys, shown[-1], backwards=False) if len(found) > size else "", "")


def place_in(
    queryset: QuerySet[Row], ordering: Sequence[str], row: Row, field: str, cap: int = COUNT_CAP
) -> Place:
    """Where `row` stands in the listing, and the text `field` of the rows around it: one statement.

    `row` need not be in the listing itself; it then has neighbors and no position. Only the first `cap + 1` rows are
    counted: a larger total is shown as "1000+". Raises ValueError as `seek` does.
    """
    edge = [getattr(row, key.lstrip("-")) for key in ordering]
    return place_of(around(queryset, ordering, row.pk, edge, field, cap).get(), row.pk)


def around(
    queryset: QuerySet[Row],
    ordering: Sequence[str],
    pk: int,
    edge: Sequence[Any],
    field: str,
    cap: int = COUNT_CAP,
) -> QuerySet[Any]:
    """The read behind `place_in` for the row `pk`, which has the values `edge` in the columns of the ordering."""
    keys = _checked(queryset.model, ordering)
    sides = (
        Subquery(queryset.filter(_after(directed, edge)).order_by(*directed).values(field)[:1])
        for directed in ([_turned(key) for key in keys], list(keys))
    )
    first = ArraySubquery(queryset.order_by(*keys).values("pk")[: cap + 1])
    return queryset.model._base_manager.filter(pk=pk).values_list(*sides, first)


def place_of(found: tuple[str | None, str | None, list[int] | None], pk: int) -> Place:
    """What `around` found, as a place."""
    previous, following, rows = found
    counted = rows or []
    position = counted.index(pk) + 1 if pk in counted else 0
    return Place(previous or "", following or "", position, len(counted))


def capped_count(queryset: QuerySet[Any], cap: int = COUNT_CAP) -> int:
    """Count at most `cap + 1` rows: more than `cap` is shown as "1000+"."""
    return queryset.order_by()[: cap + 1].count()


def counted_to_cap(queryset: QuerySet[Any], cap: int = COUNT_CAP) -> Func:
    """The same count as a column of another read, from whatever index is cheapest; pass a queryset without an order."""
    first = ArraySubquery(queryset.values("pk")[: cap + 1])
    return Func(first, function="cardinality", output_field=IntegerField())


def _checked(model: type[Model], ordering: Sequence[str]) -> tuple[str, ...]:
    pk = model._meta.pk
    if not ordering or pk is None or ordering[-1].lstrip("-") not in ("pk", pk.name):
        raise ValueError("An ordering ends in the primary key.")
    for key in ordering:
        name = key.lstrip("-")
        try:
            field = pk if name == "pk" else model._meta.get_field(name)
        except FieldDoesNotExist:
            raise ValueError(f"{name} is not a column of {model.__name__}.") from None
        if getattr(field, "null", True):
            raise ValueError(f"{name} may be null; rows would be lost.")
    return tuple(ordering)


def _turned(key: str) -> str:
    return key[1:] if key.startswith("-") else f"-{key}"


def _after(keys: Sequence[str], edge: Sequence[Any]) -> Q:
    """Rows behind the edge: the bound on the first key lets the index start there."""
    first = "lte" if keys[0].startswith("-") else "gte"
    condition = Q(**{f"{keys[0].lstrip('-')}__{first}": edge[0]})
    behind = Q()
    for depth, key in enumerate(keys):
        equal = {name.lstrip("-"): value for name, value in zip(keys[:depth], edge, strict=False)}
        side = "lt" if key.startswith("-") else "gt"
        behind |= Q(**equal, **{f"{key.lstrip('-')}__{side}": edge[depth]})
    return condition & behind


def _cursor(keys: Sequence[str], row: Model, *, backwards: bool) -> str:
    values = [_plain(getattr(row, key.lstrip("-"))) for key in keys]
    return signing.dumps([list(keys), values, backwards], salt=SALT, compress=True)


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return str(value)
    return value.isoformat() if isinstance(value, datetime | date) else value


def _read(model: type[Model], keys: Sequence[str], cursor: str) -> tuple[list[Any], bool]:
    try:
        made_for, values, backwards = signing.loads(cursor, salt=SALT)
        if list(made_for) != list(keys):
            raise BadCursor("The cursor belongs to another order. Start again without it.")
        fields = [
            model._meta.pk if key.lstrip("-") == "pk" else model._meta.get_field(key.lstrip("-"))
            for key in keys
        ]
        edge = [field.to_python(value) for field, value in zip(fields, values, strict=True)]  # type: ignore[union-attr]
    except BadCursor:
        raise
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise BadCursor("The cursor cannot be read. Start again without it.") from error
    return edge, bool(backwards)
