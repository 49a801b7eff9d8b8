"""The lists of insurance, reviews, people and credentials of vendors, and what of them expires."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from hospital_itsm.core.access import can
from hospital_itsm.core.list_page import ListPage
from hospital_itsm.core.views import PageView
from hospital_itsm.vendor_file import filters as known
from hospital_itsm.vendor_file.choices import (
    CredentialKind,
    InsuranceKind,
    ReviewKind,
    ReviewResult,
    Validity,
)
from hospital_itsm.vendor_file.models import Credential
from hospital_itsm.vendor_file.views.file import TABLES
from hospital_itsm.vendor_file.words import REVIEW_STATES, lines_of

MOST = 50


class FileList(ListPage):
    """A list with a state and a kind to choose from."""

    states: Any = Validity.choices
    kinds: Any = ()

    def more_context(self, request: HttpRequest) -> dict[str, Any]:
        """Menus of the filters, and whether this person reads the other lists."""
        return {
            "states": self.states,
            "state": request.GET.get("state", ""),
            "kinds": self.kinds,
            "kind": request.GET.get("kind", ""),
            "may_read_file": can(request.user, "vendor_file.read"),
        }


class CertificatesView(FileList):
    """`/vendors/insurance/`: what ends first before the rest."""

    access = "vendor_file.read"
    template = "vendor_file/insurance.html"
    rows_template = "vendor_file/_insurance_rows.html"
    filters = known.CertificateFilters
    orders = known.CERTIFICATE_SORTS
    kinds = InsuranceKind.choices

    def rows(self, request: HttpRequest, today: date) -> Any:
        """Visible certificates."""
        return known.certificate_rows(request.user, request.GET, today)


class ReviewsView(FileList):
    """`/vendors/reviews/`: what is due first before the rest."""

    access = "vendor_file.read"
    template = "vendor_file/reviews.html"
    rows_template = "vendor_file/_review_rows.html"
    filters = known.ReviewFilters
    orders = known.REVIEW_SORTS
    states = REVIEW_STATES
    kinds = ReviewKind.choices

    def rows(self, request: HttpRequest, today: date) -> Any:
        """Visible reviews."""
        return known.review_rows(request.user, request.GET, today)

    def more_context(self, request: HttpRequest) -> dict[str, Any]:
        """The results to choose from besides."""
        further = {"results": ReviewResult.choices, "result": request.GET.get("result", "")}
        return {**super().more_context(request), **further, "findings": request.GET.get("findings", "")}


class PeopleView(FileList):
    """`/vendors/people/`: by name."""

    access = "vendor_person.read"
    template = "vendor_file/people.html"
    rows_template = "vendor_file/_person_rows.html"
    filters = known.PersonFilters
    orders = known.PERSON_SORTS

    def rows(self, request: HttpRequest, today: date) -> Any:
        """Visible people."""
        return known.person_rows(request.user, request.GET, today)


class CredentialsView(FileList):
    """`/vendors/credentials/`: what ends first before the rest."""

    access = "vendor_person.read"
    template = "vendor_file/credentials.html"
    rows_template = "vendor_file/_credential_rows.html"
    filters = known.CredentialFilters
    orders = known.CREDENTIAL_SORTS
    kinds = CredentialKind.choices

    def rows(self, request: HttpRequest, today: date) -> Any:
        """Visible credentials."""
        return known.credential_rows(request.user, request.GET, today)


class ExpiringView(PageView):
    """`/vendors/expiring/`: credentials, insurance and reviews whose day came or comes soon."""

    access = "vendor_person.read"

    def get(self, request: HttpRequest) -> HttpResponse:
        """The most pressing of each, among what this person sees: a statement each."""
        user, today = request.user, timezone.localdate()
        reads_file = can(user, "vendor_file.read")
        held = Credential.objects.visible_to(user).of_those_here().pressing(today)
        groups: dict[str, Any] = {"credentials": held.select_related("person__vendor")}
        if reads_file:
            for name, model in TABLES:
                rows = model.objects.visible_to(user).filter(vendor__is_active=True).pressing(today)
                groups[name] = rows.select_related("vendor", "document")
        found = {name: list(rows[: MOST + 1]) for name, rows in groups.items()}
        context = {
            "groups": {name: lines_of(rows[:MOST], today) for name, rows in found.items()},
            "cut": {name: len(rows) > MOST for name, rows in found.items()},
            "may_read_file": reads_file,
        }
        return render(request, "vendor_file/expiring.html", context)
