"""Taking words out of every text of some tickets: rows, drafts, entries of the trail, words to search for."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model, Q

from hospital_itsm.audit.actions import step
from hospital_itsm.audit.emptying import empty, hold_the_chain
from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.core.crypto import seal
from hospital_itsm.redaction.places import PLACES, Place
from hospital_itsm.redaction.removing import removing
from hospital_itsm.redaction.rules.words import cleaned, finder
from tickets.actions.search_words import refresh_many
from tickets.models import Draft, Ticket
from tickets.queries.drafts import opened

TRAIL = "audit.auditentry"


@dataclass
class Swept:
    """What stood where, for sealing: (model, key, field, former value); and the tickets that held any of it."""

    originals: list[tuple[str, int, str, Any]] = field(default_factory=list)

    @property
    def places(self) -> int:
        """How many texts held the words."""
        return len(self.originals)

    def keep(self, row: Model, name: str) -> None:
        """Remember a field as it stands."""
        self.originals.append((row._meta.label_lower, row.pk, name, getattr(row, name)))


@step
def sweep(tickets: Sequence[int], words: Sequence[str], instead: str) -> Swept:
    """Put `instead` in the place of the words, in every text of these locked tickets; say what stood there."""
    swept, found = Swept(), finder(words)
    targets: dict[str, set[str]] = {Ticket._meta.label_lower: {str(pk) for pk in tickets}}
    for place in PLACES:
        for row in place.rows(tickets).select_for_update(of=("self",)):
            targets.setdefault(row._meta.label_lower, set()).add(str(row.pk))
            _clean_row(row, place, swept, found, instead)
    _clean_drafts(tickets, found, instead)
    _clean_trail(targets, swept, found, instead)
    refresh_many(tickets)
    return swept


@step
def put(row: Any, values: dict[str, Any]) -> None:
    """Store texts of a row; where it is guarded against overtaken changes, forms that are open count as overtaken."""
    if hasattr(row, "version") and not isinstance(row, Ticket):
        values = {**values, "version": row.version + 1}
    with removing():
        type(row)._base_manager.filter(pk=row.pk).update(**values)
    for name, value in values.items():
        setattr(row, name, value)


def _clean_row(row: Any, place: Place, swept: Swept, found: Any, instead: str) -> None:
    values: dict[str, Any] = {}
    for name in place.fields:
        value, count = cleaned(getattr(row, name), found, instead)
        if count:
            swept.keep(row, name)
            most = getattr(row._meta.get_field(name), "max_length", None)
            values[name] = value[:most] if most and isinstance(value, str) else value
    if values:
        put(row, values)


def _clean_drafts(tickets: Sequence[int], found: Any, instead: str) -> None:
    for key in Ticket.objects.filter(pk__in=tickets).values_list("key", flat=True):
        for draft in Draft.objects.select_for_update().filter(scope__startswith=f"{key}:"):
            pairs = {name: cleaned(text, found, instead) for name, text in opened(draft.sealed).items()}
            if any(count for _text, count in pairs.values()):
                kept = {name: text for name, (text, _count) in pairs.items()}
                Draft.objects.filter(pk=draft.pk).update(sealed=seal(json.dumps(kept)))


def _clean_trail(targets: dict[str, set[str]], swept: Swept, found: Any, instead: str) -> None:
    hold_the_chain()
    for row in _entries(targets):
        reason, reasons = cleaned(row.reason, found, instead)
        changes, facts = cleaned(row.changes, found, instead)
        if not reasons and not facts:
            continue
        for name in ("reason", "changes"):
            if {"reason": reasons, "changes": facts}[name]:
                swept.keep(row, name)
        empty(row, reason=reason[:500], changes=changes)


def _entries(targets: dict[str, set[str]]) -> Iterable[AuditEntry]:
    about = Q()
    for kind, keys in targets.items():
        about |= Q(target_type=kind, target_id__in=sorted(keys))
    return AuditEntry.objects.filter(about).order_by("id").iterator(chunk_size=500)
