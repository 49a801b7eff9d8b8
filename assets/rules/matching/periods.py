"""Days of manufacture in a text."""

import re
from datetime import date
from typing import Final

from assets.rules.matching.scope import Period
from assets.rules.udi.dates import day_of, last_day_of

MONTHS: Final = {
    name: number
    for number, names in enumerate(
        ("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
         "september sept sep", "october oct", "november nov", "december dec"), start=1,
    )
    for name in names.split()
}  # fmt: skip
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
DATE = (
    rf"(?:(?:{_MONTH})\.?\s+[0-9]{{1,2}}(?:st|nd|rd|th)?,?\s+[0-9]{{4}}"
    rf"|[0-9]{{1,2}}[\s-](?:{_MONTH})\.?[\s,-]+[0-9]{{4}}"
    rf"|(?:{_MONTH})\.?,?\s+(?:of\s+)?[0-9]{{4}}"
    r"|[0-9]{4}-[0-9]{2}(?:-[0-9]{2})?|[0-9]{1,2}/[0-9]{1,2}/[0-9]{2,4}|[0-9]{1,2}/[0-9]{4}|(?:19|20)[0-9]{2})"
)
_MADE = (
    r"(?:manufactur(?:ed|ing|e)|made|produced|built|assembled)(?:\s+dates?)?(?:\s+(?:code|range))?\s*[:#]?\s*"
)
_BETWEEN = re.compile(
    rf"{_MADE}(?:(?:between|from)\s+)?({DATE})\s*(?:and|to|through|thru|until|[-\u2013\u2014])\s*({DATE})",
    re.IGNORECASE,
)
_UNTIL = re.compile(
    rf"{_MADE}(on\s+or\s+before|before|prior\s+to|until|up\s+to|through|no\s+later\s+than)\s+({DATE})",
    re.IGNORECASE,
)
_SINCE = re.compile(rf"{_MADE}(on\s+or\s+after|after|since|from)\s+({DATE})", re.IGNORECASE)
_IN = re.compile(rf"{_MADE}(?:in|on)?\s*({DATE})", re.IGNORECASE)
_NUMBERS = re.compile(r"[0-9]+")
_THIS_CENTURY: Final = 2000


def periods_in(text: str) -> tuple[Period, ...]:
    """Every span of days of manufacture a text names, each phrase read once."""
    found: list[Period] = []
    for match in _BETWEEN.finditer(text):
        found.append(Period(first_day(match.group(1)), last_day(match.group(2))))
    rest = _BETWEEN.sub(" ", text)
    for match in _UNTIL.finditer(rest):
        is_open = match.group(1).lower().startswith(("before", "prior"))
        found.append(Period(None, _before(match.group(2)) if is_open else last_day(match.group(2))))
    rest = _UNTIL.sub(" ", rest)
    for match in _SINCE.finditer(rest):
        found.append(Period(first_day(match.group(2)), None))
    rest = _SINCE.sub(" ", rest)
    found += (Period(first_day(match.group(1)), last_day(match.group(1))) for match in _IN.finditer(rest))
    return tuple(dict.fromkeys(span for span in found if span != Period(None, None)))


def first_day(text: str) -> date | None:
    """The first day that a date, a month or a year means; None where there is no such day."""
    year, month, day = _parts(text)
    return day_of(year, month or 1, day or 1)


def last_day(text: str) -> date | None:
    """The last day that a date, a month or a year means; None where there is no such day."""
    year, month, day = _parts(text)
    return day_of(year, month, day) if month and day else last_day_of(year, month or 12)


def _before(text: str) -> date | None:
    first = first_day(text)
    return date.fromordinal(first.toordinal() - 1) if first and first != date.min else None


def _parts(text: str) -> tuple[int, int, int]:
    """Year, month and day; 0 where the text leaves one open. Months stand first between strokes, as the FDA writes."""
    numbers = [int(number) for number in _NUMBERS.findall(text)]
    named = next((MONTHS[word] for word in re.findall(r"[a-z]+", text.lower()) if word in MONTHS), 0)
    if named:
        return numbers[-1], named, numbers[0] if len(numbers) > 1 else 0
    if "-" in text or len(numbers) == 1:
        year, month, day = (*numbers, 0, 0)[:3]
        return year, month, day
    month, day, year = numbers if len(numbers) == 3 else (numbers[0], 0, numbers[1])
    return (year + _THIS_CENTURY if year < 100 else year), month, day
