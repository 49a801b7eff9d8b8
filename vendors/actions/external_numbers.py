"""Numbers of other systems: one vendor and one contract a number, however many send it at once."""

from collections.abc import Mapping
from typing import Any

from hospital_itsm.audit.actions import housekeeping
from hospital_itsm.core.access import require
from vendors.actions import store
from vendors.actions.contracts import change_contract, create_contract
from vendors.actions.vendors import change_vendor, create_vendor
from vendors.models import Contract, ContractExternalRef, Vendor, VendorExternalRef
from vendors.queries.vendors import find_by_name


@housekeeping("adds or changes, and each of these records its own entry")
def upsert_vendor(system: str, number: str, *, actor: Any, fields: Mapping[str, Any]) -> tuple[Vendor, bool]:
    """The vendor with this number of another system, and whether it was added now.

    `fields` are those of `create_vendor`. Where the number is new but a vendor goes by the name, that vendor gets the
    number and the values, and keeps its own name. Sending the same again changes nothing.
    Raises what adding and changing raise.
    """
    require(actor, "vendor.manage")
    store.hold(f"vendor {system} {number}")
    known = (
        VendorExternalRef.objects.filter(system=system, external_id=number).select_related("vendor").first()
    )
    if known is not None:
        return _changed_vendor(known.vendor, actor, dict(fields)), False
    found = find_by_name(str(fields.get("name", "")))
    if found is None:
        vendor, is_new = create_vendor(actor=actor, **fields), True
    else:
        rest = {name: value for name, value in fields.items() if name != "name"}
        vendor, is_new = _changed_vendor(found, actor, rest), False
    VendorExternalRef.objects.create(vendor=vendor, system=system, external_id=number)
    return vendor, is_new


@housekeeping("adds or changes, and each of these records its own entry")
def upsert_contract(
    system: str, number: str, *, actor: Any, fields: Mapping[str, Any]
) -> tuple[Contract, bool]:
    """The contract with this number of another system, and whether it was added now; see `upsert_vendor`.

    Where a contract of ours has the contract number that is sent, it gets the other system's number too. The status
    of a contract that exists is not changed. Raises what adding and changing raise.
    """
    require(actor, "contract.manage")
    store.hold(f"contract {system} {number}")
    refs = ContractExternalRef.objects.filter(system=system, external_id=number).select_related("contract")
    known = refs.first()
    found = known.contract if known else Contract.objects.filter(number=fields.get("number")).first()
    if found is None:
        contract, is_new = create_contract(actor=actor, **fields), True
    else:
        values = {name: value for name, value in fields.items() if name != "status"}
        contract, is_new = change_contract(found.number, actor=actor, fields=values), False
    if known is None:
        ContractExternalRef.objects.create(contract=contract, system=system, external_id=number)
    return contract, is_new


def _changed_vendor(vendor: Vendor, actor: Any, fields: dict[str, Any]) -> Vendor:
    aliases = fields.pop("aliases", None)
    return change_vendor(vendor.pk, actor=actor, fields=fields, aliases=aliases)
