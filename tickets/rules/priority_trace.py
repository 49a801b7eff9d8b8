"""The steps by which a priority came about: stored with the ticket, read by people, replayed by tests."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

IMPACT = "impact"
URGENCY = "urgency"
PRIORITY = "priority"


@dataclass(frozen=True, slots=True)
class Step:
    """One rule that spoke: it took `subject` from `before` to `after`, for the reason code `reason`.

    `before` is None for a first value. A rule that matched without moving anything has `before == after`,
    because every match is kept. `by` and `note` are the person and their words where a person changed the
    value.
    """

    rule: str
    subject: str
    before: int | None
    after: int
    reason: str
    by: str = ""
    note: str = ""


def steps_as_data(steps: Iterable[Step]) -> list[dict[str, Any]]:
    """The trace as JSON-able data."""
    return [asdict(step) for step in steps]


def steps_from_data(data: Iterable[Mapping[str, Any]]) -> tuple[Step, ...]:
    """The inverse of `steps_as_data`, without the sources a ticket adds."""
    return tuple(Step(**{name: value for name, value in item.items() if name != "sources"}) for item in data)


def replay(steps: Iterable[Step]) -> dict[str, int]:
    """Walk the trace again: `{"impact": i, "urgency": u, "priority": p}`.

    A step that does not begin where the one before it on the same subject ended is a ValueError: the trace
    was edited or a step is missing.
    """
    values: dict[str, int] = {}
    for step in steps:
        if values.get(step.subject) != step.before:
            raise ValueError(f"{step.rule} starts at {step.before}, not at {values.get(step.subject)}.")
        values[step.subject] = step.after
    return values


class Trace:
    """A trace being written; `floor` and `set` keep the present value of each subject."""

    def __init__(self) -> None:
        self._steps: list[Step] = []
        self._values: dict[str, int] = {}

    def __getitem__(self, subject: str) -> int:
        return self._values[subject]

    def set(self, rule: str, subject: str, after: int, reason: str, by: str = "", note: str = "") -> None:
        """The rule decides the value, whatever it was."""
        self._steps.append(Step(rule, subject, self._values.get(subject), after, reason, by, note))
        self._values[subject] = after

    def floor(
        self, rule: str, subject: str, at_least: int, reason: str, by: str = "", note: str = ""
    ) -> None:
        """The rule makes the value at least this urgent (1 is the most); a match is kept either way."""
        self.set(rule, subject, min(self._values[subject], at_least), reason, by, note)

    def steps(self) -> tuple[Step, ...]:
        """The trace as written so far."""
        return tuple(self._steps)
