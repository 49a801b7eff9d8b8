"""Costs from a file: a thousand rows a statement, each invoice of a vendor once, taken back by a mark."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, ClassVar, Final

from django.db.models import F, Q
from django.db.models.functions import Upper
from django.utils import timezone

from assets.choices import ImportVerdict
from assets.models import Asset, Service
from hospital_itsm.audit.recording import entry, free_text, record_many
from hospital_itsm.budget.actions import store
from hospital_itsm.budget.actions.costs import entry_faults, twin_words
from hospital_itsm.budget.models import BudgetLine, CostEntry, FiscalYear
from hospital_itsm.core.actors import person
from hospital_itsm.importing.findings import (
    AMBIGUOUS,
    CHANGED_SINCE,
    GONE,
    MISSING,
    SAID,
    UNKNOWN,
    Finding,
    Rows,
    all_said,
    jsoned,
    set_fault,
    set_stays,
    typed,
)
from hospital_itsm.importing.models import SheetRow
from vendors.models import Contract
from vendors.queries.vendors import vendors_by_name

CREATE, VOID = "cost_entry.create", "cost_entry.void"
NO_YEAR, CLOSED, OTHERWISE, TWICE = "no-year", "closed", "booked-otherwise", "twice-invoice"
PLAIN: Final = ("booked_on", "amount", "currency", "invoice_number", "position", "order_number", "what")
RELATIONS: Final = ("year", "line", "vendor", "contract", "asset", "service")
NOT_JUDGED: Final = {"entered_by", *RELATIONS}
SAME: Final = ("booked_on", "amount", "currency", "line_id")
"""What an entry of the same invoice has to say to be the same entry."""
Invoice = tuple[int | None, str, str]


class CostRows(Rows):
    """Rows of cost entries, known by vendor, invoice and position."""

    many_at_once: ClassVar[int] = 1000
    guarded = ("what",)

    def __init__(self, batch: Any, actor: Any) -> None:
        super().__init__(batch, actor)
        self.at = timezone.now()
        self.today = timezone.localdate(self.at)
        self.years = list(FiscalYear.objects.visible_to(actor))
        self.lines: dict[tuple[int, str, str], list[BudgetLine]] = {}
        for line in BudgetLine.objects.visible_to(actor).select_related("year"):
            for key in (
                (line.cost_center, line.name.lower()),
                (line.cost_center, ""),
                ("", line.name.lower()),
            ):
                self.lines.setdefault((line.year_id, *key), []).append(line)

    def names_of(self, name: str) -> Sequence[str]:
        """Lines are suggested by their name."""
        found = dict.fromkeys(line.name for lines in self.lines.values() for line in lines)
        return list(found) if name == "line" else super().names_of(name)

    def resolve(self, findings: Sequence[Finding]) -> None:
        """Turn names into rows and find the entry of the same invoice."""
        known = self._known(findings)
        for one in findings:
            one.label = " ".join(filter(None, (one.said.get("invoice_number"), one.said.get("position"))))
            for name, rows in known.items():
                self.put(one, name, rows)
            one.refuse_missing(("booked_on", "amount", "invoice_number"))
            if not one.faults:
                self._put_line(one)
        self._match([one for one in findings if not one.faults])

    def _known(self, findings: Sequence[Finding]) -> dict[str, Mapping[str, Any]]:
        vendors = vendors_by_name(all_said(findings, "vendor"))
        numbers = {one.upper() for one in all_said(findings, "contract")}
        tags = {one.upper() for one in all_said(findings, "asset")}
        codes = {one.upper() for one in all_said(findings, "service")}
        contracts = Contract.objects.visible_to(self.actor).annotate(upper=Upper("number"))
        return {
            "vendor": {name.upper(): row for name, row in vendors.items()},
            "contract": {row.number.upper(): row for row in contracts.filter(upper__in=numbers)},
            "asset": {row.tag.upper(): row for row in Asset.objects.filter(tag__in=tags)},
            "service": {row.code.upper(): row for row in Service.objects.filter(code__in=codes)},
        }

    def _put_line(self, one: Finding) -> None:
        """The fiscal year of the day and the line of cost center and name, either of which may be enough."""
        year = self._year_of(one.said["booked_on"])
        center, name = one.said.pop("cost_center", ""), str(one.said.pop("line", ""))
        if year is None or year.is_closed:
            one.wrong("booked_on", CLOSED if year else NO_YEAR, year.label if year else "")
            return
        one.said["year"] = year
        found = self.lines.get((year.pk, center, name.lower()), []) if center or name else []
        column = "line" if name else "cost_center"
        if len(found) == 1:
            one.said["line"] = found[0]
            one.said.setdefault("currency", found[0].currency)
        elif found:
            one.wrong(column, AMBIGUOUS, ", ".join(f"{row.cost_center} {row.name}" for row in found[:5]))
        elif center or name:
            one.wrong(column, UNKNOWN, self.near("line", name) if name else center)
        if not one.faults and "currency" not in one.said:
            one.wrong("currency", MISSING, "USD")

    def _year_of(self, day: date) -> FiscalYear | None:
        return next((year for year in self.years if year.holds(day)), None)

    def _match(self, findings: Sequence[Finding]) -> None:
        for one in findings:
            one.said["entry"] = self._entry(one.said)
        twins = _booked([one.said["entry"] for one in findings])
        for one in findings:
            made = one.said["entry"]
            key = _invoice_of(made)
            one.target = twins.get(key)
            if one.target is None:
                self._judge(one, made)
            elif _differs(made, one.target):
                one.wrong("invoice_number", OTHERWISE, twin_words(one.target))
            if not one.faults and self.is_again("invoice", key):
                one.wrong("invoice_number", TWICE, one.label)

    def _entry(self, said: Mapping[str, Any]) -> CostEntry:
        made = CostEntry(source=self.batch.source, batch=self.batch.pk, entered_at=self.at)
        fields = {name: value for name, value in said.items() if name in (*PLAIN, *RELATIONS)}
        if isinstance(fields.get("currency"), str):
            fields["currency"] = fields["currency"].upper()
        store.put_values(made, fields)
        if made.contract is not None and made.vendor is None:
            made.vendor = made.contract.vendor
        return made

    def _judge(self, one: Finding, made: CostEntry) -> None:
        errors = {**store.faults_of(made, NOT_JUDGED), **entry_faults(made, self.today)}
        for name, words in errors.items():
            one.wrong(name, SAID, words)

    def judged(self, one: Finding) -> SheetRow:
        """New, or the same as an entry that counts; entries never change."""
        row = self.kept(one)
        if not one.faults:
            row.verdict = ImportVerdict.CREATE if one.target is None else ImportVerdict.SAME
            made: CostEntry = one.said["entry"]
            row.values = {name: jsoned(getattr(made, name)) for name in PLAIN if getattr(made, name) != ""}
            keys = {f"{name}_id": getattr(made, f"{name}_id") for name in RELATIONS}
            row.values |= {name.removesuffix("_id"): key for name, key in keys.items() if key}
        return row

    def store(self, rows: Sequence[SheetRow]) -> None:
        """Book them at once, those of invoices that somebody booked meanwhile left out."""
        years = {pk: store.lock_year(pk) for pk in sorted({row.values["year"] for row in rows})}
        store.hold_invoices()
        named = {name: _rows_of(name, rows) for name in RELATIONS}
        made = [(row, self._booked_now(row, named)) for row in rows]
        twins = _booked([cost for _row, cost in made])
        ready: list[tuple[SheetRow, CostEntry]] = []
        for row, cost in made:
            if years[cost.year_id].is_closed:
                set_fault(row, "booked_on", CLOSED, years[cost.year_id].label)
            elif (twin := twins.get(_invoice_of(cost))) is not None:
                set_fault(row, "invoice_number", SAID, twin_words(twin))
            else:
                ready.append((row, cost))
        costs = CostEntry.objects.bulk_create([cost for _row, cost in ready])
        store.add_to_months(costs)
        for row, cost in ready:
            row.target, row.version = cost.pk, cost.version
        record_many(self._noted(CREATE, cost, row, _changes(cost)) for row, cost in ready)

    def _booked_now(self, row: SheetRow, named: Mapping[str, Mapping[int, Any]]) -> CostEntry:
        known = self.batch.of.by_name
        fields = {name: typed(known[name], value) for name, value in row.values.items() if name in PLAIN}
        about = {name: named[name][row.values[name]] for name in RELATIONS if name in row.values}
        return CostEntry(
            source=self.batch.source,
            batch=self.batch.pk,
            entered_at=self.at,
            entered_by=person(self.actor),
            **fields,
            **about,
        )

    def take_back(self, rows: Sequence[SheetRow]) -> None:
        """Mark them as taken back; they stay on record and count no more."""
        found = CostEntry.objects.select_for_update().in_bulk([row.target for row in rows if row.target])
        years = {pk: store.lock_year(pk) for pk in sorted({one.year_id for one in found.values()})}
        words = f"import {self.batch.pk} taken back"
        gone: list[tuple[SheetRow, CostEntry]] = []
        for row in rows:
            cost = found.get(row.target or 0)
            if cost is None:
                set_stays(row, GONE)
            elif cost.version != row.version:
                set_stays(row, CHANGED_SINCE)
            elif years[cost.year_id].is_closed:
                set_stays(row, CLOSED, years[cost.year_id].label)
            else:
                cost.version += 1
                gone.append((row, cost))
        marked = CostEntry.objects.filter(pk__in=[cost.pk for _row, cost in gone])
        marked.update(is_void=True, void_reason=words, version=F("version") + 1)
        store.add_to_months([cost for _row, cost in gone], -1)
        said = {"is_void": [False, True], "reason": [None, free_text(words)]}
        record_many(self._noted(VOID, cost, row, said) for row, cost in gone)

    def _noted(self, verb: str, cost: CostEntry, row: SheetRow, changes: Mapping[str, Any]) -> Any:
        return entry(self.actor, verb, cost, changes, reason=f"import {self.batch.pk}, row {row.number}")


def _invoice_of(cost: CostEntry) -> Invoice:
    """What makes two entries one: the vendor, its invoice and the position on it."""
    return cost.vendor_id, cost.invoice_number.upper(), cost.position.upper()


def _booked(costs: Sequence[CostEntry]) -> dict[Invoice, CostEntry]:
    """The entries that count and have the invoices of these: one statement."""
    wanted = {_invoice_of(cost) for cost in costs}
    vendors = {key[0] for key in wanted}
    of_vendors = Q(vendor__in=vendors - {None}) | (
        Q(vendor__isnull=True) if None in vendors else Q(pk__in=[])
    )
    rows = CostEntry.objects.counted().annotate(upper=Upper("invoice_number"))
    found = rows.filter(of_vendors, upper__in={key[1] for key in wanted}).order_by("-pk")
    return {_invoice_of(row): row for row in found if _invoice_of(row) in wanted}


def _differs(cost: CostEntry, other: CostEntry) -> bool:
    """Do two entries of one invoice say different things?"""
    return any(getattr(cost, name) != getattr(other, name) for name in SAME)


def _rows_of(name: str, rows: Sequence[SheetRow]) -> Mapping[int, Any]:
    """The rows that the rows of a file name in a relation, by key: one statement."""
    model: Any = CostEntry._meta.get_field(name).related_model
    keys = {row.values[name] for row in rows if name in row.values}
    return model._default_manager.in_bulk(keys) if keys else {}


def _changes(cost: CostEntry) -> dict[str, Any]:
    """What the trail keeps: days, amounts and names of rows, never what it was for."""
    plain = {name: jsoned(getattr(cost, name)) for name in PLAIN if name != "what" and getattr(cost, name)}
    rows = {name: getattr(cost, name) for name in RELATIONS if getattr(cost, f"{name}_id")}
    named = {name: str(getattr(row, "audit_label", "") or row) for name, row in rows.items()}
    return {name: [None, value] for name, value in {**plain, **named}.items()}
