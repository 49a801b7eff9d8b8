"""Budget lines from a file: planned for the year or month by month, in draft years alone."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from django.db.models.functions import Upper

from hospital_itsm.budget.actions.lines import change_line, create_line, remove_line
from hospital_itsm.budget.models import BudgetLine, FiscalYear
from hospital_itsm.importing.actions.one_by_one import OneByOne
from hospital_itsm.importing.fields import MONTHS
from hospital_itsm.importing.findings import (
    MISSING,
    TWICE,
    UNKNOWN,
    Finding,
    all_said,
    jsoned,
    people_by_words,
    typed,
)
from hospital_itsm.importing.models import SheetRow
from hospital_itsm.people.models import User
from vendors.models import Contract

ZERO: Final = Decimal("0.00")
KEY: Final = ("year", "cost_center", "name")
PLAN: Final = ("amount", *MONTHS)


class LineRows(OneByOne):
    """Rows of budget lines, known by fiscal year, cost center and name."""

    model = BudgetLine
    field_of = {"months": "amount"}

    def __init__(self, batch: Any, actor: Any) -> None:
        super().__init__(batch, actor)
        years = FiscalYear.objects.visible_to(actor)
        self.years = {words.upper(): year for year in years for words in _year_words(year)}

    def names_of(self, name: str) -> Sequence[str]:
        """Fiscal years are suggested by their label."""
        labels = dict.fromkeys(year.label for year in self.years.values())
        return list(labels) if name == "year" else super().names_of(name)

    def resolve(self, findings: Sequence[Finding]) -> None:
        """Find the line of each row, its owner and the contracts it pays."""
        people = people_by_words(all_said(findings, "owner"))
        numbers = {number.upper() for one in findings for number in one.said.get("contracts", ())}
        known = Contract.objects.visible_to(self.actor).annotate(upper=Upper("number"))
        contracts = {row.number.upper(): row for row in known.filter(upper__in=numbers)}
        for one in findings:
            one.label = " ".join(str(one.said[name]) for name in KEY if name in one.said)
            self.put(one, "year", self.years)
            self.put(one, "owner", people)
            self._put_contracts(one, contracts)
            one.refuse_missing(KEY)
        self._match([one for one in findings if not one.faults])

    def _put_contracts(self, one: Finding, known: Mapping[str, Any]) -> None:
        wanted = one.said.get("contracts", [])
        missing = [number for number in wanted if number.upper() not in known]
        if missing:
            one.wrong("contracts", UNKNOWN, ", ".join(missing))
        elif wanted:
            one.said["contracts"] = [known[number.upper()] for number in wanted]

    def _match(self, findings: Sequence[Finding]) -> None:
        years = {one.said["year"].pk for one in findings}
        centers = {one.said["cost_center"] for one in findings}
        rows = BudgetLine.objects.visible_to(self.actor).filter(year__in=years, cost_center__in=centers)
        by_key = {(row.year_id, row.cost_center, row.name.lower()): row for row in rows}
        for one in findings:
            key = (one.said["year"].pk, one.said["cost_center"], one.said["name"].lower())
            one.target = by_key.get(key)
            if self.is_again("line", key):
                one.wrong("name", TWICE, one.label)
            elif one.target is None and "currency" not in one.said:
                one.wrong("currency", MISSING, "USD")
            elif one.target is None and not set(PLAN) & set(one.said):
                one.wrong("amount", MISSING)

    def create(self, said: Mapping[str, Any], number: int) -> BudgetLine:
        """Add it to its draft year."""
        return create_line(actor=self.actor, **self._fields(said, said["year"]))

    def change(
        self, target: BudgetLine, said: Mapping[str, Any], number: int, version: int | None
    ) -> BudgetLine:
        """Change what differs."""
        fields = self._fields(said, target.year)
        for name in KEY:
            fields.pop(name, None)
        return change_line(target.pk, actor=self.actor, fields=fields, version=version)

    def _fields(self, said: Mapping[str, Any], year: FiscalYear) -> dict[str, Any]:
        found = {name: value for name, value in said.items() if name not in MONTHS}
        planned = {name: said[name] for name in MONTHS if name in said}
        if planned:
            found["months"] = [planned.get(MONTHS[month.month - 1], ZERO) for month in year.months]
        return found

    def now(self, target: BudgetLine, names: Sequence[str]) -> dict[str, Any]:
        """Its present values; the plan of every month where the row says anything of it."""
        found = {name: jsoned(getattr(target, name)) for name in names if name not in (*MONTHS, "contracts")}
        if "contracts" in names:
            found["contracts"] = sorted(target.links.values_list("contract", flat=True))
        if set(PLAN) & set(names):
            months = zip(target.year.months, target.months, strict=True)
            found |= {MONTHS[month.month - 1]: str(amount) for month, amount in months}
            found["amount"] = str(target.amount)
        return found

    def python(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Keys as rows, amounts as they are."""
        found = {name: typed(self.batch.of.by_name[name], value) for name, value in values.items()}
        for name, model in (("year", FiscalYear), ("owner", User)):
            if found.get(name):
                found[name] = model._default_manager.get(pk=found[name])
        if "contracts" in found:
            found["contracts"] = list(Contract.objects.filter(pk__in=found["contracts"]))
        return found

    def restore(self, target: BudgetLine, before: Mapping[str, Any], version: int) -> None:
        """Put back what was; months that did not change stand in the line."""
        plan = self.now(target, PLAN) if set(PLAN) & set(before) else {}
        self.change(target, self.python({**plan, **before}), 0, version)

    def remove(self, target: BudgetLine, row: SheetRow) -> None:
        """Remove it from its draft."""
        remove_line(target.pk, actor=self.actor, version=row.version)


def _year_words(year: FiscalYear) -> list[str]:
    """How a file may call a fiscal year: FY2026/27, 2026/27, 2026-27, 2026/2027."""
    first, last = year.starts_on.year, year.ends_on.year
    if first == last:
        return [year.label, str(first), f"FY{first}"]
    spelled = [f"{first}{mark}{end}" for mark in "/-" for end in (last, f"{last % 100:02}")]
    return [year.label, *spelled, *(f"FY{one}" for one in spelled)]
