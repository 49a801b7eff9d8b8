"""What happened to each demo ticket: minutes, people and words. The newest things happen just before the load."""

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

HOUR: Final = 60
DAY: Final = 24 * HOUR


class Step(NamedTuple):
    """One thing somebody did, `after` minutes from the report; without `who` the worker or the reporter did it."""

    after: int
    verb: str
    text: str = ""
    who: str = ""
    more: Mapping[str, Any] = {}


class Story(NamedTuple):
    """One ticket: who reported it how many minutes before the load, and what followed.

    `care` is the answer of the form, empty for the one that fits the priority. `by_phone` names the agent who took
    the call. `is_triaged` is False where nobody of the desk has looked at it yet.
    """

    number: int
    reporter: str
    age: int
    steps: tuple[Step, ...] = ()
    care: str = ""
    room: str = ""
    by_phone: str = ""
    service: str = ""
    is_triaged: bool = True


FIRST_WORDS: Final = (
    "Thank you. I am looking at it now and will write again within the hour.",
    "On it. Keep going with your workaround; I call you when I know more.",
    "I have your ticket and am on my way to you.",
    "We see the same on our side and are working on it.",
)

LATER_WORDS: Final = (
    "Still on it. The workaround holds, next update within two hours.",
    "We found where it comes from and are changing it now.",
    "No change yet. I write again within two hours.",
)
UPDATED_EVERY: Final = 100


def closed(
    first: int, fixed: int, code: str, cause: str, score: int = 0, impact: str = "inconvenience"
) -> tuple[Step, ...]:
    """Taken up, answered with an update every 100 minutes, fixed, confirmed by the unit and, with a score, rated."""
    said = range(first + 3 + UPDATED_EVERY, fixed, UPDATED_EVERY)
    steps = (
        Step(first, "start"),
        Step(first + 3, "reply", FIRST_WORDS[fixed % len(FIRST_WORDS)]),
        *(Step(after, "reply", LATER_WORDS[after % len(LATER_WORDS)]) for after in said),
        Step(fixed, "resolve", more={"close_code": code, "cause": cause, "clinical_impact": impact}),
        Step(fixed + 25, "confirm"),
    )
    return (*steps, Step(fixed + 26, "rate", more={"score": score})) if score else steps


