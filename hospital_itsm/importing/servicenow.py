"""ServiceNow's incidents as they will stand here: states, times, names, outcomes and what could not be understood."""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from itertools import groupby
from typing import Any

from hospital_itsm.importing.sheets import SourceRow
from tickets.choices import Kind, State

MISSING = frozenset({"", "?", "null", "NULL"})
TIME_FORMATS = ("%Y-%m-%d %H:%M:%S", "%d/%m/%Y %H:%M", "%Y-%m-%dT%H:%M:%SZ", "%d/%m/%Y %H:%M:%S")
STATES: Mapping[str, State] = {
    "new": State.NEW,
    "1": State.NEW,
    "active": State.IN_PROGRESS,
    "in progress": State.IN_PROGRESS,
    "work in progress": State.IN_PROGRESS,
    "2": State.IN_PROGRESS,
    "on hold": State.PENDING_REQUESTER,
    "3": State.PENDING_REQUESTER,
    "awaiting user info": State.PENDING_REQUESTER,
    "awaiting caller": State.PENDING_REQUESTER,
    "awaiting evidence": State.PENDING_REQUESTER,
    "awaiting vendor": State.PENDING_VENDOR,
    "awaiting problem": State.PENDING_CHANGE,
    "awaiting change": State.PENDING_CHANGE,
    "resolved": State.RESOLVED,
    "6": State.RESOLVED,
    "closed": State.CLOSED,
    "7": State.CLOSED,
    "canceled": State.CANCELLED,
    "cancelled": State.CANCELLED,
    "8": State.CANCELLED,
}
REQUEST_PREFIXES = ("REQ", "RITM", "SCTASK")
TEXTS = ("short_description", "description", "close_notes", "comments", "work_notes")
OTHER_NAMES = {
    "incident_state": "state",
    "closed_code": "close_code",
    "sys_updated_on": "sys_updated_at",
    "sys_created_on": "sys_created_at",
}
CODED = frozenset(
    [
        "number",
        "state",
        "active",
        "reassignment_count",
        "reopen_count",
        "sys_mod_count",
        "made_sla",
        "caller_id",
        "opened_by",
        "opened_at",
        "sys_created_by",
        "sys_created_at",
        "sys_updated_by",
        "sys_updated_at",
        "contact_type",
        "location",
        "category",
        "subcategory",
        "u_symptom",
        "cmdb_ci",
        "impact",
        "urgency",
        "priority",
        "assignment_group",
        "assigned_to",
        "knowledge",
        "u_priority_confirmation",
        "notify",
        "problem_id",
        "rfc",
        "vendor",
        "caused_by",
        "close_code",
        "resolved_by",
        "resolved_at",
        "closed_at",
        "sys_id",
    ]
)
"""Columns of codes, names and times; a column that is none of these may hold anybody's words."""

LEVEL = re.compile(r"^([1-5])\b")
LOWEST_LEVEL = 4
LONGEST_NUMBER = 80


@dataclass(frozen=True)
class Problem:
    """Something the report names: where, which field, why, and what to mend. `row` is the row as it was read."""

    line: int
    number: str
    column: str
    why: str
    mend: str
    row: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Imported:
    """One incident as the export knows it last; times are UTC. `rows` is how many rows of the file it took.

    `made_sla` is the outcome the other system measured; it cannot be recomputed from the times. `fields` are the
    last values of every column, `history` the changes of state and owner in the order of the file, `as_of` the last
    change there in ISO form, empty where the export does not say.
    """

    line: int
    number: str
    kind: str
    state: str
    title: str
    texts: Mapping[str, str]
    priority: int
    impact: int
    urgency: int
    opened_at: datetime | None
    resolved_at: datetime | None
    closed_at: datetime | None
    made_sla: bool | None
    reassignments: int
    reopened: int
    fields: Mapping[str, str]
    history: tuple[Mapping[str, Any], ...]
    problems: tuple[Problem, ...]
    as_of: str
    rows: int

    @property
    def can_be_stored(self) -> bool:
        """A ticket needs a number and an opening time."""
        return bool(self.number) and self.opened_at is not None

    @property
    def digest(self) -> str:
        """Stands for everything said about the incident, to notice a change in a later export."""
        said = [dict(self.fields), dict(self.texts), [dict(entry) for entry in self.history]]
        return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()

    @property
    def unfamiliar(self) -> dict[str, str]:
        """Columns that may hold free text, such as those a hospital added itself."""
        return {name: value for name, value in self.fields.items() if value and name not in CODED}

    def named(self, column: str) -> str:
        """What a column says last; empty where it says nothing."""
        return self.fields.get(column, "")


