"""300 texts with made-up patient data and 300 clean ones, always the same, in the words of wards and help desks.

The numbers are of documentation ranges or random; the people do not exist.
"""

from random import Random
from typing import NamedTuple

SAMPLES = 300

FIRST = (
    "John",
    "Maria",
    "Wei",
    "Aisha",
    "Zoë",
    "Pedro",
    "Ingrid",
    "Kwame",
    "Siobhán",
    "Anh",
    "Jean-Luc",
    "Olga",
)
LAST = (
    "Testcase",
    "O'Brien",
    "Núñez",
    "Fakename",
    "van der Berg",
    "Sampleton",
    "MacDummy",
    "Ionescu",
    "Nguyen",
)

WITH_PHI = (
    "Wrong allergy shows for MRN {mrn} since the merge.",
    "Chart will not open, mrn: {mrn}",
    "MRN#{mrn} is locked by another user",
    "Pt mrn is {mrn}, label prints blank",
    "Two charts for the same person, MR# {mrn} and another one",
    "Medical record number {mrn} cannot be found in the viewer",
    "med rec no. {mrn} shows the old address",
    "Order will not sign. Patient ID {mrn}, happens every time.",
    "Wristband for patient number {mrn} does not scan",
    "Scanner reads {mrn} (MRN) but eMAR says unknown",
    "Wrong picture on chart #{mrn}",
    "The MRN of the pt is {mrn} and the record is empty",
    "M.R.N. {mrn} missing in the tracking board",
    "MRN {spaced} will not merge",
    "Dictation lost, SSN {ssn} was read into it",
    "Registration shows {ssn} twice",
    "social security number {ssn} is printed on the label",
    "ssn {ssn_plain} visible in the hallway kiosk",
    "Wrong birthday, DOB {dob}, cannot fix it",
    "Date of birth {dob} is refused by the form",
    "Born {dob_long}, age shows as 4",
    "D.O.B. {dob} and sex are swapped",
    "The birth date reads {dob_long} on the band",
    "dob: {dob_compact} will not save",
    "Result for account {account} is not visible to the clinic",
    "Acct# {account} has two open visits",
    "Encounter {account} will not close",
    "encounter number {account} stuck in the queue",
    "CSN {account} does not cross to billing",
    "FIN {account} wrong location since transfer",
    "Accession {accession} images missing in the viewer",
    "Accession number {accession} sent twice to PACS",
    "Visit number {account} has no orders",
    "HAR {account} needs to be combined",
    "NHS number {nhs} is not accepted by the form",
    "The NHS no {nhs} shows another person",
    "Patient {name} has no wristband, printer down",
    "Monitor shows another name than patient {name} in the room",
    "Cannot open the chart of pt {name}, it freezes",
    "pt. {name} is waiting for the CT, order not there",
    "Patient's name is {name} and it prints cut off",
    "patient name: {lower_name}, chart is blank",
    "Baby {name} is not on the unit list",
    "The patient in bed two, {name}, has no orders",
    "Mr. {last} waits for his discharge papers, printer jam",
    "Mrs {last} cannot log in to the portal from her room",
    "Tablet of Ms {last} does not start",
    "Video visit with Mr {name} drops every minute",
    "Room 412 bed 2 {name} has no telemetry on the screen",
    "rm 5-20, bed A: {last}, pump library missing",
    "Member ID {plan} rejected by eligibility check",
    "Medicaid number {plan} does not verify",
    "subscriber id {plan} returns an error",
    "Health plan number {plan} not found",
    "Patient phone {phone} gets no text reminders",
    "Reminder went to the pt at {phone} twice",
    "Family of the patient, {email}, gets no portal mail",
    "Portal invite to patient {email} bounced",
    "{name} MRN {mrn} DOB {dob} shows wrong allergy",
    "{upper_last}, {upper_first} MRN {mrn} is missing from the list",
    "Result for account {account} ({last}, {first}) is not visible",
    "Record {wide} — MRN {wide} — will not open",
)  # fmt: skip

