"""The common language as it is on a fresh installation: 66 terms of the field, and one of the wards."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class FirstTerm:
    """One term: what it means to both, and what each team says instead. `synonyms` find the same things."""

    slug: str
    term: str
    meaning: str
    it_says: str = ""
    htm_says: str = ""
    synonyms: tuple[str, ...] = ()


TERMS: Final = (
    FirstTerm(
        "aem",
        "AEM",
        (
            "Alternative Equipment Maintenance: risk-based schedule differing from the "
            "manufacturer's, allowed by CMS with documented assessment."
        ),
        synonyms=("Alternative Equipment Maintenance",),
    ),
    FirstTerm(
        "acceptance-incoming-inspection",
        "Acceptance / incoming inspection",
        "Checks before first clinical use.",
        it_says="Commissioning, onboarding.",
        synonyms=(
            "acceptance",
            "incoming inspection",
            "commissioning",
            "onboarding",
        ),
    ),
    FirstTerm(
        "asset",
        "Asset",
        "Item with financial/operational value tracked through life.",
        it_says="CI when service-relevant.",
        htm_says="Device, equipment.",
        synonyms=(
            "asset",
            "device",
            "equipment",
            "CI",
            "configuration item",
        ),
    ),
    FirstTerm(
        "availability",
        "Availability",
        "Share of agreed time a service works.",
    ),
    FirstTerm(
        "baa",
        "BAA",
        "Business Associate Agreement required when a vendor handles PHI.",
        synonyms=("business associate agreement",),
    ),
    FirstTerm(
        "back-loading",
        "Back-loading",
        "Entering paper records into the EHR after downtime.",
    ),
    FirstTerm(
        "bia",
        "BIA",
        "Business impact analysis setting tier, RTO, RPO.",
        synonyms=("business impact analysis",),
    ),
    FirstTerm(
        "bmet",
        "BMET",
        "Biomedical equipment technician.",
        it_says="Field technician.",
        synonyms=(
            "biomed",
            "biomedical technician",
            "field technician",
        ),
    ),
    FirstTerm(
        "breach",
        "Breach (HIPAA)",
        (
            "Impermissible use or disclosure of unsecured PHI not shown to be low-probability of "
            'compromise. Not an SLA breach: pages say "SLA missed" or "PHI breach".'
        ),
        it_says='A missed promise of an SLA. Say "missed".',
    ),
    FirstTerm(
        "break-glass",
        "Break-glass",
        "Emergency access outside normal rights, reviewed afterwards.",
    ),
    FirstTerm(
        "calibration",
        "Calibration",
        "Adjusting/verifying against a traceable standard; not the same as PM.",
    ),
    FirstTerm(
        "care-area",
        "Care area",
        "Place or unit where care happens, with a criticality class.",
    ),
    FirstTerm(
        "change-enablement",
        "Change enablement",
        "Assessing and authorizing changes (ITIL 4; formerly change management). Not organizational change.",
    ),
    FirstTerm(
        "ci",
        "CI",
        "Configuration item: anything managed to deliver a service.",
        synonyms=("configuration item",),
    ),
    FirstTerm(
        "clinical-engineering-htm",
        "Clinical engineering / HTM",
        "Department managing medical technology.",
        synonyms=(
            "clinical engineering",
            "HTM",
            "biomed",
        ),
    ),
    FirstTerm(
        "cmdb",
        "CMDB",
        "Store of CIs and relations.",
        htm_says="Equipment inventory (CMMS).",
        synonyms=("equipment inventory",),
    ),
    FirstTerm(
        "cmio",
        "CMIO",
        "Physician leader bridging medicine and IT.",
        synonyms=("chief medical information officer",),
    ),
    FirstTerm(
        "cmms",
        "CMMS",
        "Computerized maintenance management system.",
        it_says="ITSM/ITAM tool.",
        synonyms=("ITSM tool",),
    ),
    FirstTerm(
        "cnl",
        "CNL",
        "Could not locate (a device at PM time).",
        synonyms=("could not locate",),
    ),
    FirstTerm(
        "compensating-control",
        "Compensating control",
        "Safeguard used when the preferred one is impossible.",
    ),
    FirstTerm(
        "corrective-maintenance",
        "Corrective maintenance (CM)",
        "Repair after failure.",
        it_says="Incident. CM is configuration management there: spell out.",
        synonyms=(
            "corrective maintenance",
            "repair",
        ),
    ),
    FirstTerm(
        "correction-vs-removal",
        "Correction vs removal",
        "Recall done in place vs taken away.",
    ),
    FirstTerm(
        "cosr",
        "COSR",
        "Cost-of-service ratio: service cost ÷ acquisition cost.",
        synonyms=("cost-of-service ratio",),
    ),
    FirstTerm(
        "covered-entity",
        "Covered entity",
        "Provider, plan or clearinghouse under HIPAA.",
    ),
    FirstTerm(
        "criticality-tier",
        "Criticality tier",
        "Recovery class of a service.",
    ),
    FirstTerm(
        "decommission",
        "Decommission",
        "Retire safely including data removal.",
        synonyms=(
            "retire",
            "disposal",
        ),
    ),
    FirstTerm(
        "di-pi",
        "DI / PI",
        "Device identifier / production identifiers, parts of a UDI.",
    ),
    FirstTerm(
        "downtime",
        "Downtime",
        "System unavailable; also the paper procedures used meanwhile.",
        synonyms=("outage",),
    ),
    FirstTerm(
        "dr",
        "DR",
        "Disaster recovery, restoring IT; BC keeps care going.",
        synonyms=("disaster recovery",),
    ),
    FirstTerm(
        "ehr-emr",
        "EHR / EMR",
        "Electronic health/medical record.",
        synonyms=(
            "EHR",
            "EMR",
        ),
    ),
    FirstTerm(
        "eol-eos",
        "EOL / EOS",
        "End of sale/life / end of support (security fixes stop).",
        synonyms=(
            "EOL",
            "EOS",
            "end of life",
            "end of support",
        ),
    ),
    FirstTerm(
        "ephi",
        "ePHI",
        "Electronic PHI.",
        synonyms=("electronic PHI",),
    ),
    FirstTerm(
        "event",
        "Event",
        "A change of state that matters (monitoring).",
        htm_says="Adverse event — spell out.",
    ),
    FirstTerm(
        "escalation",
        "Escalation",
        "Functional (to skill) or hierarchical (to authority).",
    ),
    FirstTerm(
        "fcr",
        "FCR",
        "First-contact resolution.",
        synonyms=("first-contact resolution",),
    ),
    FirstTerm(
        "gmdn-emdn-product-code",
        "GMDN / EMDN / product code",
        "Global / EU / FDA device nomenclatures.",
    ),
    FirstTerm(
        "high-risk-equipment",
        "High-risk equipment",
        "Failure risks serious injury or death; includes life support.",
    ),
    FirstTerm(
        "incident",
        "Incident",
        "Unplanned interruption or reduction of a service. Clinicians: patient incident — spell out.",
        htm_says="Breakdown, service call.",
        synonyms=(
            "incident",
            "breakdown",
            "service call",
        ),
    ),
    FirstTerm(
        "interface",
        "Interface",
        "Message link between systems.",
        htm_says="Cable/adapter/port too.",
        synonyms=("interface",),
    ),
    FirstTerm(
        "known-error",
        "Known error",
        "Problem with identified cause and workaround.",
    ),
    FirstTerm(
        "life-support",
        "Life support",
        "Device that takes over a vital function.",
    ),
    FirstTerm(
        "major-incident",
        "Major incident",
        "Incident needing separate, faster coordination.",
    ),
    FirstTerm(
        "mds2",
        "MDS2",
        "Manufacturer's disclosure of device security features.",
        synonyms=("manufacturer disclosure",),
    ),
    FirstTerm(
        "memp",
        "MEMP",
        "Medical equipment management plan.",
        synonyms=("medical equipment management plan",),
    ),
    FirstTerm(
        "mi-mttr-mtta-mtbf",
        "MI / MTTR / MTTA / MTBF",
        (
            "Major incident; mean time to restore/resolve; to acknowledge; between failures. MI also "
            "= myocardial infarction — never abbreviate to clinicians."
        ),
    ),
    FirstTerm(
        "mr-conditional",
        "MR Conditional",
        "Safe in MRI only under stated conditions.",
    ),
    FirstTerm(
        "npf",
        "NPF",
        "No problem found.",
        synonyms=("no problem found",),
    ),
    FirstTerm(
        "ola",
        "OLA",
        "Agreement between internal teams (IT↔HTM) supporting an SLA.",
        synonyms=("operational level agreement",),
    ),
    FirstTerm(
        "on-call",
        "On-call",
        "Reachable staff outside hours with a response time.",
    ),
    FirstTerm(
        "phi",
        "PHI",
        "Individually identifiable health information.",
        synonyms=("protected health information",),
    ),
    FirstTerm(
        "pm",
        "PM",
        "Planned/preventive maintenance.",
        it_says="Project manager, problem management.",
        synonyms=(
            "PM",
            "planned maintenance",
            "preventive maintenance",
        ),
    ),
    FirstTerm(
        "problem",
        "Problem",
        "Cause of one or more incidents.",
    ),
    FirstTerm(
        "purge-clear-destroy",
        "Purge / Clear / Destroy",
        "NIST 800-88 sanitization methods.",
    ),
    FirstTerm(
        "raci",
        "RACI",
        "Responsible, accountable, consulted, informed.",
    ),
    FirstTerm(
        "recall-class",
        "Recall class",
        "I most serious … III; differs from device class.",
    ),
    FirstTerm(
        "release",
        "Release",
        "Version made available.",
        htm_says="Software upgrade/field modification.",
        synonyms=(
            "software upgrade",
            "field modification",
        ),
    ),
    FirstTerm(
        "rpo-rto",
        "RPO / RTO",
        "Acceptable data loss / time to restore.",
        synonyms=(
            "RPO",
            "RTO",
        ),
    ),
    FirstTerm(
        "sbom",
        "SBOM",
        "List of software components.",
        synonyms=("software bill of materials",),
    ),
    FirstTerm(
        "segmentation-vlan",
        "Segmentation / VLAN",
        "Separating device networks.",
        synonyms=(
            "segmentation",
            "VLAN",
        ),
    ),
    FirstTerm(
        "service-request",
        "Service request",
        "User asks for something pre-approved.",
    ),
    FirstTerm(
        "sla",
        "SLA",
        "Agreed service targets with the business.",
        synonyms=("service level agreement",),
    ),
    FirstTerm(
        "smda-mdr",
        "SMDA / MDR (21 CFR 803)",
        'Device-event reporting duty. EU "MDR" = Medical Device Regulation — spell out.',
    ),
    FirstTerm(
        "udi-gudid",
        "UDI / GUDID",
        "Unique device identifier / FDA database.",
        synonyms=("unique device identifier",),
    ),
    FirstTerm(
        "workaround",
        "Workaround",
        "Temporary way to continue.",
        synonyms=("workaround",),
    ),
    FirstTerm(
        "work-order",
        "Work order (WO)",
        "HTM job record.",
        it_says="Ticket/task.",
        synonyms=(
            "work order",
            "WO",
            "task",
        ),
    ),
    FirstTerm(
        "validation",
        "Validation",
        "Evidence a device/system meets intended use after change; also r2 term for sanitization approval.",
    ),
)
WARD_TERMS: Final = (
    FirstTerm(
        "cart",
        "Cart",
        "A computer on wheels that nurses take to the bed.",
        it_says="WOW, workstation on wheels.",
        htm_says="COW, computer on wheels.",
        synonyms=("cart", "WOW", "COW", "workstation on wheels", "computer on wheels"),
    ),
)
"""What everybody in the house says and no standard lists."""
