"""Making two records of one company one."""

from typing import Any, Final

from django.db.models import ManyToOneRel
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.audit.actions import action
from hospital_itsm.core.access import require
from hospital_itsm.core.errors import Conflict, ValueRefused
from vendors.actions import store
from vendors.actions.vendors import NAMES
from vendors.choices import VendorKind
from vendors.models import Vendor, VendorAlias

FILLED: Final = ("support_phone", "support_hours", "account_number", "support_email", "website")
LONGEST_KEPT: Final = 90


@action("vendor.merge", gettext_lazy("merged the vendor"))
def merge_vendors(pk: int, *, actor: Any, into: int, version: int | None = None) -> Vendor:
    """Make the vendor `pk` one with the vendor `into` and return that one.

    Everything that names the first names the second from now on: other names, contracts, tickets and whatever other
    apps hold. Kinds are united; what the second lacks of phone, hours, account number, e-mail and website it takes
    from the first, whose name becomes another name. The first stays as a retired row that leads to the second and no
    longer holds its name.
    Raises Vendor.DoesNotExist, Forbidden, StaleVersion (of the first), Conflict for one merged already, ValueRefused
    for a vendor merged into itself.
    """
    store.hold(NAMES)
    if pk == into:
        raise ValueRefused({"into": _("Choose the other record of this company.")})
    locked = (
        Vendor.objects.visible_to(actor).select_for_update(of=("self",)).order_by("pk").in_bulk([pk, into])
    )
    if len(locked) < 2:
        raise Vendor.DoesNotExist
    gone, kept = locked[pk], locked[into]
    for vendor in (gone, kept):
        require(actor, "vendor.manage", vendor)
        if vendor.merged_into_id is not None:
            raise Conflict(_("%(name)s was merged already. Open its page.") % {"name": vendor.name})
    store.refuse_stale(gone, version)
    moved = _move_references(gone, kept)
    VendorAlias.objects.bulk_create([VendorAlias(vendor=kept, name=gone.name)], ignore_conflicts=True)
    changes = store.put_values(kept, _united(gone, kept))
    store.save_changes(kept, changes, actor=actor, verb="vendor.merge", reason=f"from {gone.name}"[:200])
    shut = {"is_active": False, "merged_into": kept, "name": _given_up(gone)}
    ended = store.put_values(gone, shut)
    store.save_changes(gone, {**ended, "moved": moved}, actor=actor, verb="vendor.merge")
    return kept


def _given_up(gone: Vendor) -> str:
    return f"{gone.name[:LONGEST_KEPT]} (merged {gone.pk})"


def _united(gone: Vendor, kept: Vendor) -> dict[str, Any]:
    filled = {name: getattr(gone, name) for name in FILLED if getattr(gone, name) and not getattr(kept, name)}
    return {**filled, "kinds": [kind for kind in VendorKind.values if kind in {*kept.kinds, *gone.kinds}]}


def _move_references(gone: Vendor, kept: Vendor) -> dict[str, int]:
    """Point every row of every table that names the first at the second; return how many of each table."""
    moved = {}
    for relation in Vendor._meta.related_objects:
        if isinstance(relation, ManyToOneRel):
            name = relation.field.name
            rows = relation.related_model._base_manager.filter(**{name: gone})
            moved[relation.related_model._meta.label_lower] = rows.update(**{name: kept})
    return {label: count for label, count in sorted(moved.items()) if count}
