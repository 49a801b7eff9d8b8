"""The list of emergency openings, making one, reading the ticket while it is open, and reviewing."""

from typing import Any, Final

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from hospital_itsm.core.access import can
from hospital_itsm.core.errors import Conflict, ValueRefused
from hospital_itsm.core.listing import BadCursor, seek
from hospital_itsm.core.views import PageView
from hospital_itsm.openings.actions.openings import open_ticket, review
from hospital_itsm.openings.forms.openings import OpenForm, ReviewForm
from hospital_itsm.openings.models import Opening
from hospital_itsm.openings.queries.openings import openings_for, words_of
from hospital_itsm.openings.rules.openings import LASTS, is_late, is_open
from hospital_itsm.people.views.layout import signed_in
from tickets.actions.reading import record_reading
from tickets.forms.fields import show_refusal

PAGE_SIZE: Final = 50


class OpeningsView(PageView):
    """Who opened what, why, and what the review found."""

    access = "opening.list"

    def get(self, request: HttpRequest) -> HttpResponse:
        """List a page of them, newest first."""
        person, now = signed_in(request), timezone.now()
        try:
            page = seek(openings_for(person), ("-opened_at", "-id"), PAGE_SIZE, request.GET.get("after", ""))
        except BadCursor as error:
            raise BadRequest(str(error)) from error
        rows = [
            (row, is_open(row.opened_at, now), is_late(row.opened_at, row.reviewed_at, now))
            for row in page.rows
        ]
        context = {"rows": rows, "next": page.next_cursor, "may_open": can(person, "opening.make")}
        return render(request, "openings/openings.html", context)


class NewOpeningView(PageView):
    """Number and reason; a number that is looked for is counted for each person."""

    access = "opening.make"
    is_lookup = True

    def get(self, request: HttpRequest) -> HttpResponse:
        """Ask."""
        return self.page(request, OpenForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Open it."""
        form = OpenForm(request.POST)
        form.is_valid()
        values = form.cleaned_data
        try:
            opening = open_ticket(values["number"], actor=signed_in(request), reason=values["reason"])
        except ValueRefused as refusal:
            show_refusal(form, refusal)
            return self.page(request, form, status=422)
        return redirect("openings:opening", pk=opening.pk)

    def page(self, request: HttpRequest, form: OpenForm, status: int = 200) -> HttpResponse:
        """The page with this form."""
        hours = int(LASTS.total_seconds() // 3600)
        return render(request, "openings/new.html", {"form": form, "hours": hours}, status=status)


class OpeningView(PageView):
    """The words of the ticket for who opened it, while it is open; the facts for who reviews it."""

    access = "opening.list"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show it; reading the ticket is an entry of the trail."""
        return opening_page(request, opening_or_404(request, pk))


class ReviewView(PageView):
    """Was it right?"""

    access = "opening.review"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Keep the finding."""
        opening = opening_or_404(request, pk)
        form = ReviewForm(request.POST)
        form.is_valid()
        values = form.cleaned_data
        try:
            review(opening, actor=signed_in(request), finding=values.get("finding", ""), word=values["word"])
        except ValueRefused as refusal:
            show_refusal(form, refusal)
            return opening_page(request, opening, form=form, status=422)
        except Conflict as conflict:
            messages.warning(request, conflict.message)
        else:
            messages.success(request, _("The opening of %(key)s is reviewed.") % {"key": opening.ticket.key})
        return redirect("openings:opening", pk=pk)


def opening_or_404(request: HttpRequest, pk: int) -> Opening:
    """One that the person made or reviews. Raises Http404."""
    found: Opening = get_object_or_404(openings_for(signed_in(request)), pk=pk)
    return found


def opening_page(
    request: HttpRequest, opening: Opening, *, form: ReviewForm | None = None, status: int = 200
) -> HttpResponse:
    """Its page."""
    person, now = signed_in(request), timezone.now()
    reads = opening.person_id == person.pk and is_open(opening.opened_at, now)
    if reads:
        record_reading(opening.ticket, actor=person)
    asks = opening.reviewed_at is None and can(person, "opening.review", opening)
    context: dict[str, Any] = {
        "opening": opening,
        "ticket": opening.ticket,
        "is_open": is_open(opening.opened_at, now),
        "reads": reads,
        "words": words_of(opening.ticket) if reads else [],
        "form": (form or ReviewForm()) if asks else None,
    }
    return render(request, "openings/opening.html", context, status=status)
