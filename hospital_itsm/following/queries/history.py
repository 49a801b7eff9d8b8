"""Everything that was recorded of a ticket, as lines for its history."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db.models import Q, QuerySet, TextField, Value
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hospital_itsm.audit import verbs
from hospital_itsm.audit.history import actor_words
from hospital_itsm.core.actors import SYSTEM_PREFIX
from hospital_itsm.core.display import moment_words
from hospital_itsm.following.rules.provenance import rule_of
from hospital_itsm.following.wording import channel_words, rule_words
from tickets.queries.timeline import READS
from tickets.queries.timeline_words import LABELS, Change, changes_in_words

READ_AND_OPENED: Final = (*READS, "ticket.reveal")
OTHER_KEY: Final = re.compile(r"\b[A-Z]{3}-\d{1,12}\b")
NOT_SAID: Final = frozenset({"message", "attachment", "sha256", "size", "body", "text", "page"})
"""Keys of rows and digests of words: the story shows the words to those who read it."""
KEPT: Final = "_parts_of_history"
_PARTS: dict[str, Callable[[Any], QuerySet[Any]]] = {}


@dataclass(frozen=True)
class HistoryLine:
    """One entry: who did what when, from what to what, by which rule and by way of what."""

    pk: int
    at: datetime
    who: str
    for_whom: str
    words: str
    verb: str
    changes: tuple[Change, ...]
    rule: str
    reason: str
    channel: str
    is_restricted: bool = False


def tell_with(target_type: str, rows: Callable[[Any], QuerySet[Any]]) -> None:
    """Let a package tell what was recorded of rows of its own about a ticket; called in an `apps.py`.

    `rows` gives those of a ticket; whoever reads the ticket's history may read of them.
    """
    _PARTS[target_type] = rows


def history_rows(ticket: Any, actor: Any) -> QuerySet[Any]:
    """The entries about a ticket and its parts that this person may read; one statement for the parts.

    Who read and opened it is for those who read the trail.
    """
    from hospital_itsm.audit.models import AuditEntry

    about = Q(target_type=ticket._meta.label_lower, target_id=str(ticket.pk))
    for target_type, keys in _parts_of(ticket).items():
        about |= Q(target_type=target_type, target_id__in=keys)
    rows = AuditEntry.objects.filter(about)
    return rows if "audit.read" in actor.permissions else rows.exclude(verb__in=READ_AND_OPENED)


def _parts_of(ticket: Any) -> dict[str, list[str]]:
    """The keys of the parts of a ticket by their type, read once for the object at hand."""
    if not hasattr(ticket, KEPT):
        found: dict[str, list[str]] = {}
        asked = [
            rows(ticket).order_by().values_list(Value(target_type), Cast("pk", TextField()))
            for target_type, rows in _PARTS.items()
        ]
        for target_type, key in asked[0].union(*asked[1:], all=True) if asked else ():
            found.setdefault(target_type, []).append(key)
        setattr(ticket, KEPT, found)
    return dict(getattr(ticket, KEPT))


def history_lines(rows: Sequence[Any], ticket: Any, reader: Any) -> list[HistoryLine]:
    """The entries in words: two statements at most, for names of people and numbers of tickets."""
    labeled = changes_in_words([row.changes for row in rows], reader)
    now = timezone.localtime()
    return [
        HistoryLine(
            pk=row.pk,
            at=row.at,
            who=actor_words(row.actor_label),
            for_whom=row.on_behalf_of,
            words=verbs.sentence(row.verb),
            verb=row.verb,
            changes=(*known, *_others(row.changes, ticket.key, now)),
            rule=rule_words(rule_of(row.verb, row.changes, _part(row.actor_label))),
            reason=row.reason,
            channel=channel_words(row.channel),
            is_restricted=ticket.is_restricted,
        )
        for row, known in zip(rows, labeled, strict=True)
    ]


def _part(label: str) -> str:
    return label.removeprefix(SYSTEM_PREFIX) if label.startswith(SYSTEM_PREFIX) else ""


def _others(changes: Mapping[str, Any], key: str, now: datetime) -> Iterable[Change]:
    """Fields the story leaves out; a number of another ticket is never said here."""
    for name, pair in changes.items():
        if name in LABELS or name in NOT_SAID or not isinstance(pair, list) or len(pair) != 2:
            continue
        before, after = (_say(value, key, now) for value in pair)
        if before or after:
            yield Change(name, name.replace("_", " ").capitalize(), before, after)


def _say(value: Any, key: str, now: datetime) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, dict):
        length = value.get("length")
        return ngettext("%d character", "%d characters", length) % length if isinstance(length, int) else ""
    if isinstance(value, list):
        return ", ".join(said for one in value if (said := _say(one, key, now)))
    at = (
        parse_datetime(value)
        if isinstance(value, str) and value[:4].isdecimal() and len(value) > 18
        else None
    )
    if at is not None and at.tzinfo is not None:
        return moment_words(timezone.localtime(at), now)
    text = str(value).replace("_", " ")
    return OTHER_KEY.sub(lambda found: found[0] if found[0] == key else _("another ticket"), text)


def people_of_history(ticket: Any, actor: Any) -> list[tuple[str, str]]:
    """User names and names of everybody who did something that this person may read, by name: one statement."""
    from hospital_itsm.people.models import User

    acted = history_rows(ticket, actor).filter(actor__isnull=False).values("actor")
    return list(
        User.objects.filter(pk__in=acted).order_by("full_name", "pk").values_list("username", "full_name")
    )