URGENT: Final = (
    Story(
        1,
        "mateo.silva",
        95,
        (
            Step(2, "ack"),
            Step(4, "start"),
            Step(6, "join", who="rosalind.beck"),
            Step(8, "reply", "The feed from registration has stopped. We are restarting it now."),
            Step(
                20,
                "note",
                "Interface queue holds 214 messages since 09:12, the oldest one has no visit number.",
            ),
            Step(
                65, "reply", "First arrivals show again on two screens. Keep the whiteboard until I say so."
            ),
        ),
        room="Main desk",
        service="A004",
    ),
    Story(
        6,
        "ian.crowe",
        130,
        (
            Step(1, "ack"),
            Step(2, "start"),
            Step(5, "join_notice", who="ruth.delgado"),
            Step(8, "join_notice", who="thea.blanchard"),
            Step(
                9,
                "reply",
                "All cabinets of the South tower lost the network. Network on-call is in the closet.",
            ),
            Step(12, "join_notice", who="keith.amador"),
            Step(30, "note", "Stack S-3 dark on one supply. Spare unit requested from the storeroom."),
            Step(42, "reply", "Cabinets on floors 5 and 6 answer again. Please try a first dose."),
            Step(70, "reply", "Floors 3 and 4 still wait for the new power supply, about one hour."),
            Step(105, "reply", "No change yet. The part is on its way, next update in 30 minutes."),
        ),
        service="A015",
    ),
    Story(
        10,
        "max.fenwick",
        440,
        (
            Step(11, "ack"),
            Step(12, "start"),
            Step(15, "reply", "We see slow storage on our side and are moving the reading stations."),
            Step(
                130, "reply", "Three stations read from the second path now. The others follow this morning."
            ),
            Step(300, "note", "Second controller shows rising latency again, vendor case opened."),
            Step(
                330, "reply", "Stable for an hour on the second path. We watch it before we say it is done."
            ),
        ),
        care="slower",
        service="A017",
    ),
    Story(
        11,
        "max.fenwick",
        370,
        (
            Step(6, "ack"),
            Step(7, "set_out"),
            Step(8, "start"),
            Step(9, "arrive"),
            Step(10, "reply", "I am at the MR now. Please keep patients on the CT list."),
            Step(
                55,
                "vendor",
                "Prismeadow engineer on the way with a table encoder",
                more={"until": 90, "vendor": "Prismeadow Imaging"},
            ),
            Step(56, "reply", "The vendor comes with a part, expected within the afternoon."),
            Step(80, "answered"),
        ),
    ),
    Story(
        16,
        "wren.sadler",
        34,
        (Step(26, "set_out", who="bianca.odell"),),
        room="412",
        care="slower",
        is_triaged=False,
    ),
    Story(
        20,
        "ross.leighton",
        560,
        (
            Step(5, "ack"),
            Step(9, "start"),
            Step(12, "reply", "The night job of OncoPlan did not finish. We run it again by hand."),
            Step(95, "reply", "The first half of the list is back. Paper schedule is in your inbox."),
            Step(240, "note", "Job stops at the same record each time; record set aside for the vendor."),
            Step(420, "reply", "Still two patients missing in the list. We stay on it."),
        ),
        service="A023",
    ),
    Story(
        26,
        "glen.avery",
        190,
        (
            Step(9, "start"),
            Step(14, "reply", "The companion guide changed last night. We correct the segment and resend."),
            Step(80, "note", "Test file with 20 claims accepted by ClaimBridge at 97 percent."),
            Step(
                150, "reply", "Corrected file is with the clearing-house. We wait for their acknowledgement."
            ),
        ),
        service="A046",
    ),
    Story(
        31,
        "victor.hahn",
        64,
        (
            Step(1, "ack"),
            Step(3, "start"),
            Step(
                4, "reply", "Two of us are at the central station. Watch bed 4 at the bedside until we call."
            ),
            Step(15, "join", who="joan.castellane"),
            Step(22, "note", "Location table lists bed 4 and bed 14 with one address since the last move."),
            Step(40, "reply", "Bed 4 shows at the right place. We check all 20 beds with your charge nurse."),
        ),
        room="Bed 4",
        service="A031",
    ),
    Story(32, "mateo.silva", 13, (), room="Trauma 1", care="slower", is_triaged=False),
    Story(
        36,
        "bridget.soto",
        280,
        (
            Step(4, "ack"),
            Step(6, "start"),
            Step(
                9, "reply", "We compare all pumps with the library of yesterday. Double-check doses on MS6."
            ),
            Step(120, "note", "31 of 240 pumps last seen more than 30 days ago."),
            Step(
                160, "offer", "Pumps that were never on the network need a visit", more={"team": "HTM-CYBER"}
            ),
            Step(200, "reply", "31 pumps need a visit. Clinical engineering gets the list today."),
        ),
        service="A030",
    ),
    Story(
        39,
        "tyler.bexley",
        205,
        (
            Step(1, "ack"),
            Step(2, "start"),
            Step(6, "join_notice", who="alma.reyes"),
            Step(7, "join_notice", who="gordon.yates"),
            Step(8, "join_notice", who="tessa.moran"),
            Step(9, "join_notice", who="keith.amador"),
            Step(9, "reply", "Sign-in is down for many. Shared workstations already signed in keep working."),
            Step(25, "note", "Signing certificate of BadgeIn expired at 06:40, renewal is prepared."),
            Step(38, "reply", "New certificate installed. Try a badge tap; passwords work again."),
            Step(70, "reply", "Most units sign in. Telehealth carts still need a restart."),
            Step(100, "reply", "No change: carts are restarted floor by floor."),
            Step(126, "ack_all"),
            Step(130, "reply", "Two floors remain. Next update in 30 minutes."),
            Step(160, "reply", "One floor remains. Next update in 30 minutes."),
            Step(
                188, "restore", "Carts on W4 were the last. Everybody signs in again, please tell us if not."
            ),
        ),
        service="A061",
        care="unsafe",
    ),
    Story(
        41,
        "mika.solberg",
        150,
        (
            Step(3, "ack"),
            Step(5, "start"),
            Step(9, "reply", "Sessions of the three mailboxes are ended, passwords reset."),
            Step(60, "note", "Rules forwarded mail with the word invoice; 14 messages left. List exported."),
            Step(125, "reply", "No new sign-ins since. We look at other mailboxes with the same rule."),
        ),
    ),
    Story(
        42,
        "noah.pike",
        48,
        (
            Step(1, "ack"),
            Step(2, "start"),
            Step(4, "reply", "Leave the computer off the network and do not switch it off. We come now."),
            Step(22, "note", "One device, image taken. No spread seen on the two neighbors."),
        ),
    ),
    Story(54, "paige.holm", 9, (), room="LDR 5", is_triaged=False),
)

