"""Serving an attachment: as a download, never shown inside the page, checked again on every request.

Beside it the question whether it shows a chart, for a file that nobody answered it for.
"""

from typing import Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from hospital_itsm.core.errors import Conflict
from hospital_itsm.core.files.serving import download
from hospital_itsm.core.views import PageView
from tickets.actions.attachments import answer_chart, record_download
from tickets.forms.fields import ChartAnswer
from tickets.models import Attachment, Ticket
from tickets.queries.attachments import visible_attachments

BACK: Final = {"receipt": "report_sent", "ticket": "my_ticket"}
"""Where the answer was pressed, besides the agent's page."""


class FileView(PageView):
    """One file of a ticket, for portal and desk."""

    access = "ticket.read"
    http_method_names = ["get"]

    def get(self, request: HttpRequest, key: str, pk: int) -> HttpResponseBase:
        """Send it to whoever sees the ticket and may open the file; restricted ones are recorded first."""
        ticket = Ticket.objects.visible_to(request.user).filter(key=key).first()
        file = visible_attachments(ticket, request.user).filter(pk=pk).first() if ticket else None
        if file is None:
            raise Http404
        file.ticket = ticket
        record_download(file, actor=request.user)
        return download(file.stored_name, file.file_name, file.content_type)


class ChartView(PageView):
    """Does this file show a chart? The answer of who sent it, or of the desk, in one press."""

    access = "ticket.read"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, key: str, pk: int) -> HttpResponseBase:
        """Keep the answer and go back to where it was pressed."""
        form = ChartAnswer(request.POST)
        form.is_valid()
        shows = form.cleaned_data["shows_record"]
        if shows is None:
            messages.warning(request, _("Say yes or no."))
        else:
            self._answer(request, key, pk, shows)
        return redirect(f"tickets:{BACK.get(request.POST.get('next', ''), 'detail')}", key=key)

    def _answer(self, request: HttpRequest, key: str, pk: int, shows: bool) -> None:
        try:
            answer_chart(key, pk, actor=request.user, shows_record=shows)
        except (Ticket.DoesNotExist, Attachment.DoesNotExist):
            raise Http404 from None
        except Conflict as refusal:
            messages.warning(request, refusal.message)
        else:
            messages.success(
                request,
                _("The file stays with those who may see patient data.")
                if shows
                else _("Everybody who sees the ticket sees the file now."),
            )
