"""Serving an attachment: as a download, never shown inside the page, checked again on every request."""

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase

from hospital_itsm.core.views import PageView
from tickets.actions.attachments import record_download
from tickets.models import Ticket
from tickets.queries.attachments import visible_attachments

SEALED = "default-src 'none'; sandbox"


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
        try:
            content = default_storage.open(file.stored_name)
        except FileNotFoundError as missing:
            raise Http404 from missing
        response = FileResponse(
            content, as_attachment=True, filename=file.file_name, content_type=file.content_type
        )
        response["X-Content-Type-Options"] = "nosniff"
        response["Content-Security-Policy"] = SEALED
        response["Cache-Control"] = "no-store"
        return response
