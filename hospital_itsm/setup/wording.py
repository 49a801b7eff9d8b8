"""Why a file of holidays cannot be used, and what of it was left out, in words."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hospital_itsm.setup.rules import holiday_files as files

REFUSALS: Final[dict[str, Promise]] = {
    files.EMPTY: _("That file is empty. Choose another."),
    files.TOO_BIG: _("That file is too big. A calendar of holidays has at most 1 MB and 2,000 entries."),
    files.NOT_UTF8: _("That file is not written in UTF-8. Export it again as iCalendar in UTF-8."),
    files.NOT_CALENDAR: _("That file is no iCalendar file. It begins with BEGIN:VCALENDAR."),
    files.BROKEN: _("That file is damaged. Export it again."),
    files.ENDLESS: _(
        "An entry comes back more often than once a year. Remove it from the calendar, or write its days out."
    ),
    files.TOO_MANY: _("That file names more than 1,000 days. Choose fewer years or another file."),
    files.NO_DAYS: _("No whole day of these years stands in that file. Choose more years or another file."),
}
LEFT_OUT: Final[dict[str, Promise]] = {
    files.TIMED: _("Entries with a time of day: only whole days are taken"),
    files.CANCELLED: _("Entries that are marked as cancelled"),
    files.OUTSIDE: _("Entries outside the years you chose"),
}
STANDINGS: Final[dict[str, Promise]] = {
    files.NEW: _("New"),
    files.CHANGED: _("Another name or hours"),
    files.SAME: _("There already"),
}
