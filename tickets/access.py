"""Who may see (a condition on tickets) and do (verb, ticket) what (domain 4.2)."""

from collections.abc import Hashable
from typing import Any

from django.db.models import Exists, OuterRef, Q

from hospital_itsm.core.access import rule
from hospital_itsm.core.actors import is_system
from hospital_itsm.people.models import Membership
from tickets.choices import OPEN_STATES, Kind

OWN_READERS = {Kind.SECURITY: "ticket.read_security", Kind.PRIVACY: "ticket.read_privacy"}
"""Who reads restricted tickets of a kind whatever their team."""
DESK_PERMISSIONS = {"ticket.read_all", "ticket.read_security", "ticket.read_privacy"}


def visible(actor: Any) -> Q:
    """The condition that a ticket is visible to the actor; the product itself sees everything.

    People see what they reported, joined or reported for somebody; members of a unit its non-restricted tickets;
    the desk all non-restricted ones; restricted kinds only their own readers.
    """
    if is_system(actor):
        return Q()
    if not actor.is_active:
        return Q(pk__in=[])
    return visible_in_portal(actor) | _desk(actor)


def visible_in_portal(actor: Any) -> Q:
    """The condition for the portal's pages: what an active person reported or joined, and their units' tickets."""
    from tickets.models import Reporter

    joined = Exists(Reporter.objects.filter(ticket=OuterRef("pk"), user_id=actor.pk))
    seen = Q(requester_id=actor.pk) | Q(opened_by_id=actor.pk) | Q(joined)
    if "unit.view" in actor.permissions and actor.care_area_ids:
        seen |= Q(care_area_id__in=actor.care_area_ids, is_restricted=False)
    return seen


def visible_to_desk(actor: Any) -> Q:
    """The condition for the agent area: what the actor sees by role, not as a reporter."""
    return Q() if is_system(actor) else _desk(actor)


def _desk(actor: Any) -> Q:
    seen = Q(pk__in=[])
    if "ticket.read_all" in actor.permissions:
        seen = Q(is_restricted=False)
    if "ticket.read_security" in actor.permissions:
        seen |= Q(kind=Kind.SECURITY)
    if "ticket.read_privacy" in actor.permissions:
        seen |= Q(kind=Kind.PRIVACY)
    if "ticket.read_all" in actor.permissions and actor.team_ids:
        seen |= Q(is_restricted=True, team_id__in=actor.team_ids) | Q(
            is_restricted=True, joint_team_id__in=actor.team_ids
        )
    return seen


def desk_shape(actor: Any) -> Hashable:
    """What `visible_to_desk` depends on: actors with equal shapes see the same tickets in the agent area."""
    if is_system(actor):
        return "system"
    return frozenset(actor.permissions & DESK_PERMISSIONS), frozenset(actor.team_ids)


def visible_shape(actor: Any) -> Hashable:
    """What `visible` depends on; the person is part of it, because the condition names them."""
    if is_system(actor):
        return "system"
    portal = frozenset(actor.care_area_ids) if "unit.view" in actor.permissions else None
    return actor.pk, actor.is_active, portal, desk_shape(actor)


def reads_as_desk(actor: Any, ticket: Any) -> bool:
    """Does the actor see internal notes of this ticket? The same rule as `visible_to_desk`, for one ticket."""
    if is_system(actor):
        return True
    if not ticket.is_restricted:
        return "ticket.read_all" in actor.permissions
    if OWN_READERS.get(ticket.kind) in actor.permissions:
        return True
    return "ticket.read_all" in actor.permissions and bool(
        {ticket.team_id, ticket.joint_team_id} & actor.team_ids
    )


def desk_readers(ticket: Any) -> Q:
    """The condition on people that they read this ticket as the desk: the rule of `reads_as_desk`, for many of them."""
    everything = _holds(role__permissions__contains=["ticket.read_all"])
    if not ticket.is_restricted:
        return Q(everything)
    readers = Q(everything, _holds(team__in=[pk for pk in (ticket.team_id, ticket.joint_team_id) if pk]))
    if own := OWN_READERS.get(ticket.kind):
        readers |= Q(_holds(role__permissions__contains=[own]))
    return readers


def _holds(**wanted: Any) -> Exists:
    return Exists(Membership.objects.valid().filter(user=OuterRef("pk"), **wanted))


