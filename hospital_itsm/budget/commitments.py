"""What a year is committed to: payments of contracts, and whatever other packages register, such as orders.

    register_commitments("orders", open_orders)

A source is asked for some fiscal years and a day, and names the budget line that pays, or none.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from operator import attrgetter
from typing import Any, Final

from django.db.models import F, Q, QuerySet
from django.urls import reverse_lazy
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from hospital_itsm.budget.models import BudgetLine, FiscalYear, LineContract
from hospital_itsm.budget.rules.commitments import CPI, ONE_DAY, Committed, Terms, committed, next_term
from vendors.choices import ContractStatus
from vendors.contract_words import day_words
from vendors.models import Contract
from vendors.queries.contracts import renews_anyway
from vendors.rules import renewal as rules
from vendors.rules.notice import term_end


@dataclass(frozen=True)
class Commitment:
    """Money promised in a year: all of it, and what of it is not paid yet. `note` says what is not known about it."""

    line: int | None
    label: str
    url: "str | Promise"
    currency: str
    whole: Decimal
    remaining: Decimal
    note: "str | Promise" = ""


PAID: Final = Q(status=ContractStatus.ACTIVE, annual_value__gt=0)
TERMS: Final = ("starts_on", "ends_on", "annual_value", "payment_schedule", "uplift", "uplift_percent")
"""In the order of `Terms`."""
RENEWAL: Final = ("renewal_term_months", "auto_renew", "decision", "notice_on")
FACTS: Final = ("number", "title", "currency", *TERMS, *RENEWAL)
"""What is read of a contract: three that name it, its terms, and whether another term follows."""

Source = Callable[[Sequence[FiscalYear], date], Iterable[Commitment]]
_sources: dict[str, Source] = {}


def register_commitments(code: str, source: Source) -> None:
    """Let a package above this one say what it commits years to, all of them at once; called in its `apps.py`."""
    _sources[code] = source


def commitments_of(year: FiscalYear, today: date) -> list[Commitment]:
    """Everything a year is committed to: two statements for contracts, and those of the registered sources."""
    return [*of_contracts(year, today), *_of_sources([year], today)]


def of_contracts(year: FiscalYear, today: date) -> list[Commitment]:
    """The payments of contracts that are due in the year, on the line that pays them or on none."""
    lines = dict(LineContract.objects.filter(year=year).values_list("contract", "line"))
    rows = running(year, today).values_list("pk", *FACTS)
    return [_commitment(lines.get(row[0]), row[1:], year, today) for row in rows.order_by("number")]


def running(year: FiscalYear, today: date) -> QuerySet[Contract]:
    """Signed contracts whose term meets the year, and those that renew whatever happens now."""
    goes_on = Q(ends_on__gte=year.starts_on) | renews_anyway(today)
    return Contract.objects.filter(PAID, goes_on, starts_on__lte=year.ends_on)


def of_lines(lines: Iterable[BudgetLine], today: date) -> list[Commitment]:
    """What these lines, of whatever years, are committed to: one statement for contracts, and the sources."""
    known = {line.pk: line for line in lines}
    links = LineContract.objects.filter(
        Q(contract__ends_on__gte=F("year__starts_on")) | renews_anyway(today, "contract__"),
        contract__in=Contract.objects.filter(PAID), line__in=known, contract__starts_on__lte=F("year__ends_on"),
    )  # fmt: skip
    rows = links.values_list("line", *(f"contract__{name}" for name in FACTS)).order_by("contract__number")
    found = [_commitment(row[0], row[1:], known[row[0]].year, today) for row in rows]
    years = list({line.year_id: line.year for line in known.values()}.values())
    return [*found, *(one for one in _of_sources(years, today) if one.line in known)]


def _of_sources(years: Sequence[FiscalYear], today: date) -> Iterable[Commitment]:
    return (one for source in _sources.values() for one in source(years, today)) if years else ()


def _commitment(line: int | None, facts: tuple[Any, ...], year: FiscalYear, today: date) -> Commitment:
    (number, title, currency), said, renewal = facts[:3], facts[3:9], facts[9:]
    terms = Terms(*said)
    following = _following(terms, renewal, today)
    part = _paid([terms, following], year, today)
    url = reverse_lazy("vendors:contract", args=[number])
    notes = []
    if following is not None and following.starts_on <= year.ends_on:
        notes.append(_renewal_words(following.starts_on, renewal[2]))
    if terms.uplift == CPI:
        notes.append(_("Rises with consumer prices, which nobody knows ahead: counted at the present price."))
    return Commitment(line, f"{number} {title}", url, currency, part.whole, part.remaining, " ".join(notes))


def _following(terms: Terms, renewal: tuple[Any, ...], today: date) -> Terms | None:
    """The next term of a contract that renews whatever happens now; `renewal` are the values of RENEWAL."""
    months, auto_renew, decision, notice_on = renewal
    if not months or not rules.renews_anyway(auto_renew, decision, notice_on, today):
        return None
    last = term_end(terms.ends_on + ONE_DAY, months)
    return None if last is None else next_term(terms, last, today)


def _paid(terms: Iterable[Terms | None], year: FiscalYear, today: date) -> Committed:
    parts = (committed(one, year.starts_on, year.ends_on, today) for one in terms if one is not None)
    return sum(parts, Committed())


def _renewal_words(day: date, decision: str) -> str:
    decided, missed = (
        _("It is decided to renew it on %(day)s."),
        _("Notice was missed: it renews on %(day)s."),
    )
    return (decided if decision == rules.RENEW else missed) % {"day": day_words(day)}


def paid_in(contract: Contract, year: FiscalYear, today: date) -> Committed:
    """What a contract costs in a year."""
    terms = terms_of(contract)
    return _paid([terms, _following(terms, attrgetter(*RENEWAL)(contract), today)], year, today)


def terms_of(contract: Contract) -> Terms:
    """What counts of a contract; it has a value."""
    starts_on, ends_on, annual, *said = attrgetter(*TERMS)(contract)
    return Terms(starts_on, ends_on, annual or Decimal(0), *said)
