"""The names that the words of macros may hold."""

from typing import Final

from hospital_itsm.core import substitution

NAMES: Final = (
    "requester", "first_name", "ticket", "title", "unit", "room", "device", "team", "agent",
)  # fmt: skip


def unknown_names(text: str) -> list[str]:
    """What stands in double braces and is no name of the list."""
    return substitution.unknown_names(text, NAMES)
