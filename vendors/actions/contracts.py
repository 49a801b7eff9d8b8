"""Contracts: writing, changing, signing off and terminating."""

import re
from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.audit.actions import action
from hospital_itsm.audit.recording import record
from hospital_itsm.core.access import require
from hospital_itsm.core.errors import IllegalTransition, ValueRefused
from hospital_itsm.core.plain_text import one_line
from vendors.actions import store
from vendors.choices import ContractKind, ContractStatus
from vendors.models import Contract
from vendors.rules.lifecycle import LIFECYCLE

CHANGEABLE: Final = frozenset(
    {"number", "title", "vendor", "kind", "starts_on", "ends_on", "support_phone", "support_hours"}
)
NUMBER: Final = re.compile(r"^[A-Za-z0-9][A-Za-z0-9 ._#+-]{0,39}$")
PAGES: Final = frozenset({"new", "renewals"})
"""Numbers that are addresses of other pages."""


@action("contract.create", gettext_lazy("added the contract"))
def create_contract(*, actor: Any, status: str = ContractStatus.DRAFT, **fields: Any) -> Contract:
    """Store a contract as a draft, or as signed where `status` is "active". `fields` are those of CHANGEABLE.

    Raises Forbidden, ValueRefused naming every field at fault.
    """
    require(actor, "contract.manage")
    store.refuse_unknown(fields, CHANGEABLE)
    if status not in (ContractStatus.DRAFT, ContractStatus.ACTIVE):
        raise ValueRefused({"status": _("A new contract is a draft or active.")})
    contract = Contract(status=status)
    changes = store.put_values(contract, fields)
    _refuse(contract, changed=True)
    contract.save(force_insert=True)
    record(actor, "contract.create", contract, {**changes, "status": [None, str(status)]})
    return contract


@action("contract.change", gettext_lazy("changed the contract"))
def change_contract(
    number: str, *, actor: Any, fields: Mapping[str, Any], version: int | None = None
) -> Contract:
    """Change fields of CHANGEABLE. A change of nothing records nothing.

    Raises Contract.DoesNotExist, Forbidden, StaleVersion, ValueRefused.
    """
    contract = _lock(number, actor, version)
    store.refuse_unknown(fields, CHANGEABLE)
    changes = store.put_values(contract, fields)
    _refuse(contract, changed="vendor" in changes)
    if changes:
        store.save_changes(contract, changes, actor=actor, verb="contract.change")
    return contract


@action("contract.activate", gettext_lazy("signed the contract off"))
def activate_contract(number: str, *, actor: Any, version: int | None = None) -> Contract:
    """Turn a draft into a contract that holds. Raises IllegalTransition from any other status."""
    return _step("activate", _lock(number, actor, version), actor)


@action("contract.terminate", gettext_lazy("terminated the contract"))
def terminate_contract(number: str, *, actor: Any, reason: str, version: int | None = None) -> Contract:
    """End a draft or a contract before its last day, with a reason. Raises IllegalTransition, ValueRefused."""
    contract = _lock(number, actor, version)
    reason = one_line(reason)
    if not reason:
        raise ValueRefused({"reason": _("Say in one line why it ends.")})
    return _step("terminate", contract, actor, reason)


def _step(verb: str, contract: Contract, actor: Any, reason: str = "") -> Contract:
    row = LIFECYCLE.find(verb, contract.status)
    if row is None:
        raise IllegalTransition(
            _("Contract %(number)s is %(status)s, so this is not possible now.")
            % {"number": contract.number, "status": contract.get_status_display().lower()},
            [one.verb for one in LIFECYCLE.allowed(contract.status)],
        )
    changes = store.put_values(contract, {"status": row.to})
    store.save_changes(contract, changes, actor=actor, verb=f"contract.{verb}", reason=reason)
    return contract


def _lock(number: str, actor: Any, version: int | None) -> Contract:
    contracts = Contract.objects.visible_to(actor).select_related("vendor")
    contract: Contract = contracts.select_for_update(of=("self",)).get(number=number)
    require(actor, "contract.manage", contract)
    store.refuse_stale(contract, version)
    return contract


def _refuse(contract: Contract, *, changed: bool) -> None:
    """Raise ValueRefused naming every fault; `changed` says that the vendor was chosen now."""
    missing = {
        "number": _("Type the contract's number."),
        "title": _("Say what the contract is for."),
        "starts_on": _("Give the first day."),
        "ends_on": _("Give the last day."),
    }
    errors = {name: words for name, words in missing.items() if not getattr(contract, name)}
    if contract.vendor_id is None:
        errors["vendor"] = _("Choose the vendor.")
    elif changed and not contract.vendor.is_active:
        errors["vendor"] = _("This vendor is retired. Choose another, or bring it back first.")
    errors = {**store.faults_of(contract, exclude={"vendor", "kind", "status", *errors}), **errors}
    errors |= {name: words for name, words in _clashes(contract).items() if name not in errors}
    if errors:
        raise ValueRefused(errors)


def _clashes(contract: Contract) -> dict[str, str]:
    errors = {}
    if not NUMBER.match(contract.number) or contract.number.lower() in PAGES:
        errors["number"] = _("Use letters, digits, blanks and . _ # + - in a number, such as C-1001.")
    elif Contract.objects.filter(number__iexact=contract.number).exclude(pk=contract.pk).exists():
        errors["number"] = _("There is a contract %(number)s already.") % {"number": contract.number}
    if contract.kind not in ContractKind.values:
        errors["kind"] = _("%(value)s is not one of: %(codes)s.") % {
            "value": str(contract.kind)[:40],
            "codes": ", ".join(ContractKind.values),
        }
    if contract.starts_on and contract.ends_on and contract.ends_on < contract.starts_on:
        errors["ends_on"] = _("The last day comes before the first. Turn one of them round.")
    return errors
