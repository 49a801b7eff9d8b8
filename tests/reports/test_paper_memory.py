"""What the longest report on paper costs: the memory of a process of its own, and the time of twenty pages."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

import pytest

from hospital_itsm.reports.rules.estimates import MOST_CELLS, most_rows

ROOT: Final = Path(__file__).resolve().parents[2]
BESIDE: Final = 150
"""Megabytes of a worker that has loaded the product and typesets nothing, as measured."""
MOST: Final = 300
DRAW: Final = """
import json, re, resource, sys, time
import typst
rows, columns = int(sys.argv[1]), int(sys.argv[2])
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
words = ["Scanner beeps but does not read wristbands", "INC-20002", "Medical-Surgical ICU", "2026-11-20 12:00"]
data = {
    "title": "What is open for longest?", "lang": "en", "facts": [["Rows", str(rows)]],
    "headings": [f"Column {number}" for number in range(columns)], "numbers": [False] * columns,
    "rows": [[words[(line + at) % 4] for at in range(columns)] for line in range(rows)], "wide": columns > 6,
    "empty": "", "footer": "Run", "page": "page", "of": "of", "caption": "",
}
began = time.monotonic()
made = typst.compile(
    "templates/reports/paper/report.typ", root="templates/reports/paper", sys_inputs={"report": json.dumps(data)},
    format="pdf", ignore_system_fonts=True, pdf_standards="ua-1",
)
print(json.dumps({
    "seconds": time.monotonic() - began, "pages": len(re.findall(rb"/Type\\s*/Page\\b", made)),
    "megabytes": (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024,
}))
"""


def drawn(rows: int, columns: int) -> dict[str, Any]:
    """What a process of its own needs beyond what it begins with."""
    given = [sys.executable, "-c", DRAW, str(rows), str(columns)]
    made = subprocess.run(given, cwd=ROOT, capture_output=True, text=True, timeout=120, check=True)
    found: dict[str, Any] = json.loads(made.stdout)
    return found


@pytest.mark.parametrize("columns", [1, 4, 8, 15])
def test_the_longest_paper_fits_into_a_worker(columns: int) -> None:
    rows = most_rows("pdf", columns)
    assert rows * columns <= MOST_CELLS["pdf"]
    assert BESIDE + drawn(rows, columns)["megabytes"] < MOST


def test_twenty_pages_take_no_twenty_seconds() -> None:
    found = drawn(most_rows("pdf", 8), 8)
    assert found["pages"] >= 20
    assert found["seconds"] < 20
