"""Remote-access sessions: the list, the page of one, the form that asks, and the steps."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assets.models import Asset
from hospital_itsm.audit.history import history_of
from hospital_itsm.core.access import can
from hospital_itsm.core.errors import Conflict
from hospital_itsm.core.list_page import ListPage
from hospital_itsm.core.views import PageView
from hospital_itsm.people.views.form_page import FormPage, posted
from hospital_itsm.vendor_work.actions import sessions
from hospital_itsm.vendor_work.choices import SessionState
from hospital_itsm.vendor_work.filters import SESSION_SORTS, SessionFilters, session_rows
from hospital_itsm.vendor_work.forms.sessions import EndForm, ExtendForm, RefuseForm, SessionForm
from hospital_itsm.vendor_work.models import RemoteSession
from hospital_itsm.vendor_work.queries.sessions import stands_against
from hospital_itsm.vendor_work.rules.sessions import GOING, steps_from
from hospital_itsm.vendor_work.words import session_lines
from tickets.models import Ticket

USUAL_HOURS = 2
VERBS = {
    "approve": "remote_session.approve",
    "refuse": "remote_session.approve",
    "extend": "remote_session.approve",
    "withdraw": "remote_session.withdraw",
    "open": "remote_session.ask",
    "end": "remote_session.end",
}


class SessionsView(ListPage):
    """`/vendors/sessions/`: newest first."""

    access = "remote_session.read"
    template = "vendor_work/sessions.html"
    rows_template = "vendor_work/_session_rows.html"
    filters = SessionFilters
    orders = SESSION_SORTS

    def rows(self, request: HttpRequest, today: date) -> Any:
        """Visible sessions."""
        return session_rows(request.user)

    def more_context(self, request: HttpRequest) -> dict[str, Any]:
        """The states to choose from, and whether this person asks for sessions."""
        return {
            "states": SessionState.choices,
            "state": request.GET.get("state", ""),
            "overdue": request.GET.get("overdue", ""),
            "now": timezone.now(),
            "may_ask": can(request.user, "remote_session.ask"),
        }


class SessionView(PageView):
    """`/vendors/sessions/<pk>/`: who, what, when, what stands against it, and the steps this person may take."""

    access = "remote_session.read"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show it."""
        return self.show(request, session_or_404(request, pk))

    def show(
        self, request: HttpRequest, row: RemoteSession, *, status: int = 200, conflict: str = ""
    ) -> HttpResponse:
        """Draw the page."""
        now = timezone.now()
        (line,) = session_lines([row], now)
        is_going = row.state in GOING
        context = {
            "session": row,
            "line": line,
            "against": stands_against(row.vendor, row.person, row.asked_by, now) if is_going else [],
            "steps": [verb for verb in steps_from(row.state) if can(request.user, VERBS[verb], row)],
            "is_own": row.asked_by_id == request.user.pk,
            "conflict": conflict,
            "history": history_of([row]),
        }
        return render(request, "vendor_work/session.html", context, status=status)


class StepView(SessionView):
    """A step without a form: approve, withdraw, open."""

    http_method_names = ["post"]
    step: Callable[..., Any]
    done: Any = ""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Take it, or say on the page what stands against it."""
        row = session_or_404(request, pk)
        version = request.POST.get("version", "")
        known = int(version) if version.isascii() and version.isdecimal() and len(version) < 10 else None
        try:
            type(self).step(row.pk, actor=request.user, version=known)
        except Conflict as refusal:
            return self.show(request, session_or_404(request, pk), status=409, conflict=refusal.message)
        messages.success(request, str(self.done))
        return redirect(row)


class ApproveView(StepView):
    """`/vendors/sessions/<pk>/approve/`."""

    access = "remote_session.approve"
    step = staticmethod(sessions.approve_session)
    done = gettext_lazy("Remote access is approved.")


class WithdrawView(StepView):
    """`/vendors/sessions/<pk>/withdraw/`."""

    access = "remote_session.withdraw"
    step = staticmethod(sessions.withdraw_session)
    done = gettext_lazy("The request is withdrawn.")


class OpenView(StepView):
    """`/vendors/sessions/<pk>/open/`."""

    access = "remote_session.ask"
    step = staticmethod(sessions.open_session)
    done = gettext_lazy("Remote access is open. End it when they are out.")


class NewSessionView(FormPage):
    """`/vendors/sessions/new/`, with `?tag=`, `?ticket=` and `?vendor=<pk>`."""

    access = "remote_session.ask"
    button = gettext_lazy("Ask for approval")
    done = gettext_lazy("Those who approve are told.")

    def form(self, request: HttpRequest, row: Any) -> forms.Form:
        """What the address names is filled in; it begins now."""
        begins = timezone.localtime().replace(second=0, microsecond=0)
        key = request.GET.get("ticket", "")[:20]
        initial = {
            "asset": request.GET.get("tag", "")[:40] or device_of(request, key),
            "ticket": key,
            "starts_at": begins,
            "until_at": begins + timedelta(hours=USUAL_HOURS),
        }
        vendor = request.GET.get("vendor", "")
        vendor = vendor if vendor.isascii() and vendor.isdecimal() and len(vendor) < 19 else ""
        return SessionForm(posted(request), initial=initial, actor=request.user, vendor=vendor)

    def act(self, request: HttpRequest, row: Any, data: dict[str, Any]) -> RemoteSession:
        """Ask."""
        return sessions.ask_for_session(actor=request.user, **data)

    def heading(self, row: Any) -> str:
        """What the page does."""
        return _("Ask for remote access of a vendor")

    def back(self, row: Any) -> str:
        """The list."""
        return reverse("vendor_work:sessions")

    def more_context(self, request: HttpRequest, row: Any) -> dict[str, Any]:
        """What it means."""
        return {
            "told": _(
                "Somebody else approves it. Nobody is let in by this: it says who may be, and notes who was."
            )
        }


class SessionFormPage(FormPage):
    """A step with a form."""

    def row(self, request: HttpRequest, **where: Any) -> RemoteSession:
        """The session of the address."""
        return session_or_404(request, where["pk"])

    def allowed(self, request: HttpRequest, **where: Any) -> RemoteSession:
        """The session; whether it is this person's to decide, the action says in words."""
        return self.row(request, **where)


