"""Vendors: adding, changing, retiring and bringing back."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.audit.actions import action
from hospital_itsm.audit.recording import record
from hospital_itsm.core.access import require
from hospital_itsm.core.errors import Conflict, ValueRefused
from hospital_itsm.core.plain_text import one_line
from vendors.actions import store
from vendors.choices import VendorKind
from vendors.models import Contract, Vendor, VendorAlias
from vendors.rules.names import normalized

CHANGEABLE: Final = frozenset(
    {"name", "kinds", "support_phone", "support_hours", "account_number", "support_email", "website"}
)
NAMES: Final = "names of vendors"
LONGEST_NAME: Final = 120
MOST_ALIASES: Final = 50


@action("vendor.create", gettext_lazy("added the vendor"))
def create_vendor(*, actor: Any, name: str, aliases: Iterable[str] = (), **fields: Any) -> Vendor:
    """Store a vendor with the other names it goes by; `fields` are further ones of CHANGEABLE.

    Raises Forbidden, ValueRefused naming every field at fault; a name another vendor goes by is one.
    """
    require(actor, "vendor.manage")
    store.hold(NAMES)
    store.refuse_unknown(fields, CHANGEABLE)
    vendor = Vendor()
    changes = store.put_values(vendor, {"name": name, **_in_order(fields)})
    others = _other_names(vendor, aliases)
    _refuse(vendor, others)
    vendor.save(force_insert=True)
    _put_aliases(vendor, others)
    if others:
        changes["aliases"] = [[], others]
    record(actor, "vendor.create", vendor, changes)
    return vendor


@action("vendor.change", gettext_lazy("changed the vendor"))
def change_vendor(
    pk: int,
    *,
    actor: Any,
    fields: Mapping[str, Any],
    aliases: Iterable[str] | None = None,
    version: int | None = None,
) -> Vendor:
    """Change fields of CHANGEABLE, and with `aliases` all other names at once. A change of nothing records nothing.

    Raises Vendor.DoesNotExist, Forbidden, StaleVersion, Conflict for a merged one, ValueRefused.
    """
    store.hold(NAMES)
    vendor = _lock(pk, actor, version)
    store.refuse_unknown(fields, CHANGEABLE)
    changes = store.put_values(vendor, _in_order(fields))
    before = list(vendor.aliases.order_by("name").values_list("name", flat=True))
    others = before if aliases is None else _other_names(vendor, aliases)
    _refuse(vendor, others)
    if others != before:
        _put_aliases(vendor, others)
        changes["aliases"] = [before, others]
    if changes:
        store.save_changes(vendor, changes, actor=actor, verb="vendor.change")
    return vendor


@action("vendor.retire", gettext_lazy("retired the vendor"))
def retire_vendor(pk: int, *, actor: Any, reason: str = "", version: int | None = None) -> Vendor:
    """Take a vendor out of the lists to choose from. Raises Conflict while a contract with it is in force."""
    vendor = _lock(pk, actor, version)
    held = Contract.objects.in_force(timezone.localdate()).filter(vendor=vendor).order_by("number")
    numbers = list(held.values_list("number", flat=True)[:5])
    if numbers:
        raise Conflict(
            _("Contracts with this vendor are in force: %(numbers)s. End them first.")
            % {"numbers": ", ".join(numbers)}
        )
    return _set_active(vendor, False, actor, "vendor.retire", reason)


@action("vendor.restore", gettext_lazy("brought the vendor back"))
def restore_vendor(pk: int, *, actor: Any, reason: str = "", version: int | None = None) -> Vendor:
    """Offer a retired vendor again. Raises Conflict for one that was merged into another."""
    return _set_active(_lock(pk, actor, version), True, actor, "vendor.restore", reason)


def _set_active(vendor: Vendor, is_active: bool, actor: Any, verb: str, reason: str) -> Vendor:
    changes = store.put_values(vendor, {"is_active": is_active})
    if changes:
        store.save_changes(vendor, changes, actor=actor, verb=verb, reason=one_line(reason))
    return vendor


def _lock(pk: int, actor: Any, version: int | None) -> Vendor:
    vendor: Vendor = Vendor.objects.visible_to(actor).select_for_update(of=("self",)).get(pk=pk)
    require(actor, "vendor.manage", vendor)
    store.refuse_stale(vendor, version)
    if vendor.merged_into is not None:
        raise Conflict(
            _("This vendor was merged into %(name)s. Change that one.") % {"name": vendor.merged_into.name}
        )
    return vendor


def _in_order(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields with the kinds each once, in the order of the list, unknown ones at the end."""
    if "kinds" not in fields:
        return dict(fields)
    given = list(dict.fromkeys(fields["kinds"]))
    known = [kind for kind in VendorKind.values if kind in given]
    return {**fields, "kinds": known + [kind for kind in given if kind not in known]}


def _other_names(vendor: Vendor, aliases: Iterable[str]) -> list[str]:
    """The cleaned names, each spelling once, without those that only spell the vendor's own name."""
    cleaned = [one_line(name) for name in aliases]
    spelled = {normalized(name): name for name in reversed(cleaned) if name}
    spelled.pop(normalized(vendor.name), None)
    return sorted(spelled.values())


def _put_aliases(vendor: Vendor, names: list[str]) -> None:
    vendor.aliases.exclude(name__in=names).delete()
    present = set(vendor.aliases.values_list("name", flat=True))
    VendorAlias.objects.bulk_create(
        VendorAlias(vendor=vendor, name=name) for name in names if name not in present
    )


def _refuse(vendor: Vendor, others: list[str]) -> None:
    errors = store.faults_of(vendor, exclude={"compared_name"})
    errors |= _faulty_kinds(vendor)
    if not vendor.name:
        errors["name"] = _("Type the company's name.")
    elif "name" not in errors and (words := _unusable(vendor, vendor.name)):
        errors["name"] = words
    faults = [words for name in others if (words := _unusable(vendor, name))]
    if faults or len(others) > MOST_ALIASES:
        errors["aliases"] = " ".join(faults) or _("Keep at most %(most)d other names.") % {
            "most": MOST_ALIASES
        }
    if errors:
        raise ValueRefused(errors)


def _faulty_kinds(vendor: Vendor) -> dict[str, str]:
    unknown = [str(kind) for kind in vendor.kinds if kind not in VendorKind.values]
    if not unknown:
        return {}
    words = _("%(value)s is not one of: %(codes)s.")
    return {"kinds": words % {"value": unknown[0][:40], "codes": ", ".join(VendorKind.values)}}


def _unusable(vendor: Vendor, name: str) -> str:
    """Why this vendor cannot go by a name, empty where it can."""
    compared = normalized(name)
    if not compared:
        return _("Use letters or digits in a name.")
    if len(name) > LONGEST_NAME:
        return _("Shorten a name to %(most)d characters.") % {"most": LONGEST_NAME}
    others = Vendor.objects.exclude(pk=vendor.pk).filter(compared_name=compared)
    aliases = VendorAlias.objects.exclude(vendor=vendor.pk).filter(compared_name=compared)
    holder = others.first() or next((one.vendor for one in aliases.select_related("vendor")), None)
    if holder is None:
        return ""
    return _("%(name)s is a name of %(holder)s already. Write another, or merge the two.") % {
        "name": name,
        "holder": holder.name,
    }
