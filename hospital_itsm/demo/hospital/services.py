"""The 62 applications and 12 infrastructure services of domain 8.3, with tier, domain and queue."""

from typing import Final, NamedTuple

from hospital_itsm.demo.hospital.teams import APPLICATIONS, INFRASTRUCTURE


class ServiceRow(NamedTuple):
    """One service."""

    code: str
    name: str
    tier: str
    team: str
    domain: str = APPLICATIONS


SERVICES: Final = (
    ServiceRow("A001", "Harbor EHR core", "1", "EHR-CLIN"),
    ServiceRow("A002", "Harbor Orders (CPOE)", "1", "EHR-ORDERS"),
    ServiceRow("A003", "Harbor eMAR and bar-code meds", "1", "EHR-ORDERS"),
    ServiceRow("A004", "Harbor ED tracking", "1", "EHR-CLIN"),
    ServiceRow("A005", "Harbor Periop", "1", "EHR-CLIN"),
    ServiceRow("A006", "Harbor Critical-care flowsheet", "1", "EHR-CLIN"),
    ServiceRow("A007", "Harbor Ambulatory", "2", "EHR-AMB"),
    ServiceRow("A008", "Downtime Viewer (read-only)", "1", "EHR-CLIN"),
    ServiceRow("A009", "Clinical decision support rules", "2", "EHR-ORDERS"),
    ServiceRow("A010", "Voice dictation", "2", "EHR-CLIN"),
    ServiceRow("A011", "Specora LIS", "1", "LAB-IT"),
    ServiceRow("A012", "BloodGuard transfusion", "1", "LAB-IT"),
    ServiceRow("A013", "MicroPath anatomic pathology", "2", "LAB-IT"),
    ServiceRow("A014", "DoseHarbor pharmacy", "1", "PHARM-IT"),
    ServiceRow("A015", "MedVault dispensing server", "1", "PHARM-IT"),
    ServiceRow("A016", "RadSched RIS", "2", "IMAGING-IT"),
    ServiceRow("A017", "ImageArc PACS", "1", "IMAGING-IT"),
    ServiceRow("A018", "ImageArc VNA archive", "2", "IMAGING-IT"),
    ServiceRow("A019", "Cardiora cardiology IS", "2", "IMAGING-IT"),
    ServiceRow("A020", "ObStrip fetal surveillance", "1", "EHR-CLIN"),
    ServiceRow("A021", "AnesChart", "1", "EHR-CLIN"),
    ServiceRow("A022", "EndoScribe", "3", "EHR-AMB"),
    ServiceRow("A023", "OncoPlan treatment management", "1", "EHR-CLIN"),
    ServiceRow("A024", "DialyTrack", "2", "EHR-CLIN"),
    ServiceRow("A025", "SterilTrace", "2", "EHR-CLIN"),
    ServiceRow("A026", "NutriCare diet office", "3", "EHR-CLIN"),
    ServiceRow("A027", "RehabNotes", "3", "EHR-CLIN"),
    ServiceRow("A028", "PulseBridge device gateway", "1", "INTEG"),
    ServiceRow("A029", "AlarmRelay middleware", "1", "INTEG"),
    ServiceRow("A030", "PumpLibrary server", "1", "PHARM-IT"),
    ServiceRow("A031", "TeleCentral monitoring", "1", "HTM-GEN", "htm"),
    ServiceRow("A032", "NurseCall integration", "0", "TEL"),
    ServiceRow("A033", "GlucoLink POC data manager", "2", "LAB-IT"),
    ServiceRow("A034", "LocateMe RTLS", "3", "INTEG"),
    ServiceRow("A035", "ADT and registration", "1", "EHR-AMB"),
    ServiceRow("A036", "MasterIndex MPI", "1", "EHR-CLIN"),
    ServiceRow("A037", "BookRight scheduling", "2", "EHR-AMB"),
    ServiceRow("A038", "BedGlance", "2", "EHR-CLIN"),
    ServiceRow("A039", "TransferDesk", "2", "EHR-CLIN"),
    ServiceRow("A040", "ConsentPad e-forms", "3", "EHR-AMB"),
    ServiceRow("A041", "MyLarkhaven portal", "3", "EHR-AMB"),
    ServiceRow("A042", "VisitLink video", "2", "TELEHEALTH"),
    ServiceRow("A043", "RemoteVitals RPM", "3", "TELEHEALTH"),
    ServiceRow("A044", "SMS reminders", "3", "TELEHEALTH"),
    ServiceRow("A045", "Interpreter video", "2", "TELEHEALTH"),
    ServiceRow("A046", "ClaimBridge clearing-house link", "3", "REVCYC"),
    ServiceRow("A047", "ChargeKeeper", "3", "REVCYC"),
    ServiceRow("A048", "CodeLeaf", "3", "REVCYC"),
    ServiceRow("A049", "DenialDesk", "4", "REVCYC"),
    ServiceRow("A050", "BrightLedger ERP", "3", "ERP"),
    ServiceRow("A051", "PeopleHub HR and payroll", "3", "ERP"),
    ServiceRow("A052", "ShiftTally", "3", "ERP"),
    ServiceRow("A053", "SupplyNow", "3", "ERP"),
    ServiceRow("A054", "LearnPoint LMS", "4", "TRAINING"),
    ServiceRow("A055", "PolicyShelf", "4", "ERP"),
    ServiceRow("A056", "MailSuite e-mail and collaboration", "2", "SRV-STO"),
    ServiceRow("A057", "Lantern data warehouse", "3", "DW-BI"),
    ServiceRow("A058", "ReportGarden BI", "3", "DW-BI"),
    ServiceRow("A059", "EarlySign deterioration model", "2", "EHR-CLIN"),
    ServiceRow("A060", "IntegraHub interface engine", "1", "INTEG"),
    ServiceRow("A061", "BadgeIn SSO and MFA", "0", "IAM", INFRASTRUCTURE),
    ServiceRow("A062", "VaultBackup", "1", "SRV-STO", INFRASTRUCTURE),
    ServiceRow("INF-AD", "Identity directory", "0", "IAM", INFRASTRUCTURE),
    ServiceRow("INF-DNS", "DNS and DHCP", "0", "NET", INFRASTRUCTURE),
    ServiceRow("INF-WLAN", "Wi-Fi", "0", "NET", INFRASTRUCTURE),
    ServiceRow("INF-LAN", "Wired network", "0", "NET", INFRASTRUCTURE),
    ServiceRow("INF-WAN", "Links between sites", "0", "NET", INFRASTRUCTURE),
    ServiceRow("INF-VOICE", "Phones", "0", "TEL", INFRASTRUCTURE),
    ServiceRow("INF-PAGE", "Paging and overhead announcements", "0", "TEL", INFRASTRUCTURE),
    ServiceRow("INF-VDI", "Virtual desktops", "0", "EUC", INFRASTRUCTURE),
    ServiceRow("INF-STO", "Storage", "0", "SRV-STO", INFRASTRUCTURE),
    ServiceRow("INF-HYP", "Virtual servers", "0", "SRV-STO", INFRASTRUCTURE),
    ServiceRow("INF-FW", "Firewalls", "0", "NET", INFRASTRUCTURE),
    ServiceRow("INF-PRINT", "Print service", "0", "PRINT", INFRASTRUCTURE),
)