class RefuseView(SessionFormPage):
    """`/vendors/sessions/<pk>/refuse/`."""

    access = "remote_session.approve"
    button = gettext_lazy("Refuse it")
    done = gettext_lazy("The request is refused. Who asked is told.")

    def form(self, request: HttpRequest, row: Any) -> forms.Form:
        """Why."""
        return RefuseForm(posted(request), initial={"version": row.version})

    def act(self, request: HttpRequest, row: Any, data: dict[str, Any]) -> RemoteSession:
        """Refuse it."""
        return sessions.refuse_session(row.pk, actor=request.user, **data)

    def heading(self, row: Any) -> str:
        """Names it."""
        return _("Refuse %(key)s") % {"key": row.key}


class ExtendView(SessionFormPage):
    """`/vendors/sessions/<pk>/extend/`."""

    access = "remote_session.approve"
    button = gettext_lazy("Extend it")
    done = gettext_lazy("Remote access is extended.")

    def form(self, request: HttpRequest, row: Any) -> forms.Form:
        """Until when."""
        return ExtendForm(posted(request), initial={"version": row.version, "until_at": row.until_at})

    def act(self, request: HttpRequest, row: Any, data: dict[str, Any]) -> RemoteSession:
        """Extend it."""
        return sessions.extend_session(row.pk, actor=request.user, **data)

    def heading(self, row: Any) -> str:
        """Names it."""
        return _("Extend %(key)s") % {"key": row.key}


class EndView(SessionFormPage):
    """`/vendors/sessions/<pk>/end/`."""

    access = "remote_session.end"
    button = gettext_lazy("End it")
    done = gettext_lazy("Remote access is ended.")

    def form(self, request: HttpRequest, row: Any) -> forms.Form:
        """What was done."""
        return EndForm(posted(request), initial={"version": row.version})

    def act(self, request: HttpRequest, row: Any, data: dict[str, Any]) -> RemoteSession:
        """End it."""
        return sessions.end_session(row.pk, actor=request.user, **data)

    def heading(self, row: Any) -> str:
        """Names it."""
        return _("End %(key)s") % {"key": row.key}

    def more_context(self, request: HttpRequest, row: Any) -> dict[str, Any]:
        """What it does not do."""
        return {"told": _("Close their access in the system that lets them in, too.")}


def session_or_404(request: HttpRequest, pk: int) -> RemoteSession:
    """The session of an address. Raises Http404 where the person does not see it."""
    rows = RemoteSession.objects.visible_to(request.user).named().select_related("opened_by", "ended_by")
    found: RemoteSession = get_object_or_404(rows, pk=pk)
    return found


def device_of(request: HttpRequest, key: str) -> str:
    """The tag of the device of a ticket that this person sees; empty for none."""
    if not key:
        return ""
    named = Ticket.objects.on_desk(request.user).filter(key=key.upper()).values("asset")
    found = Asset.objects.visible_to(request.user).filter(pk__in=named).values_list("tag", flat=True).first()
    return str(found or "")
