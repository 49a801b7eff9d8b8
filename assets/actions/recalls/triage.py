"""Deciding about a case: triage, dismissal, who has it, acknowledgment, verification, closing."""

from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from assets.actions.recalls.lines import note_all_safe
from assets.actions.recalls.store import deadlines, lock_case, put_deadlines, said, save_case, take_step
from assets.actions.recalls.telling import tell_assigned
from assets.choices import Disposition, LineCertainty, RecallClass
from assets.models import RecallCase, RecallLine
from hospital_itsm.audit.actions import action, step
from hospital_itsm.audit.recording import free_text
from hospital_itsm.core.access import can, require
from hospital_itsm.core.actors import person
from hospital_itsm.core.errors import Conflict, ValueRefused


@action("recall.triage", gettext_lazy("triaged the recall"))
def triage(key: str, *, actor: Any, treat_as: str = "", version: int | None = None) -> RecallCase:
    """Say that the notice concerns us. `treat_as` is the class to work it under until FDA gives one.

    Raises RecallCase.DoesNotExist, Forbidden, IllegalTransition, StaleVersion, ValueRefused.
    """
    case = lock_case(key, actor, version)
    require(actor, "recall.manage", case)
    changes = take_step(case, "triage")
    if treat_as not in RecallClass.values:
        raise ValueRefused({"treat_as": _("Choose one of the listed values.")})
    if treat_as and not case.notice.recall_class:
        case.treated_as = treat_as
        put_deadlines(case, deadlines(treat_as, case.notice.received_at))
        changes["treated_as"] = ["", treat_as]
    case.triaged_at = timezone.now()
    note_all_safe(case)
    save_case(case, changes, actor=actor, verb="recall.triage")
    return case


@action("recall.dismiss", gettext_lazy("recorded that the recall does not concern us"))
def dismiss(key: str, *, actor: Any, reason: str, version: int | None = None) -> RecallCase:
    """Close a case whose notice does not concern us, with the reason. Devices to be checked become not affected.

    Raises Conflict while devices are confirmed: each needs its own answer. Further as `triage`.
    """
    case = lock_case(key, actor, version)
    require(actor, "recall.manage", case)
    words = said("reason", reason, missing=_("Say how you know that it does not concern us."))
    changes = take_step(case, "dismiss")
    lines = RecallLine.objects.open().filter(case=case)
    if confirmed := lines.filter(certainty=LineCertainty.CONFIRMED).count():
        raise Conflict(
            ngettext(
                "%(n)d device is confirmed. Say for it what became of it.",
                "%(n)d devices are confirmed. Say for each what became of it.",
                confirmed,
            )
            % {"n": confirmed}
        )
    now = timezone.now()
    lines.update(
        disposition=Disposition.NOT_AFFECTED,
        evidence=words,
        done_at=now,
        done_by=person(actor),
        mitigated_at=now,
    )
    case.dismissed_because, case.triaged_at, case.closed_at, case.mitigated_at = words, now, now, now
    save_case(case, {**changes, "dismissed_because": free_text(words)}, actor=actor, verb="recall.dismiss")
    return case


@action("recall.assign", gettext_lazy("assigned the recall"))
def assign(key: str, *, actor: Any, assignee: Any, version: int | None = None) -> RecallCase:
    """Give the case to somebody who goes to devices. Raises as `triage`."""
    case = lock_case(key, actor, version)
    require(actor, "recall.manage", case)
    if assignee is None or not can(assignee, "recall.work"):
        raise ValueRefused({"assignee": _("Choose somebody of clinical engineering.")})
    changes = take_step(case, "assign")
    old, case.assignee = case.assignee, assignee
    save_case(
        case,
        {**changes, "assignee": [str(old) if old else None, str(assignee)]},
        actor=actor,
        verb="recall.assign",
    )
    tell_assigned(case, actor=actor)
    return case


@action("recall.acknowledge", gettext_lazy("recorded the acknowledgment to the firm"))
def acknowledge(
    key: str, *, actor: Any, on: date | None, acknowledgment: str, version: int | None = None
) -> RecallCase:
    """Record when and how the firm got its form back, or that it asked for none. Raises as `triage`."""
    case = lock_case(key, actor, version)
    require(actor, "recall.work", case)
    if on is None or on > timezone.localdate():
        raise ValueRefused({"on": _("Give the day the form went out.")})
    words = said(
        "acknowledgment", acknowledgment, missing=_("Say how, such as: form sent by fax, or none asked for.")
    )
    if len(words) > 200:
        raise ValueRefused({"acknowledgment": _("Shorten it to %(most)d characters.") % {"most": 200}})
    old = case.acknowledged_on.isoformat() if case.acknowledged_on else None
    case.acknowledged_on, case.acknowledgment, case.acknowledged_by = on, words, person(actor)
    changes = {"acknowledged_on": [old, on.isoformat()], "acknowledgment": free_text(words)}
    save_case(case, changes, actor=actor, verb="recall.acknowledge")
    return case


@action("recall.wait_for_vendor", gettext_lazy("waits for the vendor"))
def wait_for_vendor(key: str, *, actor: Any, version: int | None = None) -> RecallCase:
    """Say that parts, an engineer or a replacement are awaited; the clocks run on. Raises as `triage`."""
    case = lock_case(key, actor, version)
    require(actor, "recall.work", case)
    save_case(case, take_step(case, "wait_for_vendor"), actor=actor, verb="recall.wait_for_vendor")
    return case


@action("recall.verify", gettext_lazy("verified that every device is dealt with"))
def verify(key: str, *, actor: Any, version: int | None = None) -> RecallCase:
    """Say that every line is closed and right. Raises Conflict while one is open, and as `triage`."""
    case = lock_case(key, actor, version)
    require(actor, "recall.manage", case)
    changes = take_step(case, "verify")
    refuse_open_lines(case)
    case.triaged_at = case.triaged_at or timezone.now()
    save_case(case, changes, actor=actor, verb="recall.verify")
    return case


@action("recall.close", gettext_lazy("closed the recall"))
def close(key: str, *, actor: Any, version: int | None = None) -> RecallCase:
    """Close a verified case. Raises Conflict while a line is open or the firm waits for its form; as `triage`."""
    case = lock_case(key, actor, version)
    require(actor, "recall.manage", case)
    changes = take_step(case, "close")
    refuse_open_lines(case)
    if case.acknowledged_on is None:
        raise Conflict(_("Record first when the acknowledgment went to the firm, or that it asked for none."))
    case.closed_at = timezone.now()
    save_case(case, changes, actor=actor, verb="recall.close")
    return case


@action("recall.reopen", gettext_lazy("opened the recall again"))
def reopen(key: str, *, actor: Any, reason: str, version: int | None = None) -> RecallCase:
    """Take up a closed case again, with the reason. Raises as `triage`."""
    case = lock_case(key, actor, version)
    require(actor, "recall.manage", case)
    words = said("reason", reason, missing=_("Say why it is open again."))
    changes = take_step(case, "reopen")
    case.closed_at = None
    case.dismissed_because = ""
    save_case(case, {**changes, "reason": free_text(words)}, actor=actor, verb="recall.reopen")
    return case


@step
def refuse_open_lines(case: RecallCase) -> None:
    """Raise Conflict while a device of the case has no answer."""
    if count := RecallLine.objects.open().filter(case=case).count():
        raise Conflict(
            ngettext(
                "%(n)d device is still open. Say what became of it.",
                "%(n)d devices are still open. Say what became of each.",
                count,
            )
            % {"n": count}
        )
