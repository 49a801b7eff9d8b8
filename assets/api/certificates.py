"""Certificates of sanitization over REST; signed rows are read, never changed."""

from typing import Any, ClassVar

from django.shortcuts import get_object_or_404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from assets.models import SanitizationCertificate
from hospital_itsm.core.rest.paging import PAGING, PAGING_NAMES, page_data, page_of, page_shape
from hospital_itsm.core.rest.views import Endpoint, strict_query

READ = ("asset.read", "assets:read")
NUMBER = OpenApiParameter("number", OpenApiTypes.INT, OpenApiParameter.PATH)
ASSET = OpenApiParameter("asset", OpenApiTypes.STR, description="The tag when it was signed.")


class CertificateShape(serializers.ModelSerializer[SanitizationCertificate]):
    """A signed certificate for one medium of one source device."""

    number = serializers.CharField(read_only=True)
    keep_until = serializers.DateField(read_only=True)
    signed_by = serializers.CharField(read_only=True)

    class Meta:
        model = SanitizationCertificate
        exclude = ("medium",)


class Certificates(Endpoint):
    """Certificates of assets the caller sees, the newest first."""

    needs: ClassVar = {"list": READ, "retrieve": READ}

    @extend_schema(
        operation_id="certificates_list",
        parameters=[ASSET, *PAGING],
        responses=page_shape("CertificatesPage", CertificateShape),
        tags=["devices"],
    )
    def list(self, request: Request) -> Response:
        """Certificates, of one asset where `asset` says so."""
        strict_query(request, PAGING_NAMES | {"asset"})
        rows = _visible(request)
        if tag := request.query_params.get("asset"):
            rows = rows.filter(asset_tag=tag.upper())
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
