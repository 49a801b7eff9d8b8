"""The words of a message, made from its kind and payload at the moment they are shown or sent."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse

from hospital_itsm.outbox.kinds import NAME, Kind, find

PAGE_LENGTH = 140


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
    kind = find(code)
    values = {
        name: kind.fields[name].words(value, now) for name, value in payload.items() if name in kind.fields
    }
    lines = [str(line) for line in kind.lines]
    short = substitute(str(kind.short or kind.subject), values)
    return Wording(
        subject=substitute(str(kind.subject), values),
        lines=tuple(substitute(line, values) for line in lines if set(NAME.findall(line)) <= set(values)),
        short=short[:PAGE_LENGTH],
        path=_path(kind, values),
        icon=kind.icon,
    )


def _path(kind: Kind, values: Mapping[str, str]) -> str:
    return reverse(kind.url_name, args=[values[kind.url_value]] if kind.url_value else None)
