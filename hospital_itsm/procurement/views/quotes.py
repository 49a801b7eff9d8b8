"""The files of an offer: added to a draft, opened by whoever sees the purchase."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.core.files.serving import download
from hospital_itsm.core.views import PageView
from hospital_itsm.people.views.form_page import posted
from hospital_itsm.procurement.actions import quotes
from hospital_itsm.procurement.forms.purchases import QuoteFileForm
from hospital_itsm.procurement.models import QuoteFile
from hospital_itsm.procurement.views.options import DraftPage, RemoveView
from hospital_itsm.procurement.views.purchases import purchase_or_404
from vendors.views.documents import sent_files


class NewFileView(DraftPage):
    """`/purchases/<number>/options/<key>/files/new/`."""

    button = gettext_lazy("Keep the file")
    done = gettext_lazy("The file is kept with the option.")

    def form(self, request: HttpRequest, row: Any) -> forms.Form:
        """The file."""
        self.option(row)
        return QuoteFileForm(posted(request), sent_files(request), initial={"version": row.version})

    def act(self, request: HttpRequest, row: Any, data: dict[str, Any]) -> Any:
        """Keep it."""
        version, upload = data["version"], data["file"]
        quotes.add_file(row.number, self.part, actor=request.user, upload=upload, version=version)
        return row

    def heading(self, row: Any) -> str:
        """Names the vendor."""
        return _("Add a file to the option of %(vendor)s") % {"vendor": self.option(row).vendor.name}


class FileView(PageView):
    """`/purchases/<number>/files/<key>/`: the file, as a download, asked anew each time."""

    access = "purchase.read"
    http_method_names = ["get"]

    def get(self, request: HttpRequest, number: str, pk: int) -> HttpResponseBase:
        """Record who opens it, and send it."""
        purchase = purchase_or_404(request, number)
        rows = QuoteFile.objects.select_related("option__purchase")
        row = get_object_or_404(rows, pk=pk, option__purchase=purchase)
        quotes.record_opening(row, actor=request.user)
        return download(row.stored_name, row.file_name, row.content_type)


class RemoveFileView(RemoveView):
    """`/purchases/<number>/files/<key>/remove/`."""

    def remove(self, request: HttpRequest, purchase: Any, pk: int) -> None:
        """The file."""
        get_object_or_404(QuoteFile, pk=pk, option__purchase=purchase)
        quotes.remove_file(purchase.number, pk, actor=request.user)
