"""A ticket becomes a matter of privacy, security or another restricted team: kind, readers, team and dates change
together; turning it back.
"""

from datetime import date
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.audit.actions import action
from hospital_itsm.core.access import require
from hospital_itsm.core.actors import person
from hospital_itsm.core.errors import Conflict, ValueRefused
from hospital_itsm.outbox.tell import tell
from hospital_itsm.people.choices import RoleCode
from hospital_itsm.people.models import Team
from hospital_itsm.privacy.actions.discoveries import refuse_day
from hospital_itsm.privacy.models import Discovery, Turning
from hospital_itsm.privacy.queries.matters import further_teams, route_of_kind
from hospital_itsm.privacy.rules.dates import tell_by
from tickets.actions.ownership import route_to, tell_routed
from tickets.actions.priority import recompute
from tickets.actions.reasons import safe_reason
from tickets.actions.store import changed_fields, lock, store
from tickets.actions.working import let_go
from tickets.choices import RESTRICTED_KINDS, Kind
from tickets.models import Ticket
from tickets.queries.audiences import holders_of

TURNED: Final = "ticket.restrict"
TURNED_BACK: Final = "ticket.open_again"
READERS: Final = {Kind.PRIVACY: RoleCode.PRIVACY, Kind.SECURITY: RoleCode.SECURITY}


@action(TURNED, gettext_lazy("restricted it to readers of its own"))
def turn(
    key: str,
    *,
    actor: Any,
    reason: str,
    kind: str = "",
    team: Team | None = None,
    day: date | None = None,
    version: int | None = None,
) -> Ticket:
    """Make a ticket a privacy event or security incident, or give it to another restricted `team` such as HR's: its
    own readers, its team, and nobody else from now on.

    Either `kind` or `team` is said; with a team the ticket stays of its kind. `day` is when a privacy event was
    discovered (today where it is left out); every date of the law follows it. Who turned it may not see it any more;
    reporters keep their own words, state and instructions. Raises Ticket.DoesNotExist, Forbidden, StaleVersion,
    Conflict for one that is restricted by kind or has ended, ValueRefused.
    """
    ticket = lock(key, actor, version)
    require(actor, "ticket.restrict", ticket)
    at = timezone.now()
    today = timezone.localdate(at)
    _refuse(ticket, kind, team, reason)
    found = day or today
    if kind == Kind.PRIVACY:
        refuse_day(found, today)
    why = safe_reason(ticket, reason, at=at)
    Turning.objects.create(
        ticket=ticket,
        kind_before=ticket.kind,
        team_before=ticket.team,
        turned_at=at,
        turned_by=person(actor),
    )
    keeper = team
    changes = changed_fields(ticket, is_restricted=True)
    if team is None:
        routed = route_of_kind(kind)
        keeper = routed.team
        changes |= changed_fields(ticket, kind=kind, category=routed.category)
    changes |= _given(ticket, keeper, actor, at)
    if kind == Kind.PRIVACY:
        changes |= _discovered(ticket, found, actor, at)
    store(ticket, actor=actor, verb=TURNED, changes=changes, reason=why)
    _tell(ticket, kind, actor, keeper)
    return ticket


@action(TURNED_BACK, gettext_lazy("opened it to its former readers again"))
def turn_back(key: str, *, actor: Any, reason: str, version: int | None = None) -> Ticket:
    """Undo it: the ticket is of its former kind and team again, and its former readers see it.

    Raises Ticket.DoesNotExist, Forbidden, StaleVersion, Conflict for one that nobody turned, ValueRefused.
    """
    ticket = lock(key, actor, version)
    require(actor, "ticket.open_again", ticket)
    row = Turning.objects.select_for_update().filter(ticket=ticket, undone_at=None).order_by("-id").first()
    if row is None or not ticket.is_restricted:
        raise Conflict(_("%(key)s was reported as what it is. It stays with its readers.") % {"key": key})
    at = timezone.now()
    why = safe_reason(ticket, reason, at=at)
    if not why:
        raise ValueRefused({"reason": _("Say in one line why it is no such matter.")})
    row.undone_at = at
    row.save(update_fields=["undone_at"])
    team = row.team_before or ticket.team
    changes = changed_fields(ticket, kind=row.kind_before, is_restricted=bool(team and team.is_restricted))
    changes |= _given(ticket, row.team_before, actor, at)
    store(ticket, actor=actor, verb=TURNED_BACK, changes=changes, reason=why)
    return ticket


def _refuse(ticket: Ticket, kind: str, team: Team | None, reason: str) -> None:
    if (team is None) == (kind not in RESTRICTED_KINDS):
        words = _("Say whether it is a matter of privacy, of security or of one restricted team.")
        raise ValueRefused({"kind": words})
    if team is not None and not further_teams().filter(pk=team.pk).exists():
        raise ValueRefused(
            {"team": _("This team has no readers of its own. Choose a restricted one with people in it.")}
        )
    if team is not None and ticket.team == team:
        raise Conflict(_("%(key)s is with this team already.") % {"key": ticket.key})
    if ticket.kind in RESTRICTED_KINDS:
        raise Conflict(
            _("%(key)s is restricted already. Its readers say what becomes of it.") % {"key": ticket.key}
        )
    if not ticket.is_open:
        raise Conflict(_("%(key)s has ended. Open it again first.") % {"key": ticket.key})
    if not reason.strip():
        raise ValueRefused({"reason": _("Say in one line what happened, without names of patients.")})


def _given(ticket: Ticket, team: Any, actor: Any, at: Any) -> dict[str, list[Any]]:
    ticket.save(update_fields=["kind", "is_restricted", "category"])
    changes = (
        {} if team is None or team == ticket.team else route_to(ticket, team) | let_go(ticket, actor, at)
    )
    ticket.save(update_fields=["team", "joint_team", "assignee", "is_restricted"])
    return changes | recompute(ticket, actor=actor, at=at).changes


def _discovered(ticket: Ticket, day: date, actor: Any, at: Any) -> dict[str, list[Any]]:
    row = Discovery.objects.filter(ticket=ticket).first() or Discovery(ticket=ticket, version=0)
    row.discovered_on, row.set_by, row.set_at = day, actor, at
    row.version += 1
    row.save()
    return {"discovered_on": [None, day.isoformat()], "tell_by": [None, tell_by(day).isoformat()]}


def _tell(ticket: Ticket, kind: str, actor: Any, team: Any) -> None:
    if kind:
        tell(
            actor=actor,
            kind="privacy.turned",
            recipients=holders_of(READERS[Kind(kind)]),
            payload={"ticket": ticket.key},
            dedupe=f"{ticket.key}:{ticket.version}",
        )
    if team is not None:
        tell_routed(ticket, team, actor)
