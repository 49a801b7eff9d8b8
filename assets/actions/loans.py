"""Things in other hands for a while: ours lent out, a vendor's with us."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assets.actions import store
from assets.choices import LoanKind
from assets.models import Asset, Loan
from hospital_itsm.audit.actions import action, step
from hospital_itsm.core.access import require
from hospital_itsm.core.errors import Conflict, ValueRefused
from vendors.models import Vendor


@action("asset.rent", gettext_lazy("noted that it is a loaner or a rental"))
def note_rental(
    tag: str,
    *,
    actor: Any,
    kind: str,
    vendor: Vendor,
    return_on: date,
    charge_per_day: Decimal | None = None,
    version: int | None = None,
) -> Loan:
    """Note that a thing here belongs to a vendor and goes back on a day; it does so with the step return_to_owner.

    Raises Conflict where that is noted already, ValueRefused for a kind that is not a loaner or a rental.
    """
    asset = store.lock_asset(tag, actor, version)
    require(actor, "asset.edit", asset)
    if kind not in (LoanKind.LOANER, LoanKind.RENTAL):
        raise ValueRefused({"kind": _("Say whether it is a loaner or a rental.")})
    if return_on < timezone.localdate():
        raise ValueRefused({"return_on": _("Give today or a later day.")})
    if Loan.objects.filter(asset=asset, returned_at__isnull=True).exclude(kind=LoanKind.LENT_OUT).exists():
        raise Conflict(_("%(tag)s is noted as a loaner or rental already.") % {"tag": asset.tag})
    facts = {"vendor": vendor, "return_on": return_on, "charge_per_day": charge_per_day}
    loan = open_loan(asset, kind, facts)
    changes = {
        "loan": [None, kind],
        "vendor": [None, str(vendor)],
        "return_on": [None, return_on.isoformat()],
    }
    store.save_asset(asset, changes, actor=actor, verb="asset.rent")
    return loan


@action("asset.extend_loan", gettext_lazy("moved the day it is due back"))
def extend_loan(loan: Loan, *, actor: Any, return_on: date) -> Loan:
    """Move the day a thing is due back. Raises Conflict once it is back, ValueRefused for a day in the past."""
    asset = store.lock_asset(loan.asset.tag, actor)
    require(actor, "asset.edit", asset)
    loan = Loan.objects.select_for_update().get(pk=loan.pk)
    if loan.returned_at is not None:
        raise Conflict(_("%(tag)s is back already.") % {"tag": asset.tag})
    if return_on < timezone.localdate():
        raise ValueRefused({"return_on": _("Give today or a later day.")})
    before, loan.return_on = loan.return_on, return_on
    loan.save(update_fields=["return_on"])
    changes = {"return_on": [before.isoformat(), return_on.isoformat()]}
    store.save_asset(asset, changes, actor=actor, verb="asset.extend_loan")
    return loan


@step
def open_loan(asset: Asset, kind: str, facts: Mapping[str, Any]) -> Loan:
    """Open a loan of a locked asset from today."""
    return Loan.objects.create(
        asset=asset,
        kind=kind,
        care_area=facts.get("care_area"),
        vendor=facts.get("vendor"),
        party=facts.get("party", ""),
        since=timezone.localdate(),
        return_on=facts["return_on"],
        charge_per_day=facts.get("charge_per_day"),
    )


@step
def close_loan(asset: Asset, kind: str | None, at: datetime) -> None:
    """Close the open loan of a kind; None means a loaner or rental that goes back to its owner."""
    kinds = (kind,) if kind else (LoanKind.LOANER, LoanKind.RENTAL)
    Loan.objects.filter(asset=asset, kind__in=kinds, returned_at__isnull=True).update(returned_at=at)
