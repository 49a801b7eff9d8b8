"""Who may decide a step of a request, and in whose name."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Obstacle(StrEnum):
    """Why somebody may not decide."""

    OWN = "own"
    TWICE = "twice"
    ROLE = "role"


@dataclass(frozen=True)
class Standing:
    """What is known of a step on a day, people by their keys.

    `holders` hold its role; `givers` maps each delegate to those who gave them their part and hold the role;
    `decided` are those who decided another step of the request, and those in whose name that was done. `involved` are
    those whose own it is besides the asker, such as who chose what is to be bought.
    """

    asker: int | None
    holders: Collection[int]
    givers: Mapping[int, Collection[int]]
    decided: Collection[int]
    involved: Collection[int] = ()

    def is_own(self, person: int) -> bool:
        """Is it about what this person asked for or chose?"""
        return person == self.asker or person in self.involved


def in_whose_name(person: int, standing: Standing) -> int | Obstacle:
    """The holder in whose name a person decides: their own where they hold the role, else who delegated to them.

    Nobody decides what they asked for, in nobody's name and through nobody else; nobody decides two steps of one
    request. What was delegated to a delegate does not count: a giver must hold the role.
    """
    if standing.is_own(person):
        return Obstacle.OWN
    names = [person] if person in standing.holders else sorted(standing.givers.get(person, ()))
    names = [name for name in names if name in standing.holders]
    if not names:
        return Obstacle.ROLE
    free = [name for name in names if not standing.is_own(name)]
    if not free:
        return Obstacle.OWN
    unused = [name for name in free if not {name, person} & set(standing.decided)]
    return unused[0] if unused else Obstacle.TWICE
