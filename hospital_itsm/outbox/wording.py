"""The words of a message, made from its kind and payload at the moment they are shown or sent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse

from hospital_itsm.outbox.kinds import NAME, Kind, find
from hospital_itsm.outbox.own_words import OwnWords, Told, own_words

PAGE_LENGTH = 140
SUBJECT_LENGTH = 240


@dataclass(frozen=True)
class Wording:
    """What a message says: `subject` and `short` are single lines, `path` is where it leads in the product."""

    subject: str
    lines: tuple[str, ...]
    short: str
    path: str
    icon: str

    @property
    def url(self) -> str:
        """The full address, from the setting and never from a request's Host header."""
        return settings.SITE_URL.rstrip("/") + self.path


def substitute(words: str, values: Mapping[str, str]) -> str:
    """Put values in place of `{name}`, once, without looking inside them. Raises KeyError for a name without value."""
    return NAME.sub(lambda match: values[match.group(1)], words)


def wording(code: str, payload: Mapping[str, Any], now: datetime) -> Wording:
    """Say a message of this kind with this stored payload; instants are told as seen from `now`."""
    return wordings([(code, payload)], now)[0]


def wordings(told: Sequence[Told], now: datetime) -> list[Wording]:
    """Say several messages, in as many statements as one."""
    return [
        say(find(code), payload, now, own) for (code, payload), own in zip(told, own_words(told), strict=True)
    ]


def say(kind: Kind, payload: Mapping[str, Any], now: datetime, own: OwnWords | None) -> Wording:
    """Say a message in a hospital's own words; in the product's without them, or where they lack a value."""
    values = values_of(kind, payload, now)
    said = own.filled(values) if own else None
    if said is None:
        said = _shipped(kind, values)
    return Wording(
        subject=said.subject[:SUBJECT_LENGTH],
        lines=said.lines,
        short=(said.short or said.subject)[:PAGE_LENGTH],
        path=_path(kind, values),
        icon=kind.icon,
    )


def values_of(kind: Kind, payload: Mapping[str, Any], now: datetime) -> dict[str, str]:
    """The values of a stored payload in words, as seen from `now`."""
    return {
        name: kind.fields[name].words(value, now) for name, value in payload.items() if name in kind.fields
    }


def _shipped(kind: Kind, values: Mapping[str, str]) -> OwnWords:
    lines = [str(line) for line in kind.lines]
    return OwnWords(
        substitute(str(kind.subject), values),
        tuple(substitute(line, values) for line in lines if set(NAME.findall(line)) <= set(values)),
        substitute(str(kind.short), values),
    )


def _path(kind: Kind, values: Mapping[str, str]) -> str:
    return reverse(kind.url_name, args=[values[kind.url_value]] if kind.url_value else None)
