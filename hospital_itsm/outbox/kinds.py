"""The register of message kinds: what each says, what its payload may hold, how it travels, where it leads.

Apps register theirs in `apps.py`. Wording is fixed sentences with `{name}` for payload values and nothing else:
no template engine ever sees data, and a payload key outside the kind's list is refused when the message is written.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise

from hospital_itsm.core.icons import ICONS
from hospital_itsm.outbox.choices import Channel
from hospital_itsm.outbox.shapes import KEY, PayloadRefused, Shape

Words = "str | Promise"
NAME = re.compile(r"\{([a-z_]+)\}")


@dataclass(frozen=True)
class Kind:
    """One kind of message.

    `subject` is the line in bell and mail, `lines` the sentences of the mail (one that names an absent optional
    value is left out), `short` the text of a page. `url_name` with the payload value `url_value` is where it leads.
    `tells_actor`: the person who caused it is told as well (a receipt, a page). `is_urgent`: its e-mail waits for
    nothing, whatever the person chose. `many` is the line of a burst about one thing, with the number as `{n}`.
    """

    code: str
    fields: Mapping[str, Shape]
    subject: "str | Promise"
    url_name: str
    url_value: str = ""
    lines: "tuple[str | Promise, ...]" = ()
    short: "str | Promise" = ""
    optional: frozenset[str] = frozenset()
    channels: tuple[str, ...] = (Channel.IN_APP, Channel.EMAIL)
    icon: str = "bell"
    tells_actor: bool = False
    is_urgent: bool = False
    many: "str | Promise" = ""
    required: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "required", frozenset(self.fields) - self.optional)
        always = _names([self.subject, self.short]) | ({self.url_value} - {""})
        always |= _names([self.many]) - {"n"}
        if stray := (always - self.required) | (_names(self.lines) - set(self.fields)):
            raise ValueError(
                f"Kind {self.code} names values it does not require: {', '.join(sorted(stray))}."
            )
        if self.icon not in ICONS:
            raise ValueError(f"Kind {self.code} names an icon we do not ship.")

    def take(self, payload: Mapping[str, Any]) -> dict[str, Any]:
        """Return the payload as it is stored.

        Raises PayloadRefused for a key outside the list, one that is missing, or a value of another shape.
        """
        if unknown := set(payload) - set(self.fields):
            raise PayloadRefused(f"{self.code} may not carry {', '.join(sorted(unknown))}.")
        given = {name: value for name, value in payload.items() if value is not None}
        if missing := self.required - set(given):
            raise PayloadRefused(f"{self.code} needs {', '.join(sorted(missing))}.")
        return {name: self._stored(name, value) for name, value in given.items()}

    def about(self, payload: Mapping[str, Any]) -> str:
        """The key of what a message with this payload is about, such as a ticket's number; empty without one."""
        return next((str(payload[name]) for name, shape in self.fields.items() if shape is KEY), "")

    def _stored(self, name: str, value: Any) -> Any:
        shape = self.fields[name]
        try:
            return shape.store(value)
        except ValueError as error:
            raise PayloadRefused(f"{self.code}: {name} must be a {shape.name}, and is {error}.") from error


def _names(words: Iterable[Any]) -> set[str]:
    return {name for text in words for name in NAME.findall(str(text))}


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> Kind:
    """Add a kind; the same code with other contents is a ValueError."""
    if _kinds.get(kind.code, kind) != kind:
        raise ValueError(f"Message kind {kind.code} is registered twice.")
    _kinds[kind.code] = kind
    return kind


def find(code: str) -> Kind:
    """Return the kind. Raises KeyError for one nobody registered."""
    return _kinds[code]


def known(code: str) -> bool:
    """Is the kind registered in this release? Rows of an earlier one may name others."""
    return code in _kinds


def codes() -> list[str]:
    """The codes of all registered kinds."""
    return sorted(_kinds)
