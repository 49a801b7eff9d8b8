"""Hand-overs as pages draw them: lines by team or unit, each group with what its team said."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from django.utils.translation import gettext as _

from hospital_itsm.shifts.choices import By, Section
from hospital_itsm.shifts.models import TeamWord
from hospital_itsm.shifts.queries.standing import Line
from tickets.choices import State
from tickets.views.desk.marks import STATE_MARKS

MOST_DRAWN: Final = 25
"""Lines of the reader's team, or of all that was asked for, in each part; who reads more of them reads the queue."""
MOST_OF_OTHERS: Final = 5
"""Lines of another team or unit where several are shown."""


@dataclass(frozen=True)
class ShownLine:
    """A line with its words; `now_words` where the ticket stands otherwise today."""

    line: Line
    shape: int
    mark: str
    state_words: str
    now_words: str
    is_overdue: bool


@dataclass
class Group:
    """The lines of a team or a unit: urgent ones, and promises. `team` is there where they are grouped by team."""

    code: str
    name: str
    team: Any = None
    phone: str = ""
    word: TeamWord | None = None
    may_speak: bool = False
    urgent: list[ShownLine] = field(default_factory=list)
    promises: list[ShownLine] = field(default_factory=list)
    most: int = MOST_DRAWN
    more_urgent: int = 0
    more_promises: int = 0
    """How many stand there besides those that are drawn."""

    def add(self, line: Line, at: datetime) -> None:
        """Draw a line, or count it where enough are drawn."""
        is_urgent = line.section == Section.URGENT
        drawn = self.urgent if is_urgent else self.promises
        if len(drawn) < self.most:
            drawn.append(_shown(line, at))
        elif is_urgent:
            self.more_urgent += 1
        else:
            self.more_promises += 1


def grouped(
    lines: Iterable[Line], by: str, at: datetime, words: Mapping[int, TeamWord], first: frozenset[int]
) -> list[Group]:
    """Lines by team or unit, by name; with teams of the reader (`first`) before the others and longer. No statement."""
    own = first if by == By.TEAM else frozenset()
    groups: dict[int, Group] = {}
    lines = list(lines)
    is_one = len({_key(_place(line, by)) for line in lines}) <= 1
    if by == By.TEAM:
        for word in words.values():
            groups[word.team_id] = _team(word.team, word)
    for line in lines:
        place = _place(line, by)
        key = _key(place)
        if key not in groups:
            groups[key] = _team(place, words.get(key)) if by == By.TEAM else _unit(place)
        groups[key].most = MOST_DRAWN if is_one or key in own else MOST_OF_OTHERS
        groups[key].add(line, at)
    return [
        group
        for _key, group in sorted(
            groups.items(), key=lambda one: (one[0] not in first, one[0] == 0, one[1].name)
        )
    ]


def _place(line: Line, by: str) -> Any:
    return line.team if by == By.TEAM else line.care_area


def _key(place: Any) -> int:
    return 0 if place is None else place.pk


def _team(team: Any, word: TeamWord | None) -> Group:
    if team is None:
        return Group("", _("No team yet"))
    return Group(team.code, team.name, team, team.phone, word)


def _unit(unit: Any) -> Group:
    return Group("", _("No unit known")) if unit is None else Group(unit.code, unit.name, None, unit.phone)


def _shown(line: Line, at: datetime) -> ShownLine:
    now = line.ticket.get_state_display() if line.ticket.state != line.state else ""
    state = State(line.state)
    return ShownLine(
        line, min(line.priority, 4), STATE_MARKS[state], str(state.label), now, line.is_overdue(at)
    )
