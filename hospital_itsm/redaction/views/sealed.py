"""The legal hold of a ticket, and what is sealed under it: opened with a reason, each time recorded."""

import io
from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from hospital_itsm.core.access import require
from hospital_itsm.core.errors import Conflict, ValueRefused
from hospital_itsm.core.files.serving import SEALED
from hospital_itsm.core.views import PageView
from hospital_itsm.people.forms.refusals import show_refusal
from hospital_itsm.redaction.actions.holds import lift_hold, open_file, open_sealed, set_hold
from hospital_itsm.redaction.forms.redactions import ReasonForm
from hospital_itsm.redaction.models import SealedFile
from hospital_itsm.redaction.queries.holds import redactions_of
from tickets.models import Ticket
from tickets.views.desk.find import signed_in, ticket_or_404


class HeldPage(PageView):
    """What privacy alone does."""

    access = "redaction.hold"

    def ticket(self, request: HttpRequest, key: str) -> Ticket:
        """The ticket. Raises Http404, Forbidden."""
        found = ticket_or_404(request, key)
        require(request.user, self.access, found)
        return found


class HoldView(HeldPage):
    """Set a hold."""

    http_method_names = ["post"]
    act = staticmethod(set_hold)

    def post(self, request: HttpRequest, key: str) -> HttpResponse:
        """Set or lift it, or say why not."""
        self.ticket(request, key)
        try:
            self.act(key, actor=signed_in(request), reason=request.POST.get("reason", ""))
        except ValueRefused as refusal:
            messages.error(request, " ".join(str(words) for words in refusal.errors.values()))
        except Conflict as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(request, self.done())
        return redirect("redaction:redact", key)

    def done(self) -> str:
        """What holds now."""
        return _("A legal hold is set. What is removed from now on is sealed.")


class LiftView(HoldView):
    """Lift it."""

    act = staticmethod(lift_hold)

    def done(self) -> str:
        """What holds now."""
        return _("The legal hold is lifted. What is sealed is destroyed after 30 days.")


class SealedView(HeldPage):
    """What one redaction sealed."""

    def get(self, request: HttpRequest, key: str, pk: int) -> HttpResponse:
        """Ask for the reason."""
        ticket = self.ticket(request, key)
        return self.page(request, ticket, get_object_or_404(redactions_of(ticket), pk=pk), ReasonForm())

    def post(self, request: HttpRequest, key: str, pk: int) -> HttpResponse:
        """Show it once, or say what stands against it."""
        ticket = self.ticket(request, key)
        row, form = get_object_or_404(redactions_of(ticket), pk=pk), ReasonForm(request.POST)
        if not form.is_valid():
            return self.page(request, ticket, row, form, 422)
        try:
            shown = open_sealed(row, actor=signed_in(request), reason=form.cleaned_data["reason"])
        except ValueRefused as refusal:
            show_refusal(form, refusal)
            return self.page(request, ticket, row, form, 422)
        except Conflict as refusal:
            return self.page(request, ticket, row, form, 409, conflict=refusal.message)
        return self.page(request, ticket, row, None, shown=shown, files=list(row.sealed_files.order_by("pk")))

    def page(
        self, request: HttpRequest, ticket: Ticket, row: Any, form: Any, status: int = 200, **further: Any
    ) -> HttpResponse:
        """The page."""
        context = {"ticket": ticket, "row": row, "form": form, **further}
        return render(request, "redaction/sealed.html", context, status=status)


class SealedFileView(HeldPage):
    """One sealed file, as a download."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, key: str, pk: int, file: int) -> HttpResponseBase:
        """Record it and send it."""
        rows = SealedFile.objects.select_related("redaction__ticket")
        found = get_object_or_404(rows, pk=file, redaction=pk, redaction__ticket=self.ticket(request, key))
        response = FileResponse(
            io.BytesIO(open_file(found, actor=signed_in(request))),
            as_attachment=True,
            filename=f"sealed-{found.attachment}",
            content_type=found.content_type,
        )
        response["Content-Security-Policy"] = SEALED
        response["X-Content-Type-Options"] = "nosniff"
        return response
