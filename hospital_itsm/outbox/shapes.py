"""The shapes a payload value may have. None of them has room for anybody's sentence."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from hospital_itsm.core import display

KEY_PATTERN = re.compile(r"[A-Z]{2,6}-\d{1,12}")
CODE_PATTERN = re.compile(r"[a-z][a-z0-9_.-]{0,59}")
LABEL_LENGTH = 80


class PayloadRefused(ValueError):
    """A payload holds a key its kind does not allow, lacks one it needs, or a value of another shape."""


@dataclass(frozen=True)
class Shape:
    """One shape: `store` gives the JSON value or raises ValueError, `words` says the stored value at an instant."""

    name: str
    store: Callable[[Any], Any]
    words: Callable[[Any, datetime], str]


def _plain(value: Any, now: datetime) -> str:
    return str(value)


def _matching(pattern: re.Pattern[str]) -> Callable[[Any], str]:
    def store(value: Any) -> str:
        text = str(value)
        if not pattern.fullmatch(text):
            raise ValueError("another form")
        return text

    return store


def _number(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise ValueError("not a whole number")
    return value


def _label(value: Any) -> str:
    text = str(value)
    if not 0 < len(text) <= LABEL_LENGTH or not text.isprintable():
        raise ValueError(f"not one printable line of at most {LABEL_LENGTH} characters")
    return text


def _moment(value: Any) -> str:
    at = datetime.fromisoformat(value) if isinstance(value, str) else value
    if not isinstance(at, datetime) or at.tzinfo is None:
        raise ValueError("not an instant with its zone")
    return at.isoformat()


def _moment_words(value: Any, now: datetime) -> str:
    at = timezone.localtime(datetime.fromisoformat(value))
    return display.moment_words(at, timezone.localtime(now))


KEY = Shape("key", _matching(KEY_PATTERN), _plain)
CODE = Shape("code", _matching(CODE_PATTERN), _plain)
NUMBER = Shape("number", _number, _plain)
LABEL = Shape("label", _label, _plain)
MOMENT = Shape("moment", _moment, _moment_words)
