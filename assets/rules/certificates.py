"""What a certificate of sanitization must say, and what it cannot say at once (domain 3.10, NIST SP 800-88)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

TECHNIQUES: Final = {
    "overwrite": frozenset({"clear"}),
    "factory_reset": frozenset({"clear"}),
    "sanitize": frozenset({"clear", "purge"}),
    "block_erase": frozenset({"purge"}),
    "crypto_erase": frozenset({"purge"}),
    "degauss": frozenset({"purge"}),
    "shred": frozenset({"destroy"}),
    "disintegrate": frozenset({"destroy"}),
    "incinerate": frozenset({"destroy"}),
    "melt": frozenset({"destroy"}),
    "other": frozenset({"clear", "purge", "destroy"}),
}
"""The methods each technique can be."""
MAGNETIC: Final = frozenset({"hdd", "tape", "other"})
NO_BLOCKS: Final = frozenset({"hdd", "tape", "optical"})
OUTSIDE: Final = frozenset({"external", "manufacturer", "recycler"})
IN_HOUSE: Final = "internal_reuse"
ALWAYS: Final = (
    *("data_class", "backup", "method", "technique"),
    *("verification_method", "verification_result", "verification"),
    *("data_class_after", "destination_kind"),
    *("performed_by", "performed_title", "performed_organization", "performed_place", "performed_on"),
    *("validated_by", "validated_title", "validated_organization", "validated_on"),
)
"""What every certificate says."""


class Fault(StrEnum):
    """Why a value of a certificate does not stand."""

    MISSING = "missing"
    FUTURE = "future"
    TECHNIQUE_NOT_OF_METHOD = "technique-not-of-method"
    TECHNIQUE_NOT_OF_MEDIUM = "technique-not-of-medium"
    CLEARED_GOES_OUT = "cleared-goes-out"
    NOTHING_LEFT = "nothing-left"
    DATA_IS_GONE = "data-is-gone"
    DATA_IS_THERE = "data-is-there"
    FAILED_MOVES_ON = "failed-moves-on"
    DESTROYED_IN_USE = "destroyed-in-use"
    SAME_PERSON = "same-person"
    BEFORE_IT_WAS_DONE = "before-it-was-done"


@dataclass(frozen=True, slots=True)
class Said:
    """The values of a certificate that are held against each other."""

    medium_kind: str
    data_class: str = ""
    backup: str = ""
    method: str = ""
    technique: str = ""
    technique_note: str = ""
    tool: str = ""
    tool_version: str = ""
    verification_method: str = ""
    verification_result: str = ""
    verification: str = ""
    data_class_after: str = ""
    destination_kind: str = ""
    destination: str = ""
    performed_by: str = ""
    performed_title: str = ""
    performed_organization: str = ""
    performed_place: str = ""
    performed_on: date | None = None
    validated_by: str = ""
    validated_title: str = ""
    validated_organization: str = ""
    validated_on: date | None = None


def faults(said: Said, today: date) -> dict[str, Fault]:
    """The fields at fault and why; none for a certificate that can be signed."""
    found = {name: Fault.MISSING for name in _needed(said) if not getattr(said, name)}
    for name, fault in _contradictions(said, today):
        found.setdefault(name, fault)
    return found


def _needed(said: Said) -> Iterator[str]:
    yield from ALWAYS
    if said.method and said.method != "destroy":
        yield from ("tool", "tool_version")
    if said.technique == "other":
        yield "technique_note"
    if said.destination_kind and said.destination_kind != IN_HOUSE:
        yield "destination"


def _contradictions(said: Said, today: date) -> Iterator[tuple[str, Fault]]:
    yield from _of_method(said)
    yield from _of_result(said)
    yield from _of_people(said, today)


def _of_method(said: Said) -> Iterator[tuple[str, Fault]]:
    methods = TECHNIQUES.get(said.technique)
    if methods is not None and said.method and said.method not in methods:
        yield "technique", Fault.TECHNIQUE_NOT_OF_METHOD
    if said.technique == "degauss" and said.medium_kind not in MAGNETIC:
        yield "technique", Fault.TECHNIQUE_NOT_OF_MEDIUM
    if said.technique == "block_erase" and said.medium_kind in NO_BLOCKS:
        yield "technique", Fault.TECHNIQUE_NOT_OF_MEDIUM
    if said.destination_kind in OUTSIDE and said.method == "clear":
        yield "method", Fault.CLEARED_GOES_OUT
    if said.verification_method == "none_left" and said.method in ("clear", "purge"):
        yield "verification_method", Fault.NOTHING_LEFT
    if said.method == "destroy" and said.destination_kind in (IN_HOUSE, "external"):
        yield "destination_kind", Fault.DESTROYED_IN_USE


def _of_result(said: Said) -> Iterator[tuple[str, Fault]]:
    if said.verification_result == "failed":
        if said.data_class_after == "none" and said.data_class != "none":
            yield "data_class_after", Fault.DATA_IS_THERE
        if said.destination_kind in OUTSIDE | {IN_HOUSE}:
            yield "destination_kind", Fault.FAILED_MOVES_ON
        return
    is_gone = said.verification_result == "passed" and said.method in ("purge", "destroy")
    if is_gone and said.data_class_after not in ("", "none"):
        yield "data_class_after", Fault.DATA_IS_GONE


def _of_people(said: Said, today: date) -> Iterator[tuple[str, Fault]]:
    for name in ("performed_on", "validated_on"):
        day = getattr(said, name)
        if day is not None and day > today:
            yield name, Fault.FUTURE
    if said.performed_on and said.validated_on and said.validated_on < said.performed_on:
        yield "validated_on", Fault.BEFORE_IT_WAS_DONE
    if said.performed_by and _person(said.performed_by) == _person(said.validated_by):
        yield "validated_by", Fault.SAME_PERSON


def _person(name: str) -> str:
    return " ".join(name.casefold().split())
