"""What services put into the index of the set-up."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from assets.models import Service
from hospital_itsm.core.first_run import Task, task
from hospital_itsm.core.setup_index import Setting, register, register_tasks

SERVICES = Setting(
    gettext_lazy("Services"),
    "assets:services",
    gettext_lazy("Applications and infrastructure with tier and queue."),
    gettext_lazy("application tier recovery outage portfolio routing"),
    "server-2",
    60,
)


def tasks(now: datetime) -> Iterator[Task]:
    """Services that reports and notices can name: one statement."""
    found = Service.objects.filter(is_active=True).aggregate(
        all=Count("pk"), without_team=Count("pk", filter=Q(team__isnull=True))
    )
    missing = [] if found["all"] else [_("A notice can name none yet.")]
    if count := found["without_team"]:
        missing.append(ngettext("%d service has no queue.", "%d services have no queue.", count) % count)
    yield task(gettext_lazy("Add services"), "assets:services", 80, missing, started=found["all"] > 0)


def fill() -> None:
    """Register the page and the task of the first run."""
    register(SERVICES)
    register_tasks(tasks)
