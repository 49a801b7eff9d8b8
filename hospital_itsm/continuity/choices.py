"""Enumerations of outages; codes are stable, words are for people."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Effect(models.TextChoices):
    """What an outage does to its services; the worse one first."""

    DOWN = "down", _("Down")
    DEGRADED = "degraded", _("Slow or partly down")


class OutageState(models.TextChoices):
    """Where an outage stands; it follows from its instants and is stored nowhere."""

    PLANNED = "planned", _("Planned")
    RUNNING = "running", _("Running")
    OVER = "over", _("Over")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class CauseClass(models.TextChoices):
    """What was behind an outage."""

    HARDWARE = "hardware", _("Hardware failed")
    SOFTWARE = "software", _("Software fault")
    CHANGE = "change", _("A change")
    CONFIGURATION = "configuration", _("Wrong configuration")
    CAPACITY = "capacity", _("Out of capacity")
    NETWORK = "network", _("Network")
    INTERFACE = "interface", _("Interface")
    POWER = "power", _("Power or cooling")
    VENDOR = "vendor", _("At the vendor")
    CYBER = "cyber", _("Attack, or defense against one")
    HUMAN = "human", _("Mistake in operation")
    MAINTENANCE = "maintenance", _("Planned maintenance")
    UNKNOWN = "unknown", _("Looked for and not found")


class MajorState(models.TextChoices):
    """Where a major incident stands."""

    PROPOSED = "proposed", _("Proposed")
    DECLINED = "declined", _("Declined")
    ACTIVE = "active", _("Active")
    STOOD_DOWN = "stood_down", _("Stood down, review due")
    REVIEWED = "reviewed", _("Reviewed")


OPEN_MAJORS = (MajorState.PROPOSED, MajorState.ACTIVE)


class MajorTrigger(models.TextChoices):
    """Why an incident needs separate, faster coordination (domain/2 §2.4)."""

    FIRST_TIER = "first_tier", _("A tier 0 or 1 service is down, or will be for over 30 minutes")
    AREAS = "areas", _("Two or more units are in downtime")
    SECURITY = "security", _("Containing an attack affects care")
    LIFE_SUPPORT = "life_support", _("A class of life-support devices is affected")
    SIMILAR = "similar", _("Many similar tickets at once")
    OTHER = "other", _("Another reason")


class DowntimeLevel(models.IntegerChoices):
    """How far units work without their systems (domain/2 §2.5)."""

    DEGRADED = 0, _("0: degraded, no procedure needed")
    SHORT = 1, _("1: short downtime, up to an hour")
    FULL = 2, _("2: full downtime, paper procedures")
    EXTENDED = 3, _("3: extended, over 4 hours")
    CATASTROPHIC = 4, _("4: catastrophic or cyber, over a day")


class MajorRole(models.TextChoices):
    """Who does what in a major incident."""

    COMMANDER = "commander", _("Commander")
    COMMUNICATIONS = "communications", _("Communications")
    SCRIBE = "scribe", _("Scribe")
    CLINICAL_LEAD = "clinical_lead", _("Clinical lead")


class EntryKind(models.TextChoices):
    """What a line of the timeline tells."""

    PROPOSED = "proposed", _("Proposed")
    PROMOTED = "promoted", _("Declared a major incident")
    DECLINED = "declined", _("Declined")
    ROLE = "role", _("Role")
    LEVEL = "level", _("Downtime level")
    CHANGED = "changed", _("Changed")
    CHILDREN = "children", _("Tickets tied")
    AREA = "area", _("Unit")
    UPDATE = "update", _("Update")
    NOTE = "note", _("Note of the scribe")
    STOOD_DOWN = "stood_down", _("Stood down")
    REVIEWED = "reviewed", _("Reviewed")


class UpdateReminder(models.TextChoices):
    """How far the clock of the next update has come; each is told once for each promise."""

    NONE = "", _("Nobody reminded")
    SOON = "soon", _("due in 5 minutes")
    DUE = "due", _("due now")
    LATE = "late", _("15 minutes late")


class TestKind(models.TextChoices):
    """What was proven."""

    BACKUP = "backup", _("Backup checked")
    RESTORE = "restore", _("Restore test")
    FAILOVER = "failover", _("Failover or disaster recovery test")
    TABLETOP = "tabletop", _("Tabletop exercise")
    DRILL = "drill", _("Downtime drill of a unit")


class TestResult(models.TextChoices):
    """How it went."""

    PASSED = "passed", _("Passed")
    PARTLY = "partly", _("Passed in part")
    FAILED = "failed", _("Failed")


class RunResult(models.TextChoices):
    """How a run of a feed ended."""

    OK = "ok", _("Complete")
    FAILED = "failed", _("Failed")
