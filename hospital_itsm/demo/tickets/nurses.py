"""Further everyday reports of the ICU, so that the demo nurse has something in every group of her own tickets."""

from typing import Final

from hospital_itsm.demo.tickets.stories import DAY, HOUR, Step, Story, closed
from hospital_itsm.demo.tickets.texts import Words
from hospital_itsm.demo.tickets.triage import Triage

WORDS: Final = (
    Words(
        61,
        "Label printer at the front desk prints blank labels",
        "Specimen labels come out blank since the roll was changed. We print on 4 West instead.",
        "Print head cleaned",
    ),
    Words(
        62,
        "Badge reader in the med room needs two taps",
        "The first tap does nothing, the second one signs in. Slow at med pass.",
        "Reader replaced",
    ),
    Words(
        63,
        "Clinical phone 4417 does not charge",
        "The phone stays at 3 percent in every charger. We share one phone for two rooms.",
        "Battery exchanged",
    ),
    Words(
        64,
        "Workstation on wheels 7 has no sound",
        "Alarm tones of the chart are silent on this cart since the update. Other carts are fine.",
        "Sound device set again",
    ),
)

TRIAGES: Final = (
    Triage(61, "ICU", "euc.label", "PRINT", 4, 3, 3),
    Triage(62, "ICU", "euc.login", "EUC", 4, 3, 3),
    Triage(63, "ICU", "tel.mobile", "TEL", 4, 3, 3),
    Triage(64, "ICU", "euc.cart", "EUC", 4, 3, 3),
)

STORIES: Final = (
    Story(
        61,
        "alma.reyes",
        2 * HOUR,
        (
            Step(20, "start"),
            Step(24, "reply", "I come by with a new print head before noon."),
            Step(31, "reply_back", "Thank you. The front desk knows you are coming."),
        ),
        room="Front desk",
    ),
    Story(62, "victor.hahn", 18, (), room="Med room", is_triaged=False),
    Story(
        63,
        "alma.reyes",
        DAY,
        (
            Step(15, "start"),
            Step(18, "reply", "A spare phone is at the desk for you."),
            Step(4 * HOUR, "resolve", more={"close_code": "battery", "cause": "wear"}),
        ),
        by_phone="nina.forsberg",
    ),
    Story(64, "joan.castellane", 3 * DAY, closed(90, 260, "config", "software", 5)),
)
