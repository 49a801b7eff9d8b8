"""A person's bell: its pages, and the number of unread messages in the shells."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db.models import Window
from django.db.models.functions import RowNumber
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from hospital_itsm.core import access, navigation
from hospital_itsm.core.listing import Page, seek
from hospital_itsm.outbox import kinds
from hospital_itsm.outbox.models import BellItem, BellItemQuerySet
from hospital_itsm.outbox.topics import topic_of
from hospital_itsm.outbox.wording import Wording, substitute, wordings

UNREAD_SHOWN = 99
PAGE_LENGTH = 30
OTHERS_SHOWN = 10
KEPT = "_unread_messages"
NEWEST: Final = ("-created_at", "-id")
"""By the time a message came: what is told of earlier days afterwards stands among theirs."""


@dataclass(frozen=True)
class Told:
    """One message as it is shown, its words made now."""

    pk: int
    words: Wording
    at: datetime


@dataclass(frozen=True)
class BellRow(Told):
    """A line of the bell: its newest message, and of a burst `title`, how many they are and the ones before."""

    unread: bool
    times: int
    title: str
    others: Sequence[Told]

    @property
    def left_out(self) -> int:
        """How many of the burst are older than those shown."""
        return self.times - 1 - len(self.others)


def unread_count(user: Any) -> int:
    """How many lines of their bell a person has not read, at most `UNREAD_SHOWN` + 1: one read of a small index."""
    return BellItem.objects.unread().filter(user_id=user.pk)[: UNREAD_SHOWN + 1].count()


def bell_lines(user: Any) -> BellItemQuerySet:
    """The lines of a person's bell with their messages; `NEWEST` is their order."""
    return BellItem.objects.lines().filter(user_id=user.pk).select_related("message")


def bell_page(user: Any, cursor: str = "") -> Page[BellItem]:
    """A page of a person's bell, the newest first. Raises BadCursor."""
    return seek(bell_lines(user), NEWEST, PAGE_LENGTH, cursor)


def folded_into(lines: Sequence[BellItem]) -> dict[UUID | None, list[BellItem]]:
    """The newest messages that folded into these lines, at most `OTHERS_SHOWN` of a burst, in one statement."""
    bursts = [line.burst for line in lines if line.burst is not None]
    if not bursts:
        return {}
    place = Window(RowNumber(), partition_by="burst", order_by="-id")
    folded = BellItem.objects.filter(burst__in=bursts, folded_at__isnull=False).select_related("message")
    found: dict[UUID | None, list[BellItem]] = defaultdict(list)
    for item in folded.annotate(place=place).filter(place__lte=OTHERS_SHOWN).order_by("-id"):
        found[item.burst].append(item)
    return found


def shown(lines: Sequence[BellItem], now: datetime) -> list[BellRow]:
    """Lines as they are shown; one of an earlier release has no words left and is left out."""
    folded = folded_into(lines)
    every = [*lines, *(item for items in folded.values() for item in items)]
    known = [item for item in every if kinds.known(item.message.kind)]
    said = wordings([(item.message.kind, item.message.payload) for item in known], now)
    told = {item.pk: Told(item.pk, words, item.created_at) for item, words in zip(known, said, strict=True)}
    return [_row(line, folded.get(line.burst, []), told) for line in lines if line.pk in told]


def unread_of(request: HttpRequest) -> int:
    """Count the unread messages of whoever asks, once per request."""
    if not request.user.is_authenticated:
        return 0
    if not hasattr(request, KEPT):
        setattr(request, KEPT, unread_count(request.user))
    kept: int = getattr(request, KEPT)
    return kept


def register() -> None:
    """Put the bell into the portal's navigation; the agent's top bar draws it by `{% bell_button %}`."""
    navigation.register(
        navigation.NavItem(
            area="portal",
            label=_("Messages"),
            url_name="outbox:bell",
            icon="bell",
            order=90,
            allowed=_may_read,
            count=unread_of,
        )
    )


def _may_read(user: Any) -> bool:
    return bool(user.is_authenticated) and access.can(user, "bell.read")


def _row(line: BellItem, folded: Sequence[BellItem], told: Mapping[int, Told]) -> BellRow:
    newest = told[line.pk]
    return BellRow(
        newest.pk,
        newest.words,
        newest.at,
        unread=line.read_at is None,
        times=line.times,
        title=_burst_words(line) if line.times > 1 else newest.words.subject,
        others=[told[one.pk] for one in folded if one.pk in told],
    )


def _burst_words(line: BellItem) -> str:
    """The words of a line of many messages: how many, and what is the same in all of them."""
    message, n = line.message, {"n": line.times}
    kind = kinds.find(message.kind)
    if line.about and line.kind and kind.many:
        values = {name: str(value) for name, value in message.payload.items()}
        return substitute(str(kind.many), {**values, "n": str(line.times)})
    if line.about:
        words = ngettext("%(n)d message about %(about)s", "%(n)d messages about %(about)s", line.times)
        return words % {**n, "about": line.about}
    words = ngettext("%(n)d message: %(topic)s", "%(n)d messages: %(topic)s", line.times)
    return words % {**n, "topic": topic_of(message.kind).label}
