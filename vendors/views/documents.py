"""Documents: the page of one with its versions, the forms that add, and the files themselves."""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.core.access import can
from hospital_itsm.core.files.serving import download
from hospital_itsm.core.views import PageView
from hospital_itsm.people.views.form_page import FormPage, posted
from vendors.actions.documents import add_document, add_version, record_opening, withdraw_version
from vendors.forms.documents import NewDocumentForm, VersionOfDocumentForm, WithdrawForm
from vendors.models import Contract, Document, DocumentVersion, Vendor
from vendors.views.baas import baa_or_404


class DocumentView(PageView):
    """`/vendors/documents/<pk>/`: what it is, its versions, newest first."""

    access = "document.read"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show it."""
        document = document_or_404(request, pk)
        versions = document.versions.select_related("uploaded_by", "withdrawn_by")
        context = {
            "document": document,
            "subject": document.subject,
            "versions": versions,
            "may_manage": can(request.user, "document.manage", document.kind),
        }
        return render(request, "vendors/document.html", context)


class DocumentFileView(PageView):
    """`/vendors/documents/<pk>/versions/<number>/`: the file, as a download, checked again on every request."""

    access = "document.read"
    http_method_names = ["get"]

    def get(self, request: HttpRequest, pk: int, number: int) -> HttpResponseBase:
        """Record who opens it, and send it. A withdrawn version opens no more."""
        version = version_or_404(document_or_404(request, pk), number)
        record_opening(version, actor=request.user)
        return download(version.stored_name, version.file_name, version.content_type)


class NewDocumentView(FormPage):
    """A document is added to what the address names."""

    access = "document.manage"
    button = gettext_lazy("Keep the document")
    done = gettext_lazy("The document is kept.")

    def form(self, request: HttpRequest, row: Any) -> forms.Form:
        """What it is, and the file."""
        return NewDocumentForm(posted(request), sent_files(request), actor=request.user)

    def act(self, request: HttpRequest, row: Any, data: dict[str, Any]) -> Document:
        """Keep it."""
        return add_document(
            row,
            actor=request.user,
            kind=data["kind"],
            title=data["title"],
            upload=data["file"],
            note=data["note"],
        )

    def allowed(self, request: HttpRequest, **where: Any) -> Any:
        """The subject; which kinds this person keeps is asked when one is chosen."""
        return self.row(request, **where)

    def heading(self, row: Any) -> str:
        """Names what it is added to."""
        return _("Add a document: %(subject)s") % {"subject": row.audit_label}


class NewVendorDocumentView(NewDocumentView):
    """`/vendors/<pk>/documents/new/`."""

    def row(self, request: HttpRequest, **where: Any) -> Vendor:
        """The vendor of the address."""
        found: Vendor = get_object_or_404(Vendor.objects.visible_to(request.user), pk=where["pk"])
        return found


class NewContractDocumentView(NewDocumentView):
    """`/contracts/<number>/documents/new/`."""

    def row(self, request: HttpRequest, **where: Any) -> Contract:
        """The contract of the address."""
        found: Contract = get_object_or_404(Contract.objects.visible_to(request.user), number=where["number"])
        return found


class NewBaaDocumentView(NewDocumentView):
    """`/vendors/baa/<pk>/documents/new/`."""

    def row(self, request: HttpRequest, **where: Any) -> Any:
        """The agreement of the address."""
        return baa_or_404(request, where["pk"])


class NewVersionView(FormPage):
    """`/vendors/documents/<pk>/versions/new/`."""

    access = "document.manage"
    button = gettext_lazy("Keep the version")
    done = gettext_lazy("The version is kept. The older ones stay.")

    def row(self, request: HttpRequest, **where: Any) -> Document:
        """The document of the address."""
        return document_or_404(request, where["pk"])

    def allowed(self, request: HttpRequest, **where: Any) -> Any:
        """The document, for those who keep its kind."""
        document = self.row(request, **where)
        if not can(request.user, "document.manage", document.kind):
            raise Http404
        return document

    def form(self, request: HttpRequest, row: Any) -> forms.Form:
        """The file."""
        return VersionOfDocumentForm(posted(request), sent_files(request))

    def act(self, request: HttpRequest, row: Any, data: dict[str, Any]) -> Document:
        """Keep it."""
        add_version(row.pk, actor=request.user, upload=data["file"], note=data["note"])
        return row

    def heading(self, row: Any) -> str:
        """Names it."""
        return _("Add a version of %(title)s") % {"title": row.title}


class WithdrawVersionView(NewVersionView):
    """`/vendors/documents/<pk>/versions/<number>/withdraw/`."""

    button = gettext_lazy("Withdraw the version")
    done = gettext_lazy("The version is withdrawn.")

    def form(self, request: HttpRequest, row: Any) -> forms.Form:
        """Why."""
        version_or_404(row, int(self.kwargs["number"]))
        return WithdrawForm(posted(request))

    def act(self, request: HttpRequest, row: Any, data: dict[str, Any]) -> Document:
        """Withdraw it."""
        withdraw_version(row.pk, int(self.kwargs["number"]), actor=request.user, reason=data["reason"])
        return row

    def heading(self, row: Any) -> str:
        """Names it."""
        words = _("Withdraw version %(number)s of %(title)s")
        return words % {"number": self.kwargs["number"], "title": row.title}

    def more_context(self, request: HttpRequest, row: Any) -> dict[str, Any]:
        """What it means."""
        return {"told": _("Nobody can open it any more. It stays on record with your reason.")}


def document_or_404(request: HttpRequest, pk: int) -> Document:
    """The document of an address. Raises Http404 where the person does not see it."""
    rows = Document.objects.visible_to(request.user).select_related("vendor", "contract", "baa__vendor")
    found: Document = get_object_or_404(rows, pk=pk)
    return found


def version_or_404(document: Document, number: int) -> DocumentVersion:
    """A version that opens. Raises Http404 for one that is not there or withdrawn."""
    found: DocumentVersion = get_object_or_404(
        document.versions.filter(withdrawn_at__isnull=True), number=number
    )
    found.document = document
    return found


def sent_files(request: HttpRequest) -> Any:
    """The files of a post, else nothing."""
    return request.FILES if request.method == "POST" else None
