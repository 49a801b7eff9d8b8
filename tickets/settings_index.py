"""What tickets put into the index of the set-up."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from hospital_itsm.core.first_run import Task, task
from hospital_itsm.core.setup_index import Setting, register, register_tasks
from hospital_itsm.people.models import Team
from tickets.models import Category
from tickets.queries.policies import calendars_behind, newest_policies
from tickets.rules.routing import FIRST_LINE

CATEGORIES = Setting(
    gettext_lazy("Categories"),
    "tickets:categories",
    gettext_lazy("What reports are about, and the queue each goes to."),
    gettext_lazy("routing route taxonomy kind topic"),
    "list",
    70,
)

PROMISES = Setting(
    gettext_lazy("Promises"),
    "tickets:promises",
    gettext_lazy("How soon the desk answers and restores, and whom a late ticket tells."),
    gettext_lazy("sla service level target policy response restore priority escalate escalation breach late"),
    "clock",
    75,
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
    yield task(label, "tickets:categories", 70, missing, started=started, waits_for=waits)
    behind = ", ".join(calendar.name for calendar in calendars_behind(newest_policies()))
    missing = [_("They count in an older version of: %s. Publish them again.") % behind] if behind else []
    label = gettext_lazy("Check the promises")
    yield task(label, "tickets:promises", 75, missing, started=True)


def fill() -> None:
    """Register the pages and the tasks of the first run."""
    register(CATEGORIES)
    register(PROMISES)
    register_tasks(tasks)
