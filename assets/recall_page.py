"""What the pages of recalls draw: cases and lines in words, ready for the templates."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from assets.choices import (
    OPEN_DISPOSITIONS,
    Disposition,
    LineCertainty,
    RecallClass,
    RecallState,
)
from assets.models import RecallCase, RecallLine
from assets.recall_wording import REASONS, reason_words
from assets.recall_words import DEADLINES
from assets.rules.matching import Reason, Why
from hospital_itsm.audit import verbs
from hospital_itsm.audit.history import actor_words
from hospital_itsm.audit.models import AuditEntry

CLASS_MARKS: Final = {RecallClass.ONE: "bad", RecallClass.TWO: "warn", RecallClass.THREE: "none", "": "warn"}
STATE_MARKS: Final = {
    RecallState.RECEIVED: "new",
    RecallState.VENDOR_PENDING: "wait",
    RecallState.VERIFIED: "done",
    RecallState.CLOSED: "quiet",
}
LINE_MARKS: Final = {Disposition.OPEN: "new", Disposition.MISSING: "bad", Disposition.LOST: "bad"}
SHOWN_HISTORY: Final = 40


@dataclass(frozen=True)
class Deadline:
    """One promise of a case: what, by when, whether and when it was kept."""

    words: Any
    due_at: datetime
    done_at: datetime | None
    is_late: bool


@dataclass(frozen=True)
class LineView:
    """One device as the page says it: where it is, who has it, why it is here."""

    line: RecallLine
    place: str
    unit: Any
    holder: str
    reasons: list[str]
    mark: str

    @property
    def is_open(self) -> bool:
        """Does it keep the case open?"""
        return self.line.disposition in OPEN_DISPOSITIONS


@dataclass(frozen=True)
class Event:
    """One entry of the trail in words."""

    at: datetime
    who: str
    words: str
    about: str


def class_words(case: RecallCase) -> str:
    """The class as people say it, with what triage decided where FDA has not."""
    if case.notice.recall_class or not case.treated_as:
        return str(RecallClass(case.notice.recall_class).label)
    return _("Not classified yet, worked as class %(level)s") % {"level": case.treated_as}


def deadlines_of(case: RecallCase, now: datetime) -> list[Deadline]:
    """The three promises of a case in their order."""
    rows = (
        ("triage", case.triage_by, case.triaged_at),
        ("mitigate", case.mitigate_by, case.mitigated_at),
        ("close", case.close_by, case.closed_at),
    )
    return [
        Deadline(DEADLINES[name], due_at, done_at, (done_at or now) > due_at)
        for name, due_at, done_at in rows
    ]


def lines_in_words(lines: Iterable[RecallLine]) -> list[LineView]:
    """The lines as the page says them; read them with `placed()`."""
    return [line_in_words(line) for line in lines]


def line_in_words(line: RecallLine) -> LineView:
    """One line as the page says it."""
    asset = line.asset
    return LineView(
        line=line,
        place=place_of(asset),
        unit=asset.location.care_area if asset.location and asset.location.care_area else asset.care_area,
        holder=str(asset.custodian) if asset.custodian else asset.custodian_text,
        reasons=reasons_in_words(line.reasons),
        mark=LINE_MARKS.get(Disposition(line.disposition), "done"),
    )


def place_of(asset: Any) -> str:
    """Where a device stands by its record, with the room, else where it was last seen."""
    words = [str(asset.location)] if asset.location else []
    if asset.room:
        words.append(_("room %(room)s") % {"room": asset.room})
    if not words and asset.last_seen_place:
        words.append(_("last seen at %(place)s") % {"place": asset.last_seen_place})
    return ", ".join(words) or _("Place not known")


def reasons_in_words(stored: Iterable[Any]) -> list[str]:
    """Stored pairs of code and value in words; codes of another release are left out."""
    return [reason_words(Reason(Why(code), value)) for code, value in stored if code in set(REASONS)]


def places_of(lines: QuerySet[RecallLine]) -> list[dict[str, Any]]:
    """How many devices stand in each unit and how many of them are open, most first: one statement."""
    rows = lines.order_by().values(
        "asset__care_area__code", "asset__care_area__name", "asset__care_area__phone"
    )
    counted = rows.annotate(
        devices=Count("pk"), still_open=Count("pk", filter=Q(disposition__in=OPEN_DISPOSITIONS))
    )
    return [
        {
            "code": row["asset__care_area__code"],
            "name": row["asset__care_area__name"] or _("No unit"),
            "phone": row["asset__care_area__phone"] or "",
            "devices": row["devices"],
            "still_open": row["still_open"],
        }
        for row in counted.order_by("-still_open", "-devices", "asset__care_area__name")
    ]


def counts_of(case: RecallCase) -> dict[str, int]:
    """Devices by what matters at a glance: one statement."""
    found: dict[str, int] = RecallLine.objects.filter(case=case).aggregate(
        devices=Count("pk"),
        still_open=Count("pk", filter=Q(disposition__in=OPEN_DISPOSITIONS)),
        confirmed=Count("pk", filter=Q(certainty=LineCertainty.CONFIRMED)),
        unconfirmed=Count("pk", filter=Q(certainty=LineCertainty.UNCONFIRMED)),
        missing=Count("pk", filter=Q(disposition=Disposition.MISSING)),
        unsafe=Count("pk", filter=Q(mitigated_at__isnull=True)),
    )
    return found


def history_of(case: RecallCase) -> list[Event]:
    """What was done on the case and its devices, newest first: one statement."""
    lines = [str(pk) for pk in RecallLine.objects.filter(case=case).values_list("pk", flat=True)]
    on_case = Q(target_type="assets.recallcase", target_id=str(case.pk))
    on_lines = Q(target_type="assets.recallline", target_id__in=lines)
    entries = (
        AuditEntry.objects.filter(on_case | on_lines).select_related("actor").order_by("-id")[:SHOWN_HISTORY]
    )
    return [
        Event(
            entry.at,
            str(entry.actor) if entry.actor else actor_words(entry.actor_label),
            str(verbs.sentence(entry.verb)),
            entry.target_label.partition(" ")[2] if entry.target_type == "assets.recallline" else "",
        )
        for entry in entries
    ]
