"""What each letter of the single-key shortcuts does, in words."""

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import Promise

WORDS: "Final[dict[str, str | Promise]]" = {
    "j": _("Next"),
    "k": _("Previous"),
    "o": _("Open"),
    "x": _("Tick"),
    "a": _("Assign to me"),
    "r": _("Reply"),
    "u": _("Undo"),
    "i": _("Internal note"),
    "m": _("Macro"),
    "z": _("Snooze"),
    "e": _("Resolve"),
    "w": _("Follow, or do not"),
    "p": _("Priority"),
    "t": _("Triage"),
    "s": _("State; stay, in triage"),
    "f": _("Add a filter"),
    "l": _("Merge"),
    "v": _("Choose a view"),
    "n": _("New ticket"),
    "y": _("Copy the ticket number"),
    "c": _("Call back"),
    "g": _("Go to, before a second letter"),
}
