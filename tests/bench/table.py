"""Figures and the table that is printed."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

HEAD = (
    "| operation | p50 ms min/med/max | p95 ms | xU | goal | CPU ms | CPU xU | per s | statements |",
    "|---|---|---|---|---|---|---|---|---|",
)


@dataclass
class Figures:
    """One operation over all rounds: medians and 95th percentiles in milliseconds, CPU of the server, throughput."""

    name: str
    goal_u: float | None
    goal_statements: int | None
    goal_ms: int | None = None
    statements: int = 0
    p50: list[float] = field(default_factory=list)
    p95: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    per_second: list[float] = field(default_factory=list)

    def add(self, seconds: Sequence[float], cpu_seconds: float) -> None:
        """Add the requests of one round."""
        in_order = sorted(one * 1000 for one in seconds)
        self.p50.append(statistics.median(in_order))
        self.p95.append(in_order[int(len(in_order) * 0.95)])
        self.cpu.append(cpu_seconds * 1000 / len(in_order))

    def units(self, unit: "Figures") -> float:
        """How many U the median takes, the median of the rounds' ratios."""
        return statistics.median(mine / its for mine, its in zip(self.p50, unit.p50, strict=True))

    def row(self, unit: "Figures") -> str:
        """One line of the table."""
        middle = statistics.median
        goal = f"{self.goal_u:g}" if self.goal_u is not None else f"{self.goal_ms} ms" if self.goal_ms else ""
        most = "" if self.goal_statements is None else f" of {self.goal_statements}"
        cells = (
            self.name,
            f"{min(self.p50):.1f}/{middle(self.p50):.1f}/{max(self.p50):.1f}",
            f"{middle(self.p95):.1f}",
            f"{self.units(unit):.1f}",
            goal,
            f"{middle(self.cpu):.1f}",
            f"{middle(self.cpu) / max(middle(unit.cpu), 0.01):.1f}",
            f"{middle(self.per_second):.0f}" if self.per_second else "",
            f"{self.statements}{most}",
        )
        return f"| {' | '.join(cells)} |"

    def data(self, unit: "Figures") -> dict[str, Any]:
        """The same for the file."""
        return {**vars(self), "units": self.units(unit)}


def table(figures: Sequence[Figures], unit: Figures, more: Sequence[tuple[str, str, str]]) -> str:
    """The whole table in Markdown, and (what, figure, goal) lines under it."""
    lines = [*HEAD, *(one.row(unit) for one in figures), "", "| besides | measured | goal |", "|---|---|---|"]
    return "\n".join([*lines, *(f"| {' | '.join(line)} |" for line in more)])
