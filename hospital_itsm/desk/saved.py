"""Saved views as the queue reads them: their base, filters and order, and how many tickets are in each."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import structlog
from django.core.cache import cache
from django.db import OperationalError, connection, transaction
from django.db.models import Count, Min, Q
from django.utils.translation import gettext as _

from hospital_itsm.core.errors import ValueRefused
from hospital_itsm.core.listing import counted_to_cap
from hospital_itsm.desk.rules.columns import CODES, read
from hospital_itsm.desk.rules.crossing import Standing
from hospital_itsm.exporting.reading import rights_of
from hospital_itsm.people.models import User
from tickets.choices import OPEN_STATES
from tickets.filters import TicketFilters
from tickets.models import Ticket
from tickets.orders import SORTS
from tickets.queries.queue_views import Moment, View, view_called

SECONDS_KEPT: Final = 60
LONGEST_COUNT: Final = 300
"""Milliseconds the counts beside the views may take."""
LONGEST_VALUE: Final = 200
MOST_VALUES: Final = 40
SORT: Final = "sort"
COLUMNS: Final = "columns"
NOT_KEPT: Final = frozenset(
    {"cursor", "page_size", "open", "format", "saved", "layout", "csrfmiddlewaretoken"}
)

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Asked:
    """A view of the queue, the filters that narrow it and the name of its order."""

    view: View
    filters: TicketFilters
    sort: str

    def condition(self, actor: Any, now: datetime) -> Q:
        """That a ticket is in it, besides that the actor sees it at the desk."""
        return self.view.condition(actor, Moment.at(now)) & self.filters.condition()


def asked(base: str, parameters: Mapping[str, Any], *, actor: Any, now: datetime) -> Asked:
    """A view with parameters as this person asks it. Raises ValueRefused naming what cannot be read."""
    try:
        view = view_called(base, actor)
    except KeyError:
        raise ValueRefused({"base": _("There is no such view of the queue.")}) from None
    values = {name: _values(parameters, name) for name in parameters if name not in NOT_KEPT}
    _refuse_odd_columns(values.pop(COLUMNS, []))
    sort = (values.pop(SORT, None) or [""])[0]
    if sort and sort not in SORTS:
        words = _("There is no such order. Use one of: %(names)s.") % {"names": ", ".join(SORTS)}
        raise ValueRefused({SORT: words})
    if any(len(one) > LONGEST_VALUE for found in values.values() for one in found):
        raise ValueRefused({"parameters": _("A filter holds more than can be kept.")})
    if values.get("q"):
        raise ValueRefused(
            {"parameters": _("Words that are searched for are not kept. Clear the search first.")}
        )
    if sum(len(found) for found in values.values()) > MOST_VALUES:
        raise ValueRefused({"parameters": _("There are too many filters to be kept.")})
    filters = TicketFilters(values, actor=actor, now=now)
    if filters.errors:
        raise ValueRefused(filters.errors)
    return Asked(view, filters, sort)


def _refuse_odd_columns(values: Sequence[str]) -> None:
    try:
        for text in values:
            read(text)
    except ValueError:
        words = _("There is no such column. Use some of: %(names)s.") % {"names": ", ".join(CODES)}
        raise ValueRefused({COLUMNS: words}) from None


def kept(base: str, parameters: Mapping[str, Any], *, actor: Any, now: datetime) -> dict[str, list[str]]:
    """The parameters as they are stored. Raises ValueRefused."""
    asked(base, parameters, actor=actor, now=now)
    values = {name: _values(parameters, name) for name in parameters if name not in NOT_KEPT}
    return {name: found for name, found in values.items() if found}


def _values(data: Mapping[str, Any], name: str) -> list[str]:
    found = data.getlist(name) if hasattr(data, "getlist") else data[name]
    return [str(value) for value in ([found] if isinstance(found, str) else found) if value != ""]


def standings(rows: Iterable[Any], actor: Any, now: datetime) -> dict[int, Standing]:
    """How many tickets that this person sees are in each view, and since when: one statement for those of open tickets,
    one for each that holds ended tickets too.

    A view that cannot be read any more is left out, and one of ended tickets that takes over 300 ms.
    """
    rows, ended = list(rows), {}
    for pk, condition in _conditions(rows, actor, now, with_ended=True).items():
        if (standing := _standing_in_time(condition, actor)) is not None:
            ended[pk] = standing
    return ended | _open_standings(rows, actor, now)


def _open_standings(rows: Iterable[Any], actor: Any, now: datetime) -> dict[int, Standing]:
    asked_for: dict[str, Any] = {}
    for pk, condition in _conditions(rows, actor, now).items():
        asked_for[f"n{pk}"] = Count("pk", filter=condition)
        asked_for[f"t{pk}"] = Min("opened_at", filter=condition)
    if not asked_for:
        return {}
    found = _seen(actor).aggregate(**asked_for)
    return {
        int(name[1:]): Standing(value, found[f"t{name[1:]}"])
        for name, value in found.items()
        if name[0] == "n"
    }


def _standing_in_time(condition: Q, actor: Any) -> Standing | None:
    tickets = Ticket.objects.on_desk(actor).filter(condition).order_by()
    try:
        with _in_time():
            return Standing(**tickets.aggregate(count=Count("pk"), oldest=Min("opened_at")))
    except OperationalError as error:
        log.warning("desk.standing_skipped", error=type(error).__name__)
        return None


def _conditions(rows: Iterable[Any], actor: Any, now: datetime, *, with_ended: bool = False) -> dict[int, Q]:
    """What each view holds, of those that can be read: those of open tickets alone, or those of ended ones too."""
    found = {}
    for row in rows:
        try:
            one = asked(row.base, row.parameters, actor=actor, now=now)
        except ValueRefused:
            continue
        if one.view.with_ended == with_ended:
            found[row.pk] = one.condition(actor, now)
    return found


def _seen(actor: Any) -> Any:
    return Ticket.objects.on_desk(actor).filter(state__in=OPEN_STATES).order_by()


def counted(rows: Iterable[Any], actor: Any, now: datetime) -> dict[int, int]:
    """The same counts up to one above the cap, each from its own index, as they are shown: one statement."""
    seen = _seen(actor)
    held = {
        f"n{pk}": counted_to_cap(seen.filter(condition))
        for pk, condition in _conditions(rows, actor, now).items()
    }
    found: Any = User.objects.filter(pk=actor.pk).order_by().values(**held).first() if held else None
    return {int(name[1:]): value for name, value in (found or {}).items()}


def counts(rows: Sequence[Any], actor: Any, now: datetime) -> dict[int, int]:
    """The counts beside the views, read at most once a minute; none where they take over 300 ms."""
    if not rows:
        return {}
    mark = "-".join(f"{row.pk}.{row.version}" for row in rows)
    key = f"desk:counts:{actor.pk}:{rights_of(actor)}"
    stored = cache.get(key)
    if stored is not None and stored[0] == mark:
        return dict(stored[1])
    found = _counted_in_time(rows, actor, now)
    cache.set(key, (mark, found), SECONDS_KEPT)
    return found


def _counted_in_time(rows: Sequence[Any], actor: Any, now: datetime) -> dict[int, int]:
    try:
        with _in_time():
            return counted(rows, actor, now)
    except OperationalError as error:
        log.warning("desk.counts_skipped", error=type(error).__name__)
        return {}


@contextmanager
def _in_time() -> Iterator[None]:
    """Statements inside take 300 ms at most. Raises OperationalError, and what they did is undone."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('statement_timeout', %s, true)", [str(LONGEST_COUNT)])
        yield
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('statement_timeout', '0', true)")
