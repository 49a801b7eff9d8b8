"""What the pages of budgets draw: `{% load budget %}`, `{{ amount|in_currency:line.currency }}`."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django import template

from hospital_itsm.budget.models import BudgetLine
from hospital_itsm.budget.spending import LineStanding, dressed
from hospital_itsm.budget.wording import money_words

register = template.Library()


@register.simple_tag
def line_standings(lines: Sequence[BudgetLine], today: date) -> list[LineStanding]:
    """Lines with their money, two statements."""
    return dressed(lines, today)


@register.filter
def in_currency(amount: Decimal, currency: str) -> str:
    """An exact amount with its currency, such as "USD 148,000.00"."""
    return money_words(amount, currency)
