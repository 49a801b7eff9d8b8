"""Documents of vendors, contracts and agreements over REST."""

from typing import Any, ClassVar

from django.http import FileResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from hospital_itsm.core.files.kinds import IMAGES, OFFICE
from hospital_itsm.core.files.serving import download
from hospital_itsm.core.problems import UnknownInput
from hospital_itsm.core.rest.fields import Text, in_utc, in_utc_or_none
from hospital_itsm.core.rest.parsers import BoundedMultiPartParser
from hospital_itsm.core.rest.serializers import StrictSerializer, values_of
from hospital_itsm.core.rest.views import Endpoint, strict_query
from vendors.actions.documents import Subject, add_document, add_version, record_opening, withdraw_version
from vendors.api.vendors import found
from vendors.choices import DocumentKind
from vendors.models import Baa, Contract, Document, DocumentVersion

READ = ("document.read", "vendors:read")
WRITE = ("document.manage", "vendors:write")
MEDIA_TYPES = (*IMAGES, "application/pdf", "text/plain", *(kind for kind, _ending in OFFICE.values()))
ID = OpenApiParameter("pk", OpenApiTypes.INT, OpenApiParameter.PATH)
NUMBER = OpenApiParameter("number", OpenApiTypes.INT, OpenApiParameter.PATH)


class VersionUpload(serializers.Serializer[Any]):
    """A file as a further version."""

    file = serializers.FileField(allow_empty_file=True)
    note = serializers.CharField(max_length=200, required=False, allow_blank=True)


class DocumentUpload(VersionUpload):
    """A file as the first version of a document."""

    kind = serializers.ChoiceField(DocumentKind.choices)
    title = serializers.CharField(max_length=160)


class Withdrawal(StrictSerializer):
    """Why a version is opened no more."""

    reason = Text(max_length=200)


class DocumentVersionShape(serializers.Serializer[Any]):
    """One file of a document."""

    number = serializers.IntegerField()
    file_name = serializers.CharField()
    content_type = serializers.CharField()
    size = serializers.IntegerField()
    sha256 = serializers.CharField()
    note = serializers.CharField()
    uploaded_by = serializers.CharField(allow_null=True)
    uploaded_at = serializers.DateTimeField()
    withdrawn_at = serializers.DateTimeField(allow_null=True)


class DocumentShape(serializers.Serializer[Any]):
    """A document with its versions, newest first."""

    id = serializers.IntegerField()
    kind = serializers.ChoiceField(DocumentKind.choices)
    title = serializers.CharField()
    versions = DocumentVersionShape(many=True)


class SubjectDocuments(Endpoint):
    """Documents of one subject; a subclass says which."""

    needs: ClassVar = {"list": READ, "create": WRITE}
    parser_classes = (BoundedMultiPartParser,)

    def subject(self, request: Request, **where: Any) -> Subject:
        """What the address names. Raises Http404."""
        raise NotImplementedError

    def shown(self, request: Request, **where: Any) -> Response:
        """Documents the caller may see, newest first."""
        strict_query(request, ())
        subject = self.subject(request, **where)
        rows = Document.objects.visible_to(request.user).filter(**{subject._meta.model_name or "": subject})
        return Response([document_data(row) for row in rows.with_versions()])

    def kept(self, request: Request, **where: Any) -> Response:
        """Keep the sent file."""
        strict_query(request, ())
        subject = self.subject(request, **where)
        values = upload_of(request, DocumentUpload)
        made = add_document(subject, actor=request.user, upload=values.pop("file"), **values)
        return Response(document_data(reread(made)), status=201)


class VendorDocuments(SubjectDocuments):
    """Documents of a vendor itself."""

    def subject(self, request: Request, **where: Any) -> Subject:
        """The vendor of this name."""
        return found(request, where["name"])

    @extend_schema(operation_id="vendor_documents_list", responses=DocumentShape(many=True))
    def list(self, request: Request, name: str) -> Response:
        """Those of the vendor; its contracts and agreements have their own."""
        return self.shown(request, name=name)

    @extend_schema(
        operation_id="vendor_documents_create",
        request={"multipart/form-data": DocumentUpload},
        responses={201: DocumentShape},
    )
    def create(self, request: Request, name: str) -> Response:
        """Upload a PDF, a picture, plain text or an Office file."""
        return self.kept(request, name=name)


class ContractDocuments(SubjectDocuments):
    """Documents of a contract."""

    def subject(self, request: Request, **where: Any) -> Subject:
        """The contract of this number."""
        row: Contract = get_object_or_404(Contract.objects.visible_to(request.user), number=where["number"])
        return row

    @extend_schema(operation_id="contract_documents_list", responses=DocumentShape(many=True))
    def list(self, request: Request, number: str) -> Response:
        """Those of the contract."""
        return self.shown(request, number=number)

    @extend_schema(
        operation_id="contract_documents_create",
        request={"multipart/form-data": DocumentUpload},
        responses={201: DocumentShape},
    )
    def create(self, request: Request, number: str) -> Response:
        """Upload a PDF, a picture, plain text or an Office file."""
        return self.kept(request, number=number)


