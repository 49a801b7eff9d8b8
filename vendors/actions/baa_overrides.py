"""Exceptions of 24 hours from the gate, made by privacy officer or CISO and told to the others who answer."""

from datetime import timedelta
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.audit.actions import action
from hospital_itsm.audit.recording import free_text, record
from hospital_itsm.core.access import require
from hospital_itsm.core.errors import Conflict, ValueRefused
from hospital_itsm.core.phi_guard import guard
from hospital_itsm.core.plain_text import one_line
from hospital_itsm.outbox.tell import tell
from hospital_itsm.people.choices import RoleCode
from vendors.choices import GatePurpose
from vendors.models import Baa, BaaOverride, Vendor
from vendors.queries.answering import holders_of_roles

LASTS: Final = timedelta(hours=24)
SHORTEST_REASON: Final = 10
LONGEST_REASON: Final = 400
LABEL: Final = 80
TOLD: Final = (RoleCode.PRIVACY, RoleCode.SECURITY, RoleCode.VENDOR_MANAGER, RoleCode.CIO)


@action("baa.override", gettext_lazy("made an exception from the BAA gate"))
def allow_without_baa(vendor: int, *, actor: Any, purpose: str, reason: str) -> BaaOverride:
    """Let one purpose through for a vendor, for 24 hours from now; a further one is a row with a reason of its own.

    It never helps the actor's own request (`baa_gate.blocked`). Raises Vendor.DoesNotExist, Forbidden, Conflict where
    an agreement is in force, ValueRefused for an unknown purpose and a reason that is missing or was given before.
    """
    row: Vendor = Vendor.objects.visible_to(actor).select_for_update(of=("self",)).get(pk=vendor)
    require(actor, "baa.override", row)
    now = timezone.now()
    words = guard(one_line(reason), field="reason").text
    _refuse(row, purpose, words)
    if Baa.objects.holding(timezone.localdate(now)).filter(vendor=row).exists():
        raise Conflict(
            _("A BAA with %(name)s is in force. Nothing needs to be allowed.") % {"name": row.name}
        )
    made = BaaOverride.objects.create(
        vendor=row, purpose=purpose, reason=words, made_by=actor, made_at=now, ends_at=now + LASTS
    )
    changes = {"purpose": [None, str(purpose)], "until": made.ends_at.isoformat(), "reason": free_text(words)}
    record(actor, "baa.override", made, changes)
    tell(
        actor=actor,
        kind="baa.override",
        recipients=holders_of_roles(TOLD),
        payload={
            "vendor": row.name[:LABEL],
            "pk": row.pk,
            "purpose": str(GatePurpose(purpose).label),
            "by": actor.full_name[:LABEL],
            "until": made.ends_at,
        },
        dedupe=str(made.pk),
    )
    return made


@action("baa.end_override", gettext_lazy("ended an exception from the BAA gate"))
def end_override(pk: int, *, actor: Any) -> BaaOverride:
    """End an exception now; one that is over stays as it is. Raises BaaOverride.DoesNotExist, Forbidden."""
    row: BaaOverride = BaaOverride.objects.select_for_update(of=("self",)).select_related("vendor").get(pk=pk)
    require(actor, "baa.override", row)
    now = timezone.now()
    if row.ends_at > now:
        record(actor, "baa.end_override", row, {"until": [row.ends_at.isoformat(), now.isoformat()]})
        row.ends_at, row.ended_by = now, actor
        row.save(update_fields=["ends_at", "ended_by"])
    return row


def _refuse(vendor: Vendor, purpose: str, reason: str) -> None:
    errors = {}
    if purpose not in GatePurpose.values:
        errors["purpose"] = _("%(value)s is not one of: %(codes)s.") % {
            "value": str(purpose)[:40],
            "codes": ", ".join(GatePurpose.values),
        }
    if len(reason) < SHORTEST_REASON:
        errors["reason"] = _("Say why this cannot wait for a BAA.")
    elif len(reason) > LONGEST_REASON:
        errors["reason"] = _("Use at most %(count)d characters.") % {"count": LONGEST_REASON}
    elif BaaOverride.objects.filter(vendor=vendor, reason__iexact=reason).exists():
        errors["reason"] = _("This reason was given before. Say what is different this time.")
    if errors:
        raise ValueRefused(errors)
