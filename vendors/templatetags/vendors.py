"""What the lists of contracts draw: `{% load vendors %}`, `{% contract_line contract today as line %}`."""

from datetime import date

from django import template

from vendors.contract_lines import ContractLine, lines_of
from vendors.models import Contract

register = template.Library()


@register.simple_tag
def contract_line(contract: Contract, today: date) -> ContractLine:
    """A contract with its state, mark and days left."""
    (line,) = lines_of([contract], today)
    return line
