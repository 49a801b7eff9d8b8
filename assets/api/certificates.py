"""Certificates of sanitization over REST; signed rows are read, never changed."""

from typing import Any, ClassVar

from django.shortcuts import get_object_or_404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from assets.choices import VerificationResult
from assets.models import SanitizationCertificate
from hospital_itsm.core.rest.paging import PAGING, PAGING_NAMES, page_data, page_of, page_shape
from hospital_itsm.core.rest.views import Endpoint, strict_query

READ = ("asset.read", "assets:read")
NUMBER = OpenApiParameter("number", OpenApiTypes.INT, OpenApiParameter.PATH)
ASSET = OpenApiParameter("asset", OpenApiTypes.STR, description="The tag when it was signed.")
RESULT = OpenApiParameter(
    "result", OpenApiTypes.STR, enum=VerificationResult.values, description="Of the verification."
)


class CertificateShape(serializers.ModelSerializer[SanitizationCertificate]):
    """A signed certificate for one medium of one source device."""

    number = serializers.CharField(read_only=True)
    medium = serializers.IntegerField(
        read_only=True, source="medium_id", help_text="One number for a medium."
    )
    has_passed = serializers.BooleanField(read_only=True, help_text="False proves nothing.")
    address = serializers.CharField(read_only=True, source="get_absolute_url")
    keep_until = serializers.DateField(read_only=True)
    signed_by = serializers.CharField(read_only=True)

    class Meta:
        model = SanitizationCertificate
        fields = "__all__"


class Certificates(Endpoint):
    """Certificates of assets the caller sees, the newest first."""

    needs: ClassVar = {"list": READ, "retrieve": READ}

    @extend_schema(
        operation_id="certificates_list",
        parameters=[ASSET, RESULT, *PAGING],
        responses=page_shape("CertificatesPage", CertificateShape),
        tags=["devices"],
    )
    def list(self, request: Request) -> Response:
        """Certificates, of one asset where `asset` says so, of one result where `result` does."""
        strict_query(request, PAGING_NAMES | {"asset", "result"})
        rows = _visible(request)
        if tag := request.query_params.get("asset"):
            rows = rows.filter(asset_tag=tag.upper())
        if result := request.query_params.get("result"):
            rows = rows.filter(verification_result=result)
        return Response(page_data(page_of(request, rows, ("-signed_at", "-id")), _shown))

    @extend_schema(
        operation_id="certificates_read", parameters=[NUMBER], responses=CertificateShape, tags=["devices"]
    )
    def retrieve(self, request: Request, number: int) -> Response:
        """One certificate."""
        strict_query(request, ())
        return Response(_shown(get_object_or_404(_visible(request), pk=number)))


def _visible(request: Request) -> Any:
    return SanitizationCertificate.objects.visible_to(request.user).select_related("signed_by")


def _shown(row: SanitizationCertificate) -> Any:
    return CertificateShape(row).data
