"""Sites and care areas of the demo hospital (domain 8.1, 8.2): class, hours, downtime tolerance, cost centre."""

from typing import Final, NamedTuple

from hospital_itsm.people.rules.calendars import EVERY_DAY, MONDAY_TO_FRIDAY, MONDAY_TO_SATURDAY, Hours

TIME_ZONE: Final = "America/Chicago"
MAIN: Final = "MAIN"
ALWAYS: Final = ""
HOUR: Final = 60

OPENINGS: Final = (
    Hours(
        "OPEN-DIAL", "Dialysis, 05:00 to 21:00", MONDAY_TO_SATURDAY, 5 * HOUR, 21 * HOUR, keeps_holidays=False
    ),
    Hours(
        "OPEN-INF", "Infusion, 07:00 to 19:00", MONDAY_TO_SATURDAY, 7 * HOUR, 19 * HOUR, keeps_holidays=False
    ),
    Hours(
        "OPEN-RADONC",
        "Radiation oncology, 07:00 to 18:00",
        MONDAY_TO_FRIDAY,
        7 * HOUR,
        18 * HOUR,
        keeps_holidays=False,
    ),
    Hours(
        "OPEN-ENDO", "Endoscopy, 06:00 to 18:00", MONDAY_TO_FRIDAY, 6 * HOUR, 18 * HOUR, keeps_holidays=False
    ),
    Hours("OPEN-OFFICE", "Clinics and offices", MONDAY_TO_FRIDAY, 8 * HOUR, 17 * HOUR, keeps_holidays=False),
    Hours(
        "OPEN-THUB", "Telehealth hub, 07:00 to 20:00", EVERY_DAY, 7 * HOUR, 20 * HOUR, keeps_holidays=False
    ),
)


class SiteRow(NamedTuple):
    """One site."""

    code: str
    name: str


class AreaRow(NamedTuple):
    """One care area; `opening` names the calendar of its hours, empty when it never closes."""

    code: str
    name: str
    site: str
    location: str
    care_class: str
    opening: str
    tolerance_minutes: int
    cost_centre: str
    phone: str


SITES: Final = (
    SiteRow(MAIN, "Larkhaven main campus"),
    SiteRow("CLIN-1", "Larkhaven Clinic Ashby"),
    SiteRow("CLIN-2", "Larkhaven Clinic Birchwood"),
    SiteRow("CLIN-3", "Larkhaven Clinic Cedar Point"),
    SiteRow("CLIN-4", "Larkhaven Clinic Dunmore"),
    SiteRow("CLIN-5", "Larkhaven Clinic Eastgate"),
    SiteRow("CLIN-6", "Larkhaven Clinic Fairmont"),
)

AREAS: Final = (
    AreaRow("ED", "Emergency Department & Trauma", MAIN, "N1", "A", ALWAYS, 15, "6010", "4101"),
    AreaRow("OR", "Operating Rooms", MAIN, "N2", "A", ALWAYS, 15, "6020", "4201"),
    AreaRow("PACU", "Post-anesthesia care", MAIN, "N2", "A", ALWAYS, 15, "6025", "4220"),
    AreaRow("ICU", "Medical-Surgical ICU", MAIN, "N4", "A", ALWAYS, 15, "6110", "4401"),
    AreaRow("CVICU", "Cardiovascular ICU", MAIN, "N4", "A", ALWAYS, 15, "6112", "4430"),
    AreaRow("NICU", "Neonatal ICU", MAIN, "W3", "A", ALWAYS, 15, "6120", "7301"),
    AreaRow("LND", "Labor & Delivery", MAIN, "W2", "A", ALWAYS, 15, "6130", "7201"),
    AreaRow("CATH", "Cath lab, EP and IR", MAIN, "N2", "A", ALWAYS, 15, "6210", "4250"),
    AreaRow("BB", "Blood bank", MAIN, "S1", "A", ALWAYS, 15, "6315", "5150"),
    AreaRow("TELE", "Telemetry step-down", MAIN, "N5", "B", ALWAYS, 30, "6140", "4501"),
    AreaRow("PHAR", "Inpatient pharmacy", MAIN, "S0", "B", ALWAYS, 30, "6400", "5001"),
    AreaRow("LAB", "Core laboratory", MAIN, "S1", "B", ALWAYS, 30, "6310", "5101"),
    AreaRow("RAD", "Radiology", MAIN, "S1", "B", ALWAYS, 30, "6220", "5120"),
    AreaRow("DIAL", "Dialysis", MAIN, "S3", "B", "OPEN-DIAL", 30, "6230", "5301"),
    AreaRow("INF", "Oncology infusion", MAIN, "P2", "B", "OPEN-INF", 45, "6240", "6201"),
    AreaRow("RADONC", "Radiation oncology", MAIN, "P0", "B", "OPEN-RADONC", 60, "6245", "6001"),
    AreaRow("SPD", "Sterile processing", MAIN, "N0", "B", ALWAYS, 60, "6260", "4001"),
    AreaRow("MS5", "Med-Surg 5", MAIN, "S5", "C", ALWAYS, 60, "6150", "5501"),
    AreaRow("MS6", "Med-Surg 6", MAIN, "S6", "C", ALWAYS, 60, "6150", "5601"),
    AreaRow("PEDS", "Pediatrics", MAIN, "W4", "C", ALWAYS, 45, "6160", "7401"),
    AreaRow("REHAB", "Inpatient rehab", MAIN, "S7", "C", ALWAYS, 120, "6170", "5701"),
    AreaRow("ENDO", "Endoscopy and ambulatory surgery", MAIN, "P1", "C", "OPEN-ENDO", 60, "6250", "6101"),
    AreaRow("RT", "Respiratory therapy", MAIN, "N3", "C", ALWAYS, 60, "6270", "4301"),
    AreaRow(
        "CLIN", "Primary & specialty clinics", "CLIN-1", "ext", "D", "OPEN-OFFICE", 60, "6500", "555-0131"
    ),
    AreaRow("THUB", "Telehealth hub", MAIN, "P3", "D", "OPEN-THUB", 30, "6510", "6301"),
    AreaRow("HIM", "Health information management", MAIN, "X1", "E", "OPEN-OFFICE", 480, "6700", "8101"),
    AreaRow("PFS", "Patient financial services", MAIN, "X2", "E", "OPEN-OFFICE", 480, "6710", "8201"),
    AreaRow("ADM", "HR, finance, supply, education", MAIN, "X3", "E", "OPEN-OFFICE", 480, "6720", "8301"),
    AreaRow("IT", "Information technology", MAIN, "X0", "E", ALWAYS, 60, "6800", "4357"),
)
