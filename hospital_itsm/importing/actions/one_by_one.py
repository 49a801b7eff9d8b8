"""Lists whose rows are stored one by one, by the actions that pages and REST call.

The check takes each row the whole way and undoes it: what it says of a row is what storing it will do.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import DataError, IntegrityError, transaction
from django.db.models import Model, ProtectedError, RestrictedError

from assets.choices import ImportVerdict
from hospital_itsm.audit import verbs
from hospital_itsm.audit.recording import entry, record_many
from hospital_itsm.core.errors import PhiSuspected, Refused, StaleVersion, ValueRefused
from hospital_itsm.importing.findings import (
    CHANGED_SINCE,
    GONE,
    IN_USE,
    PATIENT_DATA,
    SAID,
    Finding,
    Rows,
    jsoned,
    set_fault,
    set_stays,
)
from hospital_itsm.importing.models import SheetRow

Faults = list[list[str]]


class _Undone(Exception):
    """The trial of a row is over."""


class OneByOne(Rows):
    """Rows that an action each adds or changes. Values come as read; `before` as JSON keeps them."""

    model: type[Model]
    field_of: Mapping[str, str] = {}
    """Fields of actions that stand in a column of another name."""

    def create(self, said: Mapping[str, Any], number: int) -> Any:
        """Add a row of the house from what a row of the file says."""
        raise NotImplementedError

    def change(self, target: Any, said: Mapping[str, Any], number: int, version: int | None) -> Any:
        """Change a row of the house; returns it as it is then."""
        raise NotImplementedError

    def now(self, target: Any, names: Sequence[str]) -> dict[str, Any]:
        """What a row of the house says in these fields, as JSON keeps it."""
        raise NotImplementedError

    def python(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Kept values as the actions take them. Raises ObjectDoesNotExist for what is gone."""
        raise NotImplementedError

    def restore(self, target: Any, before: Mapping[str, Any], version: int) -> None:
        """Put back what a change replaced."""
        self.change(target, self.python(before), 0, version)

    def remove(self, target: Any, row: SheetRow) -> None:
        """Delete what the import added. Raises ProtectedError, Refused where something needs it."""
        raise NotImplementedError

    def judged(self, one: Finding) -> SheetRow:
        """Try it and undo it."""
        row = self.kept(one)
        if one.faults:
            return row
        if one.target is not None and not self.batch.update_existing:
            row.verdict = ImportVerdict.SKIP
            return row
        row.version = getattr(one.target, "version", None)
        old = self.now(one.target, list(one.said)) if one.target is not None else {}
        new: dict[str, Any] = {}
        try:
            with transaction.atomic():
                done = self._applied(one.target, one.said, one.number, None)
                new = self.now(done, list(one.said))
                raise _Undone
        except _Undone:
            row.values = {name: jsoned(value) for name, value in one.said.items()}
            row.before = {name: old[name] for name in old if old[name] != new.get(name)}
            changed = ImportVerdict.UPDATE if row.before else ImportVerdict.SAME
            row.verdict = ImportVerdict.CREATE if one.target is None else changed
        except (Refused, IntegrityError, DataError) as refusal:
            row.faults = self.faults_of(refusal)
        return row

    def store(self, rows: Sequence[SheetRow]) -> None:
        """Each by its action; one that is refused leaves the others alone."""
        found = self._targets(rows)
        for row in rows:
            target = found.get(row.target or 0)
            if row.verdict == ImportVerdict.UPDATE and target is None:
                set_fault(row, "", GONE)
                continue
            try:
                with transaction.atomic():
                    done = self._applied(target, self.python(row.values), row.number, row.version)
            except StaleVersion:
                set_fault(row, "", CHANGED_SINCE)
            except ObjectDoesNotExist:
                set_fault(row, "", GONE)
            except (Refused, IntegrityError, DataError) as refusal:
                row.verdict = ImportVerdict.FAULT
                row.faults = [*row.faults, *self.faults_of(refusal)]
            else:
                row.target, row.version = done.pk, done.version

    def take_back(self, rows: Sequence[SheetRow]) -> None:
        """What was new goes, what was changed is again as before; what somebody touched since stays."""
        found = self._targets(rows)
        for row in rows:
            target = found.get(row.target or 0)
            if target is None:
                set_stays(row, GONE)
            elif target.version != row.version:
                set_stays(row, CHANGED_SINCE)
            else:
                self._taken_back(row, target)

    def _taken_back(self, row: SheetRow, target: Any) -> None:
        try:
            with transaction.atomic():
                if row.verdict == ImportVerdict.UPDATE:
                    self.restore(target, row.before, target.version)
                else:
                    self.remove(target, row)
                    row.target = None
        except (ProtectedError, RestrictedError, IntegrityError):
            set_stays(row, IN_USE)
        except Refused as refusal:
            row.faults = [*row.faults, *self.faults_of(refusal)]

    def _applied(self, target: Any, said: Mapping[str, Any], number: int, version: int | None) -> Any:
        if target is None:
            return self.create(said, number)
        return self.change(target, said, number, version)

    def _targets(self, rows: Sequence[SheetRow]) -> dict[int, Any]:
        keys = [row.target for row in rows if row.target]
        return dict(self.model._default_manager.in_bulk(keys)) if keys else {}

    def delete(self, target: Any, kept: Sequence[str]) -> None:
        """Delete a row nothing but its own parts (`kept`, names of relations) points at, and note it in the trail.

        Raises ProtectedError.
        """
        for relation in target._meta.related_objects:
            name = relation.get_accessor_name()
            mine = relation.related_model._base_manager.filter(**{relation.field.name: target})
            if name in kept:
                mine.delete()
            elif mine.exists():
                raise ProtectedError("It is in use.", {target})
        gone = entry(self.actor, REMOVED, target, reason=self.reason(0))
        target.delete()
        record_many([gone])

    def reason(self, number: int) -> str:
        """What the trail says of why."""
        place = f", row {number}" if number else " taken back"
        return f"import {self.batch.pk}{place}"

    def faults_of(self, refusal: Exception) -> Faults:
        """What an action said, at the fields of the file."""
        if isinstance(refusal, PhiSuspected):
            fields = {str(one.get("field", "")) for one in refusal.findings} or {""}
            return [[self.field_of.get(name, name), PATIENT_DATA, ""] for name in sorted(fields)]
        if isinstance(refusal, ValueRefused):
            named = refusal.errors.items()
            return [[self.field_of.get(name, name), SAID, words[:300]] for name, words in named]
        if isinstance(refusal, Refused):
            return [["", SAID, refusal.message[:300]]]
        return [["", TAKEN if isinstance(refusal, IntegrityError) else NO_ROOM, ""]]


REMOVED = "sheet_import.remove"
TAKEN, NO_ROOM = "taken", "no-room"
verbs.register(REMOVED, "took back what an import had added")
