"""Saving questions with what was chosen, sharing them, and removing them."""

from collections.abc import Mapping
from typing import Any, Final

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.audit.actions import action
from hospital_itsm.audit.recording import free_text, plain, record
from hospital_itsm.core.access import can, require
from hospital_itsm.core.errors import ValueRefused
from hospital_itsm.core.phi_guard import safe_name
from hospital_itsm.core.versions import refuse_overtaken
from hospital_itsm.people.choices import RoleCode
from hospital_itsm.reports.asked import checked
from hospital_itsm.reports.choices import Sharing
from hospital_itsm.reports.declared import Question
from hospital_itsm.reports.models import SavedReport
from hospital_itsm.reports.questions import BY_CODE

LONGEST_NAME: Final = 80
MOST_SAVED: Final = 200


@action("report.save", gettext_lazy("saved a report"))
def save_report(
    question: Question,
    parameters: Mapping[str, Any],
    *,
    actor: Any,
    name: str,
    sharing: str = Sharing.NOBODY,
    team: Any = None,
    role: str = "",
) -> SavedReport:
    """Save a question with what was chosen. Raises Forbidden, ValueRefused."""
    require(actor, "report.read", question)
    require(actor, "report.save")
    asked = checked(question, parameters, actor=actor)
    if SavedReport.objects.filter(owner=actor).count() >= MOST_SAVED:
        words = _("You have %(most)d saved reports. Remove one first.") % {"most": MOST_SAVED}
        raise ValueRefused({"name": words})
    now = timezone.now()
    row = SavedReport(
        name=safe_name(name, most=LONGEST_NAME),
        question=question.code,
        parameters=asked.parameters(),
        owner=actor,
        created_at=now,
        changed_at=now,
        **_shared(sharing, team, role, actor),
    )
    _store(row)
    record(actor, "report.save", row, {"question": row.question, **_facts(row)})
    return row


@action("report.change", gettext_lazy("changed a saved report"))
def change_report(row: SavedReport, *, actor: Any, version: int | None = None, **changes: Any) -> SavedReport:
    """Change name, sharing (`sharing`, `team`, `role`) or `parameters` of one's own saved report.

    Raises Forbidden, ValueRefused, StaleVersion.
    """
    row = SavedReport.objects.select_for_update().get(pk=row.pk)
    require(actor, "report.save", row)
    refuse_overtaken(row, version)
    before = _facts(row)
    if "name" in changes:
        row.name = safe_name(changes["name"], most=LONGEST_NAME)
    if "sharing" in changes:
        team, role = changes.get("team"), changes.get("role", "")
        for field, value in _shared(changes["sharing"], team, role, actor).items():
            setattr(row, field, value)
    if "parameters" in changes:
        row.parameters = checked(BY_CODE[row.question], changes["parameters"], actor=actor).parameters()
    row.version, row.changed_at = row.version + 1, timezone.now()
    _store(row)
    after = _facts(row)
    record(
        actor,
        "report.change",
        row,
        {field: [before[field], after[field]] for field in before if before[field] != after[field]},
    )
    return row


@action("report.remove", gettext_lazy("removed a saved report"))
def remove_report(row: SavedReport, *, actor: Any, version: int | None = None) -> None:
    """Remove one's own saved report; what was run stays. Raises Forbidden, StaleVersion."""
    row = SavedReport.objects.select_for_update().get(pk=row.pk)
    require(actor, "report.save", row)
    refuse_overtaken(row, version)
    record(actor, "report.remove", row, {"question": row.question})
    row.delete()


def _shared(sharing: str, team: Any, role: str, actor: Any) -> dict[str, Any]:
    """The fields that say with whom it is shared. Raises ValueRefused, Forbidden."""
    if sharing not in Sharing.values:
        raise ValueRefused({"sharing": _("Choose with whom you share it.")})
    if sharing == Sharing.TEAM and team is None:
        raise ValueRefused({"team": _("Choose the team you share it with.")})
    if sharing == Sharing.ROLE and role not in RoleCode.values:
        raise ValueRefused({"role": _("Choose the role you share it with.")})
    is_own_team = sharing == Sharing.TEAM and team.pk in actor.team_ids
    if sharing != Sharing.NOBODY and not is_own_team and not can(actor, "report.share"):
        raise ValueRefused(
            {"sharing": _("You can share it with a team you are in. Ask a lead to share it more widely.")}
        )
    return {
        "sharing": sharing,
        "team": team if sharing == Sharing.TEAM else None,
        "role": role if sharing == Sharing.ROLE else "",
    }


def _store(row: SavedReport) -> None:
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        raise ValueRefused({"name": _("You have a saved report of this name. Choose another.")}) from None


def _facts(row: SavedReport) -> dict[str, Any]:
    return {
        "name": free_text(row.name),
        "parameters": free_text(repr(sorted(row.parameters.items()))),
        "sharing": str(row.sharing),
        "team": plain(row.team),
        "role": row.role,
    }
