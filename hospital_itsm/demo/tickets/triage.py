"""What triage makes of the sixty reports (domain 8.7) and the priority that comes out."""

from typing import Final, NamedTuple

INCIDENT: Final = "incident"
REQUEST: Final = "service_request"
SECURITY: Final = "security_incident"
PRIVACY: Final = "privacy_event"

FLAGS: Final[dict[str, tuple[str, ...]]] = {
    "ps": ("patient_safety",),
    "hr": ("high_risk", "out_of_service"),
    "hb": ("high_risk", "out_of_service", "backup_in_place"),
    "t0": ("service_down",),
    "mal": ("malware",),
    "phi": ("phi_disclosure",),
    "rc1": ("recall_class_one",),
    "cw": ("critical_workstation",),
    "al": ("alarm_not_reaching",),
}
"""The marks of domain 8.7 as the facts that people record."""


class Triage(NamedTuple):
    """One report: its place, category and lead queue; impact and urgency (1 to 4) as set, the priority as computed."""

    number: int
    area: str
    category: str
    team: str
    impact: int
    urgency: int
    priority: int
    kind: str = INCIDENT
    marks: str = ""

    @property
    def flags(self) -> tuple[str, ...]:
        """The recorded facts."""
        return tuple(flag for mark in self.marks.split() for flag in FLAGS[mark])


TRIAGES: Final = (
    Triage(1, "ED", "app.ehr.ed", "EHR-CLIN", 2, 2, 2),
    Triage(2, "ICU", "device.alarm", "HTM-GEN", 3, 1, 1, marks="ps"),
    Triage(3, "NICU", "device.failure", "HTM-GEN", 4, 2, 2, marks="hb"),
    Triage(4, "OR", "app.device_integration", "INTEG", 3, 2, 2),
    Triage(5, "LND", "app.ob", "EHR-CLIN", 3, 2, 2),
    Triage(6, "PHAR", "app.dispensing", "PHARM-IT", 1, 2, 1),
    Triage(7, "LAB", "interface.lab", "LAB-IT", 2, 2, 2),
    Triage(8, "BB", "euc.label", "PRINT", 3, 2, 2),
    Triage(9, "CATH", "euc.login", "EUC", 4, 2, 2, marks="cw"),
    Triage(10, "RAD", "app.pacs", "IMAGING-IT", 3, 2, 2),
    Triage(11, "RAD", "device.imaging", "HTM-IMG", 2, 2, 2, marks="hr"),
    Triage(12, "DIAL", "device.failure", "HTM-LAB/DIAL", 4, 3, 3, marks="hb"),
    Triage(13, "TELE", "device.telemetry", "HTM-GEN", 3, 1, 1, marks="ps"),
    Triage(14, "MS5", "euc.cart", "EUC", 4, 3, 4),
    Triage(15, "MS6", "tel.mobile", "TEL", 3, 3, 3),
    Triage(16, "PEDS", "device.bed", "HTM-GEN", 4, 2, 2, marks="al"),
    Triage(17, "ENDO", "app.endo", "EHR-AMB", 3, 3, 3),
    Triage(18, "SPD", "device.sterilizer", "HTM-GEN", 3, 2, 2, marks="hr"),
    Triage(19, "RT", "device.pm", "HTM-GEN", 4, 4, 4, kind=REQUEST),
    Triage(20, "RADONC", "app.oncology", "EHR-CLIN", 2, 2, 2),
    Triage(21, "INF", "net.wired", "NET", 3, 2, 2),
    Triage(22, "CLIN", "euc.print", "PRINT", 4, 3, 4),
    Triage(23, "CLIN", "iam.token", "IAM", 4, 2, 3),
    Triage(24, "THUB", "app.telehealth", "TELEHEALTH", 2, 2, 2),
    Triage(25, "THUB", "device.cart", "TELEHEALTH", 4, 3, 4),
    Triage(26, "PFS", "app.claims", "REVCYC", 2, 2, 2),
    Triage(27, "PFS", "data.report", "DW-BI", 3, 3, 3),
    Triage(28, "HIM", "euc.scanner", "EUC", 4, 3, 4),
    Triage(29, "ADM", "iam.onboard", "IAM", 4, 4, 4, kind=REQUEST),
    Triage(30, "ADM", "iam.offboard", "IAM", 4, 2, 3, kind=REQUEST),
    Triage(31, "ICU", "device.monitor", "HTM-GEN", 4, 1, 1, marks="ps"),
    Triage(32, "ED", "euc.performance", "EUC", 4, 2, 2, marks="cw"),
    Triage(33, "OR", "device.imaging", "HTM-IMG", 4, 3, 3),
    Triage(34, "CVICU", "device.failure", "HTM-GEN", 4, 3, 3, marks="hb"),
    Triage(35, "MS5", "device.failure", "HTM-GEN", 4, 2, 2, marks="hr rc1"),
    Triage(36, "PHAR", "device.library", "PHARM-IT", 2, 2, 2),
    Triage(37, "RAD", "vendor.remote", "HTM-CYBER", 4, 3, 4, kind=REQUEST),
    Triage(38, "IT", "net.core", "NET", 1, 3, 2),
    Triage(39, "IT", "iam.sso", "IAM", 1, 1, 1, marks="t0"),
    Triage(40, "IT", "srv.backup", "SRV-STO", 2, 3, 3),
    Triage(41, "IT", "sec.account", "SEC", 3, 1, 1, kind=SECURITY, marks="mal"),
    Triage(42, "MS6", "sec.malware", "SEC", 2, 1, 1, kind=SECURITY, marks="mal"),
    Triage(43, "HIM", "privacy.disclosure", "PRIVACY", 4, 2, 2, kind=PRIVACY, marks="phi"),
    Triage(44, "ADM", "sec.lost_device", "SEC", 4, 2, 2, kind=SECURITY, marks="phi"),
    Triage(45, "ED", "app.mpi", "EHR-CLIN", 4, 1, 1, marks="ps phi"),
    Triage(46, "LAB", "interface.lab", "LAB-IT", 4, 3, 2, marks="phi"),
    Triage(47, "MS5", "euc.move", "EUC", 4, 4, 4, kind=REQUEST),
    Triage(48, "CLIN", "ehr.optimization", "EHR-AMB", 4, 4, 4, kind=REQUEST),
    Triage(49, "ICU", "ehr.optimization", "EHR-CLIN", 3, 4, 4, kind=REQUEST),
    Triage(50, "ADM", "vendor.purchase", "VENDOR-MGMT", 4, 4, 4, kind=REQUEST),
    Triage(51, "RAD", "device.install", "HTM-IMG", 4, 3, 4, kind=REQUEST),
    Triage(52, "DIAL", "device.decommission", "HTM-LAB/DIAL", 4, 4, 4, kind=REQUEST),
    Triage(53, "OR", "device.failure", "HTM-GEN", 4, 2, 2, marks="hb"),
    Triage(54, "LND", "tel.nursecall", "TEL", 4, 2, 2),
    Triage(55, "TELE", "tel.page", "TEL", 1, 1, 1, marks="ps t0"),
    Triage(56, "PACU", "device.time", "HTM-CYBER", 3, 3, 2),
    Triage(57, "ADM", "net.guest", "NET", 3, 4, 4),
    Triage(58, "IT", "data.feed", "DW-BI", 2, 3, 3),
    Triage(59, "REHAB", "euc.mobile", "EUC", 3, 3, 3),
    Triage(60, "CLIN", "tel.change", "TEL", 2, 4, 4, kind=REQUEST),
)
