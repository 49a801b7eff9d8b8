"""Putting messages into the lines of bells: what belongs to an unread line of the last minutes folds into it."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from hospital_itsm.outbox import kinds, topics
from hospital_itsm.outbox.models import BellItem, OutboxMessage
from hospital_itsm.outbox.rules.folding import Line, folded, taken_in


@dataclass
class Folded:
    """What a batch changes: new items, older ones that fold into them, and bursts that are another's from now on."""

    new: list[BellItem] = field(default_factory=list)
    older: list[BellItem] = field(default_factory=list)
    moved: list[tuple[uuid.UUID, uuid.UUID]] = field(default_factory=list)


def fold(messages: Iterable[OutboxMessage], unread: Iterable[BellItem], now: datetime) -> Folded:
    """Make an item of each message, in their order; `unread` are the lines they may fold with."""
    done = Folded()
    lines: dict[int, list[BellItem]] = defaultdict(list)
    for item in unread:
        lines[item.user_id].append(item)
    for message in messages:
        own = lines[message.recipient_id]
        item = _item(message, own, done, now)
        lines[message.recipient_id] = [*(one for one in own if one.folded_at is None), item]
        done.new.append(item)
    return done


def line_of(message: OutboxMessage) -> Line:
    """How a message folds: by what it is about and by its kind, one that is urgent by nothing."""
    if not kinds.known(message.kind):
        return Line("", "")
    kind = kinds.find(message.kind)
    return (
        Line("", "")
        if topics.is_urgent(kind, message.payload)
        else Line(kind.code, kind.about(message.payload))
    )


def _item(message: OutboxMessage, own: Sequence[BellItem], done: Folded, now: datetime) -> BellItem:
    line = line_of(message)
    lines = [Line(one.kind, one.about, one.times) for one in own]
    taken = [own[place] for place in taken_in(line, lines)]
    made = folded(line, [Line(one.kind, one.about, one.times) for one in taken])
    burst = _one_burst(taken, done) if taken else None
    for one in taken:
        one.folded_at, one.burst = now, burst
        if one.pk is not None:
            done.older.append(one)
    return BellItem(
        user_id=message.recipient_id,
        message=message,
        kind=made.kind,
        about=made.about,
        times=made.times,
        burst=burst,
    )


def _one_burst(taken: Sequence[BellItem], done: Folded) -> uuid.UUID:
    """The burst that all of them belong to from now on; what was folded into them comes along."""
    bursts = list(dict.fromkeys(one.burst for one in taken if one.burst is not None))
    kept, left = (bursts[0], bursts[1:]) if bursts else (uuid.uuid4(), [])
    for burst in left:
        done.moved.append((burst, kept))
        for item in done.new:
            if item.burst == burst:
                item.burst = kept
    return kept
