"""The words by which tickets are compared (`rules.likeness`), and how common words are."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Final

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.search import SearchVector
from django.db import connection
from django.db.models import Func, QuerySet, TextField

from tickets.rules.likeness import RARE, Problem, pairs, telling

_STATISTICS: Final = """
LEFT JOIN pg_stats AS stats ON stats.schemaname = current_schema()
    AND stats.tablename = 'tickets_ticketsearch' AND stats.attname = 'public_words'
"""
_COMMON: Final = "stats.most_common_elems::text::text[], stats.most_common_elem_freqs"
OF_TICKET: Final = f"""
SELECT tsvector_to_array(to_tsvector('english', ticket.title)), tsvector_to_array(search.public_words), {_COMMON}
FROM tickets_ticket AS ticket
JOIN tickets_ticketsearch AS search ON search.ticket_id = ticket.id
{_STATISTICS}
WHERE ticket.id = %(ticket)s
"""  # noqa: S608 - constants of this module
OF_TEXT: Final = f"""
SELECT '{{}}'::text[], tsvector_to_array(to_tsvector('english', given.text)), {_COMMON}
FROM (SELECT %(text)s::text AS text) AS given
{_STATISTICS}
"""  # noqa: S608 - constants of this module

HIT: Final = """
WITH hit AS {how} (SELECT ticket_id FROM tickets_ticketsearch WHERE public_words @@ %(words)s::tsquery)
"""
BY_WORDS: Final = "SELECT ticket_id FROM hit ORDER BY ticket_id DESC LIMIT %(most)s"
COMMON: Final = 0.01
"""From this share of all tickets on, the newest that say the words are found by going back from the newest one."""


@dataclass(frozen=True)
class Said:
    """The stemmed words of a report, and in which share of all tickets the commoner words stand.

    `shares` is empty before the database has gathered its statistics.
    """

    title: tuple[str, ...] = ()
    all: frozenset[str] = frozenset()
    shares: Mapping[str, float] = field(default_factory=dict)

    @property
    def to_find(self) -> str | None:
        """Any two of its telling words as a text query, or None where there are not two."""
        words = telling(self.title, self.all, self.shares)
        return " | ".join(f"('{one}' & '{other}')" for one, other in pairs(words)) or None


def hits(said: Said) -> str:
    """The beginning of a statement that reads the tickets saying `said.to_find` as `hit`.

    Rare words are read from their index at once, of which the planner thinks too little; common ones are left to it:
    all their tickets would be read to find the newest.
    """
    words = telling(said.title, said.all, said.shares)
    expected = sum(said.shares.get(one, RARE) * said.shares.get(other, RARE) for one, other in pairs(words))
    return HIT.format(how="NOT MATERIALIZED" if expected >= COMMON else "MATERIALIZED")


def said_on(ticket: Any) -> Said:
    """What a ticket says in public: one statement."""
    said = _said(OF_TICKET, {"ticket": ticket.pk})
    own = {ticket.key.lower()}
    return replace(said, title=tuple(set(said.title) - own), all=said.all - own)


def said_in(text: str) -> Said:
    """What a text says: one statement."""
    return _said(OF_TEXT, {"text": text})


def commonness() -> Mapping[str, float]:
    """In which share of all tickets the commoner words stand: one statement."""
    return said_in("").shares


def newest_saying(said: Said, most: int) -> list[int]:
    """Primary keys of the newest tickets that say two of its telling words, whoever sees them: one statement."""
    if said.to_find is None:
        return []
    with connection.cursor() as cursor:
        cursor.execute(hits(said) + BY_WORDS, {"words": said.to_find, "most": most})
        return [pk for (pk,) in cursor.fetchall()]


def stems(vector: Any) -> Func:
    """The stems of a text vector as a list."""
    return Func(vector, function="tsvector_to_array", output_field=ArrayField(TextField()))


def problem_of(ticket: Any, words: Iterable[str] | None, at: datetime | None = None) -> Problem:
    """A ticket as it is compared; `at` is when it was news, by itself when it was opened or solved."""
    own = ticket.key.lower()
    return Problem(
        key=ticket.key,
        words=frozenset([word for word in words or () if word != own]),
        at=at or ticket.resolved_at or ticket.opened_at,
        units=codes(ticket.care_area),
        services=codes(ticket.service),
        asset=ticket.asset.tag if ticket.asset else "",
        category=ticket.category.code if ticket.category else "",
        title_near=getattr(ticket, "near", 0.0) or 0.0,
    )


def notice_problem(notice: Any, key: str) -> Problem:
    """A notice of `with_stems` as it is compared, news when it was last changed."""
    return Problem(
        key=key,
        words=frozenset(notice.stems or ()),
        at=notice.updated_at,
        units=frozenset(area.code for area in notice.care_areas.all()),
        services=frozenset(service.code for service in notice.services.all()),
    )


def with_stems(notices: QuerySet[Any]) -> QuerySet[Any]:
    """Add `stems`, the words of its title and of what people see."""
    return notices.annotate(stems=stems(SearchVector("title", "sees", config="english")))


def codes(row: Any) -> frozenset[str]:
    """The code of a unit or service as a set, empty where there is none."""
    return frozenset((row.code,)) if row is not None else frozenset()


def _said(statement: str, given: Mapping[str, Any]) -> Said:
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
        row = cursor.fetchone()
    if row is None:
        return Said()
    title, words, common, shares = row
    return Said(tuple(title), frozenset(words), dict(zip(common or (), shares or (), strict=False)))
