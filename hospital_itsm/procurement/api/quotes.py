"""The files of offers over REST."""

from typing import Any, ClassVar

from django.http import FileResponse
from django.shortcuts import get_object_or_404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from hospital_itsm.core.access import require
from hospital_itsm.core.files.serving import download
from hospital_itsm.core.rest.etags import ETAG, IF_MATCH, matched_version
from hospital_itsm.core.rest.parsers import BoundedMultiPartParser
from hospital_itsm.procurement.actions import quotes
from hospital_itsm.procurement.api.purchases import EDIT, READ, Plain
from hospital_itsm.procurement.api.shapes import PART, PURCHASE, WholePurchaseShape
from hospital_itsm.procurement.models import QuoteFile
from vendors.api.documents import MEDIA_TYPES, upload_of


class QuoteUpload(serializers.Serializer[Any]):
    """A file of an offer."""

    file = serializers.FileField(allow_empty_file=True)


class NewQuoteFiles(Plain):
    """Further files of an option."""

    needs: ClassVar = {"create": EDIT}
    parser_classes = (BoundedMultiPartParser,)

    @extend_schema(
        operation_id="purchases_files_create",
        parameters=[PURCHASE, PART, IF_MATCH, ETAG],
        request={"multipart/form-data": QuoteUpload},
        responses={201: WholePurchaseShape},
    )
    def create(self, request: Request, number: str, pk: int) -> Response:
        """Upload the quote of an option of a draft: a PDF, a picture, plain text or an Office file."""
        version = matched_version(request)
        purchase = self.found(request, number)
        require(request.user, "purchase.edit", purchase)
        self.part(purchase.options.all(), pk)
        upload = upload_of(request, QuoteUpload)["file"]
        quotes.add_file(number, pk, actor=request.user, upload=upload, version=version)
        return self.answer(request, number, status=201)


class QuoteFiles(Plain):
    """One file of an offer."""

    needs: ClassVar = {"retrieve": READ, "destroy": EDIT}

    @extend_schema(
        operation_id="purchases_files_read",
        parameters=[PURCHASE, PART],
        responses={(200, kind): OpenApiTypes.BINARY for kind in MEDIA_TYPES},
    )
    def retrieve(self, request: Request, number: str, pk: int) -> FileResponse:
        """Download it; every download is recorded."""
        purchase = self.found(request, number)
        rows = QuoteFile.objects.select_related("option__purchase")
        row = get_object_or_404(rows, pk=pk, option__purchase=purchase)
        quotes.record_opening(row, actor=request.user)
        return download(row.stored_name, row.file_name, row.content_type)

    @extend_schema(
        operation_id="purchases_files_remove",
        parameters=[PURCHASE, PART, IF_MATCH, ETAG],
        responses=WholePurchaseShape,
    )
    def destroy(self, request: Request, number: str, pk: int) -> Response:
        """Remove a file of a draft."""
        version = matched_version(request)
        self.part(QuoteFile.objects.filter(option__purchase=self.found(request, number)), pk)
        quotes.remove_file(number, pk, actor=request.user, version=version)
        return self.answer(request, number)
