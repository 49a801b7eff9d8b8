"""The people of a vendor and what they hold: added and changed."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.audit.actions import action, step
from hospital_itsm.audit.recording import record
from hospital_itsm.core.access import require
from hospital_itsm.core.errors import Conflict, ValueRefused
from hospital_itsm.vendor_file.actions import store
from hospital_itsm.vendor_file.models import Credential, VendorPerson

PERSON_FIELDS: Final = ("name", "role", "phone", "email", "note", "is_active")
CREDENTIAL_FIELDS: Final = ("kind", "label", "issued_on", "expires_on", "is_active")
MOST_PEOPLE: Final = 500
MOST_CREDENTIALS: Final = 40


@action("vendor_person.add", gettext_lazy("added somebody of the vendor"))
def add_person(vendor: int, *, actor: Any, **fields: Any) -> VendorPerson:
    """Store somebody of a vendor. Raises Vendor.DoesNotExist, Forbidden, ValueRefused naming every field at fault."""
    require(actor, "vendor_person.manage")
    held = store.lock_vendor(vendor, actor)
    store.refuse_unknown(fields, PERSON_FIELDS)
    if held.people.count() >= MOST_PEOPLE:
        raise ValueRefused({"name": _("A vendor has at most %(most)d people here.") % {"most": MOST_PEOPLE}})
    person = VendorPerson(vendor=held)
    changes = _put_person(person, fields)
    person.save(force_insert=True)
    record(actor, "vendor_person.add", person, changes)
    return person


@action("vendor_person.change", gettext_lazy("changed somebody of the vendor"))
def change_person(
    pk: int, *, actor: Any, fields: Mapping[str, Any], version: int | None = None
) -> VendorPerson:
    """Change somebody; with `is_active` off they work here no more. A change of nothing records nothing.

    Raises VendorPerson.DoesNotExist, Forbidden, StaleVersion, ValueRefused.
    """
    person = _lock_person(pk, actor)
    store.refuse_stale(person, version)
    store.refuse_unknown(fields, PERSON_FIELDS)
    changes = _put_person(person, fields)
    store.save_changes(person, changes, actor=actor, verb="vendor_person.change")
    return person


@action("credential.add", gettext_lazy("added the credential"))
def add_credential(person: int, *, actor: Any, **fields: Any) -> Credential:
    """Store what somebody holds. Raises VendorPerson.DoesNotExist, Forbidden, Conflict, ValueRefused."""
    holder = _lock_person(person, actor)
    if not holder.is_active:
        raise Conflict(_("They work here no more. Change that first."))
    store.refuse_unknown(fields, CREDENTIAL_FIELDS)
    if holder.credentials.count() >= MOST_CREDENTIALS:
        raise ValueRefused(
            {"kind": _("There are %(most)d, which is the most. Change one.") % {"most": MOST_CREDENTIALS}}
        )
    row = Credential(person=holder)
    changes = _put_credential(row, fields)
    row.save(force_insert=True)
    record(actor, "credential.add", row, {**changes, "person": [None, holder.audit_label]})
    return row


@action("credential.change", gettext_lazy("changed the credential"))
def change_credential(
    pk: int, *, actor: Any, fields: Mapping[str, Any], version: int | None = None
) -> Credential:
    """Change a credential, such as its last day; with `is_active` off it is withdrawn.

    A change of nothing records nothing. Raises Credential.DoesNotExist, Forbidden, StaleVersion, ValueRefused.
    """
    known = Credential.objects.visible_to(actor).get(pk=pk)
    holder = _lock_person(known.person_id, actor)
    row: Credential = Credential.objects.select_for_update().get(pk=pk)
    row.person = holder
    store.refuse_stale(row, version)
    store.refuse_unknown(fields, CREDENTIAL_FIELDS)
    changes = _put_credential(row, fields)
    store.save_changes(row, changes, actor=actor, verb="credential.change")
    return row


def _lock_person(pk: int, actor: Any) -> VendorPerson:
    rows = VendorPerson.objects.visible_to(actor).select_related("vendor")
    person: VendorPerson = rows.select_for_update(of=("self",), no_key=True).get(pk=pk)
    require(actor, "vendor_person.manage", person)
    return person


@step
def _put_person(person: VendorPerson, fields: Mapping[str, Any]) -> dict[str, Any]:
    changes: dict[str, Any] = store.put_values(person, fields)
    errors = store.faults_of(person, exclude={"vendor"})
    if not person.name:
        errors["name"] = _("Type their name.")
    if errors:
        raise ValueRefused(errors)
    return changes


@step
def _put_credential(row: Credential, fields: Mapping[str, Any]) -> dict[str, Any]:
    changes: dict[str, Any] = store.put_values(row, fields)
    errors = store.faults_of(row, exclude={"person", "last_day"})
    if row.issued_on and row.expires_on and row.expires_on < row.issued_on:
        errors["expires_on"] = _("This is before the first day. Correct one of them.")
    if errors:
        raise ValueRefused(errors)
    return changes
