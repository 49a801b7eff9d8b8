"""Enumerations of assets, services, places and their relations."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Tier(models.TextChoices):
    """Recovery tier (domain 2.5); a service whose impact analysis is pending says so."""

    T0 = "0", _("Tier 0, 15 minutes")
    T1 = "1", _("Tier 1, 2 hours")
    T2 = "2", _("Tier 2, 8 to 24 hours")
    T3 = "3", _("Tier 3, 72 hours")
    T4 = "4", _("Tier 4, 5 days")
    PENDING = "N", _("Impact analysis pending")


class AssetClass(models.TextChoices):
    """What a thing is; one inventory for clinical engineering and IT."""

    CLINICAL_DEVICE = "clinical_device", _("Clinical device")
    WORKSTATION = "workstation", _("Workstation")
    CART = "cart", _("Cart")
    MOBILE = "mobile", _("Phone or tablet")
    PRINTER = "printer", _("Printer")
    SERVER = "server", _("Server")
    STORAGE = "storage", _("Storage")
    NETWORK_DEVICE = "network_device", _("Network device")
    ACCESS_POINT = "access_point", _("Access point")
    TELECOM = "telecom", _("Telecom")
    CIRCUIT = "circuit", _("Circuit")
    POWER = "power", _("Power supply")
    OTHER = "other", _("Other")


class AssetStatus(models.TextChoices):
    """The one enumeration for IT and clinical engineering (domain 3.1); the steps between are in rules.lifecycle."""

    REQUESTED = "requested", _("Requested")
    ON_ORDER = "on_order", _("On order")
    RECEIVED = "received", _("Received")
    INSPECTION = "incoming_inspection", _("Incoming inspection")
    IN_SERVICE = "in_service", _("In service")
    SPARE = "standby_spare", _("Spare")
    LOANED_OUT = "loaned_out", _("Loaned out")
    IN_REPAIR = "in_repair", _("In repair")
    DO_NOT_USE = "out_of_service_safety", _("Do not use")
    QUARANTINED = "quarantined", _("Quarantined")
    MISSING = "missing", _("Missing")
    RETIRED = "retired_pending_sanitization", _("Retired, data to be wiped")
    RETURNED = "returned", _("Returned")
    DISPOSED = "disposed", _("Disposed")


class YesNoUnknown(models.TextChoices):
    """An answer that may be missing; unknown is treated as the dangerous one."""

    YES = "yes", _("Yes")
    NO = "no", _("No")
    UNKNOWN = "unknown", _("Unknown")


class SystemOfRecord(models.TextChoices):
    """Whose record counts when two systems know a thing."""

    OURS = "ours", _("This inventory")
    THEIRS = "theirs", _("Another system")


class DeviceClass(models.TextChoices):
    """FDA device class, which is not the class of a recall (domain 3.3)."""

    I = "1", _("Class I")  # noqa: E741
    II = "2", _("Class II")
    III = "3", _("Class III")
    UNCLASSIFIED = "U", _("Unclassified")
    NOT_CLASSIFIED = "N", _("Not classified")
    HUMANITARIAN = "F", _("Humanitarian device exemption")


class MriSafety(models.TextChoices):
    """What the label says about magnetic resonance."""

    SAFE = "safe", _("MR Safe")
    CONDITIONAL = "conditional", _("MR Conditional")
    UNSAFE = "unsafe", _("MR Unsafe")
    NOT_LABELED = "not_labeled", _("Labeling does not say")


class IssuingAgency(models.TextChoices):
    """Who issued a device identifier."""

    GS1 = "GS1", _("GS1")
    HIBCC = "HIBCC", _("HIBCC")
    ICCBBA = "ICCBBA", _("ICCBBA")
    NDC = "NDC/NHRIC", _("NDC or NHRIC")


class IdentifierKind(models.TextChoices):
    """What a device identifier stands for in GUDID."""

    PRIMARY = "primary", _("Primary")
    SECONDARY = "secondary", _("Secondary")
    DIRECT_MARKING = "direct_marking", _("Direct marking")
    UNIT_OF_USE = "unit_of_use", _("Unit of use")
    PACKAGE = "package", _("Package")
    PREVIOUS = "previous", _("Previous")


class LocationKind(models.TextChoices):
    """How large a place is; a place lies in a larger one."""

    SITE = "site", _("Site")
    BUILDING = "building", _("Building")
    FLOOR = "floor", _("Floor")
    AREA = "area", _("Area")
    ROOM = "room", _("Room")
    BED = "bed", _("Bed")


class NetworkZone(models.TextChoices):
    """The segment of the network a device lives in (domain 3.8)."""

    CLINICAL_CRITICAL = "clinical_critical", _("Clinical, critical")
    CLINICAL = "clinical", _("Clinical")
    IMAGING = "imaging", _("Imaging")
    LAB = "lab", _("Laboratory")
    FACILITIES = "facilities", _("Facilities")
    CORPORATE = "corporate", _("Corporate")
    GUEST = "guest", _("Guest")
    VENDOR = "vendor", _("Vendor access")
    QUARANTINE = "quarantine", _("Quarantine")


class SupportState(models.TextChoices):
    """Does anybody still mend the software (domain 3.8)?"""

    UNKNOWN = "unknown", _("Unknown")
    SUPPORTED = "supported", _("Supported")
    EXTENDED = "extended", _("Extended support")
    MITIGATED = "unsupported_mitigated", _("Unsupported, mitigated")
    UNMITIGATED = "unsupported_unmitigated", _("Unsupported, not mitigated")


class MediumKind(models.TextChoices):
    """What data is stored on."""

    HDD = "hdd", _("Hard disk")
    SSD = "ssd", _("Solid-state disk")
    FLASH = "flash", _("Memory card or stick")
    TAPE = "tape", _("Tape")
    OPTICAL = "optical", _("Optical disk")
    EMBEDDED = "embedded", _("Built-in memory")
    OTHER = "other", _("Other")


class SanitizationMethod(models.TextChoices):
    """How thoroughly data was removed (NIST SP 800-88); only the last two may leave the house."""

    CLEAR = "clear", _("Clear")
    PURGE = "purge", _("Purge")
    DESTROY = "destroy", _("Destroy")


class SanitizationTechnique(models.TextChoices):
    """How data was removed; which method each can be stands in `rules.certificates`."""

    OVERWRITE = "overwrite", _("Overwrite")
    FACTORY_RESET = "factory_reset", _("Reset to factory settings")
    SANITIZE = "sanitize", _("Sanitize command of the drive")
    BLOCK_ERASE = "block_erase", _("Block erase")
    CRYPTO_ERASE = "crypto_erase", _("Cryptographic erase")
    DEGAUSS = "degauss", _("Degauss")
    SHRED = "shred", _("Shred")
    DISINTEGRATE = "disintegrate", _("Disintegrate or pulverize")
    INCINERATE = "incinerate", _("Incinerate")
    MELT = "melt", _("Melt")
    OTHER = "other", _("Other")


class VerificationMethod(models.TextChoices):
    """How much of a medium was read back."""

    FULL = "full", _("Full")
    SAMPLING = "sampling", _("Representative sampling")
    NONE_LEFT = "none_left", _("Nothing left to read")


class VerificationResult(models.TextChoices):
    """What reading back showed; a failed one proves nothing."""

    PASSED = "passed", _("Passed")
    FAILED = "failed", _("Failed")


class MediumDestination(models.TextChoices):
    """Where a medium goes after its data is gone (NIST SP 800-88)."""

    INTERNAL_REUSE = "internal_reuse", _("Reuse inside the house")
    EXTERNAL = "external", _("Reuse outside the house")
    MANUFACTURER = "manufacturer", _("Manufacturer")
    RECYCLER = "recycler", _("Recycler")
    KEPT = "kept", _("Kept locked up")
    OTHER = "other", _("Other")


class LoanKind(models.TextChoices):
    """Who lends to whom."""

    LENT_OUT = "lent_out", _("Lent out")
    LOANER = "loaner", _("Loaner of a vendor")
    RENTAL = "rental", _("Rental")


class CustomKind(models.TextChoices):
    """What a custom field takes."""

    TEXT = "text", _("Text")
    NUMBER = "number", _("Number")
    DATE = "date", _("Date")
    YES_NO = "yes_no", _("Yes or no")
    CHOICE = "choice", _("One of a list")


class RelationKind(models.TextChoices):
    """How one thing or service needs another."""

    RUNS_ON = "runs_on", _("runs on")
    DEPENDS_ON = "depends_on", _("depends on")
    CONNECTS_TO = "connects_to", _("connects to")
    POWERS = "powers", _("powers")
    PART_OF = "part_of", _("is part of")


class NoticeKind(models.TextChoices):
    """What kind of warning arrived; all of them are worked the same way (domain 3.5.1)."""

    RECALL = "recall", _("Recall")
    CORRECTION = "correction", _("Correction in place")
    WITHDRAWAL = "withdrawal", _("Market withdrawal")
    SAFETY_ALERT = "safety_alert", _("Safety alert")
    EARLY_ALERT = "early_alert", _("FDA early alert")


class NoticeSource(models.TextChoices):
    """How a notice came to us."""

    LETTER = "letter", _("Letter of the firm")
    ALERT_SERVICE = "alert_service", _("Alert service")
    PORTAL = "portal", _("Vendor portal")
    SPREADSHEET = "spreadsheet", _("Spreadsheet")
    OPENFDA = "openfda", _("openFDA")


class RecallClass(models.TextChoices):
    """How grave FDA judges a recall, which is not the class of the device."""

    ONE = "I", _("Recall class I")
    TWO = "II", _("Recall class II")
    THREE = "III", _("Recall class III")
    UNCLASSIFIED = "", _("Not classified yet")


class FirmStatus(models.TextChoices):
    """Where the firm stands with its recall."""

    UNKNOWN = "", _("Not known")
    PENDING = "pending", _("Pending")
    ONGOING = "ongoing", _("Ongoing")
    COMPLETED = "completed", _("Completed")
    TERMINATED = "terminated", _("Terminated")


class NoticeOutcome(models.TextChoices):
    """Whether a notice became a case, or is only in the log of notices about nothing we have."""

    CASE = "case", _("Worked as a case")
    LOGGED = "logged", _("Nothing of it in the inventory")


class RecallState(models.TextChoices):
    """Where a case stands; the steps between are in rules.recall_lifecycle."""

    RECEIVED = "received", _("Received")
    TRIAGED = "triaged", _("Triaged")
    ASSIGNED = "assigned", _("Assigned")
    LOCATING = "locating", _("Locating devices")
    IN_PROGRESS = "in_progress", _("In progress")
    VENDOR_PENDING = "vendor_pending", _("Waiting for the vendor")
    VERIFIED = "verified", _("Verified")
    CLOSED = "closed", _("Closed")


class LineCertainty(models.TextChoices):
    """Does the notice mean this device?"""

    CONFIRMED = "confirmed", _("Confirmed")
    UNCONFIRMED = "unconfirmed", _("Check the label")


class Disposition(models.TextChoices):
    """What became of one device (domain 3.5.4); the first two are open."""

    OPEN = "open", _("To do")
    MISSING = "missing", _("Missing")
    CORRECTED = "corrected", _("Corrected")
    REMOVED = "removed_returned", _("Removed and returned")
    REPLACED = "replaced", _("Replaced")
    DESTROYED = "destroyed", _("Destroyed")
    NOT_AFFECTED = "not_affected", _("Not affected")
    NOT_IN_INVENTORY = "not_in_inventory", _("Not in the inventory")
    PATIENT_HOME = "patient_home", _("At a patient's home, patient notified")
    LOST = "lost_alerted", _("Lost, alerted")


class ImportState(models.TextChoices):
    """Where an import stands."""

    WAITING = "waiting", _("Waiting")
    RUNNING = "running", _("Running")
    DONE = "done", _("Done")
    FAILED = "failed", _("Failed")


class ServiceKind(models.TextChoices):
    """What a service is in the portfolio."""

    APPLICATION = "application", _("Application")
    INFRASTRUCTURE = "infrastructure", _("Infrastructure service")


class Hosting(models.TextChoices):
    """Where a service runs."""

    UNKNOWN = "unknown", _("Unknown")
    ON_PREMISES = "on_premises", _("In our data center")
    VENDOR = "vendor", _("Vendor's cloud")
    CLOUD = "cloud", _("Public cloud")
    HYBRID = "hybrid", _("Both")


class DataClass(models.TextChoices):
    """The most sensitive data a service holds; unknown counts as patient data."""

    UNKNOWN = "unknown", _("Unknown")
    PHI = "phi", _("Patient data (PHI)")
    PII = "pii", _("Personal data (PII)")
    PCI = "pci", _("Card data (PCI)")
    NONE = "none", _("None of these")


class ServiceLifecycle(models.TextChoices):
    """Where a service stands between plan and end."""

    PLANNED = "planned", _("Planned")
    LIVE = "live", _("Live")
    PHASING_OUT = "phasing_out", _("Phasing out")
    RETIRED = "retired", _("Retired")


class LicenseMetric(models.TextChoices):
    """What a license counts."""

    NAMED_USER = "named_user", _("Named users")
    CONCURRENT = "concurrent", _("Concurrent users")
    DEVICE = "device", _("Devices")
    BED = "bed", _("Beds")
    CORE = "core", _("Processor cores")
    SITE = "site", _("Whole site")


CLINICAL_CLASSES = frozenset({AssetClass.CLINICAL_DEVICE})
"""The classes of the clinical lens; all others belong to the IT lens."""

OPEN_DISPOSITIONS = frozenset({Disposition.OPEN, Disposition.MISSING})
"""Dispositions that keep a recall open."""


class WalkOutcome(models.TextChoices):
    """What an inventory walk found out about one thing."""

    CORRECT = "correct", _("Correct")
    MOVED = "moved", _("Moved")
    UNKNOWN = "unknown", _("Unknown")
    MISSING = "missing", _("Not seen")


class AssetImportState(models.TextChoices):
    """Where an import of assets stands."""

    MAPPING = "mapping", _("Choose the columns")
    CHECKED = "checked", _("Checked, nothing stored yet")
    COMMITTED = "committed", _("Stored")
    UNDONE = "undone", _("Taken back")


class ImportVerdict(models.TextChoices):
    """What an import does with a row."""

    CREATE = "create", _("New")
    UPDATE = "update", _("Changed")
    SAME = "same", _("As it is")
    SKIP = "skip", _("Known, left alone")
    FAULT = "fault", _("Not taken")
