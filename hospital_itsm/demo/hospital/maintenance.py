"""What the CMMS of the demo hospital says of its infusion pumps: a yearly check each, and some work orders."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Final

SYSTEM: Final = "larkmed"
PM_HEADINGS: Final = ("PM ID", "Asset Tag", "Procedure", "Last Done", "Next Due", "Outcome")
ORDER_HEADINGS: Final = ("WO Number", "Asset Tag", "Status", "Opened", "Closed", "Description")
YEAR: Final = timedelta(days=365)
OVERDUE_EVERY, FAILED_EVERY, ORDERED_EVERY, OPEN_EVERY = 24, 40, 6, 4
PROBLEMS: Final = (
    "Door latch worn, latch replaced",
    "Battery holds less than two hours, battery replaced",
    "Alarm speaker weak, speaker replaced",
    "Keypad does not answer, keypad replaced",
    "Occlusion pressure out of range, recalibrated",
)


def pm_rows(tags: Iterable[str], today: date) -> Iterator[tuple[str, ...]]:
    """One yearly check a pump, spread over the year; one in 24 is overdue, one in 40 failed."""
    for at, tag in enumerate(tags):
        days_ago = 380 + at % 30 if at % OVERDUE_EVERY == OVERDUE_EVERY - 1 else (at * 7) % 350 + 1
        done = today - timedelta(days=days_ago)
        result = "Failed" if at % FAILED_EVERY == FAILED_EVERY - 1 else "Passed"
        yield (f"PM-{4000 + at}", tag, "Yearly check, infusion pump", f"{done}", f"{done + YEAR}", result)


def order_rows(tags: Iterable[str], today: date) -> Iterator[tuple[str, ...]]:
    """A work order for one pump in six; one in four of them is open."""
    for number, tag in enumerate(list(tags)[::ORDERED_EVERY]):
        opened = today - timedelta(days=(number * 11) % 300 + 2)
        is_open = number % OPEN_EVERY == OPEN_EVERY - 1
        closed = "" if is_open else f"{opened + timedelta(days=number % 5 + 1)}"
        status = "Waiting for parts" if is_open else "Closed"
        problem = PROBLEMS[number % len(PROBLEMS)]
        yield (f"WO-{44700 + number}", tag, status, f"{opened}", closed, problem)
