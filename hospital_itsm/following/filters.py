"""What narrows the history of a ticket."""

from collections.abc import Mapping, Sequence
from typing import ClassVar, Final

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hospital_itsm.core.filtering import (
    LONGEST_TEXT,
    Asked,
    Filter,
    Filters,
    Unreadable,
    by_name,
    searchable,
    unknown_value,
)
from hospital_itsm.following.queries.history import READ_AND_OPENED
from hospital_itsm.people.models import User
from hospital_itsm.vendor_work.filters import since

PRODUCT: Final = "product"
SAID: Final = (
    "ticket.note", "ticket.reply", "ticket.reply_as_requester", "ticket.hold_reply", "ticket.take_back_reply",
    "ticket.attach", "ticket.answer_chart",
)  # fmt: skip
TIES: Final = (
    "ticket_link.make", "ticket_link.remove", "ticket.merge", "ticket.absorb", "ticket.unmerge", "ticket.split",
    "ticket.undo_split",
)  # fmt: skip
KINDS: Final[dict[str, tuple["str | Promise", Q]]] = {
    "words": (_("Replies, notes and files"), Q(verb__in=SAID)),
    "state": (_("State"), Q(changes__has_key="state")),
    "priority": (
        _("Priority and its facts"),
        Q(changes__has_any_keys=["priority", "impact", "urgency", "flags", "care_answer"]),
    ),
    "people": (
        _("Team, assignee and followers"),
        Q(changes__has_any_keys=["team", "joint_team", "assignee", "handover", "follower"]),
    ),
    "promises": (
        _("Promises, escalation and pages"),
        Q(verb__startswith="clock.") | Q(verb__in=["ticket.page", "page.acknowledge"]),
    ),
    "tasks": (_("Tasks and checklists"), Q(verb__startswith="ticket_task.") | Q(verb="checklist.put_on")),
    "time": (_("Time and phone calls"), Q(verb__startswith="work.")),
    "others": (
        _("Links, merges, splits and similar reports"),
        Q(verb__startswith="similar.") | Q(verb__in=TIES),
    ),
    "removed": (_("What was removed"), Q(verb__in=["ticket.redact", "ticket.hold", "ticket.lift_hold"])),
    "read": (_("Who read and opened it"), Q(verb__in=READ_AND_OPENED)),
}


def _kind(values: Sequence[str], asked: Asked) -> Q:
    if unknown := [value for value in values if value not in KINDS]:
        raise Unreadable(unknown_value(unknown[0], tuple(KINDS)))
    condition = Q()
    for value in values:
        condition |= KINDS[value][1]
    return condition


def _person(values: Sequence[str], asked: Asked) -> Q:
    names = [searchable(value, LONGEST_TEXT) for value in values]
    condition = Q(actor__in=User.objects.filter(username__in=names).values("pk"))
    return condition | Q(actor__isnull=True) if PRODUCT in names else condition


def _person_words(value: str) -> "str | Promise":
    return _("The product") if value == PRODUCT else value


class HistoryFilters(Filters):
    """The filters of one request for a history."""

    known: ClassVar[Mapping[str, Filter]] = by_name(
        Filter("kind", _("What"), _kind, lambda value: KINDS[value][0], codes=tuple(KINDS)),
        Filter("person", _("Who"), _person, _person_words),
        Filter("from", _("From"), since("at"), many=False),
        Filter("until", _("Until"), since("at", after=1), many=False),
    )


HISTORY_SORTS: Final[Mapping[str, Sequence[str]]] = {"newest": ("-id",), "oldest": ("id",)}
