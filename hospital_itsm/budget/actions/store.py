"""The beats that actions on budgets share: lock, compare, save, record; and the sums by month."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import connection
from django.utils.translation import gettext as _

from hospital_itsm.audit.actions import step
from hospital_itsm.audit.recording import record
from hospital_itsm.budget.choices import YearStatus
from hospital_itsm.budget.models import BudgetLine, CostEntry, FiscalYear
from hospital_itsm.core.errors import Conflict, StaleVersion, ValueRefused
from hospital_itsm.core.phi_guard import guard
from hospital_itsm.core.plain_text import one_line

Row = FiscalYear | BudgetLine | CostEntry
Sum = tuple[int, int | None, date, str]
CURRENCY_LETTERS: Final = 3
ADD: Final = """
    INSERT INTO budget_spentmonth (year_id, line_id, month, currency, amount)
    SELECT * FROM unnest(%s::bigint[], %s::bigint[], %s::date[], %s::text[], %s::numeric[])
    ON CONFLICT (year_id, line_id, month, currency)
    DO UPDATE SET amount = budget_spentmonth.amount + excluded.amount
"""


@step
def refuse_stale(row: Row, version: int | None) -> None:
    """Raise StaleVersion where the row, already locked, is not in the version the writer read; None skips this."""
    if version is not None and version != row.version:
        words = _("Somebody changed %(name)s after you opened it. Compare, then save yours again.")
        raise StaleVersion(words % {"name": row.audit_label}, current=row.version, given=version)


@step
def refuse_unknown(fields: Mapping[str, Any], changeable: frozenset[str]) -> None:
    """Raise ValueRefused for fields that are not changed here."""
    if unknown := sorted(set(fields) - changeable):
        raise ValueRefused({name: _("This field cannot be set here.") for name in unknown})


@step
def put_values(row: Row, fields: Mapping[str, Any]) -> dict[str, list[Any]]:
    """Set the fields that differ, words cleaned, and return `{field: [old, new]}` for the trail."""
    changes: dict[str, list[Any]] = {}
    for name, value in fields.items():
        new, old = (one_line(value) if isinstance(value, str) else value), getattr(row, name, None)
        if new != old:
            setattr(row, name, new)
            changes[name] = [_kept(old), _kept(new)]
    return changes


@step
def faults_of(row: Row, exclude: set[str]) -> dict[str, str]:
    """What the columns cannot hold: `{field: words}`."""
    try:
        row.clean_fields(exclude=exclude)
    except ValidationError as error:
        return {name: " ".join(words) for name, words in error.message_dict.items()}
    return {}


@step
def save_changes(row: Row, changes: Mapping[str, Any], *, actor: Any, verb: str, reason: str = "") -> None:
    """Save the row with its next version and record the entry."""
    row.version += 1
    row.save()
    record(actor, verb, row, changes, reason)


@step
def lock_year(pk: int, actor: Any = None) -> FiscalYear:
    """The year under a lock that others may share, so that it is not closed meanwhile. Raises DoesNotExist."""
    years = FiscalYear.objects.all() if actor is None else FiscalYear.objects.visible_to(actor)
    found: FiscalYear = years.select_for_update(no_key=True).get(pk=pk)
    return found


@step
def refuse_closed(year: FiscalYear) -> None:
    """Raise Conflict where the books of the year are closed."""
    if year.status == YearStatus.CLOSED:
        raise Conflict(_("%(year)s is closed. Its books take nothing any more.") % {"year": year.label})


@step
def hold_invoices() -> None:
    """Let nobody else book an invoice until the transaction ends, so that one is not booked twice at once."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('budget.invoices', 0))")


@step
def currency_faults(code: str) -> dict[str, str]:
    """What is wrong with the code of a currency."""
    if len(code) == CURRENCY_LETTERS and code.isascii() and code.isalpha() and code.isupper():
        return {}
    return {"currency": _("Write the three letters of a currency, such as USD.")}


@step
def add_to_months(entries: Iterable[CostEntry], sign: int = 1) -> None:
    """Add entries to the sums of their months, or take them out with -1; one statement.

    Sums are locked in one order, so that two bookings at once wait for each other and never stand in each other's way.
    """
    sums: dict[Sum, Decimal] = {}
    for one in entries:
        place = (one.year_id, one.line_id, one.booked_on.replace(day=1), one.currency)
        sums[place] = sums.get(place, Decimal(0)) + sign * one.amount
    if not sums:
        return
    places = sorted(sums, key=lambda place: (place[0], place[1] or 0, place[2], place[3]))
    columns: list[list[Any]] = [list(column) for column in zip(*places, strict=True)]
    with connection.cursor() as cursor:
        cursor.execute(ADD, [*columns, [sums[place] for place in places]])


def _kept(value: Any) -> Any:
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, list):
        return [str(one) for one in value]
    return str(getattr(value, "audit_label", "") or value)


@step
def reason_of(text: str, longest: int = 200) -> str:
    """A guarded reason in one line. Raises ValueRefused for none, PhiSuspected for patient data."""
    words = guard(one_line(text), field="reason").text
    if not words or len(words) > longest:
        raise ValueRefused({"reason": _("Say why in up to %(most)d characters.") % {"most": longest}})
    return words
