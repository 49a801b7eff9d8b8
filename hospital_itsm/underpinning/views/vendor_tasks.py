"""Tickets with vendors: the list, the page of one, the answer, the contract; and the list of promises."""

from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.core.access import can
from hospital_itsm.core.list_page import ListPage
from hospital_itsm.core.views import PageView
from hospital_itsm.people.views.form_page import FormPage, posted
from hospital_itsm.underpinning.actions.vendor_tasks import choose_contract, note_answer
from hospital_itsm.underpinning.choices import ClockState, Metric
from hospital_itsm.underpinning.filters import CLOCK_SORTS, TASK_SORTS, ClockFilters, TaskFilters
from hospital_itsm.underpinning.forms.vendor_tasks import AnswerForm, ContractForm, answer_fields
from hospital_itsm.underpinning.models import VendorTask
from hospital_itsm.underpinning.queries.contracts import holding
from hospital_itsm.underpinning.rows import clock_rows, task_rows
from hospital_itsm.underpinning.wording import clock_line, task_words, working_of
from tickets.access import reads_as_desk


class TasksView(ListPage):
    """`/vendors/tasks/`: tickets in vendors' hands, now and before."""

    access = "vendor_task.read"
    template = "underpinning/tasks.html"
    rows_template = "underpinning/_task_rows.html"
    filters = TaskFilters
    orders = TASK_SORTS
    is_counted = True

    def rows(self, request: HttpRequest, today: date) -> Any:
        """Visible tasks."""
        return task_rows(request.user)


class ClocksView(ListPage):
    """`/vendors/clocks/`: what contracts promised for tickets, and what became of it."""

    access = "vendor_task.read"
    template = "underpinning/clocks.html"
    rows_template = "underpinning/_clock_rows.html"
    filters = ClockFilters
    orders = CLOCK_SORTS
    is_counted = True

    def rows(self, request: HttpRequest, today: date) -> Any:
        """Visible clocks."""
        return clock_rows(request.user)

    def more_context(self, request: HttpRequest) -> dict[str, Any]:
        """Kinds and states to choose from."""
        return {
            "promises": Metric.choices,
            "states": ClockState.choices,
            "reads_contracts": can(request.user, "contract.read"),
        }


class TaskView(PageView):
    """`/vendors/tasks/<number>/`."""

    access = "vendor_task.read"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show it."""
        task, now = task_or_404(request, pk), timezone.now()
        context = {
            "task": task,
            "words": task_words(task, now),
            "lines": [(clock_line(clock, task, now), working_of(clock, now)) for clock in task.clocks.all()],
            "may_keep": can(request.user, "vendor_task.keep", task),
            "may_open": reads_as_desk(request.user, task.ticket),
            "reads_contracts": can(request.user, "contract.read"),
        }
        return render(request, "underpinning/task.html", context)


class TaskForm(FormPage):
    """A form about a task."""

    access = "vendor_task.keep"
    button = gettext_lazy("Save")

    def row(self, request: HttpRequest, **where: Any) -> VendorTask:
        """The task of the address."""
        return task_or_404(request, where["pk"])

    def more_context(self, request: HttpRequest, row: Any) -> dict[str, Any]:
        """Where the task stands."""
        return {"told": task_words(row, timezone.now())}


class AnswerView(TaskForm):
    """`/vendors/tasks/<number>/answer/`; leads back to the ticket."""

    done = gettext_lazy("It is noted that the vendor answered.")

    def form(self, request: HttpRequest, row: Any) -> forms.Form:
        """When, and their number."""
        return AnswerForm(posted(request), initial=answer_fields(row))

    def act(self, request: HttpRequest, row: Any, data: dict[str, Any]) -> Any:
        """Note it; a number that was not on the form stays."""
        number = data["number"] if "number" in request.POST else None
        noted = note_answer(
            row.pk, actor=request.user, at=data["answered_at"], number=number, version=data["version"]
        )
        return noted.ticket

    def stored(self, row: Any) -> dict[str, Any]:
        """Its present values."""
        return {name: value for name, value in answer_fields(row).items() if name != "version"}

    def heading(self, row: Any) -> str:
        """Who answered about what."""
        return _("%(vendor)s answered about %(key)s") % {"vendor": row.vendor.name, "key": row.ticket.key}


class ChooseContractView(TaskForm):
    """`/vendors/tasks/<number>/contract/`."""

    done = gettext_lazy("Another contract answers for the ticket.")

    def form(self, request: HttpRequest, row: Any) -> forms.Form:
        """The contracts that held at the hand-over."""
        contracts = holding(row.vendor, timezone.localdate(row.handed_at))
        initial = {"contract": row.contract_id, "version": row.version}
        return ContractForm(posted(request), initial=initial, contracts=contracts)

    def act(self, request: HttpRequest, row: Any, data: dict[str, Any]) -> VendorTask:
        """Judge it by that contract."""
        return choose_contract(row.pk, actor=request.user, **data)

    def stored(self, row: Any) -> dict[str, Any]:
        """The present contract."""
        return {"contract": row.contract_id}

    def heading(self, row: Any) -> str:
        """Of which task."""
        return _("Contract for %(key)s with %(vendor)s") % {
            "key": row.ticket.key,
            "vendor": row.vendor.name,
        }


def task_or_404(request: HttpRequest, pk: int) -> VendorTask:
    """The task of an address."""
    found: VendorTask = get_object_or_404(task_rows(request.user), pk=pk)
    return found
