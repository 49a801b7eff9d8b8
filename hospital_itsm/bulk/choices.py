"""The codes of bulk changes."""

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _


class ChangeKind(models.TextChoices):
    """What is done to each ticket."""

    TAKE = "take", _("Assign to me")
    ASSIGN = "assign", _("Assign")
    TEAM = "team", _("Team")
    PRIORITY = "priority", _("Priority")
    STATE = "state", _("State")
    MACRO = "macro", _("Macro")
    MERGE = "merge", _("Merge")
    LINK = "link", _("Link")
    SNOOZE = "snooze", _("Snooze")
    EXPORT = "export", _("Export")


class Stage(models.TextChoices):
    """How far a bulk change is: tickets are chosen, somebody or something works them, it is over."""

    CHOSEN = "chosen", _("Chosen")
    RUNNING = "running", _("Running")
    OVER = "over", _("Over")


class Outcome(models.TextChoices):
    """What became of one ticket."""

    WAITING = "waiting", _("Not yet done")
    DONE = "done", _("Done")
    SAME = "same", _("Nothing to change")
    REFUSED = "refused", _("Refused")


class Undone(models.TextChoices):
    """What became of one ticket when the change was undone."""

    NO = "", _("Not undone")
    DONE = "done", _("Undone")
    KEPT = "kept", _("Left as it is")


class Step(models.TextChoices):
    """The steps of a ticket's life that are taken for many at once."""

    BEGIN = "begin", _("In progress")
    WAIT_VENDOR = "wait_vendor", _("Waiting on vendor")
    WAIT_PARTS = "wait_parts", _("Waiting for a part")
    WAIT_CHANGE = "wait_change", _("Waiting for a change")
    SCHEDULE = "schedule", _("Planned for later")
    RESOLVE = "resolve", _("Resolved")
    CANCEL = "cancel", _("Cancelled")


CHANGES: Final = tuple(kind for kind in ChangeKind if kind != ChangeKind.EXPORT)
"""Those that change tickets; what is exported is only listed."""

WAITS: Final = (Step.WAIT_VENDOR, Step.WAIT_PARTS, Step.WAIT_CHANGE, Step.SCHEDULE)
