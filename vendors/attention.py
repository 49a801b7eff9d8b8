"""What needs a decision, at the top of the list of contracts (domain 6.6).

Notice dates that come or are missed, and vendors that touch patient data without an agreement.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from hospital_itsm.core.access import can
from vendors.baa_gate import GAP, columns
from vendors.contract_lines import ContractLine, lines_of
from vendors.contract_words import SOON_DAYS
from vendors.models import Contract, Vendor

MOST_CONTRACTS: Final = 5
MOST_GAPS: Final = 10


@dataclass(frozen=True)
class Attention:
    """Some of the contracts that nobody has decided about, and some vendors without an agreement, by name."""

    lines: list[ContractLine]
    has_more: bool
    gaps: list[str]
    has_more_gaps: bool


def attention_for(user: Any, today: date) -> Attention:
    """What this person may see of it: a statement for contracts and one for vendors."""
    rows: list[Contract] = []
    if can(user, "contract.read"):
        waiting = Contract.objects.visible_to(user).undecided(today, within=SOON_DAYS)
        rows = list(waiting.select_related("vendor", "owner")[: MOST_CONTRACTS + 1])
    gaps, has_more_gaps = named_gaps(user, today) if can(user, "baa.read") else ([], False)
    return Attention(lines_of(rows[:MOST_CONTRACTS], today), len(rows) > MOST_CONTRACTS, gaps, has_more_gaps)


def named_gaps(user: Any, today: date) -> tuple[list[str], bool]:
    """Vendors that touch patient data without an agreement in force, by name, and whether there are more."""
    found = Vendor.objects.visible_to(user).in_use().alias(**columns(today)).filter(GAP)
    names = list(found.order_by("name").values_list("name", flat=True)[: MOST_GAPS + 1])
    return names[:MOST_GAPS], len(names) > MOST_GAPS
