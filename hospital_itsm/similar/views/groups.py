"""`/queue/similar/<number>/`: similar reports that may be one problem."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy

from hospital_itsm.people.views.form_page import FormPage, posted
from hospital_itsm.similar.actions.groups import dismiss
from hospital_itsm.similar.forms.groups import DismissForm
from hospital_itsm.similar.models import SimilarGroup
from hospital_itsm.similar.queries.groups import majors_about, shown
from hospital_itsm.similar.wording import heading_of, propose_url


class GroupView(FormPage):
    """Its tickets, the way to propose a major incident, and *Not one problem* with a reason."""

    access = "similar.groups"
    template = "similar/group.html"
    button = gettext_lazy("Not one problem")
    done = gettext_lazy("They are not shown as one problem any more.")

    def row(self, request: HttpRequest, **where: Any) -> SimilarGroup:
        """The one of the address, with its tickets as this person sees them."""
        rows = SimilarGroup.objects.visible_to(request.user)
        found: SimilarGroup = get_object_or_404(rows.select_related("dismissed_by"), pk=where["pk"])
        found.shown = shown(found, request.user)
        return found

    def form(self, request: HttpRequest, row: Any) -> forms.Form:
        """Why."""
        return DismissForm(posted(request), initial={"version": row.version})

    def act(self, request: HttpRequest, row: Any, data: dict[str, Any]) -> SimilarGroup:
        """Dismiss it."""
        return dismiss(row.pk, actor=request.user, **data)

    def after(self, request: HttpRequest, saved: Any) -> HttpResponse:
        """Back to the queue."""
        return redirect("tickets:queue")

    def heading(self, row: Any) -> str:
        """How many, in how many minutes."""
        return heading_of(row.shown)

    def back(self, row: Any) -> str:
        """The queue."""
        return reverse("tickets:queue")

    def more_context(self, request: HttpRequest, row: Any) -> dict[str, Any]:
        """The tickets, and what was made of them."""
        majors = majors_about(row, request.user)
        waits = row.dismissed_at is None and not majors
        return {
            "tickets": row.shown.tickets,
            "majors": majors,
            "waits": waits,
            "propose": propose_url(row.shown),
        }
