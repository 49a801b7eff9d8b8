"""Working the devices of a recall: find, tag out, say what became of it, search, declare lost."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assets import followers
from assets.actions.recalls.store import advance, lock_case, lock_line, said, save_case, save_line
from assets.actions.recalls.telling import tell_lost
from assets.actions.store import lock_asset
from assets.actions.transitions import refuse_data_leaving, take_step
from assets.choices import AssetStatus, Disposition, RecallState
from assets.models import DeviceSearch, RecallCase, RecallLine
from assets.rules.lifecycle import ENDED, EXPECTED, LIFECYCLE, USABLE
from assets.rules.recall_clocks import SEARCHES_NEEDED, may_be_declared_lost
from hospital_itsm.audit import verbs
from hospital_itsm.audit.actions import action, step
from hospital_itsm.audit.recording import free_text
from hospital_itsm.core.access import require
from hospital_itsm.core.actors import person
from hospital_itsm.core.errors import Conflict, ValueRefused

verbs.register("recall.advance", gettext_lazy("moved the recall on"))

GONE: Final = frozenset({Disposition.REMOVED, Disposition.REPLACED, Disposition.DESTROYED})
"""What became of a device that is not in the house any more."""
SETTLED: Final = frozenset(set(Disposition) - {Disposition.OPEN, Disposition.MISSING, Disposition.LOST})
"""Dispositions that end the work on a device; a loss has its own way."""


@action("recall.locate", gettext_lazy("located the device"))
def locate(key: str, tag: str, *, actor: Any, version: int | None = None) -> RecallLine:
    """Note that somebody stands in front of the device; one that was missing is found.

    Raises RecallCase.DoesNotExist, RecallLine.DoesNotExist, Forbidden, Conflict, StaleVersion.
    """
    case, line = _lock(key, tag, actor, version)
    changes = _note_located(line, actor, timezone.now())
    if line.asset.status == AssetStatus.MISSING:
        _asset_step(line, "find", {}, actor)
    save_line(line, changes, actor=actor, verb="recall.locate")
    _keep_case(case, "locate", actor)
    return line


@action("recall.tag_out", gettext_lazy("tagged devices of the recall: do not use"))
def tag_out(key: str, tags: Sequence[str], *, actor: Any) -> list[RecallLine]:
    """Take devices out of use until they are corrected; each is located by that and safe. Raises as `locate`.

    One that is out of use already is only noted as safe.
    """
    case = _lock_open(key, actor)
    lines = [lock_line(case, tag) for tag in sorted({tag.strip().upper() for tag in tags})]
    if not lines:
        raise ValueRefused({"tags": _("Choose the devices to tag.")})
    now = timezone.now()
    for line in lines:
        changes = _note_located(line, actor, now)
        if line.asset.status in USABLE | {AssetStatus.IN_REPAIR}:
            _asset_step(line, "tag_out", {"reason": _("Recall %(key)s") % {"key": case.key}}, actor)
            changes["status"] = [None, AssetStatus.DO_NOT_USE]
        line.mitigated_at = line.mitigated_at or now
        save_line(line, changes, actor=actor, verb="recall.tag_out")
    _keep_case(case, "locate", actor)
    return lines


@action("recall.settle", gettext_lazy("said what became of the device"))
def settle(
    key: str, tag: str, *, actor: Any, disposition: str, evidence: str, version: int | None = None
) -> RecallLine:
    """Say what became of a device and what proves it: one of SETTLED, missing, or open again.

    What is said to have left the house passes the gate of custody. Raises as `locate`, ValueRefused, and Conflict
    where a medium with data would be gone.
    """
    case, line = _lock(key, tag, actor, version)
    if disposition not in SETTLED | {Disposition.MISSING, Disposition.OPEN}:
        raise ValueRefused({"disposition": _("Choose one of the listed values.")})
    words = said(
        "evidence", evidence, missing=_("Say what shows it, such as the work order or the label read.")
    )
    if disposition in GONE and line.asset.status not in ENDED | EXPECTED:
        refuse_data_leaving(lock_asset(line.asset.tag, actor))
    old, now = line.disposition, timezone.now()
    line.disposition, line.evidence = disposition, words
    _keep_times(line, actor, now)
    if disposition == Disposition.MISSING and LIFECYCLE.find(
        "report_missing", line.asset.status, line.asset.asset_class
    ):
        _asset_step(line, "report_missing", {"reason": _("Recall %(key)s") % {"key": case.key}}, actor)
    changes = {"disposition": [old, disposition], "evidence": free_text(words)}
    save_line(line, changes, actor=actor, verb="recall.settle")
    _keep_case(case, "work", actor)
    return line


@action("recall.search", gettext_lazy("searched for the device"))
def note_search(key: str, tag: str, *, actor: Any, on: date | None, places: str) -> DeviceSearch:
    """Document one search for a missing device: the day and where. Raises as `locate`, and ValueRefused."""
    case, line = _lock(key, tag, actor, None)
    if line.disposition != Disposition.MISSING:
        raise Conflict(_("Say first that %(tag)s is missing.") % {"tag": line.asset.tag})
    if on is None or on > timezone.localdate():
        raise ValueRefused({"on": _("Give the day of the search.")})
    words = said("places", places, missing=_("Say where you looked."))
    now = timezone.now()
    search = DeviceSearch.objects.create(
        line=line, searched_on=on, places=words, by=person(actor), noted_at=now
    )
    changes = {"searched_on": [None, on.isoformat()], "places": free_text(words)}
    save_line(line, changes, actor=actor, verb="recall.search")
    return search


@action("recall.declare_lost", gettext_lazy("signed the device off as lost"))
def declare_lost(key: str, tag: str, *, actor: Any, evidence: str, version: int | None = None) -> RecallLine:
    """Sign a missing device off after three searches over 90 days; everybody concerned is alerted.

    Raises Conflict while the searches do not suffice, and as `settle`.
    """
    case = _lock_open(key, actor)
    require(actor, "recall.manage", case)
    line = lock_line(case, tag, version)
    days = list(DeviceSearch.objects.filter(line=line).values_list("searched_on", flat=True))
    if line.disposition != Disposition.MISSING or not may_be_declared_lost(days, timezone.localdate()):
        raise Conflict(
            _("Lost means: missing after %(n)d searches on different days, the first 90 days ago.")
            % {"n": SEARCHES_NEEDED}
        )
    words = said("evidence", evidence, missing=_("Say what the searches came to."))
    line.disposition, line.evidence = Disposition.LOST, words
    _keep_times(line, actor, timezone.now())
    changes = {"disposition": [Disposition.MISSING, Disposition.LOST], "evidence": free_text(words)}
    save_line(line, changes, actor=actor, verb="recall.declare_lost")
    tell_lost(line, actor=actor)
    followers.follow(line.asset, "declare_lost", line.asset.status, actor=actor, at=timezone.now())
    _keep_case(case, "work", actor)
    return line


@step
def note_all_safe(case: RecallCase) -> None:
    """Note the instant from which every device of the case is safe; the caller saves the case."""
    unsafe = RecallLine.objects.filter(case=case, mitigated_at__isnull=True).exists()
    if unsafe:
        case.mitigated_at = None
    elif case.mitigated_at is None:
        case.mitigated_at = timezone.now()


def _lock_open(key: str, actor: Any) -> RecallCase:
    case = lock_case(key, actor)
    require(actor, "recall.work", case)
    if case.state in (RecallState.CLOSED, RecallState.VERIFIED):
        raise Conflict(
            _("%(key)s is %(state)s. Open it again to work its devices.")
            % {"key": case.key, "state": case.get_state_display().lower()}
        )
    return case


def _lock(key: str, tag: str, actor: Any, version: int | None) -> tuple[RecallCase, RecallLine]:
    case = _lock_open(key, actor)
    return case, lock_line(case, tag, version)


def _note_located(line: RecallLine, actor: Any, at: datetime) -> dict[str, Any]:
    changes: dict[str, Any] = {}
    if line.disposition == Disposition.MISSING:
        line.disposition = Disposition.OPEN
        changes["disposition"] = [Disposition.MISSING, Disposition.OPEN]
    if line.located_at is None:
        line.located_at, line.located_by = at, person(actor)
        changes["located_at"] = [None, at.isoformat()]
    return changes


def _keep_times(line: RecallLine, actor: Any, at: datetime) -> None:
    """A finished line has its time and person and is safe; an open one has neither."""
    if line.disposition in SETTLED | {Disposition.LOST}:
        line.done_at, line.done_by = at, person(actor)
        line.mitigated_at = line.mitigated_at or at
    else:
        line.done_at = line.done_by = line.mitigated_at = None
    if line.disposition == Disposition.MISSING:
        line.located_at = line.located_by = None


def _asset_step(line: RecallLine, verb: str, needs: dict[str, Any], actor: Any) -> None:
    asset = lock_asset(line.asset.tag, actor)
    line.asset = take_step(asset, verb, actor=actor, at=timezone.now(), needs=needs)


def _keep_case(case: RecallCase, verb: str, actor: Any) -> None:
    """Move the case on with the work on its devices."""
    before = (case.state, case.mitigated_at)
    changes = advance(case, verb)
    note_all_safe(case)
    if before != (case.state, case.mitigated_at):
        save_case(case, changes, actor=actor, verb="recall.advance")