WAITING: Final = (
    Story(
        15,
        "noah.pike",
        2 * DAY,
        (
            Step(90, "start"),
            Step(95, "reply", "The update changed the power settings. We ask the maker for a profile."),
            Step(
                DAY,
                "vendor",
                "Maker sends a corrected power profile",
                more={"until": DAY, "vendor": "CopperRiver Telecom"},
            ),
        ),
    ),
    Story(
        17,
        "carl.engel",
        DAY + 3 * HOUR,
        (
            Step(60, "start"),
            Step(
                70, "ask", "Does it happen for every room or only for room 2? A picture of the message helps."
            ),
        ),
        service="A022",
    ),
    Story(
        19,
        "tina.marlow",
        DAY + 5 * HOUR,
        (
            Step(120, "start"),
            Step(125, "plan", "Check of all six together in the workshop", more={"until": 20 * HOUR}),
        ),
    ),
    Story(
        27,
        "glen.avery",
        3 * DAY,
        (
            Step(200, "start"),
            Step(210, "reply", "Index rebuild is planned for tonight, then we try again."),
            Step(
                2 * DAY,
                "ask",
                "It finished in 12 minutes for us. Please run it once with your own filter and tell us.",
            ),
        ),
        service="A057",
    ),
    Story(
        28,
        "tessa.moran",
        2 * DAY + 2 * HOUR,
        (Step(60, "start"), Step(75, "part", "Feed rollers ordered", more={"until": 2 * DAY})),
        by_phone="leo.marsh",
    ),
    Story(
        33,
        "yara.conti",
        20 * HOUR,
        (
            Step(25, "start"),
            Step(30, "reply", "Images are safe on the C-arm. The archive refuses its new name."),
            Step(
                90, "change", "Entry of the new name in the archive, window tonight", more={"until": 8 * HOUR}
            ),
        ),
        service="A017",
    ),
    Story(
        34,
        "amara.nwosu",
        DAY,
        (
            Step(20, "start"),
            Step(24, "reply", "Console is with us, the spare stays with you."),
            Step(
                180,
                "vendor",
                "Perrindale sends a board",
                more={"until": 2 * DAY, "vendor": "OmniBiomed ISO"},
            ),
        ),
        by_phone="nina.forsberg",
    ),
    Story(
        37,
        "max.fenwick",
        26 * HOUR,
        (
            Step(60, "start"),
            Step(70, "ask", "Which two hours suit the CT room? We open the session only for that time."),
        ),
    ),
    Story(
        47,
        "keith.amador",
        4 * DAY,
        (Step(DAY, "start"), Step(DAY + 5, "plan", "Move on the 14th", more={"until": 6 * DAY})),
    ),
    Story(
        49,
        "alma.reyes",
        2 * DAY + 4 * HOUR,
        (
            Step(DAY, "start"),
            Step(
                DAY + 30,
                "ask",
                "Which of the two alerts do you mean: pump battery or monitor battery? A picture helps.",
            ),
        ),
        service="A006",
    ),
    Story(
        51,
        "max.fenwick",
        3 * DAY + HOUR,
        (Step(DAY, "start"), Step(DAY + 10, "plan", "Delivery on Thursday", more={"until": 3 * DAY})),
    ),
    Story(
        60,
        "holly.vance",
        5 * DAY,
        (
            Step(300, "start"),
            Step(310, "reply", "After-hours lines forward to the answering service from Saturday 18:00."),
            Step(320, "plan", "Upgrade on Sunday", more={"until": 4 * DAY}),
        ),
    ),
)

