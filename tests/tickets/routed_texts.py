"""The sixty demo texts (domain/8 §8.7) with the queue that leads each, and fresh texts to check against."""

from typing import NamedTuple


class RoutedText(NamedTuple):
    """A report as it comes in and the queue that leads its work."""

    number: int
    kind: str
    team: str
    text: str


DEMO_TEXTS = (
    RoutedText(
        1,
        "incident",
        "EHR-CLIN",
        "Tracking board frozen since 09:12. All four ED tracking screens stopped updating; new "
        "arrivals do not appear. Staff are using the whiteboard. Two ambulances inbound.",
    ),
    RoutedText(
        2,
        "incident",
        "HTM-GEN",
        "Ventilator alarm not reaching phones. Vent in bed space 11 alarms at bedside but "
        "nothing shows on the clinical phones. We have put a nurse at the bedside.",
    ),
    RoutedText(
        3,
        "incident",
        "HTM-GEN",
        "Incubator temperature display blank. Incubator tag LR-20417 shows no temperature. Baby "
        "moved to the spare; unit tagged out.",
    ),
    RoutedText(
        4,
        "incident",
        "INTEG",
        "Room 6 anesthesia charting will not pick up vitals. AnesChart in OR 6 shows no "
        "pressures or sats from the monitor for the last 10 minutes. Case in progress, charting "
        "by hand.",
    ),
    RoutedText(
        5,
        "incident",
        "EHR-CLIN",
        "Fetal strips not storing. Strips print at the bedside but ObStrip central shows gaps "
        "for rooms 3, 4 and 7.",
    ),
    RoutedText(
        6,
        "incident",
        "PHARM-IT",
        'Dispensing cabinets offline on South tower. Nine cabinets say "server not reachable". '
        "Nurses cannot pull first doses; we are running doses from central.",
    ),
    RoutedText(
        7,
        "incident",
        "LAB-IT",
        "Analyzer results stuck in queue. Chemistry results from C700 #2 finish on the "
        "instrument but do not cross to the LIS. About 60 waiting, phoning criticals.",
    ),
    RoutedText(
        8,
        "incident",
        "PRINT",
        "Label printer will not print crossmatch tags. Both tag printers show ribbon error after "
        "the change this morning. Hand labels with second-person check.",
    ),
    RoutedText(
        9,
        "incident",
        "EUC",
        "Hemodynamic system will not log in. Cath lab 2 workstation says trust relationship "
        "failed. Case on the table in 20 minutes, lab 3 is free.",
    ),
    RoutedText(
        10,
        "incident",
        "IMAGING-IT",
        "Images slow to open. CT and MR studies take about 40 seconds to open on the reading "
        "stations since 07:00. Same on three stations.",
    ),
    RoutedText(
        11,
        "incident",
        "HTM-IMG",
        "MR table position error after service visit. MR15 shows table position error E-214. "
        "Vendor was here yesterday. Patients being moved to the CT list where possible.",
    ),
    RoutedText(
        12,
        "incident",
        "HTM-LAB/DIAL",
        "Dialysis machine conductivity self-test fails. HD3 station 9 fails conductivity self "
        "test twice. Taken out of use, patient moved to 12.",
    ),
    RoutedText(
        13,
        "incident",
        "HTM-GEN",
        "Telemetry drop-outs in rooms 5-20 to 5-26. Several transmitters lose signal at the end "
        "of the hall for 10 to 20 seconds. Monitor techs calling the nurse each time.",
    ),
    RoutedText(
        14,
        "incident",
        "EUC",
        "Scanner on cart 14 will not read wristbands. Cart 14 barcode scanner beeps but no scan "
        "into eMAR. Using cart 15.",
    ),
    RoutedText(
        15,
        "incident",
        "TEL",
        "Wi-Fi phone battery drains in two hours. Four of our six clinical phones die before mid "
        "shift since the update.",
    ),
    RoutedText(
        16,
        "incident",
        "HTM-GEN",
        "Bed exit alarm not sending to nurse call. Smart bed in room 412 alarms locally only.",
    ),
    RoutedText(
        17,
        "incident",
        "EHR-AMB",
        "Endoscopy images not attaching to report. Pictures save locally but EndoScribe reports "
        "come out empty.",
    ),
    RoutedText(
        18,
        "incident",
        "HTM-GEN",
        "Sterilizer printout missing cycle data. S20 #3 prints half a ticket; SterilTrace shows "
        "no load record. Loads quarantined.",
    ),
    RoutedText(
        19,
        "service_request",
        "HTM-GEN",
        "Need 6 transport vents checked before weekend. Planned transfer training; please "
        "confirm PM stickers are in date.",
    ),
    RoutedText(
        20,
        "incident",
        "EHR-CLIN",
        "Record-and-verify cannot see today's schedule. OncoPlan opens but the treatment list is "
        "empty for the vault. First patient 08:30.",
    ),
    RoutedText(
        21,
        "incident",
        "NET",
        "Chairs 8-15 no network at the workstations. Eight PCs on the window side have no "
        "network since the cleaning last night.",
    ),
    RoutedText(
        22,
        "incident",
        "PRINT",
        "Cannot print after-visit summaries. Clinic 3 front-desk printer prints blank pages; "
        "second printer is far away.",
    ),
    RoutedText(
        23,
        "incident",
        "IAM",
        "Provider cannot e-prescribe controlled meds. Token says locked. Patients are waiting "
        "for their scripts.",
    ),
    RoutedText(
        24,
        "incident",
        "TELEHEALTH",
        "Video visits drop after 8 minutes. VisitLink sessions end at about eight minutes for "
        "every clinician in the hub today.",
    ),
    RoutedText(
        25,
        "incident",
        "TELEHEALTH",
        "Interpreter video has no sound. Interpreter cart in room P3-12: picture fine, no audio "
        "both ways. Phone interpreter used.",
    ),
    RoutedText(
        26,
        "incident",
        "REVCYC",
        "Claims file rejected by clearing-house. Last night's 837 batch rejected with a format "
        "error, 1,140 claims. Cut-off is 17:00 today.",
    ),
    RoutedText(
        27,
        "incident",
        "DW-BI",
        "Month-end report will not finish. Aged trial balance runs over an hour and stops.",
    ),
    RoutedText(
        28,
        "incident",
        "EUC",
        "Scanner feeds two pages at a time. Batch scanner double-feeds; documents need re-indexing.",
    ),
    RoutedText(
        29,
        "service_request",
        "IAM",
        "New starter needs accounts by Monday. Start date Monday, role ward clerk on MS6, same "
        "access as current clerks.",
    ),
    RoutedText(
        30,
        "service_request",
        "IAM",
        "Employee left today - please disable access. HR separation effective now.",
    ),
    RoutedText(
        31,
        "incident",
        "HTM-GEN",
        "Central station shows wrong room for bed 4. Bed 4 waveform appears under room 14 on the "
        "central monitor.",
    ),
    RoutedText(
        32,
        "incident",
        "EUC",
        "Workstation in trauma 1 very slow. Takes 5 minutes to open a chart. Trauma 2 is fine.",
    ),
    RoutedText(
        33,
        "incident",
        "HTM-IMG",
        "C-arm images not sending to PACS. LX C-arm stores fine but send fails with association rejected.",
    ),
    RoutedText(
        34,
        "incident",
        "HTM-GEN",
        "Balloon pump console alarms on start-up. IB console tag LR-30088 gives a code at "
        "self-test. Spare in use.",
    ),
    RoutedText(
        35,
        "incident",
        "HTM-GEN",
        'Two infusion pumps show "door not closed". Door is closed. Tagged out both. We saw the '
        "recall notice last week.",
    ),
    RoutedText(
        36,
        "incident",
        "PHARM-IT",
        "Pump drug library version differs between units. Some pumps on MS6 still show the "
        "library from last month after yesterday's push.",
    ),
    RoutedText(
        37,
        "service_request",
        "HTM-CYBER",
        "Vendor requests remote access to CT. Prismeadow service engineer asks for a session for "
        "tube diagnostics, case V-48213.",
    ),
    RoutedText(
        38,
        "incident",
        "NET",
        "Core switch S-B power supply failed. Monitoring: redundant supply failed, unit running on one.",
    ),
    RoutedText(
        39,
        "incident",
        "IAM",
        "SSO sign-in failing for many users. Badge tap and passwords both rejected across units since 06:41.",
    ),
    RoutedText(
        40,
        "incident",
        "SRV-STO",
        "Backup job missed RPO for PACS VNA. Two consecutive failures on vault target.",
    ),
    RoutedText(
        41,
        "security_incident",
        "SEC",
        "Suspicious sign-ins to three mailboxes. SOC reports impossible-travel logins, rules "
        "created to hide mail.",
    ),
    RoutedText(
        42,
        "security_incident",
        "SEC",
        "Strange message asking to pay to unlock files. Nurse station PC shows a ransom message. "
        "Network cable removed.",
    ),
    RoutedText(
        43,
        "privacy_event",
        "PRIVACY",
        "Fax of records went to the wrong office. Sent to a clinic with a similar number; they called us.",
    ),
    RoutedText(
        44,
        "security_incident",
        "SEC",
        "Lost laptop. Left in a taxi last night; used for scheduling.",
    ),
    RoutedText(
        45,
        "incident",
        "EHR-CLIN",
        "PHI-GUARD SAMPLE: wrong allergy shows. Patient John Testcase MRN 00099887 DOB "
        "01/02/1950 shows the wrong allergy after merge.",
    ),
    RoutedText(
        46,
        "incident",
        "LAB-IT",
        "PHI-GUARD SAMPLE: missing result. Result for account 990011223 (Testcase, Jane) not "
        "visible to clinic.",
    ),
    RoutedText(
        47,
        "service_request",
        "EUC",
        "Please move two PCs for construction. Move to the temporary station on the 14th.",
    ),
    RoutedText(
        48,
        "service_request",
        "EHR-AMB",
        "Request: add flu-shot order to quick list. Would save clicks in season.",
    ),
    RoutedText(
        49,
        "service_request",
        "EHR-CLIN",
        "Request: silence repeated low-battery alert. Alert fires on every assessment; staff ignoring.",
    ),
    RoutedText(
        50,
        "service_request",
        "VENDOR-MGMT",
        "New software purchase: survey tool. Marketing wants a survey tool for patients.",
    ),
    RoutedText(
        51,
        "service_request",
        "HTM-IMG",
        "New ultrasound arriving Thursday. Please do incoming inspection and network set-up.",
    ),
    RoutedText(
        52,
        "service_request",
        "HTM-LAB/DIAL",
        "Remove two old dialysis machines. Replaced; need data wiped and pick-up.",
    ),
    RoutedText(
        53,
        "incident",
        "HTM-GEN",
        "Electrosurgical unit return pad alarm. ESU-400 LR-11873 alarms with good pad contact; swapped out.",
    ),
    RoutedText(
        54,
        "incident",
        "TEL",
        "Nurse call in LDR 5 not lighting. Patient gave a bell meanwhile.",
    ),
    RoutedText(
        55,
        "incident",
        "TEL",
        "Phones: rapid response overhead page failed. Dial 66 plays busy. Used radios.",
    ),
    RoutedText(
        56,
        "incident",
        "HTM-CYBER",
        "Two monitors show different time. Bay 3 is seven minutes ahead of the EHR.",
    ),
    RoutedText(
        57,
        "incident",
        "NET",
        "Wi-Fi guest page will not load. Visitors cannot connect in the lobby.",
    ),
    RoutedText(
        58,
        "incident",
        "DW-BI",
        "Data warehouse load late. Nightly census feed not finished at 07:00; dashboards show yesterday.",
    ),
    RoutedText(
        59,
        "incident",
        "EUC",
        "Tablet therapy app asks for update password. Six tablets stuck on the update screen.",
    ),
    RoutedText(
        60,
        "change",
        "TEL",
        "Planned: phone system upgrade Sunday. Clinics closed; confirm after-hours line forwarding.",
    ),
)

