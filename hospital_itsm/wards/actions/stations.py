"""Keeping ward computers: their place and asset, the link that enrols one, and when each was seen."""

import secrets
from datetime import datetime, timedelta
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assets.models import Asset
from hospital_itsm.audit.actions import action, housekeeping
from hospital_itsm.audit.recording import record
from hospital_itsm.core.access import require
from hospital_itsm.core.errors import Conflict, ValueRefused
from hospital_itsm.core.plain_text import one_line
from hospital_itsm.people.actions.places import register_workstation
from hospital_itsm.people.models import CareArea, Workstation
from hospital_itsm.people.rules.tokens import hash_secret
from hospital_itsm.wards.models import EnrolmentLink, Station

SECRET_BYTES: Final = 24
LINK_HOURS: Final = 24


@action("workstation.place", gettext_lazy("placed the ward computer"))
def place_station(
    *,
    actor: Any,
    name: str,
    care_area: CareArea,
    room: str = "",
    is_shared: bool = True,
    is_critical: bool = False,
    asset_tag: str = "",
) -> Workstation:
    """Store a computer with its place and the asset it is, or move the one of that name.

    An empty tag means that nobody said which asset it is. Raises Forbidden, ValueRefused.
    """
    asset = _asset(asset_tag)
    workstation = register_workstation(
        actor=actor, name=name, care_area=care_area, room=room, is_shared=is_shared, is_critical=is_critical
    )
    station, _is_new = Station.objects.select_for_update().get_or_create(workstation=workstation)
    if station.asset != asset:
        before = station.asset.tag if station.asset else None
        station.asset = asset
        station.save(update_fields=["asset"])
        record(actor, "workstation.place", workstation, {"asset": [before, asset.tag if asset else None]})
    return workstation


@action("workstation.make_link", gettext_lazy("made a link that enrols the computer"))
def make_link(workstation: Workstation, *, actor: Any) -> str:
    """End the link before and return the secret of a new one, which works once within a day and is shown only now.

    Raises Forbidden, Conflict for a revoked computer.
    """
    workstation = Workstation.objects.select_for_update().get(pk=workstation.pk)
    require(actor, "workstation.register", workstation)
    if not workstation.is_active:
        raise Conflict(_("%(name)s is revoked. Register it again first.") % {"name": workstation.name})
    EnrolmentLink.objects.filter(workstation=workstation, used_at__isnull=True).update(is_over=True)
    secret, at = secrets.token_urlsafe(SECRET_BYTES), timezone.now()
    EnrolmentLink.objects.create(
        workstation=workstation,
        secret_hash=hash_secret(secret),
        epoch=workstation.epoch,
        made_by=actor,
        made_at=at,
        expires_at=at + timedelta(hours=LINK_HOURS),
    )
    record(actor, "workstation.make_link", workstation)
    return secret


@action("workstation.enrol", gettext_lazy("enrolled the computer"))
def enrol(secret: str, *, actor: Any, now: datetime | None = None) -> Workstation:
    """Use a link up and return the computer that this browser is now; whoever made the link answers for it.

    Raises Workstation.DoesNotExist for a link that is wrong, used, over or expired, or whose computer was revoked.
    """
    at = now or timezone.now()
    link = (
        EnrolmentLink.objects.select_for_update(of=("self",)).filter(secret_hash=hash_secret(secret)).first()
    )
    if link is None or link.used_at is not None or link.is_over or at >= link.expires_at:
        raise Workstation.DoesNotExist
    workstation = Workstation.objects.select_for_update().get(
        pk=link.workstation_id, is_active=True, epoch=link.epoch
    )
    link.used_at = at
    link.save(update_fields=["used_at"])
    record(actor, "workstation.enrol", workstation, {}, on_behalf_of=link.made_by.username)
    return workstation


@housekeeping("that a computer is in use is no act of anybody's")
def note_seen(workstation: Workstation, *, actor: Any, now: datetime | None = None) -> None:
    """Remember that a page was asked for from this computer."""
    Station.objects.update_or_create(workstation=workstation, defaults={"seen_at": now or timezone.now()})


def _asset(tag: str) -> Asset | None:
    tag = one_line(tag)
    if not tag:
        return None
    asset = Asset.objects.filter(tag__iexact=tag).first()
    if asset is None:
        raise ValueRefused({"asset_tag": _("There is no asset with this tag. Check it, or leave it empty.")})
    return asset
