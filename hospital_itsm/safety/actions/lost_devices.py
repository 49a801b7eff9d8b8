"""A device that is lost with patient data on board opens a ticket of the privacy queue (domain 3.10, 4.5)."""

from datetime import datetime
from typing import Any, Final

from django.utils.translation import gettext as _

from assets.choices import AssetStatus, YesNoUnknown
from assets.followers import DATA_KNOWN
from assets.models import Asset
from hospital_itsm.audit.actions import step
from hospital_itsm.core.actors import System
from hospital_itsm.core.phi_guard import PhiDecision
from hospital_itsm.safety.models import LostDevice
from tickets.actions.conversation import note
from tickets.actions.intake import Place
from tickets.actions.report import report_problem
from tickets.actions.store import lock
from tickets.actions.tell_people import tell_team
from tickets.choices import CareAnswer, Kind, Source
from tickets.models import Ticket

WATCH: Final = System("lost-devices")
LOSSES: Final = frozenset({"report_missing", "declare_lost"})
"""Steps of a device, or of its line on a recall, that say it is lost."""


@step
def follow_loss(asset: Asset, verb: str, before: str, actor: Any, at: datetime) -> None:
    """Open the ticket when a device is lost, add to it what becomes of the device; for `assets.followers`."""
    if verb not in LOSSES and before != AssetStatus.MISSING:
        return
    loss = LostDevice.objects.select_for_update().filter(asset=asset, found_at__isnull=True).first()
    if loss is None:
        if verb in LOSSES | {DATA_KNOWN} and asset.stores_phi != YesNoUnknown.NO:
            _open(asset, at)
        return
    if verb not in LOSSES | {DATA_KNOWN, "retire"}:
        loss.found_at = at
        loss.save(update_fields=["found_at"])
    _add(loss, _words(asset, verb))


def _open(asset: Asset, at: datetime) -> Ticket:
    """Only codes of ours stand in it: the name of a thing may be somebody's words."""
    ticket = report_problem(
        actor=WATCH,
        kind=Kind.PRIVACY,
        source=Source.SYSTEM,
        title=_("%(tag)s is lost and may hold patient data") % {"tag": asset.tag},
        text=_report(asset),
        care_answer=CareAnswer.NOT_AFFECTED,
        place=Place(),
        asset=asset,
        flags=["phi_disclosure"],
        phi_decision=PhiDecision.NOT_PHI,
    )
    LostDevice.objects.create(asset=asset, ticket=ticket, lost_at=at)
    return ticket


def _report(asset: Asset) -> str:
    known = asset.stores_phi == YesNoUnknown.YES
    data = _("It holds patient data.") if known else _("Nobody wrote down whether it holds patient data.")
    place = asset.location.code if asset.location else asset.last_seen_place
    return "\n".join(
        (
            _("%(tag)s (%(kind)s) was reported lost or stolen. %(data)s")
            % {"tag": asset.tag, "kind": asset.get_asset_class_display().lower(), "data": data},
            _("Last place: %(place)s. Unit: %(unit)s.")
            % {
                "place": place or _("unknown"),
                "unit": asset.care_area.code if asset.care_area else _("unknown"),
            },
            _("Its page says who reported it. The day the first of the staff knew starts the clock."),
        )
    )


def _words(asset: Asset, verb: str) -> str:
    words = {
        "report_missing": _("%(tag)s was reported lost again."),
        "declare_lost": _("A recall signed %(tag)s off as lost after its searches."),
        "retire": _("%(tag)s was retired and not found."),
        DATA_KNOWN: _("What is known of patient data on %(tag)s has changed: see its page."),
    }
    found = _("%(tag)s was found. Judge whether anybody could read its data before you close this.")
    return words.get(verb, found) % {"tag": asset.tag}


def _add(loss: LostDevice, words: str) -> None:
    key = loss.ticket.key
    note(key, actor=WATCH, text=words, phi_decision=PhiDecision.NOT_PHI)
    ticket = lock(key, WATCH)
    if ticket.assignee is None and ticket.team is not None:
        tell_team(ticket, ticket.team, actor=WATCH, kind="ticket.noted")
