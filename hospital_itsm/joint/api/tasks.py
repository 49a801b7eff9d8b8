"""Tasks between teams over REST."""

from typing import ClassVar

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from hospital_itsm.core.rest.etags import ETAG, IF_MATCH, matched_version, tagged
from hospital_itsm.core.rest.listed import ListedEndpoint, parameters_of
from hospital_itsm.core.rest.paging import PAGING, PAGING_NAMES, page_data, page_of, page_shape
from hospital_itsm.core.rest.serializers import Nothing, values_of
from hospital_itsm.core.rest.views import Endpoint, strict_query
from hospital_itsm.joint.actions.checklists import put_on
from hospital_itsm.joint.actions.tasks import add_task, change_task, take_task_step
from hospital_itsm.joint.api.shapes import (
    ID,
    ChecklistGiven,
    ChecklistShape,
    TicketTaskChange,
    TicketTaskGiven,
    TicketTaskShape,
    TicketTaskSkip,
    checklist_data,
    task_data,
)
from hospital_itsm.joint.filters import TASK_SORTS, TaskFilters
from hospital_itsm.joint.models import Checklist, TicketTask
from hospital_itsm.joint.rows import task_rows, tasks_of
from hospital_itsm.joint.rules.steps import FINISH, REOPEN, SKIP, START
from tickets.api.base import KEY, TicketEndpoint

READ = ("ticket_task.read", "tickets:read")
WORK = ("ticket_task.work", "tickets:write")
PLAN = ("ticket_task.plan", "tickets:write")


class TicketTasks(ListedEndpoint):
    """Tasks of every ticket the caller reads as the desk."""

    needs: ClassVar = {
        "list": READ,
        "retrieve": READ,
        "partial_update": WORK,
        "start": WORK,
        "finish": WORK,
        "skip": WORK,
        "reopen": WORK,
    }
    filters = TaskFilters
    orders = TASK_SORTS

    @extend_schema(
        operation_id="ticket_tasks_list",
        parameters=parameters_of(TaskFilters, TASK_SORTS),
        responses=page_shape("TicketTasksPage", TicketTaskShape),
    )
    def list(self, request: Request) -> Response:
        """Tasks, what is due first."""
        return Response(page_data(self.page_of(request, task_rows(request.user)), task_data))

    @extend_schema(operation_id="ticket_tasks_read", parameters=[ID, ETAG], responses=TicketTaskShape)
    def retrieve(self, request: Request, pk: int) -> Response:
        """One task."""
        return self.shown(request, pk)

    @extend_schema(
        operation_id="ticket_tasks_change",
        parameters=[ID, IF_MATCH, ETAG],
        request=TicketTaskChange,
        responses=TicketTaskShape,
    )
    def partial_update(self, request: Request, pk: int) -> Response:
        """Change a task; another team gets its own time, from now on."""
        version, given = matched_version(request), values_of(request, TicketTaskChange, partial=True)
        decision = given.pop("phi_decision", "")
        row = self.row(request, pk)
        change_task(row.pk, actor=request.user, fields=given, version=version, phi_decision=decision)
        return self.shown(request, pk)

    @extend_schema(
        operation_id="ticket_tasks_start",
        parameters=[ID, IF_MATCH, ETAG],
        request=Nothing,
        responses=TicketTaskShape,
    )
    def start(self, request: Request, pk: int) -> Response:
        """Begin it; who begins one of their team that is nobody's has it."""
        return self.stepped(request, pk, START)

    @extend_schema(
        operation_id="ticket_tasks_finish",
        parameters=[ID, IF_MATCH, ETAG],
        request=Nothing,
        responses=TicketTaskShape,
    )
    def finish(self, request: Request, pk: int) -> Response:
        """It is done."""
        return self.stepped(request, pk, FINISH)

    @extend_schema(
        operation_id="ticket_tasks_reopen",
        parameters=[ID, IF_MATCH, ETAG],
        request=Nothing,
        responses=TicketTaskShape,
    )
    def reopen(self, request: Request, pk: int) -> Response:
        """Take it up again; the time in which it was taken for done does not count."""
        return self.stepped(request, pk, REOPEN)

    @extend_schema(
        operation_id="ticket_tasks_skip",
        parameters=[ID, IF_MATCH, ETAG],
        request=TicketTaskSkip,
        responses=TicketTaskShape,
    )
    def skip(self, request: Request, pk: int) -> Response:
        """Say why it is not needed."""
        version, given = matched_version(request), values_of(request, TicketTaskSkip)
        row = self.row(request, pk)
        take_task_step(row.pk, SKIP, actor=request.user, version=version, **given)
        return self.shown(request, pk)

    def stepped(self, request: Request, pk: int, verb: str) -> Response:
        """Take a step that asks for nothing."""
        version = matched_version(request)
        values_of(request, Nothing)
        row = self.row(request, pk)
        take_task_step(row.pk, verb, actor=request.user, version=version)
        return self.shown(request, pk)

    def row(self, request: Request, pk: int) -> TicketTask:
        """The task of the address as the caller sees it. Raises Http404."""
        found: TicketTask = get_object_or_404(task_rows(request.user), pk=pk)
        return found

    def shown(self, request: Request, pk: int) -> Response:
        """The task with its version as a tag."""
        row = self.row(request, pk)
        return tagged(Response(task_data(row)), row.version)


