"""What a contract promises: its part of the contract's page, and the forms."""

from typing import Any, Final

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.core.access import can
from hospital_itsm.core.views import PageView
from hospital_itsm.people.views.form_page import FormPage, posted
from hospital_itsm.underpinning.actions.promises import remove_promise, set_promise
from hospital_itsm.underpinning.choices import Metric
from hospital_itsm.underpinning.forms.vendor_tasks import PromiseForm, promise_fields
from hospital_itsm.underpinning.models import Promise
from hospital_itsm.underpinning.rows import task_rows
from hospital_itsm.underpinning.wording import clock_line, task_words, time_words
from vendors.models import Contract

SHOWN: Final = 10
HEADINGS: Final = {
    Metric.RESPONSE: gettext_lazy("First answer promised by %(number)s"),
    Metric.REPAIR: gettext_lazy("Repair promised by %(number)s"),
}


class PromisesView(PageView):
    """`/contracts/<number>/promises/`: promised times and open tasks; also drawn inside the contract's page."""

    access = "contract.call"

    def get(self, request: HttpRequest, number: str) -> HttpResponse:
        """Show them, or with htmx the part of the contract's page."""
        contract, now = contract_or_404(request, number), timezone.now()
        said = {one.metric: one for one in contract.promises.select_related("calendar")}
        tasks = []
        if can(request.user, "vendor_task.read"):
            tasks = list(task_rows(request.user).open().filter(contract=contract)[:SHOWN])  # type: ignore[attr-defined]
        context = {
            "contract": contract,
            "promises": [(metric, said.get(metric), _time(said.get(metric))) for metric in Metric],
            "tasks": [
                (task, [clock_line(clock, task, now) for clock in task.clocks.all()], task_words(task, now))
                for task in tasks
            ],
            "may_manage": can(request.user, "contract.manage", contract),
            "reads_contracts": can(request.user, "contract.read"),
            "sees_tasks": can(request.user, "vendor_task.read"),
        }
        is_part = request.headers.get("HX-Request") == "true"
        return render(
            request, "underpinning/_promises.html" if is_part else "underpinning/promises.html", context
        )


class PromiseView(FormPage):
    """`/contracts/<number>/promises/<kind>/`."""

    access = "contract.manage"
    button = gettext_lazy("Save")
    done = gettext_lazy("The promise is written down. Clocks that run keep what they began with.")

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Know which promise it is."""
        super().setup(request, *args, **kwargs)
        self.metric = str(kwargs["metric"])

    def row(self, request: HttpRequest, **where: Any) -> Contract:
        """The contract of the address."""
        if self.metric not in Metric.values:
            raise Http404
        return contract_or_404(request, where["number"])

    def form(self, request: HttpRequest, row: Any) -> forms.Form:
        """What is promised."""
        known = self.promise(row)
        return PromiseForm(
            posted(request),
            initial=promise_fields(known, row),
            keeps=known.calendar_id if known else None,
        )

    def act(self, request: HttpRequest, row: Any, data: dict[str, Any]) -> Contract:
        """Write it down."""
        set_promise(row.number, self.metric, actor=request.user, **data)
        found: Contract = row
        return found

    def stored(self, row: Any) -> dict[str, Any]:
        """What is promised now."""
        fields = promise_fields(self.promise(row), row)
        return {name: value for name, value in fields.items() if name != "version"}

    def heading(self, row: Any) -> str:
        """Which promise of which contract."""
        return str(HEADINGS[Metric(self.metric)]) % {"number": row.number}

    def promise(self, contract: Contract) -> Promise | None:
        """The promise as it stands."""
        found: Promise | None = contract.promises.filter(metric=self.metric).first()
        return found


class RemovePromiseView(PageView):
    """`/contracts/<number>/promises/<kind>/remove/`."""

    access = "contract.manage"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, number: str, metric: str) -> HttpResponse:
        """Take it away and go to the contract."""
        contract = contract_or_404(request, number)
        try:
            remove_promise(contract.number, metric, actor=request.user)
        except Promise.DoesNotExist as missing:
            raise Http404 from missing
        return redirect(contract)


def _time(promise: Promise | None) -> str:
    if promise is None:
        return ""
    words = _("%(time)s, counted in “%(hours)s”")
    return words % {"time": time_words(promise.amount, promise.unit), "hours": promise.calendar.name}


def contract_or_404(request: HttpRequest, number: str) -> Contract:
    """The contract of an address. Raises Http404 where the person does not see it."""
    rows = Contract.objects.visible_to(request.user).select_related("vendor")
    found: Contract = get_object_or_404(rows, number=number)
    return found
