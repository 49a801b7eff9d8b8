"""`/report/open/`: a report without signing in, where the hospital allows it, and the receipt it leaves.

Nobody gets a session by it: it reads notices and one receipt, and every other address leads to sign-in as before.
"""

from typing import Any, Final

from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from hospital_itsm.core.actors import System
from hospital_itsm.core.errors import Conflict, TooMany, ValueRefused
from hospital_itsm.core.views import PageView
from hospital_itsm.people.models import CareArea
from hospital_itsm.people.workstations import workstation_of
from hospital_itsm.wards.actions.open_reports import SALT, Sender, report_openly
from hospital_itsm.wards.forms.open_report import OpenReportForm
from hospital_itsm.wards.open_doors import let_in_here, where_from
from hospital_itsm.wards.queries.open_reports import notices_at, receipt
from tickets.choices import REQUESTER_WORDS, CareAnswer, Metric, State
from tickets.forms.fields import show_refusal
from tickets.queries.clocks import clocks_of
from tickets.views.portal.person import place_from
from tickets.views.portal.phi import PhiView
from tickets.views.portal.report_page import cards, chosen_unit, fresh_key, tiles

DOOR: Final = System("open-report")
KEY_SECONDS: Final = 24 * 3600
PUBLIC: Final = (
    "the hospital lets its ward computers or networks report without signing in; off unless it says so"
)


class OpenPage(PageView):
    """A page of the open report: 404 where it is off or the computer is no such, in no cache."""

    public_because = PUBLIC

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Let in whom the settings let in; whoever is signed in reports as themselves."""
        if request.user.is_authenticated:
            return redirect("tickets:report")
        let_in_here(request)
        answer = super().dispatch(request, *args, **kwargs)
        answer["Cache-Control"] = "no-store"
        return answer


class OpenReportView(OpenPage):
    """What's wrong, who are you, where do we call?"""

    http_method_names = ["get", "post"]

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the form with the place of the computer in it."""
        workstation = workstation_of(request)
        unit = workstation.care_area_id if workstation else None
        room = workstation.room if workstation else ""
        values = {"care_area": unit, "filled_area": unit, "room": room, "idempotency_key": signed_key()}
        return self.page(request, OpenReportForm(initial=values))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Send it; a refusal keeps every word that was typed."""
        form = OpenReportForm(request.POST)
        if not form.is_valid():
            return self.page(request, form, status=422)
        press = press_of(form.cleaned_data["idempotency_key"])
        if not press:
            return self.again(
                request, _("This page was open for very long. Your words are kept: send them again.")
            )
        try:
            key = self.send(request, form, press)
        except ValueRefused as refusal:
            show_refusal(form, named(refusal))
            return self.page(request, form, status=422)
        except Conflict as conflict:
            return self.again(request, conflict.message)
        except TooMany as refusal:
            form.add_error(None, refusal.message)
            answer = self.page(request, form, status=429)
            answer["Retry-After"] = str(refusal.wait)
            return answer
        return redirect("wards:open_receipt", key=key)

    def send(self, request: HttpRequest, form: OpenReportForm, press: str) -> str:
        """The key of the receipt."""
        values = form.cleaned_data
        return report_openly(
            actor=DOOR,
            sender=Sender(press, where_from(request)),
            name=values["name"],
            callback=values["callback"],
            text=values["text"],
            care_answer=values["care_answer"],
            topic=values["topic"],
            device_text=values["device_text"],
            someone_harmed=values["someone_harmed"] and values["care_answer"] == CareAnswer.UNSAFE,
            phi_decision=values["phi_decision"],
            place=place_from(request, values["care_area"], values["room"], is_chosen=form.unit_is_chosen()),
        )

    def again(self, request: HttpRequest, words: str) -> HttpResponse:
        """The form with its words, a fresh key, and why it was not taken."""
        fresh = request.POST.copy()
        fresh["idempotency_key"] = signed_key()
        form = OpenReportForm(fresh)
        form.is_valid()
        form.add_error(None, words)
        return self.page(request, form, status=409)

    def page(self, request: HttpRequest, form: OpenReportForm, status: int = 200) -> HttpResponse:
        """The page with this form."""
        units = list(CareArea.objects.filter(is_active=True).order_by("name", "pk"))
        unit = chosen_unit(form, units)
        context = {
            "form": form,
            "tiles": tiles(str(form["topic"].value() or "")),
            "cards": cards(str(form["care_answer"].value() or "")),
            "units": units,
            "place": unit,
            "workstation": workstation_of(request),
            "notices": notices_at(unit),
        }
        return render(request, "wards/open_report.html", context, status=status)


class OpenPhiView(OpenPage, PhiView):
    """The patient-data check while a report is typed here."""

    http_method_names = ["post"]


class OpenReceiptView(OpenPage):
    """The number and what happens next; no word of the report, no other ticket."""

    http_method_names = ["get"]

    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        """Show it until it expires. Raises Http404."""
        found = receipt(key, timezone.now())
        if found is None:
            raise Http404
        clock = clocks_of([found.ticket]).get(found.ticket_id, {}).get(Metric.RESPONSE)
        context = {
            "number": found.ticket.key,
            "sent_at": found.sent_at,
            "state": REQUESTER_WORDS[State(found.ticket.state)],
            "answer_by": clock.due_at if clock is not None and clock.stopped_at is None else None,
            "expires_at": found.expires_at,
        }
        return render(request, "wards/open_receipt.html", context)


def signed_key() -> str:
    """A key of one press that only we make."""
    return signing.dumps(fresh_key(), salt=SALT)


def press_of(key: str) -> str:
    """The press of a key we made within a day, or nothing."""
    try:
        return str(signing.loads(key, salt=SALT, max_age=KEY_SECONDS))
    except signing.BadSignature:
        return ""


def named(refusal: ValueRefused) -> ValueRefused:
    """What is wrong about the name stands at its field."""
    if "caller" in refusal.errors:
        refusal.errors["name"] = refusal.errors.pop("caller")
    return refusal