CLEAN = (
    "Printer {asset} on 4 West prints blank pages since this morning.",
    "Scanner {asset} beeps but nothing goes into eMAR, using cart {small}.",
    "All tracking screens stopped updating at {time}. Staff use the whiteboard.",
    "Workstation {asset} is very slow, it takes {small} minutes to open a chart.",
    "Cannot sign in, badge tap says account locked since {time}.",
    "My account is locked for {small} minutes after three tries",
    "Please follow up on {ticket}, the same thing happened again",
    "Duplicate of {ticket} and {ticket2}",
    "Pump {udi} shows door not closed. Door is closed.",
    "Infusion pump serial {serial} tagged out in the soiled room",
    "Two pumps, lot 23K{small}, look like the recall notice",
    "Wi-Fi drops in rooms {room} to {room2}, call ext. {ext}",
    "Phones die after two hours. You can reach me at extension {ext}.",
    "Call us back at 4 West station, ext. {ext}",
    "Server {ip} does not answer ping, switch port Gi1/0/{small}",
    "MAC 00-00-5E-00-53-{small} has no DHCP lease",
    "Error {code} in the dictation client after the update",
    "Update KB50{code} breaks the label driver",
    "Interface queue holds {code} messages, ADT is late",
    "The nightly job failed at {time} with exit code {small}",
    "Patient monitor in bed space {small} shows no waveform",
    "Patient Monitor in Bay {small} shows the wrong time",
    "Patients are waiting, the registration screen is frozen",
    "Patient Access Services cannot print face sheets",
    "Patient Portal login page is down for everyone",
    "The patient list is empty in Harbor EHR after the upgrade",
    "pt list takes ages to load since {time}",
    "Patient moved to bed {small}, Central Station still shows the old bed",
    "The patient was moved. Central Station shows the wrong room.",
    "Every patient label prints twice on {asset}",
    "Nurse call in LDR {small} does not light up",
    "Bed exit alarm in room {room} does not reach the phones",
    "Room {room} bed 2 monitor has no signal",
    "Room {room} bed 1 Monitor frozen, cable changed",
    "Ventilator alarm in bed space {small} does not reach the phones, nurse at the bedside",
    "C-arm images do not reach PACS, association rejected since {time}",
    "MR table position error E-{small} after the service visit",
    "MR {small} reconstruction is slow since the upgrade",
    "CT studies take {small} seconds to open on three stations",
    "Need {small} transport ventilators checked before the weekend",
    "New starter on Monday needs accounts, same access as the clerks",
    "Employee id {ext} has the wrong role in the HR system",
    "Staff ID {ext} cannot open the schedule",
    "Badge {ext} is not read by the tap reader",
    "Vendor account {code} has expired, remote session needed for case V-{code}",
    "Service account for backup fails, event {code}",
    "Dr. Lindqvist asks to silence the low battery alert",
    "Please tell Priya Venkataraman that the feed is late",
    "Our lead Jorge Pacheco asked for two more licenses",
    "Mail to help@larkhaven.example bounces with error {code}",
    "Phone 555-01{small} rings busy when we dial {ext}",
    "The record count in the warehouse is {code} too low",
    "Report of Oct {small}, 2026 shows {code} visits, yesterday it was fewer",
    "Go-live on 11/{small}/2026, please plan the freeze",
    "Sterilizer printout of cycle {code} misses half the data",
    "Analyzer results stuck since {time}, about {small} waiting, phoning criticals",
    "Tablet app asks for an update password on {small} tablets",
    "Guest Wi-Fi page does not load in the lobby",
    "Claims batch of last night was refused, {code} claims, cut-off 17:00",
    "New Ultrasound Arrives Thursday, Please Plan The Incoming Inspection",
    "Patient Tracking Board Frozen In Emergency Department Since Morning",
    "PATIENT MONITOR DOWN IN ICU, SPARE IN USE",
    "Policy PolicyShelf page {small} does not open",
    "Dispensing cabinet DC-9 says drawer {small} open, it is closed",
)  # fmt: skip


