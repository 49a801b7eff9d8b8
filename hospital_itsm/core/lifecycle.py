"""State machines as one declarative table per kind of object.

The same table draws the buttons, answers the API's "what may I do next", feeds the help page and is what the
action consults. Pure: permission is a function the caller passes in, time and state are arguments.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

Allowed = Callable[[str], bool]
BACK = ""


@dataclass(frozen=True, slots=True)
class Transition:
    """One row: `verb` leads from any of `from_states` to `to`, or with `BACK` to the state before.

    `who` is the access verb to ask for, `needs` the names of the fields the action refuses to go without,
    `clocks` effect codes for the SLA engine, applied in order. An empty `kinds` means every kind of object.
    """

    verb: str
    from_states: frozenset[str]
    to: str
    who: str
    needs: tuple[str, ...] = ()
    clocks: tuple[str, ...] = ()
    kinds: frozenset[str] = frozenset()

    def fits(self, state: str, kind: str = "") -> bool:
        """Does the row start in this state for this kind? An empty kind asks for rows of every kind."""
        return state in self.from_states and (not self.kinds or not kind or kind in self.kinds)


@dataclass(frozen=True)
class Lifecycle:
    """A table with its first state and all states in reading order; a contradiction in it is a ValueError."""

    initial: str
    states: tuple[str, ...]
    transitions: tuple[Transition, ...]

    def __post_init__(self) -> None:
        self._refuse_unknown_states()
        self._refuse_ambiguous_verbs()
        self._refuse_unreachable_states()

    @property
    def final(self) -> frozenset[str]:
        """States nothing leads out of."""
        left = {state for row in self.transitions for state in row.from_states if row.to != state}
        return frozenset(self.states) - left

    def verbs(self) -> tuple[str, ...]:
        """Every verb once, in table order."""
        return tuple(dict.fromkeys(row.verb for row in self.transitions))

    def allowed(self, state: str, may: Allowed | None = None, kind: str = "") -> tuple[Transition, ...]:
        """The rows that start here, in table order; with `may`, only those whose `who` it grants."""
        rows = (row for row in self.transitions if row.fits(state, kind))
        return tuple(row for row in rows if may is None or may(row.who))

    def find(self, verb: str, state: str, kind: str = "") -> Transition | None:
        """The row for this verb from this state, or None: then the transition is illegal."""
        return next((row for row in self.transitions if row.verb == verb and row.fits(state, kind)), None)

    def _refuse_unknown_states(self) -> None:
        named = {self.initial} | {row.to for row in self.transitions}
        named |= {state for row in self.transitions for state in row.from_states}
        if unknown := named - {BACK} - set(self.states):
            raise ValueError(f"States outside the table: {', '.join(sorted(unknown))}.")

    def _refuse_ambiguous_verbs(self) -> None:
        seen: dict[tuple[str, str], list[Transition]] = {}
        for row in self.transitions:
            for state in row.from_states:
                earlier = seen.setdefault((row.verb, state), [])
                if any(_overlap(row.kinds, other.kinds) for other in earlier):
                    raise ValueError(f"Two rows for {row.verb} from {state}.")
                earlier.append(row)

    def _refuse_unreachable_states(self) -> None:
        reached = {self.initial}
        while new := {row.to for row in self.transitions if row.from_states & reached} - reached:
            reached |= new
        if lost := set(self.states) - reached:
            raise ValueError(f"Nothing leads to: {', '.join(sorted(lost))}.")


def states(*names: str | Iterable[str]) -> frozenset[str]:
    """Name states one by one and in groups: `states("new", PENDING)`."""
    return frozenset(name for item in names for name in ((item,) if isinstance(item, str) else item))


def _overlap(left: frozenset[str], right: frozenset[str]) -> bool:
    return not left or not right or bool(left & right)
