"""One reading of a list by one person: which rows, in which order, and what the file says about itself."""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import islice
from typing import Any, Final

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from hospital_itsm.audit.recording import free_text
from hospital_itsm.core.exports import on_the_wall
from hospital_itsm.exporting.lists import Column, ExportedList, Reader

CHUNK: Final = 1000
LONGEST_NAME: Final = 110
NOT_IN_NAMES: Final = re.compile(r"[^A-Za-z0-9.+-]+")


class NotReadable(Exception):
    """Filters, order or columns of the list are not known."""


class Reading:
    """Raises NotReadable, ListMissing. The caller has asked whether the person may have the list.

    `chosen` are codes of columns with commas between, in the order of the file; empty for all columns.
    """

    def __init__(
        self,
        of: ExportedList,
        *,
        actor: Any,
        given: Mapping[str, Any],
        sort: str,
        key: str,
        now: datetime,
        chosen: str = "",
    ) -> None:
        self.of = of
        self.reader = Reader(actor, given, now, key)
        self.sort = sort or next(iter(of.orders), "")
        self.filters = of.filters(given, actor=actor, now=now)
        if self.filters.errors or (self.sort and self.sort not in of.orders):
            raise NotReadable
        self.subject = of.subject(self.reader)
        self.sources = [self._ordered(self.filters.apply(rows)) for rows in of.sources(self.reader)]
        self.chosen = chosen
        self.columns = _chosen(of.columns(actor), chosen)

    def _ordered(self, rows: Any) -> Any:
        return rows.order_by(*self.of.orders[self.sort]) if self.of.orders else rows

    def is_longer_than(self, most: int) -> bool:
        """Are there more rows than `most`? Looks at no more than needed."""
        return sum(rows.order_by()[: most + 1].count() for rows in self.sources) > most

    def count(self) -> int:
        """How many rows there are now."""
        return sum(rows.count() for rows in self.sources)

    def lines(self) -> Iterator[Any]:
        """The lines, never more than CHUNK rows in memory."""
        for rows in self.sources:
            for some in chunks(rows.iterator(chunk_size=CHUNK)):
                yield from self.of.dress(some, self.reader)

    @property
    def title(self) -> str:
        """What the list is called, with what it is of."""
        return f"{self.of.title} {self.subject}".strip()

    def headings(self) -> list[str]:
        """The headings of the columns."""
        return [
            f"{column.title} ({settings.TIME_ZONE})" if column.is_moment else str(column.title)
            for column in self.columns
        ]

    def facts(self, rows: int) -> Iterator[tuple[str, str]]:
        """What the file is: for the sheet beside the list."""
        yield _("List"), self.title
        for chip in self.filters.chips():
            yield _("Filter"), f"{chip.label}: {chip.words}"
        if not self.filters.chips():
            yield _("Filter"), _("None")
        yield _("Exported"), f"{on_the_wall(self.reader.now):%Y-%m-%d %H:%M} {settings.TIME_ZONE}"
        yield _("By"), f"{self.reader.actor} ({self.reader.actor.username})"
        yield _("Rows"), str(rows)
        yield _("Times"), _("Times are those of %(zone)s.") % {"zone": settings.TIME_ZONE}

    def file_name(self, rows: int, ending: str) -> str:
        """List, time with zone, rows, person and filters by code; free words of a filter do not go into it."""
        local = timezone.localtime(self.reader.now)
        coded = [f"{name}-{value}" for name, values in self.coded().items() for value in values]
        parts = [
            self.title.lower(),
            f"{local:%Y-%m-%d}",
            f"{local:%H%M}-{local:%Z}",
            f"{rows}-rows",
            f"by-{self.reader.actor.username}",
            *coded,
        ]
        stem = "_".join(NOT_IN_NAMES.sub("-", part).strip("-") for part in parts)
        return f"{stem[:LONGEST_NAME]}.{ending}"

    def coded(self) -> dict[str, list[str]]:
        """The filters in force whose values are codes of a fixed list."""
        found: dict[str, list[str]] = {}
        for chip in self.filters.chips():
            if chip.value in self.of.filters.known[chip.name].codes:
                found.setdefault(chip.name, []).append(chip.value)
        return found

    def trail(self) -> dict[str, Any]:
        """The filters as the trail keeps them: codes, and digests of what was typed."""
        found: dict[str, Any] = dict(self.coded())
        for chip in self.filters.chips():
            if chip.value not in found.get(chip.name, []):
                found.setdefault(chip.name, []).append(free_text(chip.value))
        return found


def _chosen(columns: Sequence[Column], codes: str) -> Sequence[Column]:
    if not codes:
        return columns
    by_code = {column.code: column for column in columns if column.code}
    try:
        return [by_code[code] for code in dict.fromkeys(codes.split(","))]
    except KeyError as unknown:
        raise NotReadable from unknown


def rights_of(actor: Any) -> str:
    """A digest of what a person may do and where they belong; it differs when either does."""
    held = [*sorted(actor.permissions), *sorted(actor.team_ids), *sorted(actor.care_area_ids)]
    return hashlib.sha256(repr(held).encode()).hexdigest()[:32]


def chunks(rows: Iterable[Any]) -> Iterator[list[Any]]:
    """The rows in lists of CHUNK."""
    rest = iter(rows)
    while some := list(islice(rest, CHUNK)):
        yield some
