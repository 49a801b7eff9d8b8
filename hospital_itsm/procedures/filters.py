"""The filters and orders of the board; page and REST share them."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from assets.models import Asset
from hospital_itsm.core.filtering import Asked, Filter, Filters, by_name, coded, searchable
from hospital_itsm.procedures.choices import Kind, Status
from hospital_itsm.procedures.models import Procedure

LONGEST_TEXT: Final = 120


def _words(values: Sequence[str], asked: Asked) -> Q:
    found = Asset.objects.visible_to(asked.actor).matching(searchable(values[0], LONGEST_TEXT))
    return Q(asset__in=found.values("pk"))


def _texts(field: str) -> object:
    def condition(values: Sequence[str], asked: Asked) -> Q:
        return Q(**{f"{field}__in": [searchable(value.upper(), LONGEST_TEXT) for value in values]})

    return condition


class ProcedureFilters(Filters):
    """The filters of one request for procedures."""

    known = by_name(
        Filter("q", _("Search"), _words, many=False),
        Filter(
            "kind",
            _("Kind"),
            coded("kind", Kind.values),
            lambda value: Kind(value).label,
            codes=tuple(Kind.values),
        ),
        Filter(
            "status",
            _("Status"),
            coded("status", Status.values),
            lambda value: Status(value).label,
            codes=tuple(Status.values),
        ),
        Filter("asset", _("Asset"), _texts("asset__tag")),  # type: ignore[arg-type]
        Filter("unit", _("Unit"), _texts("asset__care_area__code")),  # type: ignore[arg-type]
    )


PROCEDURE_SORTS: Final = {"changed": ("-changed_at", "-id"), "started": ("started_at", "id")}
"""The orderings, each over NOT NULL columns ending in the key."""


def board_rows(actor: Any, given: Mapping[str, Any]) -> Any:
    """Procedures the actor sees; open ones unless the address asks for a status or an asset."""
    rows = Procedure.objects.visible_to(actor).listed()
    return rows if {"status", "asset"} & set(given) else rows.open()