FRESH_TEXTS = (
    RoutedText(101, "incident", "PRINT", "The printer by the nurses' station jams on every page"),
    RoutedText(102, "incident", "EUC", "My computer is frozen and the mouse does not move"),
    RoutedText(103, "incident", "IAM", "I'm locked out, my password does not work after vacation"),
    RoutedText(104, "incident", "TEL", "No dial tone on the phone at the front desk"),
    RoutedText(105, "incident", "TEL", "Pagers did not go off for the last code blue"),
    RoutedText(106, "incident", "NET", "Wi-Fi is gone on the whole floor, tablets and carts offline"),
    RoutedText(
        107, "incident", "HTM-GEN", "Infusion pump beeps and will not start, we took it off the patient"
    ),
    RoutedText(108, "incident", "HTM-IMG", "X-ray room 2 does not make exposures"),
    RoutedText(109, "incident", "HTM-LAB/DIAL", "Blood gas analyzer in the unit shows a sensor error"),
    RoutedText(110, "incident", "EHR-ORDERS", "eMAR will not let us chart the 14:00 doses"),
    RoutedText(111, "incident", "IMAGING-IT", "PACS viewer closes when I open a study"),
    RoutedText(112, "incident", "PHARM-IT", "Drawer of the dispensing cabinet stays locked"),
    RoutedText(113, "incident", "SRV-STO", "The shared drive of our department is full"),
    RoutedText(
        114, "service_request", "VENDOR-MGMT", "We would like to purchase a license for a poster tool"
    ),
    RoutedText(115, "service_request", "IAM", "New hire starts on the 3rd and has no accounts"),
    RoutedText(116, "incident", "SEC", "I clicked on a strange link, I think it was phishing"),
)
