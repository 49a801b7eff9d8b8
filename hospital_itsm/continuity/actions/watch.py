"""The clocks of major incidents: the next update, the hourly word to leaders, reviews and actions that are due."""

from datetime import datetime, time
from typing import Any, Final

from django.db.models import Q
from django.utils import timezone

from hospital_itsm.audit.actions import housekeeping
from hospital_itsm.continuity.actions.majors import tell_people
from hospital_itsm.continuity.actions.review import noon
from hospital_itsm.continuity.choices import MajorState, UpdateReminder
from hospital_itsm.continuity.models import MajorAction, MajorIncident
from hospital_itsm.continuity.queries.people import called_for, leaders
from hospital_itsm.continuity.rules.cadence import next_summary, owed
from hospital_itsm.continuity.rules.downtime import whole_minutes
from hospital_itsm.core.access import require

BATCH: Final = 100
FROM: Final = time(7)


@housekeeping("a minute that passes is no deed of anybody; the incident keeps the step that was reached")
def watch_majors(*, actor: Any, now: datetime) -> int:
    """Remind of updates that are due and tell leaders every hour; return how many messages were owed.

    What was told is stored with the telling, under the promise it was told for: a worker who dies in between tells
    again or not at all, two at once tell once, and what was missed folds into one.
    """
    require(actor, "major.watch")
    rows = MajorIncident.objects.active().order_by("pk").select_for_update(skip_locked=True, no_key=True)
    return sum(_remind(one, actor, now) + _summarize(one, actor, now) for one in rows[:BATCH])


@housekeeping("a day that passes is no deed of anybody; the rows keep the day they were reminded on")
def remind_of_reviews(*, actor: Any, now: datetime) -> int:
    """Remind of reviews and actions that are due or late, once a day, in the morning; return how many."""
    require(actor, "major.watch")
    here = timezone.localtime(now)
    if here.time() < FROM:
        return 0
    today = here.date()
    due = Q(review_due_on__lte=today) | Q(hot_reviewed_at__isnull=True, hot_review_due__lte=now)
    rows = MajorIncident.objects.filter(due, state=MajorState.STOOD_DOWN).exclude(review_reminded_on=today)
    majors = list(rows.order_by("pk").select_for_update(skip_locked=True, no_key=True)[:BATCH])
    for major in majors:
        major.review_reminded_on = today
        major.save(update_fields=["review_reminded_on"])
        people = [major.commander or major.promoted_by, *called_for(now)]
        due_at = noon(major.review_due_on) if major.review_due_on else now
        tell_people(major, "major.review", people, actor=actor, dedupe=f"review:{today}", due=due_at)
    return len(majors) + _remind_of_actions(actor, now)


def _remind(major: MajorIncident, actor: Any, now: datetime) -> int:
    due = major.next_update_due
    step = owed(due, major.reminded, now) if due else ""
    if not step or due is None:
        return 0
    major.reminded = step
    major.save(update_fields=["reminded"])
    people = [major.communications, major.commander or major.promoted_by]
    if step == UpdateReminder.LATE:
        people += called_for(now)
    words = str(UpdateReminder(step).label)
    dedupe = f"{due.isoformat()}:{step}"
    tell_people(major, "major.update_due", people, actor=actor, dedupe=dedupe, step=words, due=due)
    return 1


def _summarize(major: MajorIncident, actor: Any, now: datetime) -> int:
    due = major.summary_due
    if due is None or due > now:
        return 0
    major.summary_due = next_summary(due, now)
    major.save(update_fields=["summary_due"])
    facts = {
        "minutes": whole_minutes(now - major.began_at),
        "units": major.areas.count(),
        "due": major.next_update_due,
    }
    tell_people(major, "major.summary", leaders(), actor=actor, dedupe=f"summary:{due.isoformat()}", **facts)
    return 1


def _remind_of_actions(actor: Any, now: datetime) -> int:
    today = timezone.localdate(now)
    rows = MajorAction.objects.due(today).select_related("major", "owner").order_by("pk")
    found = list(rows.select_for_update(of=("self",), skip_locked=True, no_key=True)[:BATCH])
    for row in found:
        row.reminded_on = today
        row.save(update_fields=["reminded_on"])
        dedupe = f"action:{row.pk}:{today}"
        tell_people(row.major, "major.action", [row.owner], actor=actor, dedupe=dedupe, due=noon(row.due_on))
    return len(found)
