"""Storage media of assets over REST: listed, taken out, and certified."""

from typing import Any, ClassVar

from django.shortcuts import get_object_or_404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from assets.actions.media import CERTIFICATE_FIELDS, add_medium, remove_medium, sign_certificate
from assets.api.assets import READ, WRITE, seen
from assets.api.certificates import CertificateShape
from assets.api.shapes import TAG, one_of, words
from assets.choices import MediumKind, YesNoUnknown
from assets.models import SanitizationCertificate, StorageMedium
from hospital_itsm.core.rest.fields import Text, in_utc_or_none
from hospital_itsm.core.rest.serializers import StrictSerializer, values_of
from hospital_itsm.core.rest.views import Endpoint, strict_query

MEDIUM = OpenApiParameter("number", OpenApiTypes.INT, OpenApiParameter.PATH, description="The medium.")
LONGEST_KEPT_AT = 120


class MediumGiven(StrictSerializer):
    """A storage medium that is in the asset."""

    kind = serializers.ChoiceField(MediumKind.choices)
    serial = words(80)
    property_number = words(40)
    is_encrypted = one_of(YesNoUnknown)
    note = words(120)


class MediumRemoved(StrictSerializer):
    """Where it is kept until it has a certificate of its own."""

    kept_at = Text(max_length=LONGEST_KEPT_AT, required=False, allow_blank=True)


class MediumShape(serializers.Serializer[Any]):
    """A storage medium and the certificates signed for it, the newest first."""

    id = serializers.IntegerField()
    kind = serializers.ChoiceField(MediumKind.choices)
    serial = serializers.CharField(allow_blank=True)
    property_number = serializers.CharField(allow_blank=True)
    is_encrypted = serializers.ChoiceField(YesNoUnknown.choices)
    note = serializers.CharField(allow_blank=True)
    removed_at = serializers.DateTimeField(allow_null=True)
    kept_at = serializers.CharField(allow_blank=True)
    certificates = serializers.ListField(child=serializers.CharField())


class CertificateGiven(StrictSerializer, serializers.ModelSerializer[SanitizationCertificate]):
    """What a certificate says; which facts belong together is judged when it is signed."""

    class Meta:
        model = SanitizationCertificate
        fields = sorted(CERTIFICATE_FIELDS)


class Media(Endpoint):
    """The storage media of an asset."""

    needs: ClassVar = {"list": READ, "create": WRITE, "remove": WRITE, "certify": WRITE}

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Ask verb and scope, refuse unknown parameters, find the asset."""
        super().initial(request, *args, **kwargs)
        strict_query(request, ())
        self.asset = seen(request, kwargs["tag"])

    @extend_schema(
        operation_id="media_list", parameters=[TAG], responses=MediumShape(many=True), tags=["devices"]
    )
    def list(self, request: Request, tag: str) -> Response:
        """Its media, those that were taken out included."""
        return Response([medium_data(row) for row in self.asset.media.prefetch_related("certificates")])

    @extend_schema(
        operation_id="media_create",
        parameters=[TAG],
        request=MediumGiven,
        responses={201: MediumShape},
        tags=["devices"],
    )
    def create(self, request: Request, tag: str) -> Response:
        """List a medium that is in it."""
        made = add_medium(self.asset.tag, actor=request.user, **values_of(request, MediumGiven))
        return Response(medium_data(made), status=201)

    @extend_schema(
        operation_id="media_remove",
        parameters=[TAG, MEDIUM],
        request=MediumRemoved,
        responses=MediumShape,
        tags=["devices"],
    )
    def remove(self, request: Request, tag: str, number: int) -> Response:
        """Note that it is no longer in its asset; it goes on needing a certificate."""
        removed = remove_medium(self._medium(number), actor=request.user, **values_of(request, MediumRemoved))
        return Response(medium_data(removed))

    @extend_schema(
        operation_id="media_certify",
        parameters=[TAG, MEDIUM],
        request=CertificateGiven,
        responses={201: CertificateShape},
        tags=["devices"],
    )
    def certify(self, request: Request, tag: str, number: int) -> Response:
        """Sign that its data is gone; nothing in a certificate changes afterwards."""
        given = values_of(request, CertificateGiven)
        made = sign_certificate(self._medium(number), actor=request.user, **given)
        return Response(CertificateShape(made).data, status=201)

    def _medium(self, number: int) -> StorageMedium:
        found: StorageMedium = get_object_or_404(self.asset.media.select_related("asset"), pk=number)
        return found


def medium_data(row: StorageMedium) -> dict[str, Any]:
    """One medium."""
    names = ("kind", "serial", "property_number", "is_encrypted", "note", "kept_at")
    signed = sorted(row.certificates.all(), key=lambda one: -one.pk)
    return {
        "id": row.pk,
        **{name: getattr(row, name) for name in names},
        "removed_at": in_utc_or_none(row.removed_at),
        "certificates": [one.number for one in signed],
    }
