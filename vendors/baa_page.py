"""Agreements on the pages of vendors and contracts, and what shows that a vendor touches patient data."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.db.models import F, Window
from django.db.models.functions import RowNumber
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hospital_itsm.core import access, panels
from vendors.baa_gate import Source, Standing, sources, standing_of
from vendors.baa_words import BaaLine, baa_lines, override_rows
from vendors.choices import Clause
from vendors.models import Baa, Contract, Vendor

MOST_LINES: Final = 12
MOST_NAMED: Final = 3


@dataclass(frozen=True)
class GapLine:
    """A vendor of the list of gaps: `evidence` pairs a label with a page, `last` is its latest signed agreement."""

    vendor: Vendor
    standing: Standing
    evidence: list[tuple[str, str]]
    last: BaaLine | None
    overrides: list[Any]


def gap_lines(rows: Sequence[Vendor], user: Any, now: datetime) -> list[GapLine]:
    """Vendors annotated with `baa_gate.columns`, dressed: one statement for each kind of evidence and two more."""
    today, keys = timezone.localdate(now), [row.pk for row in rows]
    if not keys:
        return []
    evidence = _contracts(keys, user, today)
    for source in sources():
        for pk, found in _shown(source, keys, user, today).items():
            evidence.setdefault(pk, []).extend(found)
    signed = Baa.objects.visible_to(user).signed().filter(vendor__in=keys)
    last = {row.vendor_id: row for row in signed.order_by("last_day", "pk").select_related("vendor")}
    lines = {line.baa.vendor_id: line for line in baa_lines(last.values(), today)}
    allowed = override_rows(keys, now)
    return [
        GapLine(row, Standing.of(row), evidence.get(row.pk, []), lines.get(row.pk), allowed.get(row.pk, []))
        for row in rows
    ]


def _contracts(keys: list[int], user: Any, today: date) -> dict[int, list[tuple[str, str]]]:
    rows = Contract.objects.visible_to(user).binding(today).filter(vendor__in=keys)
    found: dict[int, list[tuple[str, str]]] = {}
    for row in _first_of(rows.exclude(phi_access=Clause.NO), "vendor_id", "number"):
        found.setdefault(row.vendor_id, []).append((row.number, row.get_absolute_url()))
    return found


def _shown(source: Source, keys: list[int], user: Any, today: date) -> dict[int, list[tuple[str, str]]]:
    rows = source.seen(source.rows(today).filter(**{f"{source.vendor}__in": keys}), user)
    found: dict[int, list[tuple[str, str]]] = {}
    for row in _first_of(rows, f"{source.vendor}_id", "pk"):
        pair = (source.label(row), row.get_absolute_url())
        found.setdefault(getattr(row, f"{source.vendor}_id"), []).append(pair)
    return found


def _first_of(rows: Any, vendor: str, order: str) -> Iterable[Any]:
    """The first few rows of each vendor: one statement."""
    rank = Window(RowNumber(), partition_by=F(vendor), order_by=F(order).asc())
    return rows.annotate(rank=rank).filter(rank__lte=MOST_NAMED).order_by(vendor, order)


def register() -> None:
    """Put the section on the pages of vendors and contracts; called once when the app is ready."""
    for model, load in ((Vendor, of_vendor), (Contract, of_contract)):
        panels.register(
            model,
            panels.Panel(
                code="baa",
                title=_("Business associate agreement"),
                order=12,
                template="vendors/_baa_panel.html",
                allowed=lambda user: access.can(user, "baa.read"),
                load=load,
            ),
        )


def of_vendor(vendor: Vendor, user: Any) -> panels.Loaded:
    """Where the vendor stands, its agreements, latest first, and exceptions: two statements, with exceptions three.

    Standing and exceptions are kept with the vendor for the banner of the same page.
    """
    today = timezone.localdate()
    standing = standing_of(vendor, today)
    vendor.baa_standing, vendor.baa_lasting = standing, lasting_for(vendor, standing)  # type: ignore[attr-defined]
    rows = Baa.objects.visible_to(user).filter(vendor=vendor)[: MOST_LINES + 1]
    lines = baa_lines(rows, today)
    return {
        "vendor": vendor,
        "standing": standing,
        "overrides": vendor.baa_lasting,  # type: ignore[attr-defined]
        "lines": lines[:MOST_LINES],
        "has_more": len(lines) > MOST_LINES,
        "may_manage": access.can(user, "baa.manage") and vendor.is_active,
        "may_override": access.can(user, "baa.override"),
    }


def lasting_for(vendor: Vendor, standing: Standing) -> list[Any]:
    """The exceptions that hold for a vendor; no statement where its standing says that there is none."""
    if not standing.has_exception:
        return []
    return override_rows([vendor.pk], timezone.now()).get(vendor.pk, [])


def of_contract(contract: Contract, user: Any) -> panels.Loaded:
    """The same for the vendor of a contract."""
    return {**of_vendor(contract.vendor, user), "contract": contract}
