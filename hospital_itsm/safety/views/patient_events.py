"""Device-related patient events: the button on the ticket, and the pages of those who may read them."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from hospital_itsm.core.errors import Conflict, StaleVersion, ValueRefused
from hospital_itsm.core.views import PageView
from hospital_itsm.safety.actions.patient_events import KEPT, note_patient_event, send_report
from hospital_itsm.safety.forms.patient_events import EventForm, SentForm
from hospital_itsm.safety.models import PatientEvent
from hospital_itsm.safety.queries.patient_events import kept_words, put_shown_tickets
from hospital_itsm.safety.rules.work_days import work_days_left
from tickets.forms.fields import show_refusal
from tickets.models import Ticket
from tickets.views.desk.find import signed_in
from tickets.views.desk.sheet import SheetView, posted

MOST = 100
KEPT_LABELS = {name: EventForm.base_fields[name].label for name in KEPT}


class NoteEventView(SheetView):
    """`/t/<key>/patient-event/`: the button; what is noted is read only by patient safety and the HTM manager."""

    access = "patient_event.note"
    button = gettext_lazy("Note the event")

    def allow(self, request: HttpRequest, ticket: Ticket) -> None:
        """Only a ticket that names its device has the button."""
        super().allow(request, ticket)
        if ticket.asset is None:
            raise Http404

    def form(self, request: HttpRequest, ticket: Ticket) -> forms.Form:
        """An empty form: what was noted before is shown to nobody here."""
        first = {"version": ticket.version, "became_aware_on": timezone.localdate(), "outcome": "unknown"}
        form = EventForm(posted(request), initial=first)
        form.focus()
        return form

    def heading(self, ticket: Ticket) -> str:
        """Names the device."""
        return _("Device-related patient event: %(tag)s") % {"tag": ticket.asset.tag if ticket.asset else ""}

    def more_context(self, request: HttpRequest, ticket: Ticket) -> dict[str, Any]:
        """Patient first."""
        return {
            "hint": _(
                "The patient first: put another device on the patient before you touch this one. Then keep settings,"
                " accessories and logs, do not switch it off, and clean only for safe handling. Write no names of"
                " patients. Only patient safety and the HTM manager read this."
            )
        }

    def act(self, request: HttpRequest, ticket: Ticket, data: dict[str, Any]) -> None:
        """Note it."""
        event = note_patient_event(
            ticket.key,
            actor=signed_in(request),
            became_aware_on=data["became_aware_on"],
            outcome=data["outcome"],
            confirmed_with=data["confirmed_with"],
            kept={name: data[name] for name in KEPT},
            version=data["version"],
        )
        held = _("The device is in quarantine: tag it and lock it away.")
        waits = _("Press again when another device is on the patient: then this one goes into quarantine.")
        words = _("Noted as %(event)s. Patient safety and the HTM manager know.") % {"event": event.key}
        messages.success(request, f"{words} {held if event.replaced_at else waits}")


class PatientEventsView(PageView):
    """`/patient-events/`: what is owed first, then what is done."""

    access = "patient_event.read"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show them."""
        seen = PatientEvent.objects.visible_to(request.user).select_related("asset__model", "ticket")
        owed = list(seen.not_sent().order_by("due_on", "id")[:MOST])
        context = {
            "owed": [(event, left_in_words(event)) for event in owed],
            "late": sum(event.due_on < timezone.localdate() for event in owed),
            "done": list(seen.filter(sent_on__isnull=False).order_by("-sent_on", "-id")[:MOST]),
            "today": timezone.localdate(),
        }
        return render(request, "safety/patient_events.html", context)


class PatientEventView(PageView):
    """`/patient-events/<number>/`: one event, and the end of its clock."""

    access = "patient_event.read"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show it."""
        event = event_or_404(request, pk)
        return show(
            request, event, SentForm(initial={"version": event.version, "sent_on": timezone.localdate()})
        )

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Note that the report went out; a refusal keeps what was typed."""
        event, form = event_or_404(request, pk), SentForm(request.POST)
        if not form.is_valid():
            return show(request, event, form, status=422)
        try:
            send_report(event.pk, actor=signed_in(request), **form.cleaned_data)
        except ValueRefused as refusal:
            show_refusal(form, refusal)
            return show(request, event, form, status=422)
        except (Conflict, StaleVersion) as refusal:
            return refused(request, event_or_404(request, pk), form, refusal.message)
        messages.success(request, _("%(event)s is done.") % {"event": event.key})
        return redirect(event)


def left_in_words(event: PatientEvent) -> str:
    """How long there is until the report is due, or how late it is."""
    left = work_days_left(event.due_on, timezone.localdate())
    if left == 0:
        return _("due today")
    if left < 0:
        return ngettext("%(n)d work day late", "%(n)d work days late", -left) % {"n": -left}
    return ngettext("%(n)d work day left", "%(n)d work days left", left) % {"n": left}


def refused(request: HttpRequest, event: PatientEvent, form: SentForm, words: str) -> HttpResponse:
    """The page as it stands now with what was typed, and the version that sending again replaces."""
    form.data = form.data.copy()  # type: ignore[attr-defined]
    form.data["version"] = event.version  # type: ignore[index]
    messages.warning(request, words)
    return show(request, event, form, status=409)


def event_or_404(request: HttpRequest, pk: int) -> PatientEvent:
    """The event of the address, for those who read events."""
    seen = PatientEvent.objects.visible_to(request.user).select_related("asset__model", "ticket", "noted_by")
    found: PatientEvent = get_object_or_404(seen, pk=pk)
    return found


def show(request: HttpRequest, event: PatientEvent, form: forms.Form, *, status: int = 200) -> HttpResponse:
    """The page of an event with the form that closes it."""
    put_shown_tickets([event], request.user)
    kept = [(KEPT_LABELS[name], words) for name, words in kept_words(event).items()]
    context = {
        "event": event,
        "form": form,
        "kept": kept,
        "today": timezone.localdate(),
        "left": left_in_words(event),
    }
    return render(request, "safety/patient_event.html", context, status=status)
