"""Files of a ticket over REST; permission is the ticket's."""

from typing import Any, ClassVar

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from hospital_itsm.core.files.kinds import IMAGES, OFFICE
from hospital_itsm.core.problems import UnknownInput
from hospital_itsm.core.rest.fields import in_utc
from hospital_itsm.core.rest.parsers import BoundedMultiPartParser
from hospital_itsm.core.rest.serializers import StrictSerializer, values_of
from tickets.actions.attachments import answer_chart, attach, record_download
from tickets.api.base import KEY, READ, WRITE, TicketEndpoint, caller
from tickets.api.shapes import AttachmentShape
from tickets.models import Attachment
from tickets.queries.attachments import visible_attachments

MEDIA_TYPES = (*IMAGES, "application/pdf", "text/plain", *(kind for kind, _ending in OFFICE.values()))
SANDBOX = "default-src 'none'; sandbox"


class Upload(serializers.Serializer[Any]):
    """A file and who may see it."""

    file = serializers.FileField(allow_empty_file=True)
    is_internal = serializers.BooleanField(
        required=False, help_text="Keep it among those who work the ticket."
    )
    shows_record = serializers.BooleanField(
        required=False,
        allow_null=True,
        help_text="It shows a patient's chart; a picture counts as one where this is left out.",
    )


class Attachments(TicketEndpoint):
    """List and upload the files of a ticket."""

    needs: ClassVar = {"list": READ, "create": WRITE}
    parser_classes = (BoundedMultiPartParser,)

    @extend_schema(
        operation_id="attachments_list",
        parameters=[KEY],
        responses=AttachmentShape(many=True),
        tags=["conversation"],
    )
    def list(self, request: Request, key: str) -> Response:
        """Files the caller may open, oldest first; at most 30."""
        return Response([attachment_data(row) for row in visible_attachments(self.ticket, caller(request))])

    @extend_schema(
        operation_id="attachments_create",
        parameters=[KEY],
        request={"multipart/form-data": Upload},
        responses={201: AttachmentShape},
        tags=["conversation"],
    )
    def create(self, request: Request, key: str) -> Response:
        """Upload a picture, a PDF, plain text or an Office file; name it in a message to bind it to that."""
        if unknown := sorted(set(request.data) - set(Upload().fields)):
            raise UnknownInput({name: _("This field cannot be set here.") for name in unknown})
        given = Upload(data=request.data)
        given.is_valid(raise_exception=True)
        values = dict(given.validated_data)
        row = attach(key, actor=request.user, upload=values.pop("file"), **values)
        return Response(attachment_data(row), status=201)


class Shown(StrictSerializer):
    """Whether it shows a patient's chart."""

    shows_record = serializers.BooleanField()


class AttachmentChart(TicketEndpoint):
    """The question of one file that nobody answered when it was sent."""

    needs: ClassVar = {"create": WRITE}

    @extend_schema(
        operation_id="attachments_chart",
        parameters=[KEY, OpenApiParameter("number", OpenApiTypes.INT, OpenApiParameter.PATH)],
        request=Shown,
        responses={200: AttachmentShape},
        tags=["conversation"],
    )
    def create(self, request: Request, key: str, number: int) -> Response:
        """Say whether it shows a chart, once: `false` shows it to all who see the ticket."""
        given = values_of(request, Shown)
        try:
            row = answer_chart(key, number, actor=request.user, **given)
        except Attachment.DoesNotExist:
            raise Http404 from None
        return Response(attachment_data(row))


class AttachmentFile(TicketEndpoint):
    """The bytes of one file."""

    needs: ClassVar = {"retrieve": READ}

    @extend_schema(
        operation_id="attachments_read",
        parameters=[KEY, OpenApiParameter("number", OpenApiTypes.INT, OpenApiParameter.PATH)],
        responses={(200, kind): OpenApiTypes.BINARY for kind in MEDIA_TYPES},
        tags=["conversation"],
    )
    def retrieve(self, request: Request, key: str, number: int) -> FileResponse:
        """Download a file; it is never shown inside a page of the desk."""
        row = get_object_or_404(visible_attachments(self.ticket, caller(request)), pk=number)
        record_download(row, actor=request.user)
        response = FileResponse(
            default_storage.open(row.stored_name),
            as_attachment=True,
            filename=row.file_name,
            content_type=row.content_type,
        )
        response["Content-Security-Policy"] = SANDBOX
        response["X-Content-Type-Options"] = "nosniff"
        response["Cache-Control"] = "no-store"
        return response


def attachment_data(row: Attachment) -> dict[str, Any]:
    """One file."""
    return {
        "id": row.pk,
        "message": row.message_id,
        "file_name": row.file_name,
        "content_type": row.content_type,
        "size": row.size,
        "sha256": row.sha256,
        "is_internal": row.is_internal,
        "shows_record": row.shows_record,
        "awaits_answer": row.awaits_answer,
        "created_at": in_utc(row.created_at),
    }
