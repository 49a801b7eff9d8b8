"""The notices of the demo: one active outage tied to its ticket, one that ended today."""

from typing import Final, NamedTuple


class Outage(NamedTuple):
    """A notice posted `age` minutes before the load; `ended` is how many minutes before the load it was over."""

    number: int
    age: int
    title: str
    severity: str
    sees: str
    works: str
    to_do: str
    services: tuple[str, ...]
    areas: tuple[str, ...]
    updates: tuple[tuple[int, str], ...]
    next_update_in: int = 0
    ended: int = 0
    last_words: str = ""


OUTAGES: Final = (
    Outage(
        6,
        126,
        "Dispensing cabinets offline on the South tower",
        "outage",
        "Cabinets on floors 3 and 4 say that the server is not reachable.",
        "Cabinets of the North tower and on floors 5 and 6 work.",
        "Call the pharmacy at 5001 for first doses; they come from central.",
        ("A015",),
        (),
        ((75, "Floors 5 and 6 are back."), (28, "The new power supply is on its way.")),
        next_update_in=25,
    ),
    Outage(
        39,
        201,
        "Sign-in fails on many computers",
        "outage",
        "Badge tap and passwords are both rejected.",
        "Computers that are signed in go on working. Do not sign out.",
        "Use a computer that is signed in, or the downtime viewer.",
        ("A061",),
        (),
        ((160, "Passwords and badges work again on most units."), (70, "Two floors remain.")),
        ended=15,
        last_words="Everybody signs in again. Tell us if you cannot.",
    ),
)
