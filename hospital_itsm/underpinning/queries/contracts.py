"""The contract that answers for a ticket, and what it promises, read from the rows."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from hospital_itsm.coverage.answers import term_of
from hospital_itsm.people.models import WorkCalendar
from hospital_itsm.underpinning.rules.choosing import Candidate, choose
from vendors.choices import UNSIGNED
from vendors.models import Contract, Vendor


def contract_for(ticket: Any, vendor: Vendor, today: date) -> tuple[Contract, str] | None:
    """The contract of this vendor that answers for the ticket's device or service today, and why; or None."""
    asset = ticket.asset.contract_id if ticket.asset else None
    service = ticket.service.contract_id if ticket.service else None
    wanted = Contract.objects.filter(vendor=vendor).exclude(status__in=UNSIGNED)
    rows = {row.pk: row for row in with_promises(wanted)}
    found = {pk: _candidate(row, today) for pk, row in rows.items()}
    of_asset = _at_work(rows.get(asset or 0), found, today)
    of_service = _at_work(rows.get(service or 0), found, today)
    chosen = choose(vendor.pk, of_asset, of_service, found.values())
    return None if chosen is None else (rows[chosen[0]], chosen[1])


def _at_work(row: Any, found: Mapping[int, Candidate], today: date) -> Candidate | None:
    """The contract something stands on; until that begins, the one it renews, while it runs."""
    if row is None:
        return None
    before = found.get(row.renews_id or 0) if today < row.starts_on else None
    return before if before is not None and before.holds else found[row.pk]


def holding(vendor: Vendor, today: date) -> list[Contract]:
    """The signed contracts with a vendor that cover something today, by number."""
    wanted = Contract.objects.filter(vendor=vendor).exclude(status__in=UNSIGNED)
    return [row for row in with_promises(wanted).order_by("number") if _candidate(row, today).holds]


def with_promises(contracts: QuerySet[Contract]) -> QuerySet[Contract]:
    """Contracts with `promises_time`: whether anything is promised."""
    from hospital_itsm.underpinning.models import Promise

    return contracts.annotate(promises_time=Exists(Promise.objects.filter(contract=OuterRef("pk"))))


def newest_versions(calendars: Iterable[WorkCalendar]) -> dict[str, WorkCalendar]:
    """The newest version of each calendar by its lineage: what is handed over today counts in today's hours."""
    lineages = {one.lineage for one in calendars}
    rows = WorkCalendar.objects.filter(Q(lineage__in=lineages)).order_by("lineage", "-version")
    return {row.lineage: row for row in rows.distinct("lineage")}


def _candidate(row: Any, today: date) -> Candidate:
    term = term_of(row)
    holds = term is not None and term.holds(today)
    return Candidate(row.pk, row.vendor_id, holds, row.promises_time, row.ends_on, row.number)
