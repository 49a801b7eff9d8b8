"""Serving an attachment: as a download, never shown inside the page, checked again on every request."""

from django.http import Http404, HttpRequest, HttpResponseBase

from hospital_itsm.core.files.serving import download
from hospital_itsm.core.views import PageView
from tickets.actions.attachments import record_download
from tickets.models import Ticket
from tickets.queries.attachments import visible_attachments


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
