"""Certificates of sanitization: signing one, its page, its PDF."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assets.actions.media import sign_certificate
from assets.certificate_facts import sections_of
from assets.certificate_sheet import pdf_of
from assets.forms.certificate import CertificateForm
from assets.models import SanitizationCertificate, StorageMedium
from assets.views.editing import AssetFormPage
from hospital_itsm.audit.history import history_of
from hospital_itsm.core.views import PageView
from hospital_itsm.people.views.form_page import posted
from hospital_itsm.people.views.layout import own_layout


class CertifyView(AssetFormPage):
    """`/a/<tag>/media/<pk>/certificate/`: sign that the data of one medium is gone."""

    template = "assets/form.html"
    button = gettext_lazy("Sign the certificate")
    done = gettext_lazy("The certificate is signed.")

    def form(self, request: HttpRequest, row: Any) -> forms.Form:
        """What was done, by whom, and who validated it."""
        return CertificateForm(posted(request))

    def act(self, request: HttpRequest, row: Any, data: dict[str, Any]) -> SanitizationCertificate:
        """Sign it."""
        data.pop("version")
        return sign_certificate(self._medium(row), actor=request.user, **data)

    def heading(self, row: Any) -> str:
        """Names the medium."""
        return _("Certificate for %(medium)s of %(tag)s") % {"medium": self._medium(row), "tag": row.tag}

    def more_context(self, request: HttpRequest, row: Any) -> dict[str, Any]:
        """What signing means."""
        return {"told": _("Nothing in it can be changed after you sign. Write no patient data.")}

    def _medium(self, row: Any) -> StorageMedium:
        found: StorageMedium = get_object_or_404(row.media.select_related("asset"), pk=self.kwargs["pk"])
        return found


class CertificateView(PageView):
    """`/certificates/<pk>/`: every fact of it, as it was signed."""

    access = "asset.read"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show it."""
        row = certificate_or_404(request, pk)
        context = {
            "layout": own_layout(request),
            "certificate": row,
            "sections": sections_of(row),
            "history": history_of([row]),
        }
        return render(request, "assets/certificate.html", context)


class CertificatePdfView(PageView):
    """`/certificates/<pk>/pdf/`: the same on paper."""

    access = "asset.read"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Send it."""
        row = certificate_or_404(request, pk)
        answer = HttpResponse(pdf_of(row), content_type="application/pdf")
        answer["Content-Disposition"] = f'attachment; filename="{row.number}.pdf"'
        return answer


def certificate_or_404(request: HttpRequest, pk: int) -> SanitizationCertificate:
    """The certificate of the address. Raises Http404 where the person does not see its asset."""
    rows = SanitizationCertificate.objects.visible_to(request.user)
    rows = rows.select_related("medium__asset", "signed_by")
    found: SanitizationCertificate = get_object_or_404(rows, pk=pk)
    return found
