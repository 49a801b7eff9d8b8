"""Going through a list that stands still: where one is, and what comes before and after (pure)."""

from collections.abc import Container, Sequence


def place(keys: Sequence[str], key: str) -> int:
    """Which of the list it is, counted from one; 0 where it is not on it."""
    return keys.index(key) + 1 if key in keys else 0


def around(keys: Sequence[str], key: str, there: Container[str]) -> tuple[str, str]:
    """The nearest before and after it that are still there, each empty where none is."""
    at = place(keys, key)
    if not at:
        return "", ""
    before = next((one for one in reversed(keys[: at - 1]) if one in there), "")
    return before, next((one for one in keys[at:] if one in there), "")
