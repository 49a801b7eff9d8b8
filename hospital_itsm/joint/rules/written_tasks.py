"""The tasks of a checklist as people write them, one a line: `NET: Check the port`, `optional: Clean the screen`.

A line begins with the code of a team and a colon, or without them for the team the ticket is with; `optional:` before
both marks what does not hold the resolution up.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

LONGEST: Final = 200
MOST: Final = 30
OPTIONAL: Final = re.compile(r"optional\s*:\s*", re.I)
TEAM: Final = re.compile(r"([A-Z][A-Z0-9._/-]{0,19})\s*:\s*")


@dataclass(frozen=True)
class WrittenTask:
    """One line; an empty `team` means the team the ticket is with."""

    words: str
    team: str = ""
    is_required: bool = True


class UnreadableTask(ValueError):
    """A line that is no task; its number counts from 1."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


def read_tasks(text: str) -> tuple[WrittenTask, ...]:
    """The tasks of a text, empty lines left out. Raises UnreadableTask for a line without words or with too many."""
    found = [_read(line.strip(), number) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    if len(found) > MOST:
        raise UnreadableTask(MOST + 1)
    return tuple(found)


def write_tasks(tasks: tuple[WrittenTask, ...]) -> str:
    """The text that `read_tasks` reads as these."""
    return "\n".join(
        f"{'' if one.is_required else 'optional: '}{f'{one.team}: ' if one.team else ''}{one.words}"
        for one in tasks
    )


def _read(line: str, number: int) -> WrittenTask:
    optional = OPTIONAL.match(line)
    rest = line[optional.end() :] if optional else line
    team = TEAM.match(rest)
    words = (rest[team.end() :] if team else rest).strip()
    if not words or len(words) > LONGEST:
        raise UnreadableTask(number)
    return WrittenTask(words, team[1] if team else "", optional is None)