def _is_reporter(actor: Any, ticket: Any) -> bool:
    """Reads the rows a list prefetched, of which it needs the actor's own; else asks."""
    if "reporters" in getattr(ticket, "_prefetched_objects_cache", {}):
        return any(row.user_id == actor.pk for row in ticket.reporters.all())
    return bool(ticket.reporters.filter(user_id=actor.pk).exists())


def is_of_unit(actor: Any, ticket: Any) -> bool:
    """Is the actor a reporter of the ticket or a member of its unit (restricted tickets: reporters only)?"""
    if actor.pk in (ticket.requester_id, ticket.opened_by_id) or _is_reporter(actor, ticket):
        return True
    return not ticket.is_restricted and ticket.care_area_id in actor.care_area_ids


def _works(actor: Any, ticket: Any) -> bool:
    if "ticket.work" not in actor.permissions:
        return False
    if ticket is None:
        return True
    if not reads_as_desk(actor, ticket):
        return False
    if "ticket.work_any" in actor.permissions or ticket.team_id is None or ticket.assignee_id == actor.pk:
        return True
    return bool({ticket.team_id, ticket.joint_team_id} & actor.team_ids)


@rule("ticket.report")
def may_report(actor: Any, target: Any) -> bool:
    """Every person with a report permission, and integrations through REST."""
    return bool(actor.permissions & {"desk.report", "api.use"})


@rule("ticket.report_for")
def may_report_for_others(actor: Any, target: Any) -> bool:
    """Reporting for somebody else, as on the phone, and choosing the team: the desk and integrations."""
    return bool(actor.permissions & {"ticket.work", "api.use"})


@rule("ticket.bring_number")
def may_bring_number(actor: Any, target: Any) -> bool:
    """Naming a ticket by another system's number is for integrations."""
    return "api.use" in actor.permissions


@rule("ticket.mine")
def may_open_portal(actor: Any, target: Any) -> bool:
    """The portal's pages are for everybody who may report."""
    return "desk.report" in actor.permissions


@rule("ticket.join")
def may_join(actor: Any, ticket: Any) -> bool:
    """ "Same for me": on open, non-restricted tickets somebody sees."""
    return "desk.report" in actor.permissions and (
        ticket is None or (not ticket.is_restricted and ticket.state in OPEN_STATES)
    )


@rule("ticket.queue")
def may_open_queue(actor: Any, target: Any) -> bool:
    """The agent area."""
    return "queue.view" in actor.permissions


@rule("ticket.read")
def may_read(actor: Any, ticket: Any) -> bool:
    """REST and pages: anybody who reports or works; which tickets is `visible`."""
    if ticket is None:
        return bool(actor.permissions & {"desk.report", "queue.view", "api.use"})
    return reads_as_desk(actor, ticket) or is_of_unit(actor, ticket)


@rule("ticket.read_internal")
def may_read_internal(actor: Any, ticket: Any) -> bool:
    """Internal notes, clocks and the agent's page."""
    return bool(actor.permissions & {"ticket.read_all", "ticket.read_security", "ticket.read_privacy"}) and (
        ticket is None or reads_as_desk(actor, ticket)
    )


@rule("ticket.reply_as_requester")
def may_reply_as_requester(actor: Any, ticket: Any) -> bool:
    """The reporter, those who joined, the unit, and the system that reported it."""
    return bool(actor.permissions & {"desk.report", "api.use"}) and (
        ticket is None or is_of_unit(actor, ticket)
    )


@rule("ticket.confirm")
def may_confirm(actor: Any, ticket: Any) -> bool:
    """ "It works now" and "Still broken": anyone of the unit, or who works the ticket."""
    return may_reply_as_requester(actor, ticket) or _works(actor, ticket)


@rule("ticket.work")
def may_work(actor: Any, ticket: Any) -> bool:
    """Reply, note, assign, change state: where the actor's team leads or supports; unrouted ones by any agent."""
    return _works(actor, ticket)


@rule("ticket.take")
def may_take(actor: Any, ticket: Any) -> bool:
    """Assign to me."""
    return "ticket.take" in actor.permissions and (ticket is None or _works(actor, ticket))


@rule("ticket.triage")
def may_triage(actor: Any, ticket: Any) -> bool:
    """Route and correct tickets of any team that the actor sees."""
    return "ticket.triage" in actor.permissions and (ticket is None or reads_as_desk(actor, ticket))