class BaaDocuments(SubjectDocuments):
    """Documents of an agreement."""

    def subject(self, request: Request, **where: Any) -> Subject:
        """The agreement of this number."""
        row: Baa = get_object_or_404(Baa.objects.visible_to(request.user), pk=where["pk"])
        return row

    @extend_schema(operation_id="baa_documents_list", parameters=[ID], responses=DocumentShape(many=True))
    def list(self, request: Request, pk: int) -> Response:
        """Those of the agreement."""
        return self.shown(request, pk=pk)

    @extend_schema(
        operation_id="baa_documents_create",
        parameters=[ID],
        request={"multipart/form-data": DocumentUpload},
        responses={201: DocumentShape},
    )
    def create(self, request: Request, pk: int) -> Response:
        """Upload a PDF, a picture, plain text or an Office file."""
        return self.kept(request, pk=pk)


class Documents(Endpoint):
    """One document."""

    needs: ClassVar = {"retrieve": READ}

    @extend_schema(operation_id="documents_read", parameters=[ID], responses=DocumentShape)
    def retrieve(self, request: Request, pk: int) -> Response:
        """With all its versions, newest first."""
        strict_query(request, ())
        return Response(document_data(document(request, pk)))


class DocumentVersions(Endpoint):
    """Further versions of a document."""

    needs: ClassVar = {"create": WRITE}
    parser_classes = (BoundedMultiPartParser,)

    @extend_schema(
        operation_id="document_versions_create",
        parameters=[ID],
        request={"multipart/form-data": VersionUpload},
        responses={201: DocumentShape},
    )
    def create(self, request: Request, pk: int) -> Response:
        """Upload the newest version; the older ones stay."""
        strict_query(request, ())
        row = document(request, pk)
        values = upload_of(request, VersionUpload)
        add_version(row.pk, actor=request.user, upload=values.pop("file"), **values)
        return Response(document_data(reread(row)), status=201)


class DocumentFiles(Endpoint):
    """The bytes of a version, and its withdrawal."""

    needs: ClassVar = {"retrieve": READ, "withdraw": WRITE}

    @extend_schema(
        operation_id="document_versions_read",
        parameters=[ID, NUMBER],
        responses={(200, kind): OpenApiTypes.BINARY for kind in MEDIA_TYPES},
    )
    def retrieve(self, request: Request, pk: int, number: int) -> FileResponse:
        """Download it; every download is recorded, a withdrawn version opens no more."""
        strict_query(request, ())
        row = document(request, pk)
        version = get_object_or_404(row.versions.filter(withdrawn_at__isnull=True), number=number)
        version.document = row
        record_opening(version, actor=request.user)
        return download(version.stored_name, version.file_name, version.content_type)

    @extend_schema(
        operation_id="document_versions_withdraw",
        parameters=[ID, NUMBER],
        request=Withdrawal,
        responses=DocumentShape,
    )
    def withdraw(self, request: Request, pk: int, number: int) -> Response:
        """Let it be opened no more; it stays on record with the reason."""
        strict_query(request, ())
        row = document(request, pk)
        get_object_or_404(row.versions, number=number)
        withdraw_version(row.pk, number, actor=request.user, **values_of(request, Withdrawal))
        return Response(document_data(reread(row)))


def upload_of(request: Request, shape: type[serializers.Serializer[Any]]) -> dict[str, Any]:
    """The checked parts of a multipart body. Raises UnknownInput for a part that is not offered."""
    if unknown := sorted(set(request.data) - set(shape().fields)):
        raise UnknownInput({name: _("This field cannot be set here.") for name in unknown})
    given = shape(data=request.data)
    given.is_valid(raise_exception=True)
    return dict(given.validated_data)


def document(request: Request, pk: int) -> Document:
    """The document of an address with its versions. Raises Http404."""
    row: Document = get_object_or_404(Document.objects.visible_to(request.user).with_versions(), pk=pk)
    return row


def reread(row: Document) -> Document:
    """The same document as it stands now."""
    again: Document = Document.objects.with_versions().get(pk=row.pk)
    return again


def document_data(row: Document) -> dict[str, Any]:
    """One document."""
    return {
        "id": row.pk,
        "kind": row.kind,
        "title": row.title,
        "versions": [_version_data(one) for one in row.versions.all()],
    }


def _version_data(row: DocumentVersion) -> dict[str, Any]:
    return {
        "number": row.number,
        "file_name": row.file_name,
        "content_type": row.content_type,
        "size": row.size,
        "sha256": row.sha256,
        "note": row.note,
        "uploaded_by": row.uploaded_by.username if row.uploaded_by else None,
        "uploaded_at": in_utc(row.uploaded_at),
        "withdrawn_at": in_utc_or_none(row.withdrawn_at),
    }