OPEN: Final = (
    Story(14, "ruth.delgado", 26, (), room="Cart 14", is_triaged=False),
    Story(22, "holly.vance", 3 * HOUR, (), by_phone="tyler.bexley"),
    Story(
        23,
        "ivan.petrie",
        28 * HOUR,
        (
            Step(15, "start"),
            Step(18, "reply", "Your token is open again. Please try one prescription."),
            Step(
                60,
                "resolve",
                "Token re-synced, identity proofed",
                more={"close_code": "config", "cause": "configuration"},
            ),
            Step(26 * HOUR, "again", "Locked again this morning, same message."),
        ),
    ),
    Story(29, "mabel.hurst", 5 * HOUR, (Step(40, "take"),)),
    Story(
        35,
        "ruth.delgado",
        3 * HOUR + 20,
        (
            Step(8, "ack"),
            Step(12, "start"),
            Step(15, "reply", "Keep both pumps tagged out. I bring two others within the half hour."),
            Step(16, "attach"),
            Step(18, "set_out"),
            Step(27, "arrive"),
            Step(50, "note", "Both are of the recalled lots, door latch sensor. Recall line opened."),
            Step(90, "restore", "Two replacement pumps are on your unit and checked."),
            Step(92, "leave"),
        ),
    ),
    Story(48, "holly.vance", 30 * HOUR),
    Story(50, "mabel.hurst", 2 * DAY, (Step(DAY, "take"),)),
    Story(52, "olive.grady", 27 * HOUR, (Step(5 * HOUR, "take"),)),
    Story(57, "mabel.hurst", 70, (), is_triaged=False),
    Story(
        59,
        "abby.stroud",
        6 * HOUR,
        (
            Step(50, "start"),
            Step(55, "reply", "The profile asks for a password nobody set. We push a new one."),
        ),
    ),
)

