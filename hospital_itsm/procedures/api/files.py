"""The files that prove a step over REST."""

from typing import Any, ClassVar

from django.http import FileResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from hospital_itsm.core.files.serving import download
from hospital_itsm.core.problems import UnknownInput
from hospital_itsm.core.rest.parsers import BoundedMultiPartParser
from hospital_itsm.core.rest.views import Endpoint, strict_query
from hospital_itsm.procedures.actions.files import add_file
from hospital_itsm.procedures.api.procedures import READ, STEP, found
from hospital_itsm.procedures.api.shapes import NUMBER, POSITION, StepFileShape, file_data
from hospital_itsm.procedures.models import StepFile
from tickets.api.attachments import MEDIA_TYPES

FILE = OpenApiParameter("file", OpenApiTypes.INT, OpenApiParameter.PATH)


class StepUpload(serializers.Serializer[Any]):
    """A picture, a PDF, plain text or an Office file."""

    file = serializers.FileField(allow_empty_file=True)


class StepFiles(Endpoint):
    """Attach a file to a step."""

    needs: ClassVar = {"create": STEP}
    parser_classes = (BoundedMultiPartParser,)

    @extend_schema(
        operation_id="procedure_files_create",
        parameters=[NUMBER, POSITION],
        request={"multipart/form-data": StepUpload},
        responses={201: StepFileShape},
        tags=["procedures"],
    )
    def create(self, request: Request, pk: int, position: int) -> Response:
        """Keep a file with a step; then the step can be done."""
        strict_query(request, ())
        get_object_or_404(found(request, pk).steps, position=position)
        if unknown := sorted(set(request.data) - {"file"}):
            raise UnknownInput({name: _("This field cannot be set here.") for name in unknown})
        given = StepUpload(data=request.data)
        given.is_valid(raise_exception=True)
        row = add_file(pk, position, actor=request.user, upload=given.validated_data["file"])
        return Response(file_data(row), status=201)


class StepFileBytes(Endpoint):
    """The bytes of one file."""

    needs: ClassVar = {"retrieve": READ}

    @extend_schema(
        operation_id="procedure_files_read",
        parameters=[NUMBER, POSITION, FILE],
        responses={(200, kind): OpenApiTypes.BINARY for kind in MEDIA_TYPES},
        tags=["procedures"],
    )
    def retrieve(self, request: Request, pk: int, position: int, file: int) -> FileResponse:
        """Download it."""
        strict_query(request, ())
        found(request, pk)
        row = get_object_or_404(StepFile, pk=file, step__procedure=pk, step__position=position)
        return download(row.stored_name, row.file_name, row.content_type)
