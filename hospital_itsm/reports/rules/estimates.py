"""How long a run takes, by how many rows it has and what it makes of them; measured on two cores."""

from decimal import Decimal
from typing import Final

SECONDS_AT_ONCE: Final = Decimal(2)
"""What takes longer is a job."""
MOST_ROWS: Final = {"page": 1_000, "pdf": 4_000, "csv": 1_000_000, "xlsx": 1_000_000}
MOST_CELLS: Final = {"pdf": 8_000}
"""A typesetter holds the whole paper, some 15 kB a cell: so many take 120 MB beside the 150 MB of a worker."""
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


def most_rows(output: str, columns: int) -> int:
    """How many rows of so many columns it may have."""
    most = MOST_ROWS[output]
    return min(most, MOST_CELLS[output] // max(1, columns)) if output in MOST_CELLS else most


def seconds(output: str, rows: int) -> Decimal:
    """How long it takes, in seconds."""
    return TO_BEGIN[output] + PER_THOUSAND[output] * rows / 1000


def is_at_once(output: str, rows: int) -> bool:
    """Is it made while the person waits?"""
    return seconds(output, rows) <= SECONDS_AT_ONCE
