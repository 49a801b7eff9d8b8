"""The three joint procedures of domain 3.11 as they are on a fresh installation."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class FirstStep:
    """One step: what, whose, with which evidence; `may_skip` says that it can be not applicable."""

    text: str
    party: str
    evidence: str
    may_skip: bool = True
    needs_approval: bool = False


@dataclass(frozen=True, slots=True)
class FirstTemplate:
    """A procedure and the asset classes that must not go on without it."""

    code: str
    kind: str
    title: str
    required_for: tuple[str, ...]
    steps: tuple[FirstStep, ...]


HOLDS_DATA: Final = (
    *("clinical_device", "workstation", "cart", "mobile", "printer", "server", "storage", "network_device"),
    *("access_point", "telecom"),
)

INSTALL: Final = FirstTemplate(
    "install_new",
    "install",
    "Install new equipment",
    ("clinical_device",),
    (
        FirstStep("Need and clinical sponsor", "unit", "note"),
        FirstStep("MDS2, SBOM, end-of-support dates and 524B answer received", "vendor", "file"),
        FirstStep("Security review decided", "it", "note"),
        FirstStep("BAA signed, if the vendor touches patient data", "vendor", "contract"),
        FirstStep("Network design: VLAN, flows, IP, Wi-Fi survey, time synchronization", "it", "note"),
        FirstStep("Remote-access method and account owner", "it", "note"),
        FirstStep("Purchase order, contract and warranty linked", "finance", "contract"),
        FirstStep("Received: UDI scanned into the inventory", "htm", "date"),
        FirstStep("Incoming inspection: visual, accessories, electrical safety, performance", "htm", "date"),
        FirstStep("Configuration baseline and backup", "htm", "note"),
        FirstStep("Interface test: HL7, DICOM, monitor gateway", "it", "date"),
        FirstStep("Alarm routing test", "htm", "date"),
        FirstStep("Default passwords changed, unused ports off", "it", "date"),
        FirstStep("Vulnerability match clean or accepted", "it", "note"),
        FirstStep("PM schedule, risk score and AEM eligibility set", "htm", "note"),
        FirstStep("User training done", "unit", "date"),
        FirstStep("Downtime and failure procedure written", "unit", "note"),
        FirstStep("Clinical acceptance", "unit", "signature", may_skip=False, needs_approval=True),
    ),
)
SERVICE: Final = FirstTemplate(
    "svc_existing",
    "service",
    "Service existing equipment",
    (),
    (
        FirstStep("Unit notified and backup device placed", "htm", "note"),
        FirstStep("Patient disconnected, device cleaned and tagged", "unit", "signature"),
        FirstStep("Monitoring alert muted with expiry", "it", "date"),
        FirstStep("Backup of configuration and patient data", "htm", "note"),
        FirstStep(
            "Change record, if software, firmware, IP, VLAN, operating system or certificate changes",
            "it",
            "ticket",
        ),
        FirstStep("Vendor remote session approved and logged", "vendor", "ticket"),
        FirstStep("Parts and test equipment recorded", "htm", "note"),
        FirstStep("Removed media retained or sanitized", "htm", "note"),
        FirstStep("Functional test, and electrical safety after a major repair", "htm", "date"),
        FirstStep("Interface and alarm test repeated", "it", "date"),
        FirstStep("Software version and SBOM updated, vulnerability match repeated", "it", "note"),
        FirstStep("Alert unmuted, returned to the unit", "unit", "signature", may_skip=False),
    ),
)
DECOMMISSION: Final = FirstTemplate(
    "decom",
    "decommission",
    "Decommission old equipment",
    HOLDS_DATA,
    (
        FirstStep("Clinical release, replacement is live", "unit", "signature"),
        FirstStep("Open recalls, tickets and contracts reviewed", "htm", "note"),
        FirstStep("Data retrieval and retention decided by health information management", "unit", "note"),
        FirstStep("IP, DNS, directory account, certificates, firewall rules, licenses removed", "it", "date"),
        FirstStep("Remote-access account removed", "it", "date"),
        FirstStep("Network port disabled, NAC entry removed", "it", "date"),
        FirstStep("Sanitization certificate for each medium", "htm", "certificates", may_skip=False),
        FirstStep("Hazards: battery, radioactive source, refrigerant, biohazard", "htm", "note"),
        FirstStep("PM schedule ended, contract line removed, warranty refund asked for", "vendor", "note"),
        FirstStep("Disposition: sale, donation, trade-in or recycler, with their terms", "vendor", "note"),
        FirstStep("Asset retired in the books", "finance", "date"),
        FirstStep("Released for disposal", "htm", "signature", may_skip=False, needs_approval=True),
    ),
)
TEMPLATES: Final = (INSTALL, SERVICE, DECOMMISSION)
