"""The documents of a recall: adding one, sending one."""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assets.actions.recalls.documents import add_document
from assets.forms.recalls import DocumentForm
from assets.models import RecallCase
from assets.views.recalls.forms import CaseForm
from assets.views.recalls.pages import case_or_404
from hospital_itsm.core.files.serving import download
from hospital_itsm.core.views import PageView
from hospital_itsm.people.views.form_page import posted


class AddDocumentView(CaseForm):
    """`/safety/recalls/<key>/documents/`."""

    access = "recall.work"
    button = gettext_lazy("Add the document")
    done = gettext_lazy("The document is added.")

    def form(self, request: HttpRequest, row: RecallCase) -> forms.Form:
        """The file."""
        return DocumentForm(posted(request), request.FILES if request.method == "POST" else None)

    def act(self, request: HttpRequest, row: RecallCase, data: dict[str, Any]) -> RecallCase:
        """Keep it."""
        add_document(row.key, actor=request.user, upload=data["file"])
        return row

    def heading(self, row: RecallCase) -> str:
        """Names it."""
        return _("Add a document to %(key)s") % {"key": row.key}


class DocumentView(PageView):
    """`/safety/recalls/<key>/documents/<pk>/`: the file, as a download."""

    access = "recall.read"
    http_method_names = ["get"]

    def get(self, request: HttpRequest, key: str, pk: int) -> HttpResponseBase:
        """Send it."""
        case = case_or_404(request, key)
        file = case.notice.documents.filter(pk=pk).first()
        if file is None:
            raise Http404
        return download(file.stored_name, file.file_name, file.content_type)
