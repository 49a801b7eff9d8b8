"""The sixty priority vectors of domain/8 §8.7: type, class, impact, urgency and flags in, priority out."""

from typing import Any, NamedTuple

from tickets.rules.facts import Facts

FLAGS: dict[str, dict[str, Any]] = {
    "ps": {"patient_safety": True},
    "ls": {"life_support": True, "patient_connected": True, "backup_in_place": False},
    "hr": {"high_risk": True, "out_of_service": True, "backup_in_place": False},
    "hb": {"high_risk": True, "out_of_service": True, "backup_in_place": True},
    "t0": {"service_tier": 0, "service_down": True},
    "mal": {"malware": True},
    "phi": {"phi_disclosure": True},
    "rc1": {"recall_class_one": True},
    "cw": {"critical_workstation": True},
    "al": {"alarm_not_reaching": True},
}


class Vector(NamedTuple):
    """One row; `flags` are its abbreviations with blanks between, `priority` is the handling priority."""

    number: int
    area: str
    area_class: str
    kind: str
    impact: int
    urgency: int
    flags: str
    priority: int

    def facts(self) -> Facts:
        """The row as the engine takes it; the text of the ticket plays no part."""
        known = {name: value for flag in self.flags.split() for name, value in FLAGS[flag].items()}
        return Facts(self.area_class, self.kind, impact=self.impact, urgency=self.urgency, **known)


VECTORS = (
    Vector(1, "ED", "A", "incident", 2, 2, "", 2),
    Vector(2, "ICU", "A", "incident", 3, 1, "ps", 1),
    Vector(3, "NICU", "A", "incident", 4, 2, "hb", 2),
    Vector(4, "OR", "A", "incident", 3, 2, "", 2),
    Vector(5, "LND", "A", "incident", 3, 2, "", 2),
    Vector(6, "PHAR", "B", "incident", 1, 2, "", 1),
    Vector(7, "LAB", "B", "incident", 2, 2, "", 2),
    Vector(8, "BB", "A", "incident", 3, 2, "", 2),
    Vector(9, "CATH", "A", "incident", 4, 2, "cw", 2),
    Vector(10, "RAD", "B", "incident", 3, 2, "", 2),
    Vector(11, "RAD", "B", "incident", 2, 2, "hr", 2),
    Vector(12, "DIAL", "B", "incident", 4, 3, "hb", 3),
    Vector(13, "TELE", "B", "incident", 3, 1, "ps", 1),
    Vector(14, "MS5", "C", "incident", 4, 3, "", 4),
    Vector(15, "MS6", "C", "incident", 3, 3, "", 3),
    Vector(16, "PEDS", "C", "incident", 4, 2, "al", 2),
    Vector(17, "ENDO", "C", "incident", 3, 3, "", 3),
    Vector(18, "SPD", "B", "incident", 3, 2, "hr", 2),
    Vector(19, "RT", "C", "service_request", 4, 4, "", 4),
    Vector(20, "RADONC", "B", "incident", 2, 2, "", 2),
    Vector(21, "INF", "B", "incident", 3, 2, "", 2),
    Vector(22, "CLIN", "D", "incident", 4, 3, "", 4),
    Vector(23, "CLIN", "D", "incident", 4, 2, "", 3),
    Vector(24, "THUB", "D", "incident", 2, 2, "", 2),
    Vector(25, "THUB", "D", "incident", 4, 3, "", 4),
    Vector(26, "PFS", "E", "incident", 2, 2, "", 2),
    Vector(27, "PFS", "E", "incident", 3, 3, "", 3),
    Vector(28, "HIM", "E", "incident", 4, 3, "", 4),
    Vector(29, "ADM", "E", "service_request", 4, 4, "", 4),
    Vector(30, "ADM", "E", "service_request", 4, 2, "", 3),
    Vector(31, "ICU", "A", "incident", 4, 1, "ps", 1),
    Vector(32, "ED", "A", "incident", 4, 2, "cw", 2),
    Vector(33, "OR", "A", "incident", 4, 3, "", 3),
    Vector(34, "CVICU", "A", "incident", 4, 3, "hb", 3),
    Vector(35, "MS5", "C", "incident", 4, 2, "hr rc1", 2),
    Vector(36, "PHAR", "B", "incident", 2, 2, "", 2),
    Vector(37, "RAD", "B", "service_request", 4, 3, "", 4),
    Vector(38, "IT", "E", "incident", 1, 3, "", 2),
    Vector(39, "IT", "E", "incident", 1, 1, "t0", 1),
    Vector(40, "IT", "E", "incident", 2, 3, "", 3),
    Vector(41, "IT", "E", "security_incident", 3, 1, "mal", 1),
    Vector(42, "MS6", "C", "security_incident", 2, 1, "mal", 1),
    Vector(43, "HIM", "E", "privacy_event", 4, 2, "phi", 2),
    Vector(44, "ADM", "E", "security_incident", 4, 2, "phi", 2),
    Vector(45, "ED", "A", "incident", 4, 1, "ps phi", 1),
    Vector(46, "LAB", "B", "incident", 4, 3, "phi", 2),
    Vector(47, "MS5", "C", "service_request", 4, 4, "", 4),
    Vector(48, "CLIN", "D", "service_request", 4, 4, "", 4),
    Vector(49, "ICU", "A", "service_request", 3, 4, "", 4),
    Vector(50, "ADM", "E", "service_request", 4, 4, "", 4),
    Vector(51, "RAD", "B", "service_request", 4, 3, "", 4),
    Vector(52, "DIAL", "B", "service_request", 4, 4, "", 4),
    Vector(53, "OR", "A", "incident", 4, 2, "hb", 2),
    Vector(54, "LND", "A", "incident", 4, 2, "", 2),
    Vector(55, "TELE", "B", "incident", 1, 1, "ps t0", 1),
    Vector(56, "PACU", "A", "incident", 3, 3, "", 2),
    Vector(57, "ADM", "E", "incident", 3, 4, "", 4),
    Vector(58, "IT", "E", "incident", 2, 3, "", 3),
    Vector(59, "REHAB", "C", "incident", 3, 3, "", 3),
    Vector(60, "CLIN", "D", "change", 2, 4, "", 4),
)
