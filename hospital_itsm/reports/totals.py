"""The sums of the number columns of a report, of all its rows and of each of its groups, by the database."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, QuerySet, Sum, Value
from django.utils.translation import gettext as _

from hospital_itsm.reports.asked import Asked, columns_of
from hospital_itsm.reports.choices import Shape
from hospital_itsm.reports.declared import Measure
from hospital_itsm.reports.rules.totals import Total
from hospital_itsm.reports.shown import said


def measured(asked: Asked) -> list[tuple[str, Measure]]:
    """The number columns with their titles that the report sums: those of a table, and all of counts by one thing."""
    if asked.shape not in (Shape.TABLE, Shape.COUNT):
        return []
    shown = asked.columns if asked.shape == Shape.TABLE else columns_of(asked.question, asked.actor)
    known = asked.question.about.measures
    return [(str(one.column.title), known[one.code]) for one in shown if one.code in known]


def totals(rows: QuerySet[Any], title: str, measure: Measure) -> list[Total]:
    """One total for each currency, in the order of their codes."""
    return [total for _group, total in totals_by(rows, Value(""), title, measure)]


def totals_by(rows: QuerySet[Any], group: Any, title: str, measure: Measure) -> list[tuple[Any, Total]]:
    """One total for each value of the expression `group` and each currency: one statement."""
    money = F(measure.currency) if measure.currency else Value("")
    given = rows.filter(**{f"{measure.path}__isnull": False}).order_by()
    named = given.annotate(report_group=group, report_money=money).values("report_group", "report_money")
    summed = named.annotate(report_n=Count("pk"), report_sum=Sum(measure.path))
    found = summed.order_by("report_money", "report_group").values_list(
        "report_group", "report_money", "report_n", "report_sum"
    )
    return [(value, Total(title, code, count, Decimal(whole))) for value, code, count, whole in found]


def total_facts(found: Sequence[Total]) -> list[tuple[str, str]]:
    """Totals in words, each under its label."""
    return [(total.label, total_words(total)) for total in found]


def total_words(total: Total) -> str:
    """ "Sum 12.50, average 6.25 of 2"."""
    return _("Sum %(whole)s, average %(average)s of %(of)d") % {
        "whole": said(total.whole),
        "average": said(total.average),
        "of": total.of,
    }
