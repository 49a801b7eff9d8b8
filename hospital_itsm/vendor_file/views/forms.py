"""The forms that add and change insurance, reviews, people and credentials."""

from typing import Any

from django import forms
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.people.views.form_page import FormPage, posted
from hospital_itsm.vendor_file.actions.insurance import add_certificate, change_certificate
from hospital_itsm.vendor_file.actions.people import (
    add_credential,
    add_person,
    change_credential,
    change_person,
)
from hospital_itsm.vendor_file.actions.reviews import add_review, change_review
from hospital_itsm.vendor_file.forms.file import (
    CertificateForm,
    CredentialForm,
    PersonForm,
    ReviewForm,
    present,
)
from hospital_itsm.vendor_file.models import Credential, InsuranceCertificate, SecurityReview, VendorPerson
from vendors.models import Vendor
from vendors.views.documents import sent_files

CURRENCY = "USD"


def vendor_of(request: HttpRequest, pk: int) -> Vendor:
    """The vendor of an address. Raises Http404 where the person does not see it."""
    found: Vendor = get_object_or_404(Vendor.objects.visible_to(request.user), pk=pk)
    return found


def file_and_fields(data: dict[str, Any]) -> dict[str, Any]:
    """Cleaned values as the actions take them: the file beside the fields, without the version."""
    fields = {name: value for name, value in data.items() if name not in ("version", "file")}
    return {"fields": fields, "upload": data.get("file")}


class NewOfVendor(FormPage):
    """Something is added to the vendor of the address."""

    def row(self, request: HttpRequest, **where: Any) -> Vendor:
        """The vendor."""
        return vendor_of(request, where["pk"])


class ChangePage(FormPage):
    """A row is changed."""

    model: Any = None
    shape: Any = None
    joined: tuple[str, ...] = ("vendor",)
    button = gettext_lazy("Save")

    def row(self, request: HttpRequest, **where: Any) -> Any:
        """The row of the address."""
        rows = self.model.objects.visible_to(request.user).select_related(*self.joined)
        return get_object_or_404(rows, pk=where["pk"])

    def stored(self, row: Any) -> dict[str, Any]:
        """Its present values."""
        return {name: value for name, value in present(self.shape, row).items() if name != "version"}


class NewCertificateView(NewOfVendor):
    """`/vendors/<pk>/insurance/new/`."""

    access = "vendor_file.manage"
    button = gettext_lazy("Add the certificate")
    done = gettext_lazy("The certificate is added.")

    def form(self, request: HttpRequest, row: Any) -> forms.Form:
        """What it says."""
        initial = {"is_active": True, "currency": CURRENCY}
        return CertificateForm(
            posted(request), sent_files(request), vendor=row, actor=request.user, initial=initial
        )

    def act(self, request: HttpRequest, row: Any, data: dict[str, Any]) -> InsuranceCertificate:
        """Add it."""
        given = file_and_fields(data)
        return add_certificate(row.pk, actor=request.user, upload=given["upload"], **given["fields"])

    def heading(self, row: Any) -> str:
        """Names the vendor."""
        return _("Add insurance of %(name)s") % {"name": row.name}


class EditCertificateView(ChangePage):
    """`/vendors/insurance/<pk>/`."""

    access = "vendor_file.manage"
    done = gettext_lazy("The certificate is changed.")
    model, shape, joined = InsuranceCertificate, CertificateForm, ("vendor", "document")

    def form(self, request: HttpRequest, row: Any) -> forms.Form:
        """What is known."""
        initial = present(CertificateForm, row)
        return CertificateForm(
            posted(request), sent_files(request), vendor=row.vendor, actor=request.user, initial=initial
        )

    def act(self, request: HttpRequest, row: Any, data: dict[str, Any]) -> InsuranceCertificate:
        """Change it."""
        return change_certificate(
            row.pk, actor=request.user, version=data["version"], **file_and_fields(data)
        )

    def heading(self, row: Any) -> str:
        """Names the vendor."""
        return _("Change insurance of %(name)s") % {"name": row.vendor.name}


class NewReviewView(NewOfVendor):
    """`/vendors/<pk>/reviews/new/`."""

    access = "vendor_file.manage"
    button = gettext_lazy("Add the review")
    done = gettext_lazy("The review is added.")

    def form(self, request: HttpRequest, row: Any) -> forms.Form:
        """What it found."""
        initial = {"is_active": True, "findings_open": 0}
        return ReviewForm(
            posted(request), sent_files(request), vendor=row, actor=request.user, initial=initial
        )

    def act(self, request: HttpRequest, row: Any, data: dict[str, Any]) -> SecurityReview:
        """Add it."""
        given = file_and_fields(data)
        return add_review(row.pk, actor=request.user, upload=given["upload"], **given["fields"])

    def heading(self, row: Any) -> str:
        """Names the vendor."""
        return _("Add a security review of %(name)s") % {"name": row.name}


