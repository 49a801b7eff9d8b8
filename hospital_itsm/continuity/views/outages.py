"""Outages: the list, the page of one, the forms that record, correct, end and tie."""

from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.audit.history import history_of
from hospital_itsm.continuity.actions import outages
from hospital_itsm.continuity.choices import CauseClass, OutageState
from hospital_itsm.continuity.exported import outage_rows
from hospital_itsm.continuity.figures import lines_of, put_lengths
from hospital_itsm.continuity.filters import OUTAGE_SORTS, OutageFilters
from hospital_itsm.continuity.forms.outages import (
    BeginForm,
    EndForm,
    LinksForm,
    OutageForm,
    PlannedForm,
    WithdrawForm,
    clock_words,
    outage_fields,
    with_rows,
)
from hospital_itsm.continuity.models import Outage
from hospital_itsm.core.access import can
from hospital_itsm.core.list_page import ListPage
from hospital_itsm.core.views import PageView
from hospital_itsm.people.views.form_page import FormPage, posted
from tickets.models import Notice, Ticket

MARKS = {
    OutageState.PLANNED: "new",
    OutageState.RUNNING: "bad",
    OutageState.OVER: "done",
    OutageState.WITHDRAWN: "none",
}


def put_marks(rows: Any) -> None:
    """Put on rows the look of their state."""
    for one in rows:
        one.mark = "warn" if one.state == OutageState.RUNNING and one.effect != "down" else MARKS[one.state]


class OutagesView(ListPage):
    """`/outages/`: what is out, what was and what is planned."""

    access = "outage.read"
    template = "continuity/outages.html"
    rows_template = "continuity/_outage_rows.html"
    filters = OutageFilters
    orders = OUTAGE_SORTS
    is_counted = True

    def rows(self, request: HttpRequest, today: date) -> Any:
        """Visible outages, withdrawn ones only where asked for."""
        return outage_rows(request.user, request.GET)

    def _page(self, *args: Any) -> Any:
        page = super()._page(*args)
        put_lengths(page.rows, timezone.now())
        put_marks(page.rows)
        return page

    def more_context(self, request: HttpRequest) -> dict[str, Any]:
        """Values to choose from, and whether this person records."""
        return {
            "states": OutageState.choices,
            "state": request.GET.get("state", ""),
            "causes": CauseClass.choices,
            "cause": request.GET.get("cause", ""),
            "may_keep": can(request.user, "outage.keep"),
        }


