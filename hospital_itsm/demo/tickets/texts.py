"""The words of the sixty reports of domain 8.7, and how each ended."""

from typing import Final, NamedTuple


class Words(NamedTuple):
    """What the reporter wrote, and the last words of whoever fixed it."""

    number: int
    title: str
    text: str
    close_note: str


WORDS: Final = (
    Words(
        1,
        "Tracking board frozen since 09:12",
        "All four ED tracking screens stopped updating; new arrivals do not appear. Staff are using "
        "the whiteboard. Two ambulances inbound.",
        "Interface restart",
    ),
    Words(
        2,
        "Ventilator alarm not reaching phones",
        "Vent in bed space 11 alarms at bedside but nothing shows on the clinical phones. We have put "
        "a nurse at the bedside.",
        "Alarm route rebuilt",
    ),
    Words(
        3,
        "Incubator temperature display blank",
        "Incubator tag LR-20417 shows no temperature. Baby moved to the spare; unit tagged out.",
        "Display cable replaced",
    ),
    Words(
        4,
        "Room 6 anesthesia charting will not pick up vitals",
        "AnesChart in OR 6 shows no pressures or sats from the monitor for the last 10 minutes. Case "
        "in progress, charting by hand.",
        "Gateway port reset",
    ),
    Words(
        5,
        "Fetal strips not storing",
        "Strips print at the bedside but ObStrip central shows gaps for rooms 3, 4 and 7.",
        "Archiver service restarted",
    ),
    Words(
        6,
        "Dispensing cabinets offline on South tower",
        'Nine cabinets say "server not reachable". Nurses cannot pull first doses; we are running '
        "doses from central.",
        "Switch stack power supply",
    ),
    Words(
        7,
        "Analyzer results stuck in queue",
        "Chemistry results from C700 #2 finish on the instrument but do not cross to the LIS. About "
        "60 waiting, phoning criticals.",
        "Queue cleared, message length fixed",
    ),
    Words(
        8,
        "Label printer will not print crossmatch tags",
        "Both tag printers show ribbon error after the change this morning. Hand labels with "
        "second-person check.",
        "Driver rolled back",
    ),
    Words(
        9,
        "Hemodynamic system will not log in",
        "Cath lab 2 workstation says trust relationship failed. Case on the table in 20 minutes, lab "
        "3 is free.",
        "Rejoined domain",
    ),
    Words(
        10,
        "Images slow to open",
        "CT and MR studies take about 40 seconds to open on the reading stations since 07:00. Same on "
        "three stations.",
        "Storage path failover",
    ),
    Words(
        11,
        "MR table position error after service visit",
        "MR15 shows table position error E-214. Vendor was here yesterday. Patients being moved to "
        "the CT list where possible.",
        "Vendor recalibrated",
    ),
    Words(
        12,
        "Dialysis machine conductivity self-test fails",
        "HD3 station 9 fails conductivity self test twice. Taken out of use, patient moved to 12.",
        "Sensor replaced, verified",
    ),
    Words(
        13,
        "Telemetry drop-outs in rooms 5-20 to 5-26",
        "Several transmitters lose signal at the end of the hall for 10 to 20 seconds. Monitor techs "
        "calling the nurse each time.",
        "Antenna amplifier replaced",
    ),
    Words(
        14,
        "Scanner on cart 14 will not read wristbands",
        "Cart 14 barcode scanner beeps but no scan into eMAR. Using cart 15.",
        "Scanner reprogrammed",
    ),
    Words(
        15,
        "Wi-Fi phone battery drains in two hours",
        "Four of our six clinical phones die before mid shift since the update.",
        "Power-save profile corrected",
    ),
    Words(
        16,
        "Bed exit alarm not sending to nurse call",
        "Smart bed in room 412 alarms locally only.",
        "Cable damaged",
    ),
    Words(
        17,
        "Endoscopy images not attaching to report",
        "Pictures save locally but EndoScribe reports come out empty.",
        "Share permission fixed",
    ),
    Words(
        18,
        "Sterilizer printout missing cycle data",
        "S20 #3 prints half a ticket; SterilTrace shows no load record. Loads quarantined.",
        "Serial converter replaced",
    ),
    Words(
        19,
        "Need 6 transport vents checked before weekend",
        "Planned transfer training; please confirm PM stickers are in date.",
        "PM current",
    ),
    Words(
        20,
        "Record-and-verify cannot see today's schedule",
        "OncoPlan opens but the treatment list is empty for the vault. First patient 08:30.",
        "DB job rerun",
    ),
    Words(
        21,
        "Chairs 8-15 no network at the workstations",
        "Eight PCs on the window side have no network since the cleaning last night.",
        "Patch panel unplugged",
    ),
    Words(
        22,
        "Cannot print after-visit summaries",
        "Clinic 3 front-desk printer prints blank pages; second printer is far away.",
        "Drum replaced",
    ),
    Words(
        23,
        "Provider cannot e-prescribe controlled meds",
        "Token says locked. Patients are waiting for their scripts.",
        "Token re-synced, identity proofed",
    ),
    Words(
        24,
        "Video visits drop after 8 minutes",
        "VisitLink sessions end at about eight minutes for every clinician in the hub today.",
        "Firewall UDP timeout",
    ),
    Words(
        25,
        "Interpreter video has no sound",
        "Interpreter cart in room P3-12: picture fine, no audio both ways. Phone interpreter used.",
        "Audio device default",
    ),
    Words(
        26,
        "Claims file rejected by clearing-house",
        "Last night's 837 batch rejected with a format error, 1,140 claims. Cut-off is 17:00 today.",
        "Companion-guide change",
    ),
    Words(
        27,
        "Month-end report will not finish",
        "Aged trial balance runs over an hour and stops.",
        "Index rebuilt",
    ),
    Words(
        28,
        "Scanner feeds two pages at a time",
        "Batch scanner double-feeds; documents need re-indexing.",
        "Rollers",
    ),
    Words(
        29,
        "New starter needs accounts by Monday",
        "Start date Monday, role ward clerk on MS6, same access as current clerks.",
        "Provisioned",
    ),
    Words(
        30,
        "Employee left today - please disable access",
        "HR separation effective now.",
        "Disabled within target",
    ),
    Words(
        31,
        "Central station shows wrong room for bed 4",
        "Bed 4 waveform appears under room 14 on the central monitor.",
        "Location table corrected, verified by two",
    ),
    Words(
        32,
        "Workstation in trauma 1 very slow",
        "Takes 5 minutes to open a chart. Trauma 2 is fine.",
        "Reimaged",
    ),
    Words(
        33,
        "C-arm images not sending to PACS",
        "LX C-arm stores fine but send fails with association rejected.",
        "AE title changed by upgrade",
    ),
    Words(
        34,
        "Balloon pump console alarms on start-up",
        "IB console tag LR-30088 gives a code at self-test. Spare in use.",
        "Board replaced",
    ),
    Words(
        35,
        'Two infusion pumps show "door not closed"',
        "Door is closed. Tagged out both. We saw the recall notice last week.",
        "Recall line opened",
    ),
    Words(
        36,
        "Pump drug library version differs between units",
        "Some pumps on MS6 still show the library from last month after yesterday's push.",
        "Pumps not on network for 30 days",
    ),
    Words(
        37,
        "Vendor requests remote access to CT",
        "Prismeadow service engineer asks for a session for tube diagnostics, case V-48213.",
        "Approved, logged, closed",
    ),
    Words(
        38,
        "Core switch S-B power supply failed",
        "Monitoring: redundant supply failed, unit running on one.",
        "PSU swapped",
    ),
    Words(
        39,
        "SSO sign-in failing for many users",
        "Badge tap and passwords both rejected across units since 06:41.",
        "Certificate expired",
    ),
    Words(
        40,
        "Backup job missed RPO for PACS VNA",
        "Two consecutive failures on vault target.",
        "Credential rotated",
    ),
    Words(
        41,
        "Suspicious sign-ins to three mailboxes",
        "SOC reports impossible-travel logins, rules created to hide mail.",
        "Contained; reset; reviewed",
    ),
    Words(
        42,
        "Strange message asking to pay to unlock files",
        "Nurse station PC shows a ransom message. Network cable removed.",
        "Isolated, reimaged",
    ),
    Words(
        43,
        "Fax of records went to the wrong office",
        "Sent to a clinic with a similar number; they called us.",
        "Four-factor assessment",
    ),
    Words(
        44,
        "Lost laptop",
        "Left in a taxi last night; used for scheduling.",
        "Encrypted, remote wiped",
    ),
    Words(
        45,
        "PHI-GUARD SAMPLE: wrong allergy shows",
        "Patient John Testcase MRN 00099887 DOB 01/02/1950 shows the wrong allergy after merge.",
        "Merge reversed; text redacted",
    ),
    Words(
        46,
        "PHI-GUARD SAMPLE: missing result",
        "Result for account 990011223 (Testcase, Jane) not visible to clinic.",
        "Ordering provider mapping; text redacted",
    ),
    Words(
        47,
        "Please move two PCs for construction",
        "Move to the temporary station on the 14th.",
        "Scheduled",
    ),
    Words(
        48,
        "Request: add flu-shot order to quick list",
        "Would save clicks in season.",
        "Approved by CMIO",
    ),
    Words(
        49,
        "Request: silence repeated low-battery alert",
        "Alert fires on every assessment; staff ignoring.",
        "CMIO review",
    ),
    Words(
        50,
        "New software purchase: survey tool",
        "Marketing wants a survey tool for patients.",
        "BAA required first",
    ),
    Words(
        51,
        "New ultrasound arriving Thursday",
        "Please do incoming inspection and network set-up.",
        "install_new_v1",
    ),
    Words(
        52,
        "Remove two old dialysis machines",
        "Replaced; need data wiped and pick-up.",
        "Certificates attached",
    ),
    Words(
        53,
        "Electrosurgical unit return pad alarm",
        "ESU-400 LR-11873 alarms with good pad contact; swapped out.",
        "Use error: cable type; training",
    ),
    Words(
        54,
        "Nurse call in LDR 5 not lighting",
        "Patient gave a bell meanwhile.",
        "Dome light relay",
    ),
    Words(
        55,
        "Phones: rapid response overhead page failed",
        "Dial 66 plays busy. Used radios.",
        "Gateway failover",
    ),
    Words(
        56,
        "Two monitors show different time",
        "Bay 3 is seven minutes ahead of the EHR.",
        "Time server entry missing",
    ),
    Words(
        57,
        "Wi-Fi guest page will not load",
        "Visitors cannot connect in the lobby.",
        "Portal certificate",
    ),
    Words(
        58,
        "Data warehouse load late",
        "Nightly census feed not finished at 07:00; dashboards show yesterday.",
        "Upstream extract late",
    ),
    Words(
        59,
        "Tablet therapy app asks for update password",
        "Six tablets stuck on the update screen.",
        "MDM profile",
    ),
    Words(
        60,
        "Planned: phone system upgrade Sunday",
        "Clinics closed; confirm after-hours line forwarding.",
        "Completed, no overrun",
    ),
)
