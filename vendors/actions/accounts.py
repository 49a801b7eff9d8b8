"""The account numbers of a vendor: added and changed."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.audit.actions import action, step
from hospital_itsm.audit.recording import record
from hospital_itsm.core.access import require
from hospital_itsm.core.errors import ValueRefused
from hospital_itsm.core.phi_guard import guard
from vendors.actions import store
from vendors.models import AccountNumber, Vendor

FIELDS: Final = frozenset({"label", "number", "is_active"})
MOST: Final = 30


@action("vendor.add_account", gettext_lazy("added an account number of the vendor"))
def add_account(vendor_pk: int, *, actor: Any, **fields: Any) -> AccountNumber:
    """Store a number. Raises Vendor.DoesNotExist, Forbidden, ValueRefused naming every field at fault."""
    vendor = _vendor(vendor_pk, actor)
    store.refuse_unknown(fields, FIELDS)
    if vendor.accounts.count() >= MOST:
        raise ValueRefused(
            {"number": _("A vendor has at most %(most)d account numbers. Change one.") % {"most": MOST}}
        )
    account = AccountNumber(vendor=vendor)
    changes = _put(account, fields)
    account.save(force_insert=True)
    record(actor, "vendor.add_account", vendor, {"account": [None, account.pk], **changes})
    return account


@action("vendor.change_account", gettext_lazy("changed an account number of the vendor"))
def change_account(
    pk: int, *, actor: Any, fields: Mapping[str, Any], version: int | None = None
) -> AccountNumber:
    """Change a number; with `is_active` off nobody reads it out any more. A change of nothing records nothing.

    Raises AccountNumber.DoesNotExist, Forbidden, StaleVersion, ValueRefused.
    """
    known = AccountNumber.objects.visible_to(actor).get(pk=pk)
    vendor = _vendor(known.vendor_id, actor)
    account: AccountNumber = AccountNumber.objects.select_for_update().get(pk=pk)
    store.refuse_stale(account, version)
    store.refuse_unknown(fields, FIELDS)
    changes = _put(account, fields)
    if changes:
        account.version += 1
        account.save()
        record(actor, "vendor.change_account", vendor, {"account": account.pk, **changes})
    return account


def _vendor(pk: int, actor: Any) -> Vendor:
    vendor: Vendor = Vendor.objects.visible_to(actor).select_for_update(of=("self",), no_key=True).get(pk=pk)
    require(actor, "vendor.manage", vendor)
    return vendor


@step
def _put(account: AccountNumber, fields: Mapping[str, Any]) -> dict[str, Any]:
    given = dict(fields)
    if isinstance(given.get("label"), str):
        given["label"] = guard(given["label"], field="label").text
    changes = store.put_values(account, given)
    errors = store.faults_of(account, exclude={"vendor"})
    if not account.label:
        errors["label"] = _("Say what the number is for, such as: imaging service.")
    if not account.number:
        errors["number"] = _("Type the number as it is read out.")
    twins = AccountNumber.objects.in_use().filter(vendor=account.vendor, number=account.number)
    if "number" not in errors and account.is_active and twins.exclude(pk=account.pk).exists():
        errors["number"] = _("This number is there already. Change that one.")
    if errors:
        raise ValueRefused(errors)
    return changes
