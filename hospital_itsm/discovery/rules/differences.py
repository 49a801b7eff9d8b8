"""How what an agent says differs from what is stored."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

ASSET, NETWORK, OWN, MEDIUM, GONE, MODEL = "asset", "network", "own", "medium", "gone", "model"
ONE_CASE: Final = frozenset({"serial", "hostname"})
"""Fields in which capitals make no difference."""


@dataclass(frozen=True)
class Stored:
    """What is stored of an asset, in the shape of a machine; empty for a machine that is no asset yet."""

    facts: Mapping[str, Any] = field(default_factory=dict)
    model: Any = None
    network: Mapping[str, Any] = field(default_factory=dict)
    own: Mapping[str, Any] = field(default_factory=dict)
    own_keys: frozenset[str] = frozenset()
    media: frozenset[str] = frozenset()
    locked: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Line:
    """One difference: `code` names it in a form; `old` and `new` are shown, `value` is stored.

    `why` is a code for what cannot be taken: no field, no such model, another system's field, or a missing part.
    """

    group: str
    name: str
    old: Any
    new: Any
    value: Any = None
    why: str = ""

    @property
    def code(self) -> str:
        """Its name in a form."""
        return f"{self.group}.{self.name}"

    @property
    def can_be_taken(self) -> bool:
        """May a person tick it?"""
        return not self.why


NO_FIELD, NO_MODEL, THEIRS, MISSING = "no-field", "no-model", "theirs", "missing"


def differences(machine: Mapping[str, Any], stored: Stored, model: tuple[Any, str] | None) -> list[Line]:
    """Every difference. `model` is the row of the catalogue that maker and model mean, with its name."""
    lines = [
        _line(ASSET, name, stored.facts.get(name), value, stored.locked)
        for name, value in machine["facts"].items()
        if _differs(name, stored.facts.get(name), value)
    ]
    lines += _model(machine, stored, model)
    lines += [
        _line(NETWORK, name, stored.network.get(name), value, frozenset())
        for name, value in machine["network"].items()
        if _differs(name, stored.network.get(name), value)
    ]
    for key, value in machine["own"].items():
        if key not in stored.own_keys:
            lines.append(Line(OWN, key, "", value, why=NO_FIELD))
        elif str(stored.own.get(key, "")) != value:
            lines.append(Line(OWN, key, stored.own.get(key, ""), value, value))
    said = {one["serial"].upper() for one in machine["media"]}
    lines += [
        Line(MEDIUM, one["serial"], "", one["serial"], one)
        for one in machine["media"]
        if one["serial"].upper() not in stored.media
    ]
    if machine["says_media"] and not machine["is_partial"]:
        lines += [Line(GONE, serial, serial, "", why=MISSING) for serial in sorted(stored.media - said)]
    return lines


def is_difference(line: Line) -> bool:
    """Does it ask a person for something? What cannot be stored here is listed, and asks nobody."""
    return line.why not in (NO_FIELD, NO_MODEL, THEIRS)


def _model(machine: Mapping[str, Any], stored: Stored, model: tuple[Any, str] | None) -> list[Line]:
    said = " ".join(word for word in (machine["maker"], machine["model"]) if word)
    if not machine["model"]:
        return []
    if model is None:
        return [Line(MODEL, "model", "", said, why=NO_MODEL)]
    if stored.model and stored.model[0] == model[0]:
        return []
    return [_line(MODEL, "model", stored.model[1] if stored.model else "", model[1], stored.locked, model[0])]


def _line(group: str, name: str, old: Any, new: Any, locked: frozenset[str], value: Any = None) -> Line:
    why = THEIRS if name in locked else ""
    return Line(group, name, "" if old is None else old, new, new if value is None else value, why)


def _differs(name: str, old: Any, new: Any) -> bool:
    if name in ONE_CASE:
        return str(old or "").upper() != str(new or "").upper()
    return (old or "") != (new or "")
