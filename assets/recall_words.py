"""Names of the deadlines of a recall."""

from typing import Final

from django.utils.translation import gettext_lazy

DEADLINES: Final = {
    "triage": gettext_lazy("Triage"),
    "mitigate": gettext_lazy("Every device safe"),
    "close": gettext_lazy("Closing"),
}
