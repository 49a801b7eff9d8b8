"""What joint tickets add: a section of the ticket's page, a way from the queue, entries of the settings."""

from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from hospital_itsm.core import panels
from hospital_itsm.core.access import can
from hospital_itsm.core.panels import Loaded, Panel
from hospital_itsm.core.setup_index import Setting
from hospital_itsm.core.setup_index import register as register_setting
from hospital_itsm.following.queries.history import tell_with
from hospital_itsm.joint.choices import TaskState
from tickets.models import Ticket
from tickets.queue_parts import SIDE, AskedQueue
from tickets.views.desk.merge_pair import PART


def on_ticket(ticket: Ticket, user: Any) -> Loaded | None:
    """The way to the tasks of a ticket, which a request of its own brings: no statement."""
    return {"ticket": ticket, "may_plan": ticket.is_open and can(user, "ticket_task.plan", ticket)}


def on_merge(ticket: Ticket, user: Any) -> Loaded:
    """How many of its tasks are open: one statement."""
    return {"count": ticket.tasks.filter(state__in=(TaskState.OPEN, TaskState.DOING)).count()}


def in_queue(asked: Any, user: Any) -> Loaded | None:
    """The way to the tasks of one's own teams: no statement."""
    return {}


PANELS: Final = (
    (
        Ticket,
        Panel(
            code="tasks",
            title=_("Tasks and teams"),
            order=3,
            template="joint/_panel.html",
            allowed=lambda user: can(user, "ticket_task.read"),
            load=on_ticket,
        ),
    ),
    (
        Ticket,
        Panel(
            code="tasks-merge",
            title=_("Open tasks"),
            order=3,
            template="components/how_many.html",
            allowed=lambda user: can(user, "ticket_task.read"),
            load=on_merge,
            part=PART,
        ),
    ),
    (
        AskedQueue,
        Panel(
            code="tasks",
            title=_("Tasks"),
            order=5,
            template="joint/_side.html",
            allowed=lambda user: can(user, "ticket_task.read"),
            load=in_queue,
            part=SIDE,
        ),
    ),
)
SETTINGS: Final = (
    Setting(
        _("Times between teams"),
        "joint:agreements",
        _("Within which time a team does its task on another team's ticket."),
        _("ola operational level agreement target clock supporting internal promise"),
        "clock",
        37,
    ),
    Setting(
        _("Checklists"),
        "joint:checklists",
        _("Tasks that are put on a ticket together, by category or by a rule."),
        _("template task joint steps life support O2 required"),
        "list",
        38,
    ),
)


def register() -> None:
    """Called once when the app is ready."""
    for page, panel in PANELS:
        panels.register(page, panel)
    tell_with("joint.tickettask", lambda ticket: ticket.tasks.all())
    for setting in SETTINGS:
        register_setting(setting)
