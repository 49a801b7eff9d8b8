"""What the pages of contracts draw: `{% load vendors %}`, `{% contract_line contract today as line %}`."""

from datetime import date
from decimal import Decimal

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from hospital_itsm.core.templatetags.ui import state_tag
from vendors.contract_lines import ContractLine, lines_of
from vendors.contract_words import NoticeWords, length_words
from vendors.models import Contract

register = template.Library()


@register.simple_tag
def contract_line(contract: Contract, today: date) -> ContractLine:
    """A contract with its state, mark and days left."""
    (line,) = lines_of([contract], today)
    return line


@register.simple_tag
def notice_mark(notice: NoticeWords) -> SafeString | str:
    """A mark where the notice date is missed or near."""
    words = {"bad": _("Passed"), "warn": _("Soon")}.get(notice.mark)
    return format_html("{} ", state_tag(notice.mark, words)) if words else ""


@register.filter
def months(count: int) -> str:
    """A number of months as "3 years" or "18 months"."""
    return length_words(count)


@register.filter
def money(value: Decimal) -> str:
    """An exact amount with thousands marks, such as "148,000.00"."""
    return f"{value:,.2f}"