class PhiSample(NamedTuple):
    """A text and the pieces in it that must not stay."""

    text: str
    planted: tuple[str, ...]


def with_phi() -> list[PhiSample]:
    """The 300 texts with planted data; a piece is the last word of each value that was put in."""
    chance = Random(4357)
    samples = []
    for number in range(SAMPLES):
        template = WITH_PHI[number % len(WITH_PHI)]
        values = _patient(chance)
        planted = tuple(value for key, value in values.items() if "{" + key + "}" in template)
        samples.append(PhiSample(template.format(**values), planted))
    return samples


def clean() -> list[str]:
    """The 300 texts in which nothing points to a patient."""
    chance = Random(61840)
    return [CLEAN[number % len(CLEAN)].format(**_place(chance)) for number in range(SAMPLES)]


def _digits(chance: Random, count: int) -> str:
    return "".join(chance.choice("0123456789") for _ in range(count))


def _nhs(chance: Random) -> str:
    while True:
        nine = _digits(chance, 9)
        check = 11 - sum(int(digit) * (10 - place) for place, digit in enumerate(nine)) % 11
        if check != 10:
            ten = nine + str(0 if check == 11 else check)
            return f"{ten[:3]} {ten[3:6]} {ten[6:]}"


def _patient(chance: Random) -> dict[str, str]:
    first, last = chance.choice(FIRST), chance.choice(LAST)
    mrn = _digits(chance, chance.randint(6, 9))
    month, day, year = chance.randint(1, 12), chance.randint(1, 28), chance.randint(1930, 2025)
    ssn = f"{chance.randint(100, 665)}-{chance.randint(10, 99)}-{chance.randint(1000, 9999)}"
    return {
        "mrn": mrn,
        "spaced": f"{_digits(chance, 3)} {_digits(chance, 3)} {_digits(chance, 3)}",
        "ssn": ssn,
        "ssn_plain": ssn.replace("-", ""),
        "dob": chance.choice(
            (f"{month}/{day}/{year}", f"{year}-{month:02}-{day:02}", f"{day}.{month}.{year}")
        ),
        "dob_long": chance.choice((f"March {day}, {year}", f"{day} Oct {year}", f"Jan. {day}, {year}")),
        "dob_compact": f"{year}{month:02}{day:02}",
        "account": _digits(chance, chance.randint(7, 11)),
        "accession": chance.choice(("", "A", "CT-")) + _digits(chance, 2) + "-" + _digits(chance, 6),
        "nhs": _nhs(chance),
        "first": first,
        "last": last,
        "name": f"{first} {last}",
        "lower_name": "jane doe",
        "upper_first": "JANE",
        "upper_last": "TESTCASE",
        "plan": chance.choice(("ZGP", "W", "")) + _digits(chance, 9),
        "phone": f"(312) 555-01{_digits(chance, 2)}",
        "email": f"{_digits(chance, 3)}.family@mail.example",
        "wide": "".join(chr(ord(digit) + 0xFEE0) for digit in mrn),
    }


def _place(chance: Random) -> dict[str, str]:
    return {
        "asset": f"{chance.choice(('LR', 'SCN', 'PRT', 'WS'))}-{_digits(chance, 5)}",
        "ticket": f"INC-{chance.randint(10000, 99999)}",
        "ticket2": f"{chance.choice(('REQ', 'CHG', 'PRB', 'WO', 'MI'))}-{chance.randint(1000, 99999)}",
        "udi": f"(01)09520000010010(21)IX4-230{_digits(chance, 3)}",
        "serial": f"IX4-230{_digits(chance, 3)}",
        "small": str(chance.randint(10, 28)),
        "time": f"{chance.randint(0, 23):02}:{chance.randint(0, 59):02}",
        "room": f"5-{chance.randint(10, 40)}",
        "room2": f"5-{chance.randint(41, 60)}",
        "ext": str(chance.randint(61000, 61999)),
        "ip": f"192.0.2.{chance.randint(1, 254)}",
        "code": str(chance.randint(1000, 99999)),
    }