class EditReviewView(ChangePage):
    """`/vendors/reviews/<pk>/`."""

    access = "vendor_file.manage"
    done = gettext_lazy("The review is changed.")
    model, shape, joined = SecurityReview, ReviewForm, ("vendor", "document", "reviewer")

    def form(self, request: HttpRequest, row: Any) -> forms.Form:
        """What is known."""
        initial, reviewer = present(ReviewForm, row), row.reviewer_id
        named = {"vendor": row.vendor, "actor": request.user, "reviewer": reviewer}
        return ReviewForm(posted(request), sent_files(request), initial=initial, **named)

    def act(self, request: HttpRequest, row: Any, data: dict[str, Any]) -> SecurityReview:
        """Change it."""
        return change_review(row.pk, actor=request.user, version=data["version"], **file_and_fields(data))

    def heading(self, row: Any) -> str:
        """Names the vendor."""
        return _("Change a security review of %(name)s") % {"name": row.vendor.name}


class NewPersonView(NewOfVendor):
    """`/vendors/<pk>/people/new/`."""

    access = "vendor_person.manage"
    button = gettext_lazy("Add them")
    done = gettext_lazy("They are added. Add their badge, training and accounts now.")

    def form(self, request: HttpRequest, row: Any) -> forms.Form:
        """Who it is."""
        return PersonForm(posted(request), initial={"is_active": True})

    def act(self, request: HttpRequest, row: Any, data: dict[str, Any]) -> VendorPerson:
        """Add them."""
        data.pop("version")
        return add_person(row.pk, actor=request.user, **data)

    def heading(self, row: Any) -> str:
        """Names the vendor."""
        return _("Add somebody of %(name)s") % {"name": row.name}


class EditPersonView(ChangePage):
    """`/vendors/people/<pk>/edit/`."""

    access = "vendor_person.manage"
    done = gettext_lazy("It is changed.")
    model, shape = VendorPerson, PersonForm

    def form(self, request: HttpRequest, row: Any) -> forms.Form:
        """What is known."""
        return PersonForm(posted(request), initial=present(PersonForm, row))

    def act(self, request: HttpRequest, row: Any, data: dict[str, Any]) -> VendorPerson:
        """Change it."""
        version = data.pop("version")
        return change_person(row.pk, actor=request.user, fields=data, version=version)

    def heading(self, row: Any) -> str:
        """Names them."""
        return _("Change %(name)s") % {"name": row.name}


class NewCredentialView(FormPage):
    """`/vendors/people/<pk>/credentials/new/`."""

    access = "vendor_person.manage"
    button = gettext_lazy("Add the credential")
    done = gettext_lazy("The credential is added.")

    def row(self, request: HttpRequest, **where: Any) -> VendorPerson:
        """The person of the address."""
        rows = VendorPerson.objects.visible_to(request.user).select_related("vendor")
        found: VendorPerson = get_object_or_404(rows, pk=where["pk"])
        return found

    def form(self, request: HttpRequest, row: Any) -> forms.Form:
        """What it is."""
        return CredentialForm(posted(request), initial={"is_active": True})

    def act(self, request: HttpRequest, row: Any, data: dict[str, Any]) -> Credential:
        """Add it."""
        data.pop("version")
        return add_credential(row.pk, actor=request.user, **data)

    def heading(self, row: Any) -> str:
        """Names who holds it."""
        return _("Add a credential of %(name)s") % {"name": row.name}


class EditCredentialView(ChangePage):
    """`/vendors/credentials/<pk>/`."""

    access = "vendor_person.manage"
    done = gettext_lazy("The credential is changed.")
    model, shape, joined = Credential, CredentialForm, ("person",)

    def form(self, request: HttpRequest, row: Any) -> forms.Form:
        """What is known."""
        return CredentialForm(posted(request), initial=present(CredentialForm, row))

    def act(self, request: HttpRequest, row: Any, data: dict[str, Any]) -> Credential:
        """Change it."""
        version = data.pop("version")
        return change_credential(row.pk, actor=request.user, fields=data, version=version)

    def heading(self, row: Any) -> str:
        """Names who holds it."""
        return _("Change a credential of %(name)s") % {"name": row.person.name}
