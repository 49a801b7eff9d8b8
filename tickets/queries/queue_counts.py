"""The counters beside the views of the queue."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import QuerySet, Subquery

from hospital_itsm.core.listing import COUNT_CAP, counted_to_cap
from hospital_itsm.core.prepared import Prepared
from tickets.access import desk_shape
from tickets.choices import OPEN_STATES
from tickets.queries.live import live_cursor
from tickets.queries.queue_views import SOON, VIEWS, Moment, Person, View, views_of_teams


def counters(actor: Any, now: datetime, asked: View | None = None) -> tuple[dict[str, int], int]:
    """How many open tickets each view holds, by its code, those of the actor's teams and the `asked` one included, and
    where the change feed stood then: one statement.

    Counting ends one above `listing.COUNT_CAP`, which is shown as "1000+": its cost does not grow with what is open.
    """
    views = {view.code: view for view in (*VIEWS, *views_of_teams(actor))}
    if asked is not None and not asked.with_ended:
        views.setdefault(asked.code, asked)
    found = _COUNTED.rows(
        actor,
        tuple(views.values()),
        shape=(desk_shape(actor), tuple((view.code, view.team) for view in views.values())),
        values={"reader": actor.pk, "now": now, "soon": now + SOON},
    )
    *counts, cursor = found[0] if found else (*[0] * len(views), live_cursor())
    return dict(zip(views, counts, strict=True)), cursor or 0


def count_words(count: int) -> str:
    """A counter as it is shown: exact up to the cap, then "1000+"."""
    return str(count) if count <= COUNT_CAP else f"{COUNT_CAP}+"


def _counted(
    actor: Any, views: Sequence[View], *, reader: int, now: datetime, soon: datetime
) -> QuerySet[Any]:
    from hospital_itsm.feed.models import Change
    from hospital_itsm.people.models import User
    from tickets.models import Ticket

    seen, when = Ticket.objects.on_desk(actor).filter(state__in=OPEN_STATES).order_by(), Moment(now, soon)
    held = {
        f"view_{place}": counted_to_cap(seen.filter(view.condition(Person(reader), when)))
        for place, view in enumerate(views)
    }
    cursor = Subquery(Change.objects.order_by("-id").values("id")[:1])
    one_row = User.objects.filter(pk=reader).order_by()
    return one_row.annotate(**held, cursor=cursor).values_list(*held, "cursor")


_COUNTED = Prepared(_counted)
