"""What is said about resting."""

from datetime import datetime
from typing import TYPE_CHECKING, Final

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.core.display import moment_words
from hospital_itsm.following.rules.snooze import DUE, FAR, HOUR, MONDAY, PAST, TOMORROW, URGENT

if TYPE_CHECKING:
    from django.utils.functional import Promise

FAULTS: "Final[dict[str, str | Promise]]" = {
    PAST: gettext_lazy("Choose a time that is still ahead."),
    FAR: gettext_lazy("Choose a time within 90 days."),
}
SEEN: "Final[dict[str, str | Promise]]" = {
    URGENT: gettext_lazy("Tickets of priority 1 and 2 stay in view until they are done."),
    DUE: gettext_lazy("Its promise is over or ends within the hour, so it stays in view."),
}
OFFERED: "Final[dict[str, str | Promise]]" = {
    HOUR: gettext_lazy("In 1 hour"),
    TOMORROW: gettext_lazy("Tomorrow"),
    MONDAY: gettext_lazy("Next Monday"),
}


def offer_words(code: str, at: datetime, now: datetime) -> str:
    """A time that is offered, with the clock of the hospital."""
    local = timezone.localtime(at)
    return _("%(words)s, %(at)s") % {
        "words": OFFERED[code],
        "at": moment_words(local, timezone.localtime(now)),
    }
