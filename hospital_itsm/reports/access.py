"""Who asks questions, shares saved ones, and has the files of runs."""

from typing import Any, Final

from django.db.models import Q

from hospital_itsm.core.access import can, rule

READERS: Final = frozenset({"queue.view", "insight.view"})


@rule("report.read")
def may_read_reports(actor: Any, target: Any) -> bool:
    """Whoever works at the desk or reads figures, the questions whose list is theirs to read."""
    if not actor.permissions & READERS:
        return False
    return target is None or can(actor, target.about.of.verb)


@rule("report.run")
def may_run_reports(actor: Any, target: Any) -> bool:
    """Whoever may read it."""
    return may_read_reports(actor, target)


@rule("report.save")
def may_save_reports(actor: Any, target: Any) -> bool:
    """Whoever may read one saves it; a saved one is changed by its owner alone."""
    if target is None:
        return may_read_reports(actor, None)
    return bool(target.owner_id == actor.pk) and may_read_reports(actor, None)


@rule("report.share")
def may_share_reports(actor: Any, target: Any) -> bool:
    """Leads, managers and leaders share with everybody and with roles; the desk shares with its own teams."""
    return "insight.view" in actor.permissions


@rule("report.schedule")
def may_schedule_reports(actor: Any, target: Any) -> bool:
    """Whoever saved a report schedules it; `target` is the saved report or its schedule."""
    return may_save_reports(actor, getattr(target, "saved", target))


@rule("report.send")
def may_send_reports(actor: Any, target: Any) -> bool:
    """The product alone."""
    return False


@rule("report.trail")
def may_read_trail(actor: Any, target: Any) -> bool:
    """Security and auditors."""
    return "audit.read" in actor.permissions


@rule("report.download")
def may_read(actor: Any, target: Any) -> bool:
    """Whoever ran it, while they may still read what it is about; `target` is the run."""
    if target is None:
        return may_read_reports(actor, None)
    return bool(target.asked_by_id == actor.pk) and _still_reads(actor, target)


def _still_reads(actor: Any, run: Any) -> bool:
    from hospital_itsm.exporting.reading import rights_of
    from hospital_itsm.reports.questions import BY_CODE

    question = BY_CODE.get(run.question)
    return question is not None and may_read_reports(actor, question) and run.rights == rights_of(actor)


def visible_saved(actor: Any) -> Q:
    """The condition that a saved report is the actor's own or shared with them."""
    if not actor.is_active:
        return Q(pk__in=[])
    shared = Q(sharing="everybody") | Q(sharing="team", team_id__in=actor.team_ids)
    return Q(owner_id=actor.pk) | shared | Q(sharing="role", role__in=actor.role_codes)
