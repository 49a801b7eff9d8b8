"""What each person chooses about a view they see, and telling them when it passes a limit."""

from datetime import datetime
from itertools import groupby
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext as _

from hospital_itsm.audit.actions import housekeeping
from hospital_itsm.core.access import require
from hospital_itsm.core.errors import ValueRefused
from hospital_itsm.desk.messages import PASSED
from hospital_itsm.desk.models import SavedView, ViewChoice
from hospital_itsm.desk.rules.crossing import Limits, Passed, Standing, crossed, passed
from hospital_itsm.desk.saved import standings
from hospital_itsm.outbox.tell import tell

MOST_TICKETS: Final = 100_000
LONGEST_WAIT: Final = 60 * 24 * 365
MOST_WATCHED: Final = 20


@housekeeping("a star, a default and an alert concern nobody but the person")
def choose(
    row: SavedView,
    *,
    actor: Any,
    is_starred: bool = False,
    is_default: bool = False,
    most: int | None = None,
    oldest_minutes: int | None = None,
) -> ViewChoice:
    """Say what the person wants of a view they see. Raises Forbidden, ValueRefused, SavedView.DoesNotExist."""
    require(actor, "view.read")
    row = SavedView.objects.visible_to(actor).get(pk=row.pk)
    _refuse_odd(most, oldest_minutes)
    watched = ViewChoice.objects.filter(user=actor).exclude(view=row)
    is_watched = most is not None or oldest_minutes is not None
    if is_watched and watched.exclude(most=None, oldest_minutes=None).count() >= MOST_WATCHED:
        words = _("You are told of %(most)d views. Let go of one first.") % {"most": MOST_WATCHED}
        raise ValueRefused({"most": words})
    if is_default:
        ViewChoice.objects.filter(user=actor, is_default=True).exclude(view=row).update(is_default=False)
    chosen, _made = ViewChoice.objects.select_for_update().get_or_create(view=row, user=actor)
    if (chosen.most, chosen.oldest_minutes) != (most, oldest_minutes):
        chosen.count_passed = chosen.oldest_passed = False
    chosen.is_starred, chosen.is_default = is_starred, is_default
    chosen.most, chosen.oldest_minutes = most, oldest_minutes
    chosen.save()
    return chosen


def _refuse_odd(most: int | None, oldest_minutes: int | None) -> None:
    faults = {}
    if most is not None and not 0 <= most <= MOST_TICKETS:
        faults["most"] = _("Write a number of tickets from 0 to %(most)d.") % {"most": MOST_TICKETS}
    if oldest_minutes is not None and not 1 <= oldest_minutes <= LONGEST_WAIT:
        faults["oldest_minutes"] = _("Write a number of minutes from 1 to %(most)d.") % {"most": LONGEST_WAIT}
    if faults:
        raise ValueRefused(faults)


@housekeeping("it notes who was told that a view passed a limit; the message is the record")
def watch_views(now: datetime, *, actor: Any) -> int:
    """Tell whoever asked for it that a view passed a limit, once for each time; how many were told."""
    watched = ViewChoice.objects.exclude(most=None, oldest_minutes=None).filter(user__is_active=True)
    rows = watched.select_related("view", "user").order_by("user_id", "pk")
    locked = rows.select_for_update(skip_locked=True, of=("self",))
    told = 0
    for user, of_one in groupby(locked, key=lambda row: row.user):
        told += _watch_for(user, list(of_one), now, actor)
    return told


def _watch_for(user: Any, rows: list[ViewChoice], now: datetime, actor: Any) -> int:
    """The views of one person: two statements, and two more for each that passed a limit or came back."""
    seen = {
        view.pk: view for view in SavedView.objects.visible_to(user).filter(pk__in=[r.view_id for r in rows])
    }
    found = standings(seen.values(), user, now)
    told = 0
    for row in rows:
        standing = found.get(row.view_id)
        if standing is not None:
            told += _note(row, standing, now, actor)
    return told


def _note(row: ViewChoice, standing: Standing, now: datetime, actor: Any) -> int:
    before = Passed(row.count_passed, row.oldest_passed)
    after = passed(Limits(row.most, row.oldest_minutes), standing, now)
    if after == before:
        return 0
    row.count_passed, row.oldest_passed = after.count, after.oldest
    row.save(update_fields=["count_passed", "oldest_passed"])
    if not crossed(before, after):
        return 0
    payload: dict[str, Any] = {"view": row.view_id, "count": standing.count}
    if standing.oldest is not None:
        payload["since"] = standing.oldest
    at = timezone.now().isoformat()
    return tell(actor=actor, kind=PASSED, recipients=[row.user], payload=payload, dedupe=f"{row.pk}:{at}")
