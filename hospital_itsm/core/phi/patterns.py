"""Patient data that has a shape: numbers and dates near a word that says what they are (domain/4 §4.3).

Every quantifier is bounded and neighboring parts share no characters, so matching stays linear in the text.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

RECORD_NUMBER = "record_number"
SOCIAL_SECURITY = "social_security"
BIRTH_DATE = "birth_date"
ACCOUNT = "account"
NHS_NUMBER = "nhs_number"
NAME = "name"
CONTACT = "contact"
BED = "bed"
HEALTH_PLAN = "health_plan"
SITE = "site"

_FILL = (
    r"[^\w\[\]]{0,4}"
    r"(?:(?:no|nr|num|number|id|is|was|of|for|the|this|pt|patient|reads|says|shows|shown|ends|in|as|on)\b[^\w\n\[\]]{0,4}){0,4}"
)
_NUMBER = r"(?P<value>[A-Z]{0,3}-?(?:\d{1,6}(?:-\d{1,6}){1,3}|\d{5,12}|\d{1,4}(?:[ -]\d{2,6}){1,3}))(?!\d)"
_FURTHER = r"(?: ?(?:/|,|and|&|or) ?\d{5,10}(?!\d)){0,4}"
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"
_DATE = (
    r"(?P<value>\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?[ -](?:of )?{_MONTH}[ ,-]{{1,2}}\d{{2,4}}"
    rf"|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}"
    r"|(?:19|20)\d{6}|[01]\d[0-3]\d(?:19|20)\d\d)(?!\d)"
)


@dataclass(frozen=True, slots=True)
class Pattern:
    """One shape. The group `value` must pass `fits`; after a word of `not_after` it is something else."""

    type: str
    score: float
    regex: re.Pattern[str]
    fits: Callable[[str], bool] = bool
    not_after: frozenset[str] = frozenset()


def _digits(value: str) -> str:
    return "".join(character for character in value if character.isdecimal())


def _has_digits(least: int, most: int) -> Callable[[str], bool]:
    return lambda value: least <= len(_digits(value)) <= most


def nhs_check(value: str) -> bool:
    """Ten digits whose last is the modulus-11 check digit of the first nine."""
    digits = [int(character) for character in _digits(value)]
    if len(digits) != 10:
        return False
    check = 11 - sum(digit * (10 - place) for place, digit in enumerate(digits[:9])) % 11
    return digits[9] == (0 if check == 11 else check)


def _compile(keywords: str, value: str = _NUMBER, fill: str = _FILL) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w\[])(?:{keywords}){fill}{value}{_FURTHER}", re.IGNORECASE)


PATTERNS: tuple[Pattern, ...] = (
    Pattern(
        RECORD_NUMBER,
        0.95,
        _compile(
            r"mrns?\b|m\.r\.n\.?|mr ?#|mr no\b|med(?:ical)?\.? ?rec(?:ord)?s?\b"
            r"|(?:patient|pt) (?:id|record|identifier)\b"
            r"|(?:record|chart|hospital|patient|pt) ?(?:#|no\b|num\b|number\b)"
        ),
        _has_digits(5, 12),
        frozenset({"database", "table", "row", "dns", "log", "cmdb"}),
    ),
    Pattern(
        RECORD_NUMBER,
        0.95,
        re.compile(r"(?<![\w-])(?P<value>\d{5,10})[^\w\n\[\]]{1,3}(?:is the |as |\()?mrn\b", re.IGNORECASE),
    ),
    Pattern(
        SOCIAL_SECURITY,
        0.9,
        re.compile(r"(?<![\w-])(?P<value>(?!000|666|9\d\d)\d{3}-(?!00)\d{2}-(?!0000)\d{4})(?![\w-])"),
    ),
    Pattern(
        SOCIAL_SECURITY,
        0.9,
        _compile(r"ssn\b|ss ?#|social security\b|social\b", r"(?P<value>\d{3}[ -]?\d{2}[ -]?\d{4})(?!\d)"),
    ),
    Pattern(
        BIRTH_DATE,
        0.9,
        _compile(
            r"dob\b|d\.o\.b\.?|d/o/b\b|date of birth\b|birth ?date\b|birthday\b|birth\b|born\b",
            _DATE,
            r"[^\n\d\[\]]{0,20}?",
        ),
    ),
    Pattern(
        ACCOUNT,
        0.8,
        _compile(
            r"accounts?\b|acct\b|encounter\b|csn\b|fin\b|har\b|accession\b|contact serial\b"
            r"|(?:visit|admission|adm) (?=id|no|num|#)"
        ),
        _has_digits(5, 12),
        frozenset(
            {
                "service",
                "vendor",
                "supplier",
                "user",
                "email",
                "e-mail",
                "bank",
                "admin",
                "domain",
                "cost",
                "gl",
            }
        ),
    ),
    Pattern(NHS_NUMBER, 0.9, _compile(r"nhs\b", r"(?P<value>\d{3}[ -]?\d{3}[ -]?\d{4})(?!\d)"), nhs_check),
    Pattern(
        HEALTH_PLAN,
        0.7,
        _compile(
            r"(?:member|subscriber|beneficiary|insurance|health plan|plan member|medicaid|medicare)\b|mbi\b",
            r"(?P<value>[A-Z0-9][A-Z0-9-]{5,15})(?!\w)",
        ),
        _has_digits(4, 15),
    ),
)

WHITELIST: tuple[re.Pattern[str], ...] = (
    re.compile(
        r"(?<!\w)(?:INC|REQ|MI|PRB|CHG|WO|CS|LR|SCN|PRT|WS|MON|CART|AP|SW|PC|LT|PH|V|C)-\d{3,6}(?!\w)",
        re.IGNORECASE,
    ),
    re.compile(
        r"\(01\)\d{14}(?:\(\d{2,3}\)[\w./-]{1,20}){0,4}|(?<!\d)0\d{13}(?!\d)|\+[A-Z]\d{3}[A-Z0-9]{5,20}(?!\w)"
    ),
    re.compile(r"(?<!\w)[A-Z]{2,3}\d{1,2}-\d{6}(?![\w-])"),
    re.compile(
        r"(?<!\w)(?:serial|s/n|sn|lot|model|tag|asset)\b[^\w\n]{0,3}(?:no|number)?[^\w\n]{0,3}[\w-]{3,24}",
        re.IGNORECASE,
    ),
    re.compile(
        r"(?<!\w)(?:staff|employee|badge|ext|extension)\b[^\w\n]{0,3}(?:id|no|number)?[^\w\n]{0,3}\d{2,8}(?!\d)",
        re.IGNORECASE,
    ),
)
"""Asset tags and ticket numbers, UDI (GS1, HIBC), the maker's serials, announced serials and lots, staff ids."""


def site_pattern(template: str, type_: str = SITE, score: float = 0.9) -> Pattern:
    """A site's own number as a template: `#` a digit, `@` a letter, anything else itself (`H#######`).

    Templates, not expressions, because an expression typed in a settings page could stop the server.
    """
    parts = {"#": r"\d", "@": "[A-Za-z]"}
    body = "".join(parts.get(character, re.escape(character)) for character in template)
    return Pattern(type_, score, re.compile(rf"(?<![\w-])(?P<value>{body})(?![\w-])", re.IGNORECASE))
