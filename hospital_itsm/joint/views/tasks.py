"""Tasks: of one ticket, of everybody, one of them, and its steps."""

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.core.access import can, require
from hospital_itsm.core.errors import Conflict, StaleVersion, ValueRefused
from hospital_itsm.core.list_page import ListPage
from hospital_itsm.core.views import PageView
from hospital_itsm.joint.actions.checklists import put_on
from hospital_itsm.joint.actions.tasks import add_task, change_task, take_task_step
from hospital_itsm.joint.choices import TaskState
from hospital_itsm.joint.filters import TASK_SORTS, TaskFilters
from hospital_itsm.joint.forms.tasks import ChangeForm, SkipForm, TaskForm, task_fields, teams
from hospital_itsm.joint.models import TicketTask
from hospital_itsm.joint.queries.checklists import offered
from hospital_itsm.joint.rows import task_rows, tasks_of
from hospital_itsm.joint.rules.steps import SKIP, STEPS
from hospital_itsm.joint.wording import task_line, time_words
from hospital_itsm.people.forms.refusals import show_refusal
from hospital_itsm.people.views.form_page import FormPage, posted
from tickets.models import Ticket
from tickets.views.desk.find import signed_in, ticket_or_404, version_of


class TasksPage(ListPage):
    """`/queue/tasks/`: tasks of every ticket this person reads."""

    access = "ticket_task.read"
    template = "joint/tasks.html"
    rows_template = "joint/_task_rows.html"
    filters = TaskFilters
    orders = TASK_SORTS
    is_counted = True

    def rows(self, request: HttpRequest, today: date) -> Any:
        """Visible tasks."""
        return task_rows(request.user)

    def more_context(self, request: HttpRequest) -> dict[str, Any]:
        """Teams and states to choose from."""
        return {"teams": teams().values_list("code", "name"), "states": TaskState.choices}


class TicketTasksView(PageView):
    """`/t/<key>/tasks/`: the tasks of a ticket, and the forms that add more."""

    access = "ticket_task.read"

    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        """Show them."""
        return self.page(request, ticket_or_404(request, key), TaskForm(initial={"is_required": True}))

    def post(self, request: HttpRequest, key: str) -> HttpResponse:
        """Add a task, or say at the field what stands against it."""
        ticket = ticket_or_404(request, key)
        require(request.user, "ticket_task.plan", ticket)
        form = TaskForm(request.POST)
        if not form.is_valid():
            return self.page(request, ticket, form, 422)
        try:
            task = add_task(key, actor=signed_in(request), **form.cleaned_data)
        except ValueRefused as refusal:
            show_refusal(form, refusal)
            return self.page(request, ticket, form, 422)
        except Conflict as refusal:
            return self.page(request, ticket, form, 409, refusal.message)
        messages.success(request, _("%(team)s has the task.") % {"team": task.team.name})
        return redirect("joint:tasks_of", key=key)

    def page(
        self, request: HttpRequest, ticket: Ticket, form: TaskForm, status: int = 200, refused: str = ""
    ) -> HttpResponse:
        """The page of a ticket's tasks."""
        may_plan = ticket.is_open and can(request.user, "ticket_task.plan", ticket)
        context = {
            **shown(request, ticket),
            "form": form if may_plan else None,
            "checklists": offered(ticket) if may_plan else [],
            "refused": refused,
        }
        return render(request, "joint/ticket.html", context, status=status)


class PartView(PageView):
    """A fragment of the ticket's page: lead team, supporting teams, tasks."""

    access = "ticket_task.read"

    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        """Draw it; without htmx the way to the page."""
        ticket = ticket_or_404(request, key)
        if not request.htmx:  # type: ignore[attr-defined]
            return redirect("joint:tasks_of", key=key)
        return render(request, "joint/_part.html", {**shown(request, ticket), "is_part": True})


class PutOnView(PageView):
    """`/t/<key>/tasks/checklist/`: a checklist in one press."""

    access = "ticket_task.plan"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, key: str) -> HttpResponse:
        """Add its tasks, or say why not."""
        ticket = ticket_or_404(request, key)
        require(request.user, "ticket_task.plan", ticket)
        given = request.POST.get("checklist", "")
        row = get_object_or_404(
            offered(ticket), pk=int(given) if given.isdecimal() and len(given) < 10 else 0
        )
        try:
            made = put_on(key, actor=signed_in(request), checklist=row)
        except (Conflict, ValueRefused) as refusal:
            form = TaskForm(initial={"is_required": True})
            return TicketTasksView().page(request, ticket, form, 409, refusal.message)
        messages.success(
            request, _("“%(name)s”: tasks added: %(count)d.") % {"name": row.name, "count": len(made)}
        )
        return redirect("joint:tasks_of", key=key)


