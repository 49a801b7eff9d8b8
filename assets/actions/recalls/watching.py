"""Noticing deadlines of recalls that have passed, and the week's notices about nothing we have."""

from datetime import datetime, timedelta
from typing import Any, Final

from assets.actions.recalls.telling import tell_log, tell_overdue
from assets.models import RecallCase, RecallNotice
from assets.recall_words import DEADLINES
from hospital_itsm.audit.actions import housekeeping

MOST_AT_ONCE: Final = 500
WEEK: Final = timedelta(days=7)


@housekeeping("a deadline that passes is no deed of anybody; the case keeps its times")
def tell_what_is_overdue(*, actor: Any, now: datetime) -> int:
    """Tell once of each open deadline that has passed; how many cases are late."""
    late = RecallCase.objects.overdue(now).select_related("notice", "assignee").order_by("next_due_at", "pk")
    cases = list(late[:MOST_AT_ONCE])
    for case in cases:
        what = next(name for name in DEADLINES if getattr(case, f"{name}_by") == case.next_due_at)
        tell_overdue(case, str(DEADLINES[what]), case.next_due_at, actor=actor)
    return len(cases)


@housekeeping("counting the log changes nothing")
def tell_of_the_log(*, actor: Any, now: datetime) -> int:
    """Tell how many notices of the last seven days are only logged; nobody is told of none."""
    count = RecallNotice.objects.logged().filter(received_at__gt=now - WEEK, received_at__lte=now).count()
    if count:
        tell_log(count, f"{now:%G-%V}", actor=actor)
    return count
