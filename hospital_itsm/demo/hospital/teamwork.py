"""What the people of the demo hospital do with tickets besides working them; numbers are those of the stories."""

from typing import Final, NamedTuple


class Report(NamedTuple):
    """A report that comes in while the demo is loaded."""

    reporter: str
    area: str
    title: str
    text: str


LINKS: Final = (
    (6, "caused_by", 38, "ines.calder"),
    (23, "child_of", 39, "lucia.frost"),
    (47, "blocked_by", 60, "omar.quillan"),
)
"""A ticket, what it is to the other one, and who said so."""
FOLLOWS: Final = (
    ("leo.marsh", (6, 39)),
    ("jorge.pacheco", (6, 28)),
    ("ellen.fairweather", (36,)),
    ("carla.voss", (39,)),
)
LET_FOLLOW: Final = ((36, "ines.calder", "tomas.lindqvist"), (28, "leo.marsh", "omar.quillan"))
"""A ticket, who works it, and whom they let follow."""
SNOOZES: Final = (
    (47, "leo.marsh", "monday"),
    (51, "lars.whitby", "tomorrow"),
    (60, "mona.castell", "monday"),
)
"""A ticket that nothing presses, who lets it rest, and until which of the times that are offered."""

SPLIT: Final = 28
SPLITTER: Final = "leo.marsh"
BESIDES: Final = "Besides, the second screen at desk 3 in our room stays black since this morning."
"""What the reporter of that ticket adds, which is another problem."""
SPLIT_OFF: Final = Report(
    "tessa.moran",
    "HIM",
    "Second screen at desk 3 stays black",
    "The second screen at desk 3 stays black since this morning; the first one works.",
)

SERVICE: Final = "INF-VOICE"
ALIKE: Final = (
    Report(
        "ruth.delgado",
        "MS5",
        "Clinical phones drop calls after ten seconds",
        "Calls on our clinical phones drop after about ten seconds. We walk to each other meanwhile.",
    ),
    Report(
        "gordon.yates",
        "TELE",
        "Calls on clinical phones drop after ten seconds",
        "Every call on the clinical phones drops after ten seconds, on all four phones of the shift.",
    ),
    Report(
        "wren.sadler",
        "PEDS",
        "Clinical phone calls drop after seconds",
        "Calls drop after ten seconds on the clinical phones of both halls. The desk phone works.",
    ),
)
"""One problem that three units report within minutes."""

PRIVACY: Final = Report(
    "nora.keane",
    "HIM",
    "Statements were mailed with another person's second page",
    "A mailing of statements held a wrong second page. A recipient called; we asked for the letter back.",
)
KNOWN_SINCE: Final = 12
"""Days for which somebody of the hospital knew of it."""
SAID_BY: Final = "hanna.weiss"
HOW_KNOWN: Final = "The mail room counted the returned letters on that day."
