"""Finding who calls: by name, by the phone they call from, or by the number of a ticket of theirs."""

import re
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Case, When

from hospital_itsm.people.choices import AccountKind
from hospital_itsm.people.directory import people_found
from tickets.queries.search import exact_key

MOST: Final = 8
NUMBER: Final = re.compile(r"[\d\s().+/-]+\Z")
NOT_DIGIT: Final = re.compile(r"\D")
FEWEST_DIGITS: Final = 3
ENDING: Final = 4
LONGEST: Final = 80


@dataclass(frozen=True)
class Found:
    """People who may be calling, best first, and units whose station has the number."""

    people: tuple[Any, ...] = ()
    units: tuple[Any, ...] = ()

    @property
    def only(self) -> Any | None:
        """The one person that is meant, or None."""
        return self.people[0] if len(self.people) == 1 and not self.units else None


def find_callers(words: str, agent: Any) -> Found:
    """At most eight people and eight units for what was typed; at most three statements."""
    words = words.strip()[:LONGEST]
    if len(words) < 2:
        return Found()
    if key := exact_key(words):
        return Found(_requester_of(key, agent))
    if NUMBER.match(words):
        digits = NOT_DIGIT.sub("", words)
        return _by_number(digits) if len(digits) >= FEWEST_DIGITS else Found()
    named = _people().filter(pk__in=people_found(words).values("pk"))
    return Found(tuple(named.order_by(_how_well(words), "full_name", "pk")[:MOST]))


def _how_well(words: str) -> Case:
    """A name that begins so, then one whose further part does, then whatever else holds the words."""
    return Case(
        When(full_name__istartswith=words, then=0), When(full_name__icontains=f" {words}", then=1), default=2
    )


def caller(pk: str) -> Any | None:
    """The active person with this id as a form sends it, or None."""
    return _people().filter(pk=int(pk)).first() if pk.isdecimal() and len(pk) < 10 else None


def _people() -> Any:
    from hospital_itsm.people.models import User

    return User.objects.filter(is_active=True, kind=AccountKind.PERSON).order_by("full_name", "pk")


def _requester_of(key: str, agent: Any) -> tuple[Any, ...]:
    from tickets.models import Ticket

    seen = Ticket.objects.on_desk(agent).filter(key=key).values("requester")
    return tuple(_people().filter(pk__in=seen))


def _by_number(digits: str) -> Found:
    from hospital_itsm.people.models import CareArea

    ending = digits[-ENDING:]
    people = _people().filter(phone__endswith=ending)
    units = CareArea.objects.filter(is_active=True, phone__endswith=ending)
    return Found(_dialled(people, digits), _dialled(units, digits))


def _dialled(rows: Any, digits: str) -> tuple[Any, ...]:
    """Those whose number ends in what was typed, or the other way round: an extension is the end of a number."""
    known = [(row, NOT_DIGIT.sub("", row.phone)) for row in rows]
    return tuple([row for row, phone in known if phone.endswith(digits) or digits.endswith(phone)][:MOST])
