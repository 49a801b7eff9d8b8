"""What people do with tasks: add, change, begin, finish, say that one is not needed, take one up again."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.audit import verbs
from hospital_itsm.audit.actions import action, step
from hospital_itsm.audit.recording import free_text, plain, record
from hospital_itsm.core.access import require
from hospital_itsm.core.actors import person
from hospital_itsm.core.errors import Conflict, ValueRefused
from hospital_itsm.core.phi_guard import guard
from hospital_itsm.core.plain_text import one_line
from hospital_itsm.core.versions import refuse_overtaken
from hospital_itsm.joint.actions import clocks
from hospital_itsm.joint.actions.telling import readers_of, tell_given
from hospital_itsm.joint.choices import TaskState
from hospital_itsm.joint.models import Checklist, TaskPause, TicketTask
from hospital_itsm.joint.queries.agreements import Agreements
from hospital_itsm.joint.rules.steps import REOPEN, SKIP, START, STEPS
from hospital_itsm.people.models import Team
from tickets.actions.store import lock
from tickets.models import Ticket

LONGEST: Final = 200
MOST_OPEN: Final = 50
ADD: Final = "ticket_task.add"
SENTENCES: Final = {
    "start": gettext_lazy("began the task"),
    "finish": gettext_lazy("finished the task"),
    "skip": gettext_lazy("said that the task is not needed"),
    "reopen": gettext_lazy("took the task up again"),
}
for _verb, _words in SENTENCES.items():
    verbs.register(f"ticket_task.{_verb}", _words)


@action(ADD, gettext_lazy("added a task"))
def add_task(
    key: str,
    *,
    actor: Any,
    words: str,
    team: Team | None = None,
    is_required: bool = True,
    phi_decision: str = "",
) -> TicketTask:
    """Ask a team (the ticket's own where none is given) for something; its clock begins now.

    Raises Ticket.DoesNotExist, Forbidden, Conflict for a ticket that has ended, ValueRefused naming each field.
    """
    ticket = lock(key, actor)
    require(actor, "ticket_task.plan", ticket)
    given = guard(one_line(words), phi_decision, field="words").text
    row = TicketTask(ticket=ticket, words=given, is_required=is_required)
    row.team = team_of(ticket, team)
    return open_tasks(ticket, [row], actor=actor, at=timezone.now())[0]


@step
def open_tasks(
    ticket: Ticket,
    rows: Iterable[TicketTask],
    *,
    actor: Any,
    at: datetime,
    checklist: Checklist | None = None,
) -> list[TicketTask]:
    """Store unsaved tasks of a locked ticket, begin their clocks and tell their teams; raises as `add_task`."""
    new = list(rows)
    if not ticket.is_open:
        raise Conflict(_("%(key)s has ended. Tasks are for open tickets.") % {"key": ticket.key})
    if TicketTask.objects.open().filter(ticket=ticket).count() + len(new) > MOST_OPEN:
        raise Conflict(_("A ticket has at most %(most)d open tasks.") % {"most": MOST_OPEN})
    agreements = Agreements()
    for row in new:
        _refuse(row)
        row.opened_at, row.opened_by, row.checklist = at, person(actor), checklist
        clocks.begin(row, ticket, agreements, at)
        record(
            actor,
            ADD,
            row,
            {
                "words": free_text(row.words),
                "team": row.team.code,
                "is_required": row.is_required,
                "due_at": row.due_at.isoformat() if row.due_at else None,
                **({"checklist": checklist.code} if checklist else {}),
            },
        )
    tell_given(ticket, new, actor=actor)
    return new


@action("ticket_task.change", gettext_lazy("changed the task"))
def change_task(
    pk: int, *, actor: Any, fields: Mapping[str, Any], version: int | None = None, phi_decision: str = ""
) -> TicketTask:
    """Change words, team, person or whether it is required; another team gets its own time, from now on.

    Raises TicketTask.DoesNotExist, Forbidden, StaleVersion, Conflict for one that ended, ValueRefused.
    """
    task = _locked(pk, actor)
    given = {name: fields[name] for name in ("words", "team", "person", "is_required") if name in fields}
    require(
        actor, "ticket_task.work" if set(given) <= {"person"} else "ticket_task.plan", _target(task, given)
    )
    refuse_overtaken(task, version)
    if not task.is_open:
        raise Conflict(_("This task has ended. Take it up again first."))
    if "words" in given:
        given["words"] = guard(one_line(given["words"]), phi_decision, field="words").text
    if given.get("team", task.team) != task.team:
        given = {"person": None, **given, "team": team_of(task.ticket, given["team"])}
    before = {name: getattr(task, name) for name in given}
    changed = [name for name, value in given.items() if before[name] != value]
    if not changed:
        return task
    for name in changed:
        setattr(task, name, given[name])
    _refuse(task)
    changes = {name: _told(name, before[name], getattr(task, name)) for name in changed}
    if "team" in changed:
        changes |= _begin_again(task, timezone.now())
    _save(task, changed)
    record(actor, "ticket_task.change", task, changes)
    if "team" in changed:
        tell_given(task.ticket, [task], actor=actor)
    return task


@action("ticket_task.step", gettext_lazy("moved the task"))
def take_task_step(
    pk: int, verb: str, *, actor: Any, version: int | None = None, why: str = "", phi_decision: str = ""
) -> TicketTask:
    """Take one step of `rules.steps`; recorded as `ticket_task.<verb>`.

    Who begins a task that is nobody's, and is of its team, has it. Raises TicketTask.DoesNotExist, Forbidden,
    StaleVersion, Conflict for a step that does not begin here or a ticket that has ended, ValueRefused without a
    reason where one is asked for.
    """
    task = _locked(pk, actor)
    require(actor, "ticket_task.work", task)
    refuse_overtaken(task, version)
    row = STEPS[verb]
    if task.state not in row.begins:
        raise Conflict(
            _("The task is %(state)s, so this is not possible now.")
            % {"state": task.get_state_display().lower()}
        )
    if not task.ticket.is_open:
        raise Conflict(_("%(key)s has ended. Tasks are for open tickets.") % {"key": task.ticket.key})
    reason = guard(one_line(why), phi_decision, field="why").text
    if row.asks_why and not 0 < len(reason) <= LONGEST:
        raise ValueRefused(
            {"why": _("Say in one line why, in at most %(most)d characters.") % {"most": LONGEST}}
        )
    at, before = timezone.now(), str(task.state)
    task.state, task.why = TaskState(row.to), reason if verb == SKIP else ""
    if verb == START and task.person is None and task.team_id in getattr(actor, "team_ids", ()):
        task.person = person(actor)
    if verb == REOPEN:
        _count_on(task)
    elif task.state in (TaskState.DONE, TaskState.NOT_NEEDED):
        task.ended_at, task.ended_by = max(at, task.opened_at), person(actor)
    _save(task, ["state", "why", "person", "ended_at", "ended_by", "noticed_at"])
    changes = {"state": [before, str(task.state)], **clocks.keep_pace(task, task.ticket, at)}
    record(actor, f"ticket_task.{verb}", task, changes | ({"why": free_text(reason)} if reason else {}))
    return task


@step
def _count_on(task: TicketTask) -> None:
    """The time in which it was taken for done does not count; the pause ends with the step."""
    open_pause = task.pauses.filter(ended_at__isnull=True).exists()
    if task.ended_at is not None and not open_pause:
        TaskPause.objects.create(task=task, began_at=task.ended_at)
    task.ended_at, task.ended_by = None, None


@step
def _begin_again(task: TicketTask, at: datetime) -> dict[str, Any]:
    """The time of another team counts from when the task came to it."""
    task.pauses.all().delete()
    task.opened_at, task.noticed_at = at, None
    clocks.aim(task, task.ticket, Agreements())
    task.save(update_fields=["opened_at", "noticed_at"])
    return dict(clocks.keep_pace(task, task.ticket, at))


@step
def _locked(pk: int, actor: Any) -> TicketTask:
    """The task, its ticket locked before it, as whoever works the ticket does."""
    known: TicketTask = TicketTask.objects.visible_to(actor).select_related("ticket").get(pk=pk)
    ticket = lock(known.ticket.key, actor)
    rows = TicketTask.objects.select_for_update(of=("self",)).select_related("team", "person", "calendar")
    task: TicketTask = rows.get(pk=pk, ticket=ticket)
    task.ticket = ticket
    return task


def _target(task: TicketTask, given: Mapping[str, Any]) -> Any:
    return task if set(given) <= {"person"} else task.ticket


@step
def team_of(ticket: Ticket, team: Team | None, *, is_named: bool = False) -> Team:
    """The team of a task, the ticket's own where none is named.

    Raises ValueRefused for none, for one that is closed, and for one of which nobody reads the ticket.
    """
    found = team if team is not None or is_named else ticket.team
    if found is None:
        raise ValueRefused({"team": _("Choose the team: the ticket is with none yet.")})
    if not found.is_active:
        raise ValueRefused({"team": _("%(team)s is closed. Choose another.") % {"team": found.name}})
    if ticket.is_restricted and not readers_of(ticket, found):
        raise ValueRefused({"team": _("Nobody of %(team)s may read this ticket.") % {"team": found.name}})
    return found


def _refuse(task: TicketTask) -> None:
    errors = {}
    if not 0 < len(task.words) <= LONGEST:
        errors["words"] = _("Say what is to be done, in at most %(most)d characters.") % {"most": LONGEST}
    if task.person is not None and task.team_id not in task.person.team_ids:
        errors["person"] = _("%(name)s does not work in %(team)s.") % {
            "name": task.person.full_name,
            "team": task.team.name,
        }
    if errors:
        raise ValueRefused(errors)


def _save(task: TicketTask, fields: list[str]) -> None:
    task.version += 1
    task.save(update_fields=[*fields, "version"])


def _told(name: str, before: Any, after: Any) -> list[Any]:
    if name == "words":
        return [free_text(before), free_text(after)]
    return [plain(before), plain(after)]
