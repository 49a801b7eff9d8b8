"""What happened to one object, for its page: who did what and when, and which values changed."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hospital_itsm.audit import verbs
from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.core.actors import SYSTEM_PREFIX

NEWEST = 20


@dataclass(frozen=True)
class Change:
    """One value before and after, as words; nothing stands for a value that was not there."""

    field: str
    before: str
    after: str


@dataclass(frozen=True)
class Happening:
    """One entry of the trail."""

    at: datetime
    actor: str
    words: str
    changes: tuple[Change, ...]


def history_of(targets: Sequence[Model], most: int = NEWEST, hidden: Collection[str] = ()) -> list[Happening]:
    """The newest entries about an object, or about the versions of one, newest first: one statement.

    The values of `hidden` fields are left out.
    """
    rows = AuditEntry.objects.filter(
        target_type=targets[0]._meta.label_lower, target_id__in=[str(target.pk) for target in targets]
    )
    return [
        Happening(
            row.at,
            actor_words(row.actor_label),
            verbs.sentence(row.verb),
            tuple(_changes(row.changes, hidden)),
        )
        for row in rows.order_by("-id")[:most]
    ]


def actor_words(label: str) -> str:
    """Who acted, for a reader: the stored label of a person, "The product" for a part of the product itself."""
    return str(_("The product")) if label.startswith(SYSTEM_PREFIX) else label


def _changes(stored: dict[str, Any], hidden: Collection[str]) -> Iterator[Change]:
    for name, value in stored.items():
        if name not in hidden and isinstance(value, list) and len(value) == 2 and any(value):
            yield Change(name.replace("_", " "), _words(value[0]), _words(value[1]))


def _words(value: Any) -> str:
    if isinstance(value, dict) and "length" in value:
        length = int(value["length"])
        return ngettext("%d character", "%d characters", length) % length if length else ""
    if isinstance(value, bool):
        return str(_("yes") if value else _("no"))
    return "" if value is None else str(value)
