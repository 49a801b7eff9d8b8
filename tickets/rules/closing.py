"""What a resolution says: close codes under twelve headings, causes, clinical impact (domain/2 §2.6)."""

CLOSE_CODES_BY_HEADING: dict[str, tuple[str, ...]] = {
    "repaired": ("fixed_hw", "parts_failure"),
    "software": ("fixed_sw",),
    "settings": ("config",),
    "restarted": ("restart",),
    "exchanged": ("replaced", "accessory", "battery"),
    "network": ("network",),
    "use": ("user_error", "training"),
    "nothing_found": ("no_problem_found", "unable_to_reproduce"),
    "vendor": ("vendor_fixed",),
    "change": ("change_caused",),
    "outside": ("environmental", "cyber"),
    "nothing_to_fix": ("by_design", "known_error", "duplicate", "cancelled"),
}
CLOSE_CODES: tuple[str, ...] = tuple(code for codes in CLOSE_CODES_BY_HEADING.values() for code in codes)

CAUSES: tuple[str, ...] = (
    "hardware",
    "software",
    "configuration",
    "interface",
    "network",
    "environment",
    "wear",
    "use",
    "change",
    "supplier",
    "security",
    "unknown",
)

CLINICAL_IMPACTS: tuple[str, ...] = ("none", "inconvenience", "delay", "near_miss", "harm")
NEEDS_SAFETY_EVENT = frozenset({"near_miss", "harm"})


def needs_safety_event(clinical_impact: str) -> bool:
    """Near miss and harm ask for a patient-safety event; a missing number opens a task and blocks nothing."""
    return clinical_impact in NEEDS_SAFETY_EVENT
