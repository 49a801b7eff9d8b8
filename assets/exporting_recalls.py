"""Recalls as files: the list, the worklist of one recall, and what a walk found out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from assets.choices import WalkOutcome
from assets.exporting import of, shown
from assets.filters_recalls import RECALL_SORTS, LineFilters, RecallFilters, recall_rows
from assets.models import Asset, InventoryWalk, RecallCase, RecallLine, WalkScan
from assets.queries.walks import unseen
from assets.recall_page import class_words, lines_in_words
from assets.rules.recall_keys import case_number
from hospital_itsm.exporting.lists import Column, ExportedList, ListMissing, Reader, register


def _recalls(reader: Reader) -> Sequence[Any]:
    return [recall_rows(reader.actor, reader.given)]


def _recall_columns(actor: Any) -> Sequence[Column]:
    return (
        Column(_("Recall"), of("key")),
        Column(_("Number"), of("notice.number")),
        Column(_("Firm"), of("notice.firm")),
        Column(_("Product"), of("notice.description")),
        Column(_("Class"), class_words),
        Column(_("State"), shown("state")),
        Column(_("Due"), lambda case: None if case.is_closed else case.next_due_at, is_moment=True),
        Column(_("Devices"), of("devices")),
        Column(_("Still open"), of("still_open")),
        Column(_("Missing"), of("missing")),
        Column(_("Worked by"), lambda case: str(case.assignee) if case.assignee else None),
        Column(_("Received"), of("notice.received_at"), is_moment=True),
    )


def _case(reader: Reader) -> RecallCase:
    cases = RecallCase.objects.visible_to(reader.actor)
    case: RecallCase | None = cases.filter(pk=case_number(reader.key)).first()
    if case is None or case.key != reader.key.upper():
        raise ListMissing
    return case


def _recall_lines(reader: Reader) -> Sequence[Any]:
    return [RecallLine.objects.filter(case=_case(reader)).placed()]


def _line_columns(actor: Any) -> Sequence[Column]:
    return (
        Column(_("Tag"), of("line.asset.tag")),
        Column(_("Device"), of("line.asset.title")),
        Column(_("Maker"), of("line.asset.model.manufacturer.name")),
        Column(_("Where"), of("place")),
        Column(_("Unit"), of("unit.name")),
        Column(_("Phone"), of("unit.phone")),
        Column(_("Who has it"), of("holder")),
        Column(_("Serial number"), of("line.asset.serial")),
        Column(_("Lot"), of("line.asset.lot")),
        Column(_("Certain"), lambda row: row.line.get_certainty_display()),
        Column(_("Why"), lambda row: "; ".join(row.reasons)),
        Column(_("State"), lambda row: row.line.get_disposition_display()),
        Column(_("Evidence"), of("line.evidence")),
        Column(_("Located"), of("line.located_at"), is_moment=True),
        Column(_("Out of use"), of("line.mitigated_at"), is_moment=True),
        Column(_("Done"), of("line.done_at"), is_moment=True),
        Column(_("Done by"), lambda row: str(row.line.done_by) if row.line.done_by else None),
    )


@dataclass(frozen=True)
class WalkLine:
    """One thing of a walk: what was found out, where it was scanned, where its record has it."""

    outcome: Any
    code: str
    title: str
    here: str
    recorded: str
    at: datetime | None = None
    by: Any = None
    moved_at: datetime | None = None


def _walk(reader: Reader) -> InventoryWalk:
    walks = InventoryWalk.objects.visible_to(reader.actor).select_related("location")
    key = reader.key
    walk: InventoryWalk | None = (
        walks.filter(pk=int(key)).first() if key.isdecimal() and len(key) < 19 else None
    )
    if walk is None:
        raise ListMissing
    return walk


def _walk_rows(reader: Reader) -> Sequence[Any]:
    walk = _walk(reader)
    scans = WalkScan.objects.filter(walk=walk).select_related("asset__model", "here", "recorded", "by")
    return [scans.order_by("outcome", "pk"), *([unseen(walk)] if walk.is_open else [])]


def _walk_lines(rows: Sequence[Any], reader: Reader) -> Iterable[WalkLine]:
    for row in rows:
        if isinstance(row, Asset):
            place = row.location.code if row.location else ""
            yield WalkLine(WalkOutcome.MISSING.label, row.tag, row.title, "", place)
        else:
            yield WalkLine(
                row.get_outcome_display(),
                row.asset.tag if row.asset else row.code,
                row.asset.title if row.asset else "",
                row.here.code if row.here and row.outcome != WalkOutcome.MISSING else "",
                row.recorded.code if row.recorded else "",
                row.at,
                row.by,
                row.moved_at,
            )


def _walk_columns(actor: Any) -> Sequence[Column]:
    return (
        Column(_("Found"), of("outcome")),
        Column(_("Tag or code"), of("code")),
        Column(_("Device"), of("title")),
        Column(_("Scanned in"), of("here")),
        Column(_("Recorded in"), of("recorded")),
        Column(_("At"), of("at"), is_moment=True),
        Column(_("By"), lambda line: str(line.by) if line.by else None),
        Column(_("Record moved"), of("moved_at"), is_moment=True),
    )


RECALLS: Final = register(
    ExportedList(
        "recall", _("Recalls"), "recall.read", "assets:recalls", "assets:export_recalls",
        _recalls, _recall_columns, RecallFilters, RECALL_SORTS,
    )
)  # fmt: skip
RECALL_LINES: Final = register(
    ExportedList(
        "recall_line", _("Devices of recall"), "recall.read", "assets:recall", "assets:export_recall_lines",
        _recall_lines, _line_columns, LineFilters,
        dress=lambda rows, reader: lines_in_words(rows), subject=lambda reader: _case(reader).key,
    )
)  # fmt: skip
WALK: Final = register(
    ExportedList(
        "walk", _("Walk through"), "portfolio.read", "assets:walk", "assets:export_walk",
        _walk_rows, _walk_columns, dress=_walk_lines, subject=lambda reader: _walk(reader).location.code,
    )
)  # fmt: skip
