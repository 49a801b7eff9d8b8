"""How long a run takes, by how many rows it has and what it makes of them; measured on two cores."""

from decimal import Decimal
from typing import Final

SECONDS_AT_ONCE: Final = Decimal(2)
"""What takes longer is a job."""
MOST_ROWS: Final = {"page": 1_000, "pdf": 5_000, "csv": 1_000_000, "xlsx": 1_000_000}
PER_THOUSAND: Final = {
    "page": Decimal("0.3"),
    "pdf": Decimal("1.2"),
    "csv": Decimal("0.35"),
    "xlsx": Decimal("0.5"),
}
TO_BEGIN: Final = {
    "page": Decimal("0.1"),
    "pdf": Decimal("0.5"),
    "csv": Decimal("0.1"),
    "xlsx": Decimal("0.1"),
}


def seconds(output: str, rows: int) -> Decimal:
    """How long it takes, in seconds."""
    return TO_BEGIN[output] + PER_THOUSAND[output] * rows / 1000


def is_at_once(output: str, rows: int) -> bool:
    """Is it made while the person waits?"""
    return seconds(output, rows) <= SECONDS_AT_ONCE
