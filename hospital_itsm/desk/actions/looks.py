"""How the queue looks to one person: layout, height of rows, columns of each view."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from hospital_itsm.audit.actions import housekeeping
from hospital_itsm.core.access import require
from hospital_itsm.core.errors import ValueRefused
from hospital_itsm.desk.choices import Density, Layout
from hospital_itsm.desk.rules.columns import USUAL, read, written
from hospital_itsm.people.actions.accounts import prefer
from tickets.queries.queue_views import view_called

LAYOUT, DENSITY, COLUMNS = "queue.layout", "queue.density", "queue.columns"


@housekeeping("how the queue looks concerns nobody but the person")
def choose_look(
    *,
    actor: Any,
    layout: str | None = None,
    density: str | None = None,
    base: str = "",
    columns: Sequence[str] | None = None,
) -> Any:
    """Keep what is given; `columns` are those of the view `base`, the usual ones forget the choice.

    Raises Forbidden, ValueRefused.
    """
    require(actor, "view.read")
    values: dict[str, Any] = {}
    if layout is not None:
        values[LAYOUT] = _listed(layout, Layout.values)
    if density is not None:
        values[DENSITY] = _listed(density, Density.values)
    if columns is not None:
        values[_kept_under(base, actor)] = _columns(columns)
    return prefer(actor=actor, **values)


def _kept_under(base: str, actor: Any) -> str:
    """The name the columns of a view are kept under. Raises ValueRefused where there is no such view."""
    try:
        return f"{COLUMNS}.{view_called(base, actor).code}"
    except KeyError:
        raise ValueRefused({"base": _("There is no such view of the queue.")}) from None


def _columns(columns: Sequence[str]) -> str | None:
    try:
        chosen = read(written(columns))
    except ValueError:
        raise ValueRefused({"columns": _("There is no such column.")}) from None
    return None if chosen in ((), USUAL) else written(chosen)


def _listed(value: str, known: Sequence[str]) -> str:
    if value not in known:
        raise ValueRefused({"look": _("Choose one of the listed values.")})
    return value