class TaskPage(FormPage):
    """A form about one task of a ticket."""

    access = "ticket_task.work"
    button = gettext_lazy("Save")

    def row(self, request: HttpRequest, **where: Any) -> TicketTask:
        """The task of the address."""
        return task_or_404(request, where["key"], where["pk"])

    def after(self, request: HttpRequest, saved: Any) -> HttpResponse:
        """Go to the tasks of its ticket."""
        return redirect("joint:tasks_of", key=saved.ticket.key)

    def back(self, row: Any) -> str:
        """The tasks of its ticket."""
        return reverse("joint:tasks_of", args=[row.ticket.key])

    def more_context(self, request: HttpRequest, row: Any) -> dict[str, Any]:
        """Where it stands."""
        return {"told": f"{row.get_state_display()}. {time_words(row, timezone.now())}"}


class ChangeView(TaskPage):
    """`/t/<key>/tasks/<pk>/`."""

    access = "ticket_task.work"
    done = gettext_lazy("The task is saved.")

    def form(self, request: HttpRequest, row: Any) -> forms.Form:
        """Its values."""
        return ChangeForm(posted(request), initial=task_fields(row), task=row)

    def act(self, request: HttpRequest, row: Any, data: dict[str, Any]) -> TicketTask:
        """Save what differs, so that who only does tasks may say who does this one."""
        version = data.pop("version")
        fields = {name: value for name, value in data.items() if getattr(row, name) != value}
        return change_task(row.pk, actor=signed_in(request), fields=fields, version=version)

    def stored(self, row: Any) -> dict[str, Any]:
        """Its present values."""
        return {name: value for name, value in task_fields(row).items() if name != "version"}

    def heading(self, row: Any) -> str:
        """Which ticket's."""
        return _("Task of %(key)s") % {"key": row.ticket.key}


class SkipView(TaskPage):
    """`/t/<key>/tasks/<pk>/skip/`: why it is not needed."""

    done = gettext_lazy("The task is not needed.")
    button = gettext_lazy("It is not needed")

    def form(self, request: HttpRequest, row: Any) -> forms.Form:
        """The reason."""
        return SkipForm(posted(request), initial={"version": row.version})

    def act(self, request: HttpRequest, row: Any, data: dict[str, Any]) -> TicketTask:
        """Say it."""
        return take_task_step(row.pk, SKIP, actor=signed_in(request), **data)

    def heading(self, row: Any) -> str:
        """What is not needed."""
        return _("Not needed: %(words)s") % {"words": row.words}


class StepView(PageView):
    """`/t/<key>/tasks/<pk>/<verb>/`: one press, which leads back to where it was made."""

    access = "ticket_task.work"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, key: str, pk: int, verb: str) -> HttpResponse:
        """Take the step, or say why not."""
        if verb not in STEPS or verb == SKIP:
            raise Http404
        task = task_or_404(request, key, pk)
        try:
            done = take_task_step(task.pk, verb, actor=signed_in(request), version=version_of(request.POST))
        except (Conflict, StaleVersion) as refusal:
            ticket = ticket_or_404(request, key)
            return TicketTasksView().page(request, ticket, TaskForm(), 409, refusal.message)
        messages.success(request, _("The task is %(state)s.") % {"state": done.get_state_display().lower()})
        if request.POST.get("from") == "ticket":
            return redirect("tickets:detail", key=key)
        return redirect("joint:tasks_of", key=key)


def shown(request: HttpRequest, ticket: Ticket) -> dict[str, Any]:
    """A ticket's tasks with the teams that work on it."""
    now, rows = timezone.now(), list(tasks_of(ticket))
    for row in rows:
        row.ticket = ticket
    supporting: dict[int | None, str] = {row.team_id: row.team.name for row in rows if row.is_open}
    if ticket.joint_team is not None:
        supporting[ticket.joint_team.pk] = ticket.joint_team.name
    supporting.pop(ticket.team_id, None)
    return {
        "ticket": ticket,
        "lines": [task_line(row, request.user, now) for row in rows],
        "lead": ticket.team,
        "supporting": sorted(supporting.values()),
        "required_open": sum(row.is_required and row.is_open for row in rows),
    }


def task_or_404(request: HttpRequest, key: str, pk: int) -> TicketTask:
    """The task of an address, of a ticket this person sees. Raises Http404 for any other."""
    found: TicketTask = get_object_or_404(task_rows(request.user), pk=pk, ticket__key=key)
    return found
