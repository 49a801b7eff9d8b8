"""Contracts from a file. One in force is recorded so with the import as reason: no gate and no approval stops it."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.db.models.functions import Upper

from hospital_itsm.core.errors import Conflict
from hospital_itsm.importing.actions.one_by_one import OneByOne
from hospital_itsm.importing.findings import TWICE, Finding, all_said, jsoned, people_by_words, typed
from hospital_itsm.importing.models import SheetRow
from hospital_itsm.importing.wording import FAULTS
from hospital_itsm.people.models import User
from vendors.actions.contract_life import end_contract, record_contract, terminate_contract
from vendors.actions.contracts import change_contract, create_contract
from vendors.choices import ContractStatus
from vendors.models import Contract, Vendor
from vendors.queries.vendors import vendors_by_name

FIRST: Final = (
    ContractStatus.DRAFT,
    ContractStatus.ACTIVE,
    ContractStatus.ENDED,
    ContractStatus.TERMINATED,
)
NO_FIRST, BY_PAGE = "no-first-status", "status-by-page"
PARTS: Final[Mapping[str, tuple[str, ...]]] = {
    "notice": ("notice_value", "notice_unit"),
    "uplift_cap": ("uplift", "uplift_percent"),
}
"""Fields of the file that are two of a contract."""


class ContractRows(OneByOne):
    """Rows of contracts, known by their number."""

    model = Contract
    guarded = ("penalties", "sla_clauses")
    field_of = {part: name for name, parts in PARTS.items() for part in parts}

    def resolve(self, findings: Sequence[Finding]) -> None:
        """Find the contract of each row, its vendor and its owner."""
        vendors = vendors_by_name(all_said(findings, "vendor"))
        by_words = {name.upper(): vendor for name, vendor in vendors.items()}
        people = people_by_words(all_said(findings, "owner"))
        numbers = [number.upper() for number in all_said(findings, "number")]
        known = (
            Contract.objects.visible_to(self.actor).annotate(upper=Upper("number")).filter(upper__in=numbers)
        )
        by_number = {row.number.upper(): row for row in known}
        for one in findings:
            number = one.said.get("number", "")
            one.label = f"{number} {one.said.get('title', '')}".strip()
            self.put(one, "vendor", by_words)
            self.put(one, "owner", people)
            if "uplift_percent" in one.said:
                one.said["uplift_cap"] = ("percent", one.said.pop("uplift_percent"))
            one.target = by_number.get(number.upper())
            if not one.faults and self.is_again("number", number.upper()):
                one.wrong("number", TWICE, number)
            if not one.faults:
                self._refuse_status(one)

    def _refuse_status(self, one: Finding) -> None:
        status = one.said.get("status")
        if one.target is None:
            one.said.setdefault("status", ContractStatus.ACTIVE.value)
            if status is not None and status not in FIRST:
                one.wrong("status", NO_FIRST, ", ".join(FIRST))
            return
        is_recorded = (one.target.status, status) == (ContractStatus.DRAFT, ContractStatus.ACTIVE)
        if status is not None and status != one.target.status and not is_recorded:
            one.wrong("status", BY_PAGE, str(one.target.get_status_display()))

    def create(self, said: Mapping[str, Any], number: int) -> Contract:
        """Write it as a draft, then record how it stands, with the import as reason."""
        made = create_contract(actor=self.actor, **_fields(said))
        status, reason = said["status"], self.reason(number)
        if status in (ContractStatus.ACTIVE, ContractStatus.ENDED):
            made = record_contract(made.number, actor=self.actor, reason=reason)
        if status == ContractStatus.ENDED:
            made = end_contract(made.number, actor=self.actor, reason=reason)
        if status == ContractStatus.TERMINATED:
            made = terminate_contract(made.number, actor=self.actor, reason=reason)
        return made

    def change(self, target: Contract, said: Mapping[str, Any], number: int, version: int | None) -> Contract:
        """Change its terms; a draft that is in force by now is recorded so."""
        fields = {name: value for name, value in _fields(said).items() if name != "number"}
        changed = change_contract(target.number, actor=self.actor, fields=fields, version=version)
        if said.get("status") == ContractStatus.ACTIVE and changed.status == ContractStatus.DRAFT:
            changed = record_contract(changed.number, actor=self.actor, reason=self.reason(number))
        return changed

    def now(self, target: Contract, names: Sequence[str]) -> dict[str, Any]:
        """Its present values; of its status whether it moved."""
        found = {name: _present(target, name) for name in names if name != "number"}
        return found | {"status": target.status}

    def python(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Keys as rows, days and amounts as they are."""
        found = {name: typed(self.batch.of.by_name[name], value) for name, value in values.items()}
        for name, model in (("vendor", Vendor), ("owner", User)):
            if found.get(name):
                found[name] = model._default_manager.get(pk=found[name])
        return found

    def restore(self, target: Contract, before: Mapping[str, Any], version: int) -> None:
        """Put back its terms; a status that moved on stays."""
        if "status" in before:
            raise Conflict(str(FAULTS["status-stays"]))
        super().restore(target, before, version)

    def remove(self, target: Contract, row: SheetRow) -> None:
        """Delete it where nothing names it."""
        self.delete(target, ("reminders",))


def _fields(said: Mapping[str, Any]) -> dict[str, Any]:
    """What a row says as the fields of a contract."""
    found = {name: value for name, value in said.items() if name not in PARTS and name != "status"}
    for name, parts in PARTS.items():
        if name in said:
            found |= dict(zip(parts, said[name], strict=True))
    return found


def _present(contract: Contract, name: str) -> Any:
    if name in PARTS:
        return [jsoned(getattr(contract, part)) for part in PARTS[name]]
    return jsoned(getattr(contract, name))