DONE: Final = (
    Story(
        2,
        "alma.reyes",
        DAY + 6 * HOUR,
        (
            Step(1, "ack"),
            Step(2, "start"),
            Step(4, "reply", "Two engineers are on it. Keep the nurse at the bedside."),
            Step(6, "join", who="victor.hahn"),
            Step(75, "restore", "Alarms of bed space 11 reach the phones again. Please test one."),
            Step(90, "confirm"),
            Step(
                200,
                "resolve",
                more={"close_code": "config", "cause": "interface", "clinical_impact": "delay"},
            ),
        ),
        room="Bed space 11",
        service="A029",
    ),
    Story(3, "simone.archer", 2 * DAY, (Step(3, "ack"), *closed(5, 150, "fixed_hw", "hardware", 5, "none"))),
    Story(4, "yara.conti", 30 * HOUR, (Step(2, "ack"), *closed(4, 45, "restart", "interface", 5))),
    Story(5, "paige.holm", 3 * DAY, (Step(6, "ack"), *closed(9, 190, "restart", "software", 4))),
    Story(7, "lydia.shaw", 2 * DAY + 5 * HOUR, (Step(4, "ack"), *closed(7, 230, "config", "interface", 4))),
    Story(8, "nell.fisk", 4 * DAY, (Step(9, "ack"), *closed(12, 160, "change_caused", "change", 4))),
    Story(9, "rex.adair", 3 * DAY + 7 * HOUR, (Step(2, "ack"), *closed(3, 38, "config", "configuration", 5))),
    Story(12, "olive.grady", 5 * DAY, closed(30, 400, "parts_failure", "wear", 5)),
    Story(
        13,
        "gordon.yates",
        9 * HOUR,
        (
            Step(1, "ack"),
            Step(3, "start"),
            Step(5, "reply", "Antenna team and clinical engineering are at the end of the hall."),
            Step(60, "reply", "The antenna amplifier is the cause, a new one is on its way."),
            Step(110, "reply", "The amplifier is being exchanged."),
            Step(126, "ack_all"),
            Step(150, "restore", "New amplifier is in. We watch rooms 5-20 to 5-26 for an hour."),
            Step(
                240,
                "resolve",
                more={"close_code": "replaced", "cause": "hardware", "clinical_impact": "delay"},
            ),
        ),
        service="A031",
    ),
    Story(
        18, "bea.collins", 4 * DAY + 3 * HOUR, (Step(5, "ack"), *closed(9, 200, "replaced", "hardware", 4))
    ),
    Story(21, "june.tapia", 3 * DAY + 2 * HOUR, (Step(4, "ack"), *closed(6, 52, "network", "use", 5))),
    Story(
        24, "sasha.bell", 5 * DAY + HOUR, (Step(7, "ack"), *closed(10, 300, "network", "configuration", 3))
    ),
    Story(25, "sasha.bell", 6 * DAY, closed(120, 180, "config", "configuration"), by_phone="leo.marsh"),
    Story(30, "mabel.hurst", 4 * DAY + 6 * HOUR, closed(10, 35, "config", "unknown")),
    Story(
        38,
        "svc.monitoring",
        4 * DAY + 20,
        (
            *closed(9, 110, "replaced", "hardware"),
            Step(15, "vendor", "Spare power supply", more={"until": DAY, "vendor": "Northlight Networks"}),
            Step(33, "answered"),
        ),
    ),
    Story(40, "svc.monitoring", 5 * DAY + 4 * HOUR, closed(60, 220, "config", "security")),
    Story(
        43,
        "tessa.moran",
        3 * DAY + 30,
        (
            Step(12, "start"),
            Step(
                20,
                "reply",
                "Thank you for telling us at once. The clinic keeps it sealed until we collect it.",
            ),
            Step(DAY, "note", "Four-factor assessment done, low probability, letter not needed."),
            Step(2 * DAY, "resolve", more={"close_code": "training", "cause": "use"}),
        ),
    ),
    Story(44, "mabel.hurst", 4 * DAY + 2 * HOUR, (Step(7, "ack"), *closed(9, 300, "cyber", "security"))),
    Story(
        45,
        "rosalind.beck",
        6 * DAY + 2 * HOUR,
        (Step(2, "ack"), *closed(4, 90, "fixed_sw", "software", 5, "none")),
        service="A036",
    ),
    Story(
        46,
        "lydia.shaw",
        22 * HOUR,
        (
            Step(6, "ack"),
            Step(10, "start"),
            Step(14, "reply", "The ordering provider has two entries. We map the result by hand."),
            Step(180, "resolve", more={"close_code": "config", "cause": "interface"}),
        ),
        service="A011",
    ),
    Story(
        53,
        "hal.brewster",
        5 * DAY + 6 * HOUR,
        (Step(3, "ack"), *closed(5, 140, "user_error", "use", 4, "none")),
    ),
    Story(
        55,
        "gordon.yates",
        6 * DAY + 5 * HOUR,
        (
            Step(1, "ack"),
            *closed(2, 70, "restart", "network", 4, "delay"),
            Step(8, "vendor", "Gateway fail-over", more={"until": DAY, "vendor": "CopperRiver Telecom"}),
            Step(52, "answered"),
        ),
    ),
    Story(
        56,
        "judith.lowe",
        2 * DAY + 9 * HOUR,
        (Step(10, "ack"), *closed(13, 120, "config", "configuration", 5)),
    ),
    Story(58, "svc.monitoring", 3 * DAY + 5 * HOUR, closed(40, 170, "known_error", "supplier")),
)

STORIES: Final = (*URGENT, *WAITING, *OPEN, *DONE)
