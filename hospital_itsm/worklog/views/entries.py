"""`/t/<key>/time/`: what was worked on a ticket, and adding to it."""

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from hospital_itsm.audit.history import history_of
from hospital_itsm.core.access import can, require
from hospital_itsm.core.errors import StaleVersion, ValueRefused
from hospital_itsm.core.listing import BadCursor, seek
from hospital_itsm.core.views import PageView
from hospital_itsm.people.forms.refusals import show_refusal
from hospital_itsm.worklog.actions.entries import correct_entry, log_entry
from hospital_itsm.worklog.forms.entries import CorrectForm, EntryForm
from hospital_itsm.worklog.models import WorkEntry
from hospital_itsm.worklog.queries.entries import minutes_of, of_ticket
from hospital_itsm.worklog.wording import length_words
from tickets.models import Ticket
from tickets.views.desk.find import signed_in, ticket_or_404

PAGE_SIZE = 50


class TimeView(PageView):
    """The list with its sum, and the form that adds an entry for whoever works the ticket."""

    access = "work_entry.read"

    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        """Show it."""
        return self.page(request, ticket_or_404(request, key), EntryForm(initial={"kind": "work"}))

    def post(self, request: HttpRequest, key: str) -> HttpResponse:
        """Write an entry down, or say at the field what stands against it."""
        ticket = ticket_or_404(request, key)
        require(request.user, "work_entry.write", ticket)
        form = EntryForm(request.POST)
        if form.is_valid():
            try:
                entry = log_entry(key, actor=signed_in(request), **form.values())
            except ValueRefused as refusal:
                show_refusal(form, refusal)
            else:
                messages.success(request, _("%(time)s noted.") % {"time": length_words(entry.minutes)})
                return redirect("worklog:time", key=key)
        return self.page(request, ticket, form, 422)

    def page(self, request: HttpRequest, ticket: Ticket, form: EntryForm, status: int = 200) -> HttpResponse:
        """The page of the ticket's time."""
        try:
            found = seek(of_ticket(ticket), ("-began_at", "-id"), PAGE_SIZE, request.GET.get("after", ""))
        except BadCursor as error:
            raise BadRequest(str(error)) from error
        context = {
            "ticket": ticket,
            "entries": [
                (row, length_words(row.minutes), row.author_id == request.user.pk) for row in found.rows
            ],
            "more": found.next_cursor,
            **sums_of(ticket),
            "form": form if can(request.user, "work_entry.write", ticket) else None,
        }
        return render(request, "worklog/time.html", context, status=status)


class SumView(PageView):
    """A fragment of the ticket's page: how long was worked on it so far."""

    access = "work_entry.read"

    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        """Draw it; without htmx the way to the list."""
        ticket = ticket_or_404(request, key)
        if not request.htmx:  # type: ignore[attr-defined]
            return redirect("worklog:time", key=key)
        return render(request, "worklog/_sum.html", {"ticket": ticket, **sums_of(ticket)})


class CorrectView(PageView):
    """One's own entry, with what it was before."""

    access = "work_entry.correct"

    def get(self, request: HttpRequest, key: str, pk: int) -> HttpResponse:
        """Show it."""
        entry = own_entry_or_404(request, key, pk)
        names = (*CorrectForm.base_fields,)
        return page_of(request, entry, CorrectForm(initial={name: getattr(entry, name) for name in names}))

    def post(self, request: HttpRequest, key: str, pk: int) -> HttpResponse:
        """Save it, unless it was changed since it was read."""
        entry = own_entry_or_404(request, key, pk)
        form = CorrectForm(request.POST)
        if not form.is_valid():
            return page_of(request, entry, form, 422)
        try:
            correct_entry(
                entry, actor=signed_in(request), fields=form.values(), version=form.cleaned_data["version"]
            )
        except ValueRefused as refusal:
            show_refusal(form, refusal)
            return page_of(request, entry, form, 422)
        except StaleVersion as stale:
            return page_of(request, entry, form, 409, stale.message)
        messages.success(request, _("The entry is corrected."))
        return redirect("worklog:time", key=key)


def sums_of(ticket: Ticket) -> dict[str, str]:
    """The sums of a ticket in words; empty where there is nothing."""
    minutes, calls = minutes_of(ticket)
    return {
        "sum_words": length_words(minutes) if minutes else "",
        "calls_words": length_words(calls) if calls else "",
    }


def own_entry_or_404(request: HttpRequest, key: str, pk: int) -> WorkEntry:
    """This person's entry on a ticket they see. Raises Http404 for any other."""
    rows = of_ticket(ticket_or_404(request, key)).select_related("ticket")
    entry: WorkEntry | None = rows.filter(pk=pk, author=signed_in(request)).first()
    if entry is None:
        raise Http404
    return entry


def page_of(
    request: HttpRequest, entry: WorkEntry, form: CorrectForm, status: int = 200, refused: str = ""
) -> HttpResponse:
    """The page of one entry."""
    context = {
        "ticket": entry.ticket,
        "entry": entry,
        "form": form,
        "refused": refused,
        "history": history_of([entry]),
    }
    return render(request, "worklog/entry.html", context, status=status)
