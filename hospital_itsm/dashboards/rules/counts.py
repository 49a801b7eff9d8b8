"""Counts of one's own at the head of a dashboard: met or missed, and what became of them."""

FEWER, MORE, SAME = "fewer", "more", "same"


def is_met(number: int, most: int | None) -> bool | None:
    """Is it no more than is all right? None where nobody said how much is."""
    return None if most is None else number <= most


def change_of(number: int, before: int | None) -> tuple[str, int] | None:
    """How it changed and by how many; None without a number to compare with."""
    if before is None:
        return None
    if number == before:
        return SAME, 0
    return (FEWER, before - number) if number < before else (MORE, number - before)