def incidents(rows: Iterable[SourceRow], zone: tzinfo) -> Iterator[Imported]:
    """One incident for each run of rows with the same number; an event log has several rows for one."""
    for _number, same in groupby(rows, key=lambda row: row.values.get("number", "").strip()):
        yield _Reader(tuple(same), zone).read()


class _Reader:
    """Reads one incident and keeps what it could not understand."""

    def __init__(self, rows: Sequence[SourceRow], zone: tzinfo) -> None:
        self.rows, self.zone = rows, zone
        self.values = [_known(row.values) for row in rows]
        self.last = self.values[-1]
        self.number = self.last.get("number", "")
        self.problems: list[Problem] = []

    def read(self) -> Imported:
        self._name_faults()
        times = {name: self._time(name) for name in ("opened_at", "resolved_at", "closed_at")}
        opened_at = times["opened_at"] or self._fallback_opening()
        state = self._state(times["resolved_at"], times["closed_at"])
        self._check_times(state, opened_at, times["resolved_at"], times["closed_at"])
        return Imported(
            line=self.rows[0].line,
            number=self.number if len(self.number) <= LONGEST_NUMBER else "",
            kind=Kind.REQUEST if self.number.startswith(REQUEST_PREFIXES) else Kind.INCIDENT,
            state=state,
            title=self._title(),
            texts={name: self.last[name] for name in TEXTS if name in self.last},
            priority=self._level("priority"),
            impact=min(self._level("impact", is_needed=False), LOWEST_LEVEL),
            urgency=min(self._level("urgency", is_needed=False), LOWEST_LEVEL),
            opened_at=opened_at,
            resolved_at=times["resolved_at"],
            closed_at=times["closed_at"],
            made_sla={"true": True, "false": False}.get(self.last.get("made_sla", "").lower()),
            reassignments=self._count("reassignment_count"),
            reopened=self._count("reopen_count"),
            fields={name: value for name, value in self.last.items() if name not in TEXTS},
            history=tuple(self._history()),
            problems=tuple(self.problems),
            as_of=self._as_of(),
            rows=len(self.rows),
        )

    def _problem(self, name: str, why: str, mend: str, row: SourceRow | None = None) -> None:
        source = row or self.rows[-1]
        self.problems.append(Problem(source.line, self.number, name, why, mend, source.values))

    def _name_faults(self) -> None:
        for row in self.rows:
            if row.fault:
                self._problem("", row.fault, "Check the quotes and separators of this line.", row)
        if not self.number:
            self._problem("number", "is missing; the row is not imported", "Give the incident its number.")
        elif len(self.number) > LONGEST_NUMBER:
            self._problem("number", "is too long; the row is not imported", "Check the column order.")

    def _time(self, name: str) -> datetime | None:
        text = self.last.get(name, "")
        if not text:
            return None
        found = parsed_time(text, self.zone)
        if found is None:
            self._problem(name, f"{text} is no time", "Write it as 2026-11-22 08:30:00 or 22/11/2026 08:30.")
        return found

    def _fallback_opening(self) -> datetime | None:
        created = parsed_time(self.values[0].get("sys_created_at", ""), self.zone)
        if created is not None:
            self._problem(
                "opened_at", "is missing; the time of creation stands for it", "Give the opening time."
            )
        else:
            self._problem("opened_at", "is missing; the row is not imported", "Give the opening time.")
        return created

    def _state(self, resolved_at: datetime | None, closed_at: datetime | None) -> str:
        text = self.last.get("state", "")
        known = STATES.get(text.lower())
        if known is not None:
            return known
        guessed = State.CLOSED if closed_at else State.RESOLVED if resolved_at else State.NEW
        self._problem(
            "state",
            f"{text or 'nothing'} is no known state; taken as {guessed.value}",
            "Give one of ServiceNow's incident states.",
        )
        return guessed

    def _check_times(
        self, state: str, opened_at: datetime | None, resolved_at: datetime | None, closed_at: datetime | None
    ) -> None:
        if (
            state in (State.RESOLVED, State.CLOSED)
            and resolved_at is None
            and not self.last.get("resolved_at")
        ):
            self._problem("resolved_at", "is missing; stays empty", "Give the time of the resolution.")
        if state == State.CLOSED and closed_at is None and not self.last.get("closed_at"):
            self._problem("closed_at", "is missing; stays empty", "Give the time of closing.")
        for name, later, earlier in (
            ("resolved_at", resolved_at, opened_at),
            ("closed_at", closed_at, resolved_at or opened_at),
        ):
            if later is not None and earlier is not None and later < earlier:
                self._problem(name, "is before what came before it; kept as it is", "Check both times.")

    def _level(self, name: str, *, is_needed: bool = True) -> int:
        text = self.last.get(name, "")
        found = LEVEL.match(text)
        if found:
            return int(found[1])
        if is_needed or text:
            self._problem(
                name,
                f"{text or 'nothing'} is no level; taken as {LOWEST_LEVEL}",
                "Give a level such as 3 - Moderate.",
            )
        return LOWEST_LEVEL

    def _count(self, name: str) -> int:
        text = self.last.get(name, "")
        if text and not text.isdecimal():
            self._problem(name, f"{text} is no number; taken as 0", "Give a whole number.")
        return int(text) if text.isdecimal() else 0

    def _as_of(self) -> str:
        at = parsed_time(self.last.get("sys_updated_at", ""), self.zone)
        return at.isoformat() if at else ""

    def _title(self) -> str:
        said = self.last.get("short_description", "")
        kinds = [self.last[name] for name in ("category", "subcategory") if name in self.last]
        return said or ", ".join(kinds) or self.number

    def _history(self) -> Iterator[Mapping[str, Any]]:
        before: tuple[str, ...] = ()
        reached: datetime | None = None
        for row, values in zip(self.rows, self.values, strict=True):
            at = parsed_time(values.get("sys_updated_at", ""), self.zone)
            if at is not None and reached is not None and at < reached:
                self._problem(
                    "sys_updated_at",
                    "goes back in time; kept in the order of the file",
                    "Check the order of the events.",
                    row,
                )
            reached = at or reached
            if values.get("state", "") and values["state"].lower() not in STATES and row is not self.rows[-1]:
                self._problem(
                    "state",
                    f"{values['state']} is no known state; kept in the history",
                    "Check the event.",
                    row,
                )
            now = tuple(values.get(name, "") for name in ("state", "assignment_group", "assigned_to"))
            if now != before:
                yield {
                    "at": at.isoformat() if at else None,
                    "state": now[0],
                    "group": now[1],
                    "assignee": now[2],
                    "by": values.get("sys_updated_by", ""),
                }
                before = now


def parsed_time(text: str, zone: tzinfo) -> datetime | None:
    """A time of the export in UTC; None for one that is not understood. Times without a zone are of `zone`."""
    for form in TIME_FORMATS:
        try:
            found = datetime.strptime(text, form)  # noqa: DTZ007  the zone comes next
        except ValueError:
            continue
        return found.replace(tzinfo=UTC if form.endswith("Z") else zone).astimezone(UTC)
    return None


def _known(values: Mapping[str, str]) -> dict[str, str]:
    """What the cells say, under one name for each column; cells that say nothing fall away."""
    said = {OTHER_NAMES.get(name, name): value.strip() for name, value in values.items()}
    return {name: value for name, value in said.items() if value not in MISSING}
