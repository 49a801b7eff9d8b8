"""Entries in words."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.worklog.rules import time

FAULTS = {
    time.MINUTES_NEEDED: gettext_lazy("Give the minutes, 1 to 1440."),
    time.IN_FUTURE: gettext_lazy("This would end in the future. Give a time that is over."),
    time.DIRECTION_NEEDED: gettext_lazy("Choose who called whom."),
    time.NOT_OF_WORK: gettext_lazy("Leave this out, or choose a phone call."),
    time.WHO_NEEDED: gettext_lazy("Say with whom you spoke."),
}


def length_words(minutes: int) -> str:
    """Minutes as people say them."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return _("%(minutes)d min") % {"minutes": rest}
    if not rest:
        return _("%(hours)d h") % {"hours": hours}
    return _("%(hours)d h %(minutes)d min") % {"hours": hours, "minutes": rest}
