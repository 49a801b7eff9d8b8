"""The changes of trail entries in words: labels for fields, names for people and teams."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.core.display import moment_words
from tickets.choices import CareAnswer, ClinicalImpact, MissReason, Priority, State, VisitState

LABELS: dict[str, "str | Promise"] = {
    "state": gettext_lazy("State"),
    "priority": gettext_lazy("Priority"),
    "impact": gettext_lazy("Impact"),
    "urgency": gettext_lazy("Urgency"),
    "team": gettext_lazy("Team"),
    "joint_team": gettext_lazy("Second team"),
    "handover": gettext_lazy("Offered to"),
    "assignee": gettext_lazy("Assignee"),
    "follower": gettext_lazy("Follower"),
    "snoozed_until": gettext_lazy("Snoozed until"),
    "category": gettext_lazy("Category"),
    "service": gettext_lazy("Service"),
    "care_area": gettext_lazy("Unit"),
    "title": gettext_lazy("Title"),
    "room": gettext_lazy("Room"),
    "asset": gettext_lazy("Device"),
    "visit": gettext_lazy("Visit"),
    "device_text": gettext_lazy("Device"),
    "callback": gettext_lazy("Call-back"),
    "flags": gettext_lazy("Facts"),
    "care_answer": gettext_lazy("Patient care"),
    "waiting_for": gettext_lazy("Waiting for"),
    "planned_for": gettext_lazy("Planned for"),
    "vendor": gettext_lazy("Vendor"),
    "merged_into": gettext_lazy("Goes on as"),
    "duplicate": gettext_lazy("Duplicate"),
    "close_code": gettext_lazy("Fixed by"),
    "cause": gettext_lazy("Cause"),
    "clinical_impact": gettext_lazy("Clinical impact"),
    "downtime_minutes": gettext_lazy("Minutes on downtime procedure"),
    "spoke_with": gettext_lazy("Spoke with"),
    "shows_record": gettext_lazy("Shows a chart"),
    "charge_nurse": gettext_lazy("Charge nurse"),
    "engineer": gettext_lazy("On-call engineer"),
    "reporters_count": gettext_lazy("People affected"),
    "response": gettext_lazy("Response due"),
    "onsite": gettext_lazy("On site due"),
    "update": gettext_lazy("Next update due"),
    "restore": gettext_lazy("Restore due"),
    "fulfil": gettext_lazy("Fulfil due"),
    "miss_restore": gettext_lazy("Restore missed"),
    "miss_fulfil": gettext_lazy("Fulfil missed"),
}
"""Fields that are told; everything else of an entry is for the history page and machines."""

CODED: dict[str, Any] = {
    "state": State, "care_answer": CareAnswer, "visit": VisitState, "clinical_impact": ClinicalImpact,
    "miss_restore": MissReason, "miss_fulfil": MissReason,
}  # fmt: skip
PEOPLE = ("assignee", "follower")
TICKETS = ("merged_into", "duplicate")


@dataclass(frozen=True)
class Change:
    """One field of an entry: label, value before and after in words; both empty where only "changed" is known."""

    field: str
    label: str
    before: str
    after: str


def changes_in_words(
    many: Sequence[Mapping[str, Any]], reader: Any = None, known: Mapping[str, str] | None = None
) -> list[tuple[Change, ...]]:
    """Say the changes of many entries; names of people cost one statement together, numbers of tickets another.

    `known` are names by user name that are not looked up any more. A ticket the reader does not see at the desk is
    "another ticket".
    """
    known = known or {}
    names = {**known, **_names(_values_of(many, PEOPLE) - known.keys())} | _hidden(
        _values_of(many, TICKETS), reader
    )
    now = timezone.localtime()
    return [
        tuple(
            _change(field, pair, names, now)
            for field, pair in changes.items()
            if field in LABELS and isinstance(pair, list) and len(pair) == 2
        )
        for changes in many
    ]


def _values_of(many: Sequence[Mapping[str, Any]], fields: Sequence[str]) -> set[str]:
    return {str(value) for changes in many for field in fields for value in _pair(changes, field) if value}


def _hidden(keys: set[str], reader: Any) -> dict[str, str]:
    """What stands for the numbers of tickets the reader does not see."""
    if not keys or reader is None:
        return {}
    from tickets.models import Ticket

    seen = set(Ticket.objects.on_desk(reader).filter(key__in=keys).values_list("key", flat=True))
    return dict.fromkeys(keys - seen, _("another ticket"))


def _pair(changes: Mapping[str, Any], field: str) -> Sequence[Any]:
    pair = changes.get(field)
    return pair if isinstance(pair, list) else ()


def _names(usernames: set[str]) -> dict[str, str]:
    if not usernames:
        return {}
    from hospital_itsm.people.models import User

    return dict(User.objects.filter(username__in=usernames).values_list("username", "full_name"))


def _change(field: str, pair: Sequence[Any], names: Mapping[str, str], now: datetime) -> Change:
    before, after = (_say(field, value, names, now) for value in pair)
    return Change(field, str(LABELS[field]), before, after)


def _say(field: str, value: Any, names: Mapping[str, str], now: datetime) -> str:
    if value is None or value == "" or isinstance(value, dict):
        return ""
    if isinstance(value, list):
        return ", ".join(str(one).replace("_", " ") for one in value)
    if field in CODED:
        return str(CODED[field](value).label) if value in CODED[field].values else str(value)
    if field == "priority":
        return str(Priority(value).label) if value in Priority.values else str(value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return names.get(str(value)) or _moment(value, now) or str(value)


def _moment(value: Any, now: datetime) -> str:
    """An instant the trail keeps as text; other text is not one."""
    text = str(value)
    if len(text) < len("2026-10-30 14:00+00:00") or not text[:4].isdecimal():
        return ""
    try:
        return moment_words(timezone.localtime(datetime.fromisoformat(text)), now)
    except ValueError:
        return ""
