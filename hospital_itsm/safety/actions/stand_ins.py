"""A spare or a loaner in place of a broken device: the unit goes on, and the restore clock stops (domain 2.3)."""

from datetime import date, datetime
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assets.actions.moving import move_asset
from assets.actions.store import lock_asset
from assets.actions.transitions import take_step
from assets.choices import AssetStatus, LoanKind
from assets.models import Asset, Loan, Location
from assets.queries.naming import unit_of
from hospital_itsm.audit.actions import action, step
from hospital_itsm.core.access import require
from hospital_itsm.core.actors import System, person
from hospital_itsm.core.errors import Conflict, ValueRefused
from hospital_itsm.core.phi_guard import PhiDecision
from hospital_itsm.people.models import CareArea
from hospital_itsm.safety.models import StandIn
from hospital_itsm.safety.queries.stand_ins import may_stand_in
from tickets.actions import transitions
from tickets.actions.conversation import note
from tickets.actions.store import lock, store
from tickets.models import Ticket
from tickets.rules.lifecycle import LIFECYCLE

BACK: Final = System("stand-ins")
VERB: Final = "ticket.give_stand_in"


@action(VERB, gettext_lazy("gave a working device in place of the broken one"))
def give_stand_in(
    key: str,
    *,
    actor: Any,
    tag: str,
    return_on: date,
    message: str = "",
    version: int | None = None,
    phi_decision: str = "",
) -> StandIn:
    """Lend a working device to the unit of a ticket, and say that the unit can go on where nobody said so yet.

    The device moves to where the broken one stands and comes back with the step `take_back`. Its restore clock stops
    with the step `restore`, whose message goes to the reporters; without one they read which device they have.
    Raises Ticket.DoesNotExist, Forbidden, Conflict for a ticket without a device or a unit or one that is over,
    ValueRefused for a device that does not work or is in somebody's hands, StaleVersion.
    """
    ticket = lock(key, actor, version)
    require(actor, "stand_in.give", ticket)
    broken, unit = _broken(ticket)
    at, given = timezone.now(), _given(tag, broken, actor)
    needs = {"party": unit.name, "return_on": return_on, "care_area": unit}
    take_step(given, "lend", actor=actor, at=at, needs=needs)
    _bring(given, broken, ticket, actor)
    restores = LIFECYCLE.find("restore", ticket.state, ticket.kind) is not None
    made = StandIn.objects.create(
        ticket=ticket,
        loan=Loan.objects.get(asset=given, kind=LoanKind.LENT_OUT, returned_at__isnull=True),
        given_at=at,
        given_by=person(actor),
        restored=restores,
    )
    if restores:
        words = message.strip() or _("%(tag)s stands in for %(broken)s, so that you can go on.") % {
            "tag": given.tag,
            "broken": broken.tag,
        }
        transitions.take_step(ticket, "restore", actor=actor, at=at, message=words, phi_decision=phi_decision)
    changes = {"stand_in": [None, given.tag], "restored": restores}
    store(ticket, actor=actor, verb=VERB, changes=changes, rises=not restores)
    return made


@step
def follow_stand_in(asset: Asset, verb: str, before: str, actor: Any, at: datetime) -> None:
    """Say on an open ticket that its stand-in is with the unit no more; for `assets.followers`."""
    if before != AssetStatus.LOANED_OUT:
        return
    made = StandIn.objects.filter(loan__asset=asset, loan__returned_at=at).select_related("ticket").first()
    if made is not None and made.ticket.is_open:
        words = _("%(tag)s stands in no more: it is %(status)s now.")
        status = asset.get_status_display().lower()
        note(
            made.ticket.key,
            actor=BACK,
            text=words % {"tag": asset.tag, "status": status},
            phi_decision=PhiDecision.NOT_PHI,
        )


def _broken(ticket: Ticket) -> tuple[Asset, CareArea]:
    """The broken device and the unit that needs another one. Raises Conflict."""
    if ticket.asset is None:
        raise Conflict(_("Name the device first: this ticket says none."))
    if ticket.care_area is None:
        raise Conflict(_("Name the unit first: this ticket says none."))
    if not ticket.is_open:
        raise Conflict(_("%(key)s is over. Lend the device on its own page.") % {"key": ticket.key})
    return ticket.asset, ticket.care_area


def _given(tag: str, broken: Asset, actor: Any) -> Asset:
    """The device, locked. Raises ValueRefused."""
    try:
        asset = lock_asset(tag, actor)
    except Asset.DoesNotExist as error:
        words = _("There is no device %(tag)s. Scan or type the tag of its label.")
        raise ValueRefused({"tag": words % {"tag": tag.strip()[:40]}}) from error
    if asset.pk == broken.pk:
        raise ValueRefused({"tag": _("This is the broken device. Choose another one.")})
    if asset.asset_class != broken.asset_class or not may_stand_in(asset, actor):
        words = _(
            "%(tag)s cannot stand in: give one of the same kind that works, is in nobody's hands and on no recall."
        )
        raise ValueRefused({"tag": words % {"tag": asset.tag}})
    return asset


def _bring(given: Asset, broken: Asset, ticket: Ticket, actor: Any) -> None:
    """Move it to where the broken one stands, else to the place of the unit; nowhere where no place is known."""
    place = broken.location if broken.location and unit_of(broken) == ticket.care_area else None
    place = place or Location.objects.in_use().filter(care_area=ticket.care_area).order_by("path").first()
    if place is None:
        return
    room = broken.room if place == broken.location else ticket.room
    move_asset(given.tag, actor=actor, to={"location": place, "room": room[:40]}, reason=ticket.key)
