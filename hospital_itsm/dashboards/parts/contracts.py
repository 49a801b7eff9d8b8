"""Contracts and purchases on dashboards: what to decide by when, and the renewals of the next six months."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hospital_itsm.approvals.models import ApprovalRequest
from hospital_itsm.budget.wording import money_words
from hospital_itsm.dashboards import charts
from hospital_itsm.dashboards.charts import Span
from hospital_itsm.dashboards.counted import list_of
from hospital_itsm.dashboards.declared import Reader, address
from hospital_itsm.dashboards.drawn import BAD, WARN, Cell, Column, Decision, Drawn, Key, Table
from hospital_itsm.dashboards.parts import records
from vendors.rules.notice import months_later

SOON_DAYS: Final = 60
MOST: Final = 8
MOST_WAITING: Final = 3


def notices_to_give(reader: Reader) -> list[Decision]:
    """Contracts nobody decided about whose notice date is near, by currency."""
    if not reader.may("contract.read"):
        return []
    return [_notice(rows, group, reader) for group, rows in _near(reader).items()]


def _near(reader: Reader) -> dict[tuple[bool, str], list[Any]]:
    """Contracts to decide about soon, by whether they renew by themselves and by currency."""
    last = reader.today + timedelta(days=SOON_DAYS)
    found: dict[tuple[bool, str], list[Any]] = {}
    for row in records.contracts(reader):
        if not row.decision and row.notice_on and reader.today <= row.notice_on <= last:
            found.setdefault((row.auto_renew, row.currency), []).append(row)
    return found


def near_keys(reader: Reader, of: str) -> list[int]:
    """Those of one group."""
    return [row.pk for group, rows in _near(reader).items() if _name_of(*group) == of for row in rows]


def _name_of(by_itself: bool, currency: str) -> str:
    return f"{'renew' if by_itself else 'end'}-{currency}"


def _notice(rows: Sequence[Any], group: tuple[bool, str], reader: Reader) -> Decision:
    by_itself, currency = group
    total = sum((row.annual_value or Decimal(0) for row in rows), Decimal(0))
    days = sorted({row.notice_on for row in rows})
    money = (
        _("%(money)s a year") % {"money": money_words(total, currency)} if total else _("no value on record")
    )
    words = {"n": len(rows), "money": money, "title": rows[0].title}
    text = (
        ngettext(
            "“%(title)s” renews by itself, at %(money)s.",
            "%(n)d contracts renew by themselves, at %(money)s together.",
            len(rows),
        )
        if by_itself
        else ngettext(
            "“%(title)s” ends unless somebody renews it, at %(money)s.",
            "%(n)d contracts end unless somebody renews them, at %(money)s together.",
            len(rows),
        )
    ) % words
    text += " " + (
        _("The notice period ends %(first)s.") % {"first": _day(days[0])}
        if len(days) == 1
        else _("Notice periods end %(first)s to %(last)s.") % {"first": _day(days[0]), "last": _day(days[-1])}
    )
    return Decision(
        _("Decide by %(day)s") % {"day": _day(days[0])},
        text,
        ngettext("%(n)d contract", "%(n)d contracts", len(rows)) % {"n": len(rows)},
        list_of(reader, "notices", _name_of(*group)),
        BAD if by_itself else WARN,
        "flag-3",
        days[0],
        (money,),
        holds=len(rows),
    )


def approvals_waiting(reader: Reader) -> list[Decision]:
    """What waits for the reader's own approval, oldest first: one statement."""
    rows = ApprovalRequest.objects.waiting_for(reader.actor)[:MOST_WAITING]
    return [
        Decision(
            _("Since %(day)s") % {"day": _day(row.asked_at.date())},
            _("%(label)s over %(money)s waits for your approval.")
            % {"label": row.label, "money": money_words(row.amount, row.currency)},
            _("Approve"),
            row.get_absolute_url(),
            WARN,
            "checks",
            row.asked_at.date(),
            (money_words(row.amount, row.currency),),
        )
        for row in rows
    ]


def renewals(reader: Reader) -> Drawn | None:
    """Contracts whose notice window meets the next six months, nearest first."""
    if not reader.may("contract.read"):
        return None
    first = reader.today.replace(day=1)
    end = months_later(first, records.MONTHS)
    rows = records.contracts(reader)
    months = ", ".join(str(date_format(months_later(first, at), "M")) for at in range(records.MONTHS))
    return Drawn(
        Table(
            (
                Column(_("Contract")),
                Column(months, is_picture=True, is_aside=True),
                Column(_("Per year"), is_number=True),
            ),
            tuple(_renewal_row(row, first, end, reader) for row in rows[:MOST]),
        ),
        empty=_("No contract has its notice date or its end in the next six months."),
        keys=(Key("nw", _("Notice window")), Key("dot", _("Last day"))),
        more=_("Renewal calendar"),
        more_url=address("vendors:renewals"),
        note=_("There are more; the calendar has them all.") if len(rows) > MOST else "",
    )


def _renewal_row(row: Any, first: date, end: date, reader: Reader) -> tuple[Cell, ...]:
    whole = (end - first).days
    begins = row.notice_on or row.ends_on
    is_hot = row.renews_by_itself and not row.decision
    span = Span((begins - first).days / whole, (row.ends_on - first).days / whole, is_hot)
    said = _("Notice by %(notice)s, last day %(end)s") % {"notice": _day(begins), "end": _day(row.ends_on)}
    note = ""
    if row.decision:
        note = _("Decided: %(decision)s") % {"decision": row.get_decision_display()}
    elif row.auto_renew:
        note = (
            _("Auto-renews, notice by %(day)s") % {"day": _day(begins)}
            if begins >= reader.today
            else _("Auto-renews, notice date passed")
        )
    money = money_words(row.annual_value, row.currency) if row.annual_value is not None else "–"
    return (
        Cell(row.title, url=row.get_absolute_url(), note=row.vendor.name),
        Cell(said, picture=charts.lane(span, records.MONTHS)),
        Cell(money, note=note, is_late=is_hot),
    )


def _day(day: date) -> str:
    return str(date_format(day, "M j"))
