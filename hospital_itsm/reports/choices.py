"""Enumerations of reports."""

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _


class Shape(models.TextChoices):
    """How a report shows its rows."""

    TABLE = "table", _("Table")
    COUNT = "count", _("Count by")
    TREND = "trend", _("Trend")
    MATRIX = "matrix", _("Matrix")


class Output(models.TextChoices):
    """What a run makes."""

    PAGE = "page", _("Page")
    PDF = "pdf", _("PDF")
    CSV = "csv", _("CSV")
    XLSX = "xlsx", _("Excel")


class RunState(models.TextChoices):
    """Where a run stands."""

    WAITING = "waiting", _("Waiting")
    RUNNING = "running", _("Running")
    DONE = "done", _("Done")
    FAILED = "failed", _("Failed")
    CANCELED = "canceled", _("Canceled")


ENDED: Final = (RunState.DONE, RunState.FAILED, RunState.CANCELED)


class Sharing(models.TextChoices):
    """With whom a saved report is shared; everybody sees the rows that are theirs to see."""

    NOBODY = "nobody", _("Nobody, it is mine")
    TEAM = "team", _("A team")
    ROLE = "role", _("A role")
    EVERYBODY = "everybody", _("Everybody who may read it")


class Step(models.TextChoices):
    """The length of a step of a trend."""

    DAY = "day", _("Day")
    WEEK = "week", _("Week")
    MONTH = "month", _("Month")


class Span(models.TextChoices):
    """A period that moves with today; a fixed one has days of its own."""

    DAYS_7 = "7", _("Last 7 days")
    DAYS_30 = "30", _("Last 30 days")
    DAYS_90 = "90", _("Last 90 days")
    DAYS_365 = "365", _("Last 365 days")
    THIS_MONTH = "this_month", _("This month")
    LAST_MONTH = "last_month", _("Last month")
    THIS_QUARTER = "this_quarter", _("This quarter")
    LAST_QUARTER = "last_quarter", _("Last quarter")
    THIS_YEAR = "this_year", _("This year")
    LAST_YEAR = "last_year", _("Last year")
    FIXED = "fixed", _("From and until")


class Cadence(models.TextChoices):
    """How often a schedule runs."""

    DAILY = "daily", _("Every day")
    WEEKDAYS = "weekdays", _("Monday to Friday")
    WEEKLY = "weekly", _("Every week")
    MONTHLY = "monthly", _("Every month")


class Paused(models.TextChoices):
    """Why a schedule does not run."""

    NO = "", _("It runs")
    OWNER = "owner", _("Paused")
    EXPIRED = "expired", _("Ended: its owner did not let it go on")
    LEFT = "left", _("Ended: its owner may no longer read it")


class Outcome(models.TextChoices):
    """What became of a scheduled report for one recipient."""

    WAITING = "waiting", _("Waiting")
    RUNNING = "running", _("Being made")
    SENT = "sent", _("Sent")
    NOT_SENT = "not_sent", _("Too few rows, not sent")
    NO_RIGHT = "no_right", _("May not read it, nothing sent")
    FAILED = "failed", _("Not made")


OPEN_OUTCOMES: Final = (Outcome.WAITING, Outcome.RUNNING)
