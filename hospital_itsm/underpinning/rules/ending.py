"""What became of a promise: derived from the facts of the task and the deadline, never stored first.

An answer or a repair exactly at the deadline is in time. Whatever comes later is missed at the deadline itself,
whenever somebody notices. Work that went on here ends the wait for an answer even where nobody recorded one; a
repair is judged by nothing else. A promise that is called off before its deadline counts for nobody.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

RESPONSE: Final = "response"
RUNNING: Final = "running"
MET: Final = "met"
MISSED: Final = "missed"
WITHDRAWN: Final = "withdrawn"
TAKEN_BACK: Final = "taken_back"
ELSEWHERE: Final = "elsewhere"
CALLED_OFF: Final = "called_off"

WORK_WENT_ON: Final = frozenset({"resume", "restore", "resolve"})
GIVEN_UP: Final = frozenset({"withdraw", "cancel", "merge"})


@dataclass(frozen=True)
class Facts:
    """What is known of a task: when the vendor answered, and when and how the task ended."""

    answered_at: datetime | None = None
    ended_at: datetime | None = None
    ending: str = ""


@dataclass(frozen=True)
class Outcome:
    """How a promise stands; `settled_at` is when it was kept or broken, None where that is open or of no account."""

    state: str
    stopped_at: datetime | None = None
    missed_at: datetime | None = None

    @property
    def settled_at(self) -> datetime | None:
        """The instant it counts at: the goal where it is met, the deadline where it is missed."""
        return self.stopped_at if self.state == MET else self.missed_at


def ending_of(verb: str) -> str:
    """How a task ends by this step of its ticket."""
    if verb in WORK_WENT_ON:
        return TAKEN_BACK
    return CALLED_OFF if verb in GIVEN_UP else ELSEWHERE


def outcome(metric: str, due_at: datetime, facts: Facts, now: datetime) -> Outcome:
    """How the promise stands at `now`."""
    goal = _goal(metric, facts)
    stopped = goal or facts.ended_at
    if (stopped or now) > due_at:
        return Outcome(MISSED, stopped, due_at)
    if goal is not None:
        return Outcome(MET, goal)
    return Outcome(RUNNING) if stopped is None else Outcome(WITHDRAWN, stopped)


def _goal(metric: str, facts: Facts) -> datetime | None:
    taken_back = facts.ended_at if facts.ending == TAKEN_BACK else None
    if metric != RESPONSE or facts.answered_at is None:
        return taken_back
    return facts.answered_at
