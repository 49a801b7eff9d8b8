"""Correcting what a ticket says about itself: the fields a person may set, one list for page and REST."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assets.queries.naming import asset_named, room_of, unit_of
from hospital_itsm.audit.actions import action
from hospital_itsm.audit.recording import free_text
from hospital_itsm.core.access import require
from hospital_itsm.core.errors import ValueRefused
from hospital_itsm.core.phi_guard import guard_fields
from tickets.actions.priority import recompute
from tickets.actions.protected import keep_protected
from tickets.actions.search_words import refresh
from tickets.actions.store import changed_fields, lock, store
from tickets.models import Ticket

TEXTS = ("title", "room", "device_text", "callback")
LINKS = ("category", "service", "care_area", "asset")
SETTABLE = (*TEXTS, *LINKS)


@action("ticket.set_fields", gettext_lazy("changed the details"))
def set_fields(
    key: str,
    *,
    actor: Any,
    fields: Mapping[str, Any],
    version: int | None = None,
    phi_decision: str = "",
) -> Ticket:
    """Set fields of `SETTABLE`: texts, and as rows category, service, asset (None empties them) and care_area.

    A `device_text` that is the tag or serial number of a device names it. A device brings its place, unless one is
    given. Place, service and device weigh on the priority, which is computed again. Raises ValueRefused for other
    fields, an empty or too long text, a ticket left without a place.
    """
    ticket = lock(key, actor, version)
    require(actor, "ticket.correct", ticket)
    _refuse(ticket, fields)
    fields = _with_device(fields, actor)
    at = timezone.now()
    clean = guard_fields(_free_texts(fields), phi_decision)
    if clean.removed:
        keep_protected(ticket, clean.removed, at=at)
    before = {name: getattr(ticket, name) for name in clean.texts}
    texts = changed_fields(ticket, **clean.texts)
    changes = {name: [free_text(before[name]), free_text(clean.texts[name])] for name in texts}
    links = changed_fields(ticket, **_links(fields))
    if not texts and not links:
        return ticket
    ticket.save(update_fields=[*texts, *links])
    changes |= links
    if links:
        changes |= recompute(ticket, actor=actor, at=at).changes
    refresh(ticket)
    store(ticket, actor=actor, verb="ticket.set_fields", changes=changes | clean.trail())
    return ticket


def _with_device(fields: Mapping[str, Any], actor: Any) -> dict[str, Any]:
    """The fields with the device that the text names, or the text that names the device, and the device's place."""
    given = dict(fields)
    if "asset" not in given and "device_text" in given:
        given["asset"] = asset_named(str(given["device_text"]), actor)
    asset = given.get("asset")
    if asset is not None:
        given["device_text"] = asset.tag
        if (unit := unit_of(asset)) is not None and "care_area" not in given:
            given = {"room": room_of(asset), **given, "care_area": unit}
    elif "asset" in given:
        given.setdefault("device_text", "")
    return given


def _free_texts(fields: Mapping[str, Any]) -> dict[str, str]:
    """What a person typed; the tag of a device is none."""
    names = [name for name in TEXTS if name in fields and not (name == "device_text" and fields.get("asset"))]
    return {name: str(fields[name]).strip() for name in names}


def _links(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The rows, and the tag of the device."""
    links = {name: fields[name] for name in LINKS if name in fields}
    return {**links, "device_text": fields["device_text"]} if fields.get("asset") else links


def _refuse(ticket: Ticket, fields: Mapping[str, Any]) -> None:
    errors = {
        name: _("This field cannot be set here. Leave it out.") for name in fields if name not in SETTABLE
    }
    for name in TEXTS:
        longest = getattr(Ticket._meta.get_field(name), "max_length", 0)
        if name in fields and len(str(fields[name]).strip()) > longest:
            errors[name] = _("Shorten it to %(most)d characters.") % {"most": longest}
    if "title" in fields and not str(fields["title"]).strip():
        errors["title"] = _("Say in a few words what is wrong.")
    if "care_area" in fields and fields["care_area"] is None:
        errors["care_area"] = _("Choose the unit where the problem is.")
    if errors:
        raise ValueRefused(errors)
