"""Giving one's part in approvals to somebody for some days, and taking it back."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.approvals import subjects
from hospital_itsm.approvals.models import Delegation
from hospital_itsm.approvals.queries.approvers import ALL_ROLES
from hospital_itsm.audit.actions import action
from hospital_itsm.audit.recording import free_text, record
from hospital_itsm.core.access import can, require
from hospital_itsm.core.errors import Conflict, ValueRefused
from hospital_itsm.core.phi_guard import guard
from hospital_itsm.core.plain_text import one_line
from hospital_itsm.outbox.tell import tell
from hospital_itsm.people.models import Membership

LONGEST_DAYS: Final = 366
LONGEST_REASON: Final = 200


@action("approval.delegate", gettext_lazy("delegated their approvals"))
def delegate(
    giver: Any,
    *,
    actor: Any,
    taker: Any,
    first_on: date,
    last_on: date,
    reason: str,
    kinds: Sequence[str] = (),
) -> Delegation:
    """Let `taker` decide in the name of `giver` from the first to the last day. Empty `kinds` mean all of them.

    What the taker holds by delegation goes no further. Raises Forbidden, ValueRefused naming every field at fault.
    """
    require(actor, "approval.delegate", giver)
    words = guard(one_line(reason), field="reason").text
    errors = _faults(giver, taker, first_on, last_on, words, kinds)
    if errors:
        raise ValueRefused(errors)
    made = Delegation.objects.create(
        giver=giver,
        taker=taker,
        first_on=first_on,
        last_on=last_on,
        kinds=sorted(set(kinds)),
        reason=words,
        made_at=timezone.now(),
    )
    days = {"first_on": [None, first_on.isoformat()], "last_on": [None, last_on.isoformat()]}
    who = {"giver": giver.username, "taker": taker.username}
    record(actor, "approval.delegate", made, {**who, **days, "kinds": made.kinds, "reason": free_text(words)})
    tell(
        actor=actor,
        kind="approval.delegated",
        recipients=[taker, giver],
        payload={"giver": str(giver)[:80], "first": first_on.isoformat(), "last": last_on.isoformat()},
        dedupe=str(made.pk),
    )
    return made


@action("approval.revoke", gettext_lazy("took their approvals back"))
def revoke(pk: int, *, actor: Any) -> Delegation:
    """End a delegation at once. Raises Delegation.DoesNotExist, Forbidden, Conflict where it has ended."""
    row: Delegation = Delegation.objects.visible_to(actor).select_for_update(of=("self",)).get(pk=pk)
    require(actor, "approval.delegate", row.giver)
    if row.revoked_at is not None or row.last_on < timezone.localdate():
        raise Conflict(_("This delegation has ended already."))
    row.revoked_at = timezone.now()
    row.save(update_fields=["revoked_at"])
    record(actor, "approval.revoke", row, {"taker": row.taker.username})
    return row


def _faults(
    giver: Any, taker: Any, first_on: date, last_on: date, reason: str, kinds: Sequence[str]
) -> dict[str, str]:
    errors = {}
    if taker.pk == giver.pk:
        errors["taker"] = _("Choose somebody else.")
    elif not taker.is_active or not can(taker, "approval.decide"):
        errors["taker"] = _("This person has no active account of the staff. Choose another.")
    if not _has_part(giver):
        errors["taker"] = _("There is nothing to delegate: this person holds no role that approves.")
    if last_on < first_on:
        errors["last_on"] = _("The last day comes before the first. Turn one of them round.")
    elif last_on < timezone.localdate():
        errors["last_on"] = _("Give a last day that is not over.")
    elif (last_on - first_on).days >= LONGEST_DAYS:
        errors["last_on"] = _("Delegate for at most a year at once.")
    if not reason:
        errors["reason"] = _("Say in one line why.")
    elif len(reason) > LONGEST_REASON:
        errors["reason"] = _("Use at most %(count)d characters.") % {"count": LONGEST_REASON}
    if set(kinds) - {kind for kind, _words in subjects.choices()}:
        errors["kinds"] = _("Choose from the list.")
    return errors


def _has_part(giver: Any) -> bool:
    roles = ALL_ROLES
    return Membership.objects.valid().filter(user=giver, role__code__in=roles).exists()
