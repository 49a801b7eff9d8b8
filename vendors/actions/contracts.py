"""Contracts: writing and changing them."""

import re
from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.audit.actions import action
from hospital_itsm.audit.recording import record
from hospital_itsm.core.access import require
from hospital_itsm.core.errors import Conflict, ValueRefused
from vendors.actions import agreement, store
from vendors.choices import ContractKind, ContractStatus
from vendors.models import Contract
from vendors.rules.lifecycle import LIFECYCLE
from vendors.rules.notice import notice_on

CHANGEABLE: Final = agreement.FIELDS | {
    "number", "title", "vendor", "kind", "starts_on", "ends_on", "support_phone", "support_hours",
}  # fmt: skip
UNCHECKED: Final = frozenset({"vendor", "owner", "kind", "status", *agreement.CODED})
"""Fields whose faults are said in our own words."""
APPROVED_TERMS: Final = frozenset(
    {
        "vendor",
        "starts_on",
        "ends_on",
        "annual_value",
        "currency",
        "auto_renew",
        "renewal_term_months",
        "domain",
    }
)
"""What an approver said yes to."""
NUMBER: Final = re.compile(r"^[A-Za-z0-9][A-Za-z0-9 ._#+-]{0,39}$")
PAGES: Final = frozenset({"new", "renewals", "export", "import"})
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
    changes = _put(contract, fields)
    _refuse(contract, changes)
    contract.save(force_insert=True)
    record(actor, "contract.create", contract, {**changes, "status": [None, str(status)]})
    return contract


@action("contract.change", gettext_lazy("changed the contract"))
def change_contract(
    number: str, *, actor: Any, fields: Mapping[str, Any], version: int | None = None
) -> Contract:
    """Change fields of CHANGEABLE. A change of nothing records nothing; another notice date asks for a decision anew.

    What was approved holds for these terms: other ones make an approved contract a draft again. Raises
    Contract.DoesNotExist, Forbidden, StaleVersion, ValueRefused, Conflict for terms that are being approved.
    """
    contract = store.lock_contract(number, actor, version)
    store.refuse_unknown(fields, CHANGEABLE)
    changes = _put(contract, fields)
    _refuse(contract, changes)
    _refuse_while_asked(contract, changes)
    reopened = LIFECYCLE.find("reopen", contract.status)
    if reopened is not None and APPROVED_TERMS & set(changes):
        changes |= store.put_values(contract, {"status": reopened.to})
    if changes:
        store.save_changes(contract, changes, actor=actor, verb="contract.change")
    return contract


def _put(contract: Contract, fields: Mapping[str, Any]) -> dict[str, Any]:
    """Set the values and what follows from them: the notice date, and no decision where it moved."""
    changes = store.put_values(contract, agreement.cleaned(fields))
    if contract.ends_on:
        day = notice_on(contract.ends_on, contract.notice_value, contract.notice_unit)
        changes |= store.put_values(contract, {"notice_on": day})
    if contract.decision and (
        "notice_on" in changes or (contract.notice_on is None and "ends_on" in changes)
    ):
        changes |= store.put_values(contract, {"decision": ""})
    return changes


def _refuse_while_asked(contract: Contract, changes: Mapping[str, Any]) -> None:
    if contract.status == ContractStatus.IN_REVIEW and APPROVED_TERMS & set(changes):
        raise Conflict(
            _("Contract %(number)s is in review with these terms. Withdraw it first, then change them.")
            % {"number": contract.number}
        )


def _refuse(contract: Contract, changes: Mapping[str, Any]) -> None:
    """Raise ValueRefused naming every fault; vendor and owner are judged where they are chosen now."""
    missing = {
        "number": _("Type the contract's number."),
        "title": _("Say what the contract is for."),
        "starts_on": _("Give the first day."),
        "ends_on": _("Give the last day."),
    }
    errors = {name: words for name, words in missing.items() if not getattr(contract, name)}
    if contract.vendor_id is None:
        errors["vendor"] = _("Choose the vendor.")
    elif "vendor" in changes and not contract.vendor.is_active:
        errors["vendor"] = _("This vendor is retired. Choose another, or bring it back first.")
    errors = {**store.faults_of(contract, exclude={*UNCHECKED, *errors}), **errors}
    clashes = {**agreement.contradictions(contract, owner_chosen="owner" in changes), **_clashes(contract)}
    errors |= {name: words for name, words in clashes.items() if name not in errors}
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
