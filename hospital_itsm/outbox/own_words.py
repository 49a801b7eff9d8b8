"""Words a hospital put in place of those of a message kind. The package that keeps them says how they are read."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from hospital_itsm.core.substitution import filled, names_in
from hospital_itsm.outbox.kinds import NAME, Kind

Told = tuple[str, Mapping[str, Any]]
"""A kind's code and a stored payload."""


@dataclass(frozen=True)
class OwnWords:
    """Words with `{{ name }}` for payload values; without `short` a page says the subject."""

    subject: str
    lines: tuple[str, ...] = ()
    short: str = ""

    def filled(self, values: Mapping[str, str]) -> "OwnWords | None":
        """The words with these values; None where subject or page name one that is absent.

        A line that names an absent value is left out.
        """
        if not names_in(f"{self.subject} {self.short}") <= set(values):
            return None
        lines = tuple(filled(line, values) for line in self.lines if names_in(line) <= set(values))
        return OwnWords(filled(self.subject, values), lines, filled(self.short, values))


Reader = Callable[[Sequence[Told]], Sequence[OwnWords | None]]


def _none(told: Sequence[Told]) -> Sequence[OwnWords | None]:
    return [None] * len(told)


_reader: list[Reader] = [_none]


def know_own_words(reader: Reader) -> None:
    """Tell the outbox who knows the hospital's own words: one answer a message, None for those without."""
    _reader[0] = reader


def own_words(told: Sequence[Told]) -> Sequence[OwnWords | None]:
    """The hospital's own words for each message, however many, in a bounded number of statements."""
    return _reader[0](told)


def shipped_words(kind: Kind) -> OwnWords:
    """The words the product came with, in the form in which a hospital writes its own."""
    return OwnWords(_braced(kind.subject), tuple(_braced(line) for line in kind.lines), _braced(kind.short))


def _braced(words: Any) -> str:
    return NAME.sub(r"{{ \1 }}", str(words))
