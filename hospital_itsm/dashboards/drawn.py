"""What the functions of a dashboard answer: decisions, counts, tables with pictures. Plain values, no markup."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from django.utils.safestring import SafeString

BAD, WARN = "bad", "warn"
URGENCY: Final = {BAD: 0, WARN: 1}


@dataclass(frozen=True)
class Decision:
    """A sentence that asks for a decision: `lead` is its date or weight, `strong` the parts of `text` that stand out.

    `due` puts it before others of the same weight; `go` names what the link leads to, and `holds` is how many rows
    there are, where it leads to a list. One without an address leads nowhere.
    """

    lead: str
    text: str
    go: str
    url: str
    weight: str = WARN
    icon: str = "flag-3"
    due: date | None = None
    strong: tuple[str, ...] = ()
    holds: int | None = None

    @property
    def pieces(self) -> list[tuple[str, bool]]:
        """The text in pieces, each with whether it stands out."""
        pieces = [(self.text, False)]
        for part in self.strong:
            pieces = [piece for text, is_strong in pieces for piece in _cut(text, is_strong, part)]
        return pieces

    @property
    def rank(self) -> tuple[int, date]:
        """Its place among others."""
        return URGENCY[self.weight], self.due or date.max


def _cut(text: str, is_strong: bool, part: str) -> list[tuple[str, bool]]:
    if is_strong or not part or part not in text:
        return [(text, is_strong)]
    before, _part, after = text.partition(part)
    return [piece for piece in ((before, False), (part, True), (after, False)) if piece[0]]


@dataclass(frozen=True)
class Count:
    """A number that is counted as it is read: the list that reproduces it, and what it was in the period before.

    `words` says another value than the plain number; the list then has `holds` rows. `steps` are its history, oldest
    first.
    """

    number: int
    url: str
    before: int | None = None
    words: str = ""
    steps: tuple[int, ...] = ()
    holds: int | None = None


@dataclass(frozen=True)
class Cell:
    """A place of a table: words or a number, a link, a mark of the state (kinds of `state_tag`), a picture.

    With a picture the words are for who does not see it. `note` is a second line. `holds` is how many rows the list of
    the link has.
    """

    text: str = ""
    url: str = ""
    mark: str = ""
    picture: SafeString | str = ""
    note: str = ""
    is_late: bool = False
    holds: int | None = None


@dataclass(frozen=True)
class Column:
    """A column; numbers stand at the right. `is_aside` is left out on phones."""

    words: str
    is_number: bool = False
    is_picture: bool = False
    is_aside: bool = False


@dataclass(frozen=True)
class Table:
    """The numbers of a panel."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True)
class Key:
    """What a color or shape of the pictures means; `shape` is a class of the style sheet."""

    shape: str
    words: str


@dataclass(frozen=True)
class Drawn:
    """What a panel shows. A `picture` stands above the table, which then is folded under *Show the numbers*.

    `empty` says in words why there are no rows. `big` and `big_words` are a number above the table, `big_url` the list
    that reproduces it. `more_holds` is how many rows the list of `more_url` has, where a number is said of it.
    """

    table: Table
    empty: str = ""
    picture: SafeString | str = ""
    aside: str = ""
    keys: Sequence[Key] = ()
    more: str = ""
    more_url: str = ""
    big: str = ""
    big_words: str = ""
    big_url: str = ""
    note: str = ""
    more_holds: int | None = None

    @property
    def rows(self) -> list[list[tuple[Column, Cell]]]:
        """Each row with the columns its cells stand in."""
        return [list(zip(self.table.columns, row, strict=True)) for row in self.table.rows]


@dataclass(frozen=True)
class Decided:
    """Something that was decided, and what came of it."""

    on: date
    text: str
    outcome: str
    url: str = ""
    mark: str = "none"


@dataclass(frozen=True)
class Tile:
    """A headline figure in words. `asked` is the question for a date at it, `may_ask` lets the reader ask one."""

    code: str
    name: str
    value: str
    url: str
    verdict: str = ""
    is_miss: bool = False
    is_judged: bool = False
    change: str = ""
    goes: str = ""
    picture: SafeString | str = ""
    steps: tuple[float | None, ...] = ()
    target: float | None = None
    counted: str = ""
    counted_url: str = ""
    place: str = ""
    domain: str = ""
    site: int | None = None
    asked: object = field(default=None)
    may_ask: bool = False
    unit: str = ""
    holds: int | None = None
