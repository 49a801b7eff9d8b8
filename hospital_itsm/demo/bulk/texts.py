"""Words of our own for many synthetic tickets: what fails, how, where, and what was done about it."""

from random import Random
from typing import Final, NamedTuple


class Words(NamedTuple):
    """What the tickets of one trade are about, how it shows, and what mends it."""

    things: tuple[str, ...]
    faults: tuple[str, ...]
    mends: tuple[str, ...]


GROUPS: Final[dict[str, Words]] = {
    "euc": Words(
        (
            "Workstation",
            "Cart computer",
            "Handheld scanner",
            "Label printer",
            "Charting tablet",
            "Badge reader",
        ),
        (
            "freezes after sign-in",
            "does not start",
            "restarts by itself",
            "shows a black screen",
            "is very slow",
        ),
        ("Replaced the power supply.", "Installed the driver again.", "Swapped the unit for a spare."),
    ),
    "iam": Words(
        ("Account", "Signing token", "Remote access", "Shared mailbox access", "Badge sign-in"),
        ("is locked", "is refused since this morning", "asks for a code that never comes", "lost its rights"),
        ("Unlocked after a call-back.", "Enrolled the token again.", "Gave the role of the unit."),
    ),
    "app": Words(
        ("Charting", "Order entry", "Medication list", "Image viewer", "Scheduling board", "Result inbox"),
        ("opens an empty page", "loses what was typed", "shows yesterday's list", "closes without a word"),
        ("Restarted the service.", "Corrected the mapping.", "Emptied the stuck queue."),
    ),
    "net": Words(
        ("Wall socket", "Wireless network", "Desk phone", "Clinical phone", "Guest network", "Remote line"),
        ("drops every few minutes", "has no signal", "is down since the cleaning", "connects and then hangs"),
        ("Patched the port anew.", "Replaced the access point.", "Corrected the roaming profile."),
    ),
    "device": Words(
        ("Infusion pump", "Bedside monitor", "Smart bed", "Ultrasound", "Blood-gas analyzer", "Sterilizer"),
        ("fails its self-test", "shows a battery alarm", "does not send values", "reports a sensor error"),
        ("Calibrated and verified.", "Replaced the sensor.", "Charged, tested and put back to use."),
    ),
    "other": Words(
        ("Nightly report", "Database copy", "Vendor visit", "Backup", "Storage volume", "Data feed"),
        ("is late", "stopped half way", "needs a decision", "is nearly full"),
        ("Ran it again by hand.", "Extended the volume.", "Agreed a new time with the vendor."),
    ),
}
SINCE: Final = (
    "since the start of the shift",
    "for an hour",
    "since last night",
    "after the update",
    "again today",
)
MEANWHILE: Final = (
    "We use the one next door for now.",
    "A colleague writes it on paper meanwhile.",
    "We have no other one on the unit.",
    "It can wait until the afternoon.",
    "Patients are waiting, so a call would help.",
)
SIGHTINGS: Final = (
    "The light on the front is amber and the fan is loud.",
    "A message with a long number shows and goes away before we can read it.",
    "Pulling the plug and waiting a minute helped twice, not any more.",
    "It happens to everybody of the shift, on every sign-in.",
    "The same happened in the spring and was mended then.",
)
RARE: Final = ("paternoster", "dumbwaiter", "semaphore", "teleprinter", "marigold", "kingfisher", "cartwheel")
ANSWERS: Final = (
    "Thank you, we have it and look at it now.",
    "Somebody comes to the unit within the hour.",
    "Can you tell us the number on the label?",
    "We see the same on two more units and work on it.",
)
NOTES: Final = (
    "Same pattern as last week, see the switch log.",
    "Spare is in the depot, second shelf.",
    "Called the unit, nobody free, will try again.",
    "Waiting for the firmware note of the maker.",
)
REPLIES: Final = (
    "The label says {tag}.",
    "It works for some of us now, not for all.",
    "We are here until seven.",
)
RARE_EVERY: Final = 4000


def words_of(group: str) -> Words:
    """The words of a category's group."""
    same = {"tel": "net", "interface": "app", "print": "euc"}
    return GROUPS.get(same.get(group, group), GROUPS["other"])


def report(random: Random, group: str, number: int) -> tuple[str, str, str]:
    """Return device text, title and text of one report."""
    words = words_of(group)
    tag = f"LR-{random.randrange(10_000, 60_000)}"
    thing, fault = random.choice(words.things), random.choice(words.faults)
    seen = [
        f"{thing} {tag} {fault} {random.choice(SINCE)}.",
        random.choice(SIGHTINGS),
        random.choice(MEANWHILE),
    ]
    if number % RARE_EVERY == 0:
        seen.append(f"It stands beside the {RARE[number // RARE_EVERY % len(RARE)]}.")
    return tag, f"{thing} {tag} {fault}", " ".join(seen)


def mend(random: Random, group: str) -> str:
    """What the desk writes when it is resolved."""
    return f"{random.choice(words_of(group).mends)} Tell us if it comes back."
