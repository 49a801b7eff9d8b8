"""Message kinds of the tests, with every shape a payload value may have."""

from hospital_itsm.outbox.choices import Channel
from hospital_itsm.outbox.kinds import Kind, register
from hospital_itsm.outbox.shapes import CODE, KEY, LABEL, MOMENT, NUMBER

TOLD = register(
    Kind(
        "test.told",
        {"ticket": KEY, "priority": NUMBER, "area": LABEL, "cause": CODE, "due_at": MOMENT},
        "{ticket}: priority {priority}, {area}",
        "outbox:bell",
        lines=("Due {due_at}.", "Open it soon."),
        short="P{priority} {ticket} {area}",
        optional=frozenset({"cause", "due_at"}),
    )
)
PAGED = register(
    Kind(
        "test.paged",
        {"ticket": KEY, "area": LABEL},
        "{ticket}: you are paged, {area}",
        "outbox:bell",
        short="P1 {ticket} {area}",
        channels=(Channel.IN_APP, Channel.PAGE_WEBHOOK, Channel.PAGE_MAIL),
        tells_actor=True,
    )
)
PAYLOAD = {"ticket": "INC-20418", "priority": 2, "area": "4 West ICU"}
PAGE = {"ticket": "INC-20418", "area": "4 West ICU"}
