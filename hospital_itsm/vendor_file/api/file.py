"""Insurance, security reviews, people and credentials of vendors over REST."""

from typing import Any, ClassVar

from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from hospital_itsm.core.rest.etags import ETAG, IF_MATCH, matched_version, tagged
from hospital_itsm.core.rest.listed import ListedEndpoint, parameters_of
from hospital_itsm.core.rest.paging import page_data, page_shape
from hospital_itsm.core.rest.serializers import values_of
from hospital_itsm.vendor_file import filters as known
from hospital_itsm.vendor_file.actions.insurance import add_certificate, change_certificate
from hospital_itsm.vendor_file.actions.people import (
    add_credential,
    add_person,
    change_credential,
    change_person,
)
from hospital_itsm.vendor_file.actions.reviews import add_review, change_review
from hospital_itsm.vendor_file.api import shapes
from hospital_itsm.vendor_file.models import Credential, InsuranceCertificate, SecurityReview, VendorPerson

FILE_READ = ("vendor_file.read", "vendors:read")
FILE_WRITE = ("vendor_file.manage", "vendors:write")
PEOPLE_READ = ("vendor_person.read", "vendors:read")
PEOPLE_WRITE = ("vendor_person.manage", "vendors:write")
ID = OpenApiParameter("pk", OpenApiTypes.INT, OpenApiParameter.PATH)


class FileEndpoint(ListedEndpoint):
    """Rows of one table: `rows(actor, given, today)` gives those of a list, `data(row, today)` says one."""

    rows: ClassVar[Any]
    data: ClassVar[Any]

    def listed(self, request: Request) -> Response:
        """The asked page."""
        today, say = timezone.localdate(), type(self).data
        found = type(self).rows(request.user, request.query_params, today)
        return Response(page_data(self.page_of(request, found), lambda row: say(row, today)))

    def one(self, request: Request, pk: int, status: int = 200) -> Response:
        """One row with its version as a tag. Raises Http404."""
        today = timezone.localdate()
        row = get_object_or_404(type(self).rows(request.user, {"state": "any", "gone": "any"}, today), pk=pk)
        return tagged(Response(type(self).data(row, today), status=status), row.version)


class Certificates(FileEndpoint):
    """Certificates of insurance; withdrawn and replaced ones only where a state is asked for."""

    needs: ClassVar = {
        "list": FILE_READ,
        "retrieve": FILE_READ,
        "create": FILE_WRITE,
        "partial_update": FILE_WRITE,
    }
    filters = known.CertificateFilters
    orders = known.CERTIFICATE_SORTS
    rows = staticmethod(known.certificate_rows)
    data = staticmethod(shapes.certificate_data)

    @extend_schema(
        operation_id="insurance_certificates_list",
        parameters=parameters_of(known.CertificateFilters, known.CERTIFICATE_SORTS),
        responses=page_shape("InsuranceCertificatesPage", shapes.InsuranceShape),
    )
    def list(self, request: Request) -> Response:
        """Certificates, what ends first before the rest."""
        return self.listed(request)

    @extend_schema(
        operation_id="insurance_certificates_read", parameters=[ID, ETAG], responses=shapes.InsuranceShape
    )
    def retrieve(self, request: Request, pk: int) -> Response:
        """One certificate."""
        return self.one(request, pk)

    @extend_schema(
        operation_id="insurance_certificates_create",
        parameters=[ETAG],
        request=shapes.NewInsurance,
        responses={201: shapes.InsuranceShape},
    )
    def create(self, request: Request) -> Response:
        """Add a certificate; its file goes to the documents of the vendor first."""
        given = values_of(request, shapes.NewInsurance)
        made = add_certificate(given.pop("vendor").pk, actor=request.user, **given)
        return self.one(request, made.pk, status=201)

    @extend_schema(
        operation_id="insurance_certificates_change",
        parameters=[ID, IF_MATCH, ETAG],
        request=shapes.InsuranceValues,
        responses=shapes.InsuranceShape,
    )
    def partial_update(self, request: Request, pk: int) -> Response:
        """Change a certificate; `is_active` false withdraws it."""
        version, given = matched_version(request), values_of(request, shapes.InsuranceValues, partial=True)
        seen(InsuranceCertificate, request, pk)
        change_certificate(pk, actor=request.user, fields=given, version=version)
        return self.one(request, pk)