class TasksOfTicket(TicketEndpoint):
    """The tasks of one ticket."""

    needs: ClassVar = {"list": READ, "create": PLAN}

    def parameters(self) -> frozenset[str]:
        """Lists take the paging."""
        return frozenset(PAGING_NAMES) if self.action == "list" else frozenset()

    @extend_schema(
        operation_id="tickets_tasks",
        parameters=[KEY, *PAGING],
        responses=page_shape("TasksOfTicketPage", TicketTaskShape),
    )
    def list(self, request: Request, key: str) -> Response:
        """The oldest first."""
        self.require_desk(request)
        return Response(page_data(page_of(request, tasks_of(self.ticket), ("id",)), task_data))

    @extend_schema(
        operation_id="tickets_tasks_add",
        parameters=[KEY, ETAG],
        request=TicketTaskGiven,
        responses={201: TicketTaskShape},
    )
    def create(self, request: Request, key: str) -> Response:
        """Ask a team for something; its clock begins now."""
        self.require_desk(request)
        row = add_task(key, actor=request.user, **values_of(request, TicketTaskGiven))
        return tagged(Response(task_data(row), status=201), row.version)


class ChecklistOnTicket(TicketEndpoint):
    """Putting a checklist on a ticket."""

    needs: ClassVar = {"create": PLAN}

    @extend_schema(
        operation_id="tickets_checklists_put_on",
        parameters=[KEY],
        request=ChecklistGiven,
        responses={201: page_shape("TasksOfTicketPage", TicketTaskShape)},
    )
    def create(self, request: Request, key: str) -> Response:
        """Add all its tasks; answers with the tasks of the ticket."""
        self.require_desk(request)
        put_on(key, actor=request.user, **values_of(request, ChecklistGiven))
        return Response(page_data(page_of(request, tasks_of(self.ticket), ("id",)), task_data), status=201)


class Checklists(Endpoint):
    """The checklists in use."""

    needs: ClassVar = {"list": READ}

    @extend_schema(
        operation_id="checklists_list",
        parameters=PAGING,
        responses=page_shape("ChecklistsPage", ChecklistShape),
    )
    def list(self, request: Request) -> Response:
        """By name."""
        strict_query(request, PAGING_NAMES)
        rows = Checklist.objects.filter(is_active=True).select_related("category")
        return Response(page_data(page_of(request, rows, ("name", "id")), checklist_data))