@rule("ticket.route")
def may_route(actor: Any, ticket: Any) -> bool:
    """Change the team: who triages or works it."""
    return may_triage(actor, ticket) or _works(actor, ticket)


@rule("ticket.correct")
def may_correct(actor: Any, ticket: Any) -> bool:
    """Correct title, place and service: who routes it, and the system that reported it."""
    if may_route(actor, ticket):
        return True
    reported = ticket is None or actor.pk in (ticket.requester_id, ticket.opened_by_id)
    return "api.use" in actor.permissions and reported


@rule("ticket.assign")
def may_assign(actor: Any, ticket: Any) -> bool:
    """Choose who works it: who triages or works it."""
    return may_route(actor, ticket)


@rule("ticket.cancel")
def may_cancel(actor: Any, ticket: Any) -> bool:
    """End it without a fix: who works it."""
    return _works(actor, ticket)


@rule("ticket.merge")
def may_merge(actor: Any, ticket: Any) -> bool:
    """Join it to the ticket that survives: who triages or works it."""
    return may_route(actor, ticket)


@rule("ticket.withdraw")
def may_withdraw(actor: Any, ticket: Any) -> bool:
    """Only the person who reported it says that it is no longer needed."""
    return "desk.report" in actor.permissions and (ticket is None or ticket.requester_id == actor.pk)


@rule("ticket.reply")
def may_answer(actor: Any, ticket: Any) -> bool:
    """Answer a question of the desk: the reporter, those who joined, the unit."""
    return may_reply_as_requester(actor, ticket)


@rule("ticket.auto_close")
def may_auto_close(actor: Any, ticket: Any) -> bool:
    """Closing without an answer is for the desk itself; people confirm."""
    return False


@rule("handover.answer")
def may_answer_handover(actor: Any, handover: Any) -> bool:
    """Accept or send back: members of the team it is offered to, and those who work any ticket."""
    if "ticket.work" not in actor.permissions:
        return False
    return handover is None or "ticket.work_any" in actor.permissions or handover.to_team_id in actor.team_ids


@rule("ticket.lower_priority")
def may_lower_priority(actor: Any, ticket: Any) -> bool:
    """The on-duty lead, IT or HTM manager and the CMIO may lower P1 and P2 by one step (domain 2.2)."""
    return "ticket.lower_priority" in actor.permissions and (ticket is None or reads_as_desk(actor, ticket))


@rule("ticket.raise_priority")
def may_raise_priority(actor: Any, ticket: Any) -> bool:
    """Who works the ticket, leads, the CMIO and the house supervisor may raise it."""
    if "ticket.raise_priority" in actor.permissions:
        return ticket is None or reads_as_desk(actor, ticket)
    return _works(actor, ticket)


@rule("ticket.reveal")
def may_reveal(actor: Any, ticket: Any) -> bool:
    """The protected field: who works the ticket and holds the permission; every reveal is recorded."""
    return "phi.reveal" in actor.permissions and (ticket is None or _works(actor, ticket))


def may_open_restricted_files(actor: Any) -> bool:
    """Files of restricted tickets and pictures of records: those who work tickets, and whom it was granted."""
    return is_system(actor) or "phi.reveal" in actor.permissions


@rule("file.answer")
def may_answer_for_file(actor: Any, file: Any) -> bool:
    """Whether a file shows a chart is said by who sent it, and by who works the ticket and may see patient data."""
    if file is None:
        return True
    return file.uploader_id == getattr(actor, "pk", 0) or may_reveal(actor, file.ticket)


@rule("notice.read")
def may_read_notices(actor: Any, target: Any) -> bool:
    """Notices are for everybody signed in."""
    return True


@rule("notice.post")
def may_post_notice(actor: Any, target: Any) -> bool:
    """Duty managers, managers and leads."""
    return "notice.post" in actor.permissions


@rule("page.acknowledge")
def may_acknowledge(actor: Any, page: Any) -> bool:
    """The person paged, or anybody else who may answer pages and sees the ticket."""
    if "page.acknowledge" not in actor.permissions:
        return False
    return page is None or page.recipient_id == actor.pk or reads_as_desk(actor, page.ticket)


@rule("unit.handover")
def may_print_handover(actor: Any, target: Any) -> bool:
    """The sheet of everything open on the unit is for charge nurses and unit leads."""
    return "unit.lead" in actor.permissions