class Reviews(FileEndpoint):
    """Security reviews; withdrawn and replaced ones only where a state is asked for."""

    needs: ClassVar = Certificates.needs
    filters = known.ReviewFilters
    orders = known.REVIEW_SORTS
    rows = staticmethod(known.review_rows)
    data = staticmethod(shapes.review_data)

    @extend_schema(
        operation_id="security_reviews_list",
        parameters=parameters_of(known.ReviewFilters, known.REVIEW_SORTS),
        responses=page_shape("SecurityReviewsPage", shapes.SecurityReviewShape),
    )
    def list(self, request: Request) -> Response:
        """Reviews, what is due first before the rest."""
        return self.listed(request)

    @extend_schema(
        operation_id="security_reviews_read", parameters=[ID, ETAG], responses=shapes.SecurityReviewShape
    )
    def retrieve(self, request: Request, pk: int) -> Response:
        """One review."""
        return self.one(request, pk)

    @extend_schema(
        operation_id="security_reviews_create",
        parameters=[ETAG],
        request=shapes.NewSecurityReview,
        responses={201: shapes.SecurityReviewShape},
    )
    def create(self, request: Request) -> Response:
        """Add a review; its report goes to the documents of the vendor first."""
        given = values_of(request, shapes.NewSecurityReview)
        made = add_review(given.pop("vendor").pk, actor=request.user, **given)
        return self.one(request, made.pk, status=201)

    @extend_schema(
        operation_id="security_reviews_change",
        parameters=[ID, IF_MATCH, ETAG],
        request=shapes.SecurityReviewValues,
        responses=shapes.SecurityReviewShape,
    )
    def partial_update(self, request: Request, pk: int) -> Response:
        """Change a review, such as its open findings; `is_active` false withdraws it."""
        version, given = (
            matched_version(request),
            values_of(request, shapes.SecurityReviewValues, partial=True),
        )
        seen(SecurityReview, request, pk)
        change_review(pk, actor=request.user, fields=given, version=version)
        return self.one(request, pk)


class People(FileEndpoint):
    """People of vendors; those here no more only where asked for."""

    needs: ClassVar = {
        "list": PEOPLE_READ,
        "retrieve": PEOPLE_READ,
        "create": PEOPLE_WRITE,
        "partial_update": PEOPLE_WRITE,
    }
    filters = known.PersonFilters
    orders = known.PERSON_SORTS
    rows = staticmethod(known.person_rows)
    data = staticmethod(shapes.person_data)

    @extend_schema(
        operation_id="vendor_people_list",
        parameters=parameters_of(known.PersonFilters, known.PERSON_SORTS),
        responses=page_shape("VendorPeoplePage", shapes.VendorPersonShape),
    )
    def list(self, request: Request) -> Response:
        """People by name."""
        return self.listed(request)

    @extend_schema(
        operation_id="vendor_people_read", parameters=[ID, ETAG], responses=shapes.VendorPersonShape
    )
    def retrieve(self, request: Request, pk: int) -> Response:
        """Somebody."""
        return self.one(request, pk)

    @extend_schema(
        operation_id="vendor_people_create",
        parameters=[ETAG],
        request=shapes.NewVendorPerson,
        responses={201: shapes.VendorPersonShape},
    )
    def create(self, request: Request) -> Response:
        """Add somebody."""
        given = values_of(request, shapes.NewVendorPerson)
        made = add_person(given.pop("vendor").pk, actor=request.user, **given)
        return self.one(request, made.pk, status=201)

    @extend_schema(
        operation_id="vendor_people_change",
        parameters=[ID, IF_MATCH, ETAG],
        request=shapes.VendorPersonValues,
        responses=shapes.VendorPersonShape,
    )
    def partial_update(self, request: Request, pk: int) -> Response:
        """Change somebody; `is_active` false says that they work here no more."""
        version, given = matched_version(request), values_of(request, shapes.VendorPersonValues, partial=True)
        seen(VendorPerson, request, pk)
        change_person(pk, actor=request.user, fields=given, version=version)
        return self.one(request, pk)


class Credentials(FileEndpoint):
    """Credentials of those still here; withdrawn and replaced ones only where a state is asked for."""

    needs: ClassVar = People.needs
    filters = known.CredentialFilters
    orders = known.CREDENTIAL_SORTS
    rows = staticmethod(known.credential_rows)
    data = staticmethod(shapes.credential_data)

    @extend_schema(
        operation_id="vendor_credentials_list",
        parameters=parameters_of(known.CredentialFilters, known.CREDENTIAL_SORTS),
        responses=page_shape("VendorCredentialsPage", shapes.VendorCredentialShape),
    )
    def list(self, request: Request) -> Response:
        """Credentials, what ends first before the rest."""
        return self.listed(request)

    @extend_schema(
        operation_id="vendor_credentials_read", parameters=[ID, ETAG], responses=shapes.VendorCredentialShape
    )
    def retrieve(self, request: Request, pk: int) -> Response:
        """One credential."""
        return self.one(request, pk)

    @extend_schema(
        operation_id="vendor_credentials_create",
        parameters=[ETAG],
        request=shapes.NewVendorCredential,
        responses={201: shapes.VendorCredentialShape},
    )
    def create(self, request: Request) -> Response:
        """Add a credential."""
        given = values_of(request, shapes.NewVendorCredential)
        made = add_credential(given.pop("person").pk, actor=request.user, **given)
        return self.one(request, made.pk, status=201)

    @extend_schema(
        operation_id="vendor_credentials_change",
        parameters=[ID, IF_MATCH, ETAG],
        request=shapes.VendorCredentialValues,
        responses=shapes.VendorCredentialShape,
    )
    def partial_update(self, request: Request, pk: int) -> Response:
        """Change a credential, such as its last day; `is_active` false withdraws it."""
        version, given = (
            matched_version(request),
            values_of(request, shapes.VendorCredentialValues, partial=True),
        )
        seen(Credential, request, pk)
        change_credential(pk, actor=request.user, fields=given, version=version)
        return self.one(request, pk)


def seen(model: Any, request: Request, pk: int) -> None:
    """Raise Http404 where the caller sees no such row."""
    get_object_or_404(model.objects.visible_to(request.user), pk=pk)
