"""What pages and REST show of a kind of message: its words, its names, and how a message looks with them."""

from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from hospital_itsm.messaging.examples import example, example_words
from hospital_itsm.messaging.queries.wordings import (
    as_own,
    faults_of,
    is_understood,
    kinds_with_words,
    names_of,
    newest_wordings,
)
from hospital_itsm.messaging.rules.words import Names, Words
from hospital_itsm.outbox.channels.email import letter
from hospital_itsm.outbox.choices import PAGES, Channel
from hospital_itsm.outbox.kinds import Kind
from hospital_itsm.outbox.own_words import shipped_words
from hospital_itsm.outbox.topics import Topic, topic_of
from hospital_itsm.outbox.wording import PAGE_LENGTH, Wording, say


@dataclass(frozen=True)
class Standing:
    """A kind with the words that hold; `row` is its newest version, None where it was never changed."""

    kind: Kind
    row: Any | None

    @property
    def version(self) -> int:
        """The number of the newest version, 0 for none."""
        return self.row.version if self.row else 0

    @property
    def is_changed(self) -> bool:
        """Are there words of the hospital's own?"""
        return self.row is not None and not self.row.is_shipped

    @property
    def is_broken(self) -> bool:
        """Are there, and do they not fit the message, so that the product's are said?"""
        return self.is_changed and bool(faults_of(self.row))

    @property
    def is_foreign(self) -> bool:
        """Were they written in another language than the reader's?"""
        return self.row is not None and self.is_changed and not is_understood(self.row)

    @property
    def words(self) -> Words:
        """The words as they are written: the hospital's, else the product's."""
        return words_of(self.row) if self.row is not None and self.is_changed else shipped(self.kind)

    @property
    def names(self) -> Names:
        """What they may name."""
        return names_of(self.kind)

    @property
    def topic(self) -> Topic:
        """What its readers choose the pace of their e-mails by."""
        return topic_of(self.kind.code)

    @property
    def channels(self) -> list[str]:
        """How it travels, in words."""
        return [str(Channel(channel).label) for channel in self.kind.channels]


@dataclass(frozen=True)
class Look:
    """A message with the values of the demo hospital, as each of its channels shows it; empty where it has none."""

    bell: Wording | None
    subject: str
    letter: str
    page: str
    longest_page: int = PAGE_LENGTH


def standings() -> list[Standing]:
    """Every kind, by topic and code: one statement."""
    rows = {row.kind: row for row in newest_wordings()}
    found = [Standing(kind, rows.get(kind.code)) for kind in kinds_with_words()]
    return sorted(found, key=lambda one: (one.topic.order, one.kind.code))


def found(words: str, *, changed: bool = False) -> list[Standing]:
    """Those that hold every word in code, topic or words; with `changed` only those with words of the hospital's."""
    wanted = words.casefold().split()
    return [
        one
        for one in standings()
        if (one.is_changed or not changed) and all(word in _searched(one) for word in wanted)
    ]


def words_of(row: Any) -> Words:
    """The words of a version."""
    return Words(row.subject, row.body, row.short)


def shipped(kind: Kind) -> Words:
    """The words the product came with, as one would write them."""
    own = shipped_words(kind)
    return Words(own.subject, "\n".join(own.lines), own.short)


def look(kind: Kind, words: Words) -> Look:
    """How a message with these words looks; they are known to fit."""
    now = timezone.now()
    said = say(kind, example(kind, now), now, as_own(words))
    subject, body = letter(said) if Channel.EMAIL in kind.channels else ("", "")
    page = said.short if not set(PAGES).isdisjoint(kind.channels) else ""
    return Look(said if Channel.IN_APP in kind.channels else None, subject, body, page)


def named(kind: Kind) -> list[tuple[str, str, bool]]:
    """Each name as it is written, an example of its value, and whether it may be unknown."""
    values, names = example_words(kind, timezone.now()), names_of(kind)
    return [(f"{{{{ {name} }}}}", values[name], name in names.sometimes) for name in sorted(names.every)]


def _searched(one: Standing) -> str:
    words = one.words
    return f"{one.kind.code} {one.topic.label} {words.subject} {words.body} {words.short}".casefold()
