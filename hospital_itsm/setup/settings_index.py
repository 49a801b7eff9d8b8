"""What this package puts into the index of the set-up."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from hospital_itsm.core.first_run import Task, task
from hospital_itsm.core.setup_index import Setting, register, register_tasks
from hospital_itsm.people.models import Team
from hospital_itsm.setup.queries.policies import calendars_behind, newest_policies
from tickets.models import Category
from tickets.rules.routing import FIRST_LINE

SETTINGS = (
    Setting(
        gettext_lazy("Health"),
        "setup:health",
        gettext_lazy("Whether every part of the product is well, and what mends it."),
        gettext_lazy(
            "status queue worker beat mail smtp backup restore disk database version monitoring broken slow"
        ),
        "activity-heartbeat",
        95,
    ),
    Setting(
        gettext_lazy("Holidays from a file"),
        "setup:holidays",
        gettext_lazy("Take days without work from an iCalendar file into a working calendar."),
        gettext_lazy("ical icalendar ics import public holiday calendar closed day off undo"),
        "calendar",
        36,
    ),
    Setting(
        gettext_lazy("Roles"),
        "setup:roles",
        gettext_lazy("Who may do what, who holds which role, and what one account may do and sees."),
        gettext_lazy("role permission right access matrix rights allowed admin administrator look up"),
        "key",
        42,
        "people.manage",
    ),
    Setting(
        gettext_lazy("Categories"),
        "setup:categories",
        gettext_lazy("What reports are about, and the queue each goes to."),
        gettext_lazy("routing route taxonomy kind topic"),
        "list",
        70,
    ),
    Setting(
        gettext_lazy("Promises"),
        "setup:promises",
        gettext_lazy("How soon the desk answers and restores, and whom a late ticket tells."),
        gettext_lazy(
            "sla service level target policy response restore priority escalate escalation breach late"
        ),
        "clock",
        75,
    ),
)


def tasks(now: datetime) -> Iterator[Task]:
    """The first line, the categories and the promises: three statements."""
    first_line = Team.objects.filter(code=FIRST_LINE, is_active=True).exists()
    missing = [] if first_line else [_("Add a queue with the code %s.") % FIRST_LINE]
    label = gettext_lazy("Give reports that nothing routes a first line")
    yield task(label, "people:teams", 35, missing)
    found = Category.objects.filter(is_active=True).aggregate(
        all=Count("pk"), without_team=Count("pk", filter=Q(team__isnull=True))
    )
    missing = [] if found["all"] else [_("Without them every report goes to the first line.")]
    if count := found["without_team"]:
        words = ngettext("%d category has no queue.", "%d categories have no queue.", count)
        missing.append(words % count)
    waits = "" if first_line else _("Add the first line before.")
    started = found["all"] > 0
    label = gettext_lazy("Add categories with their queues")
    yield task(label, "setup:categories", 70, missing, started=started, waits_for=waits)
    behind = ", ".join(calendar.name for calendar in calendars_behind(newest_policies()))
    missing = [_("They count in an older version of: %s. Publish them again.") % behind] if behind else []
    label = gettext_lazy("Check the promises")
    yield task(label, "setup:promises", 75, missing, started=True)


def fill() -> None:
    """Register the pages and the tasks of the first run."""
    for setting in SETTINGS:
        register(setting)
    register_tasks(tasks)
