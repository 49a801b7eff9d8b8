"""Finding rows of small tables: every part in one of their columns, the best fitting names first."""

from typing import Any

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from hospital_itsm.search.sources import Asked


def holding(parts: tuple[str, ...], *columns: str) -> Q:
    """The condition that every part stands in one of the columns."""
    found = Q()
    for part in parts:
        found &= _in_one(part, columns)
    return found


def best_first(rows: QuerySet[Any], asked: Asked, *columns: str) -> QuerySet[Any]:
    """Those called exactly so, then those that begin so, then the others by name; `columns` end in the name."""
    same, begins = Q(), Q()
    for column in columns:
        same |= Q(**{f"{column}__iexact": asked.plain})
        begins |= Q(**{f"{column}__istartswith": asked.plain})
    place = Case(
        When(same, then=Value(0)),
        When(begins, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    return rows.order_by(place, columns[-1], "pk")


def _in_one(part: str, columns: tuple[str, ...]) -> Q:
    found = Q()
    for column in columns:
        found |= Q(**{f"{column}__icontains": part})
    return found