class OutageView(PageView):
    """`/outages/<number>/`."""

    access = "outage.read"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show it."""
        outage, now = outage_or_404(request, pk), timezone.now()
        put_lengths([outage], now)
        put_marks([outage])
        context = {
            "outage": outage,
            "lines": lines_of(outage, now),
            "areas": list(outage.care_areas.all()),
            "tickets": list(outage.tickets.visible_to(request.user).order_by("-opened_at")),
            "notices": list(outage.notices.order_by("-posted_at")),
            "may_keep": not outage.is_settled and can(request.user, "outage.keep"),
            "history": history_of([outage], hidden=("tickets",)),
        }
        return render(request, "continuity/outage.html", context)


class NewOutageView(FormPage):
    """`/outages/new/`; `?ticket=` fills in what the ticket says, `?service=` a service."""

    access = "outage.keep"
    button = gettext_lazy("Record the outage")
    done = gettext_lazy("The outage is recorded.")
    form_class: type[OutageForm] = OutageForm
    is_planned = False

    def form(self, request: HttpRequest, row: Any) -> forms.Form:
        """What is out, since when."""
        return self.form_class(posted(request), initial=self.known(request))

    def known(self, request: HttpRequest) -> dict[str, Any]:
        """What the address or the ticket in it says."""
        known: dict[str, Any] = {"services": [request.GET.get("service", "")[:12]]}
        if not self.is_planned:
            known["began_at"] = clock_words(timezone.now())
        ticket = ticket_of(request)
        if ticket is None:
            return known
        return known | {
            "services": [ticket.service.code] if ticket.service else [],
            "care_areas": [ticket.care_area.code] if ticket.care_area else [],
            "began_at": clock_words(ticket.opened_at),
        }

    def act(self, request: HttpRequest, row: Any, data: dict[str, Any]) -> Outage:
        """Record it."""
        data.pop("version")
        ticket = ticket_of(request)
        return outages.record_outage(
            actor=request.user,
            is_planned=self.is_planned,
            tickets=[ticket.key] if ticket else [],
            **with_rows(data),
        )

    def heading(self, row: Any) -> str:
        """What the page does."""
        return _("Record an outage")

    def back(self, row: Any) -> str:
        """The list."""
        return reverse("continuity:outages")


class PlanOutageView(NewOutageView):
    """`/outages/plan/`."""

    button = gettext_lazy("Plan the outage")
    done = gettext_lazy("The outage is planned.")
    form_class = PlannedForm
    is_planned = True

    def heading(self, row: Any) -> str:
        """What the page does."""
        return _("Plan an outage")

    def more_context(self, request: HttpRequest, row: Any) -> dict[str, Any]:
        """The notice units are owed (domain/2 §2.1, Cornwall)."""
        return {"told": _("Units need five working days’ notice. It stands on the status page from now on.")}


class OutageFormPage(FormPage):
    """A form about one outage."""

    access = "outage.keep"

    def row(self, request: HttpRequest, **where: Any) -> Outage:
        """The outage of the address."""
        return outage_or_404(request, where["pk"])


class EditOutageView(OutageFormPage):
    """`/outages/<number>/edit/`."""

    button = gettext_lazy("Save")
    done = gettext_lazy("The outage is corrected. Its figures are counted anew.")

    def form(self, request: HttpRequest, row: Any) -> forms.Form:
        """Its present values."""
        made = PlannedForm if row.is_planned else OutageForm
        return made(posted(request), initial=outage_fields(row))

    def act(self, request: HttpRequest, row: Any, data: dict[str, Any]) -> Outage:
        """Change it."""
        version = data.pop("version")
        return outages.change_outage(row.pk, actor=request.user, fields=with_rows(data), version=version)

    def stored(self, row: Any) -> dict[str, Any]:
        """Its present values."""
        return {name: value for name, value in outage_fields(row).items() if name != "version"}

    def heading(self, row: Any) -> str:
        """Names it."""
        return _("Correct %(key)s") % {"key": row.key}


class BeginOutageView(OutageFormPage):
    """`/outages/<number>/begin/`."""

    button = gettext_lazy("It has begun")
    done = gettext_lazy("The planned outage runs.")

    def form(self, request: HttpRequest, row: Any) -> forms.Form:
        """When."""
        return BeginForm(
            posted(request), initial={"began_at": clock_words(timezone.now()), "version": row.version}
        )

    def act(self, request: HttpRequest, row: Any, data: dict[str, Any]) -> Outage:
        """Begin it."""
        return outages.begin_outage(row.pk, actor=request.user, **data)

    def heading(self, row: Any) -> str:
        """Names it."""
        return _("%(key)s has begun") % {"key": row.key}


class EndOutageView(OutageFormPage):
    """`/outages/<number>/end/`."""

    button = gettext_lazy("It is over")
    done = gettext_lazy("The outage is over.")

    def form(self, request: HttpRequest, row: Any) -> forms.Form:
        """When, and why it was."""
        now = clock_words(timezone.now())
        initial = {"ended_at": now, "cause": row.cause, "version": row.version}
        return EndForm(posted(request), initial=initial)

    def act(self, request: HttpRequest, row: Any, data: dict[str, Any]) -> Outage:
        """End it."""
        return outages.end_outage(row.pk, actor=request.user, **data)

    def heading(self, row: Any) -> str:
        """Names it."""
        return _("%(key)s is over") % {"key": row.key}

    def more_context(self, request: HttpRequest, row: Any) -> dict[str, Any]:
        """What stays to be done."""
        return {"told": _("Its notices stay until somebody ends them.")}


class WithdrawOutageView(OutageFormPage):
    """`/outages/<number>/withdraw/`."""

    button = gettext_lazy("Withdraw it")
    done = gettext_lazy("The outage is withdrawn.")

    def form(self, request: HttpRequest, row: Any) -> forms.Form:
        """Why."""
        return WithdrawForm(posted(request), initial={"version": row.version})

    def act(self, request: HttpRequest, row: Any, data: dict[str, Any]) -> Outage:
        """Withdraw it."""
        return outages.withdraw_outage(row.pk, actor=request.user, **data)

    def heading(self, row: Any) -> str:
        """Names it."""
        return _("Withdraw %(key)s") % {"key": row.key}

    def more_context(self, request: HttpRequest, row: Any) -> dict[str, Any]:
        """What it means."""
        return {
            "told": _("For what was recorded by mistake or will not take place. It counts nowhere any more.")
        }


class OutageLinksView(OutageFormPage):
    """`/outages/<number>/links/`."""

    button = gettext_lazy("Tie these")
    done = gettext_lazy("What is tied is saved.")

    def form(self, request: HttpRequest, row: Any) -> forms.Form:
        """What is tied now."""
        seen = row.tickets.visible_to(request.user).filter(is_restricted=False)
        notices = list(row.notices.values_list("pk", flat=True))
        initial = {
            "tickets": "\n".join(seen.order_by("key").values_list("key", flat=True)),
            "notices": [str(pk) for pk in notices],
            "version": row.version,
        }
        return LinksForm(posted(request), initial=initial, tied=notices)

    def act(self, request: HttpRequest, row: Any, data: dict[str, Any]) -> Outage:
        """Tie them."""
        notices = Notice.objects.filter(pk__in=data["notices"])
        return outages.link_outage(
            row.pk, actor=request.user, tickets=data["tickets"], notices=notices, version=data["version"]
        )

    def heading(self, row: Any) -> str:
        """Names it."""
        return _("Tickets and notices of %(key)s") % {"key": row.key}


def ticket_of(request: HttpRequest) -> Ticket | None:
    """The ticket that the address names, where this person sees it and it is not restricted."""
    key = request.GET.get("ticket", "")[:20]
    rows = Ticket.objects.visible_to(request.user).filter(key=key, is_restricted=False)
    return rows.select_related("service", "care_area").first() if key else None


def outage_or_404(request: HttpRequest, pk: int) -> Outage:
    """The outage of an address with services and units."""
    rows = Outage.objects.visible_to(request.user).listed().select_related("recorded_by")
    found: Outage = get_object_or_404(rows, pk=pk)
    return found
