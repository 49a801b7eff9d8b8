"""The contacts of a vendor: added and changed."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.audit.actions import action, step
from hospital_itsm.audit.recording import free_text, record
from hospital_itsm.core.access import require
from hospital_itsm.core.errors import ValueRefused
from hospital_itsm.core.phi_guard import guard
from vendors.actions import store
from vendors.models import Vendor, VendorContact

FIELDS: Final = frozenset(
    {"name", "role", "phone", "night_phone", "email", "hours", "level", "after_minutes", "note", "is_active"}
)
MOST: Final = 50
RUNGS: Final = 9


@action("vendor.add_contact", gettext_lazy("added a contact of the vendor"))
def add_contact(vendor_pk: int, *, actor: Any, **fields: Any) -> VendorContact:
    """Store a contact. Raises Vendor.DoesNotExist, Forbidden, ValueRefused naming every field at fault."""
    vendor = _vendor(vendor_pk, actor)
    store.refuse_unknown(fields, FIELDS)
    if vendor.contacts.count() >= MOST:
        raise ValueRefused(
            {"name": _("A vendor has at most %(most)d contacts. Change one.") % {"most": MOST}}
        )
    contact = VendorContact(vendor=vendor)
    changes = _put(contact, fields)
    contact.save(force_insert=True)
    record(actor, "vendor.add_contact", vendor, {"contact": [None, contact.pk], **changes})
    return contact


@action("vendor.change_contact", gettext_lazy("changed a contact of the vendor"))
def change_contact(
    pk: int, *, actor: Any, fields: Mapping[str, Any], version: int | None = None
) -> VendorContact:
    """Change a contact; with `is_active` off it is there no more. A change of nothing records nothing.

    Raises VendorContact.DoesNotExist, Forbidden, StaleVersion, ValueRefused.
    """
    known = VendorContact.objects.visible_to(actor).get(pk=pk)
    vendor = _vendor(known.vendor_id, actor)
    contact: VendorContact = VendorContact.objects.select_for_update().get(pk=pk)
    store.refuse_stale(contact, version)
    store.refuse_unknown(fields, FIELDS)
    changes = _put(contact, fields)
    if changes:
        contact.version += 1
        contact.save()
        record(actor, "vendor.change_contact", vendor, {"contact": contact.pk, **changes})
    return contact


def _vendor(pk: int, actor: Any) -> Vendor:
    vendor: Vendor = Vendor.objects.visible_to(actor).select_for_update(of=("self",), no_key=True).get(pk=pk)
    require(actor, "vendor.manage", vendor)
    return vendor


@step
def _put(contact: VendorContact, fields: Mapping[str, Any]) -> dict[str, Any]:
    given = dict(fields)
    if isinstance(given.get("note"), str):
        given["note"] = guard(given["note"], field="note").text
    changes = store.put_values(contact, given)
    errors = store.faults_of(contact, exclude={"vendor"})
    if not contact.name:
        errors["name"] = _("Type the name of the person or the desk.")
    if not (contact.phone or contact.night_phone or contact.email):
        errors["phone"] = _("Give at least one number or an e-mail address.")
    if contact.level is not None and not 1 <= contact.level <= RUNGS:
        errors["level"] = _("Give 1 to %(most)d; 1 is called first.") % {"most": RUNGS}
    if contact.after_minutes is not None and contact.level is None:
        errors["after_minutes"] = _("Say which step of the ladder this is, or leave it empty.")
    if errors:
        raise ValueRefused(errors)
    return {
        name: [free_text(part) if isinstance(part, str) else part for part in pair]
        for name, pair in changes.items()
    }
