"""What bulk changes add to the queue: the bar under the list."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hospital_itsm.bulk.choices import ChangeKind
from hospital_itsm.core import panels
from hospital_itsm.core.access import can
from tickets.queries.queue_counts import count_words
from tickets.queue_parts import BAR, AskedQueue

BUTTONS: Final[tuple[tuple[str, "str | Promise", str, str], ...]] = (
    (ChangeKind.TAKE, _("Assign to me"), "a", "user-check"),
    (ChangeKind.ASSIGN, _("Assign"), "+a", "user-plus"),
    (ChangeKind.TEAM, _("Team"), "", "users"),
    (ChangeKind.PRIORITY, _("Priority"), "p", ""),
    (ChangeKind.STATE, _("State"), "s", ""),
    (ChangeKind.MACRO, _("Macro"), "m", "bolt"),
    (ChangeKind.MERGE, _("Merge"), "l", "git-merge"),
    (ChangeKind.LINK, _("Link"), "", "link"),
    (ChangeKind.SNOOZE, _("Snooze"), "z", "clock"),
)
"""Code, words, key and icon of each button."""


def bar(asked: AskedQueue, actor: Any) -> Mapping[str, Any]:
    """The buttons, and how many tickets all of them are, as the head of the list says it."""
    return {
        "buttons": BUTTONS,
        "view": asked.view.code,
        "query": asked.query,
        "sort": asked.sort,
        "back": asked.given.urlencode(),  # type: ignore[attr-defined]
        "count": asked.kept.get("found") or count_words(asked.kept["counts"].get(asked.view.code, 0)),
    }


def register() -> None:
    """Called once when the app is ready."""
    panels.register(
        AskedQueue,
        panels.Panel(
            code="bulk",
            title=_("Change the ticked tickets"),
            order=10,
            template="bulk/_bar.html",
            allowed=lambda user: can(user, "bulk.change"),
            load=bar,
            part=BAR,
        ),
    )
