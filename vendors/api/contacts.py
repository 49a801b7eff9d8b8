"""The contacts of a vendor over REST."""

from typing import Any, ClassVar

from django.shortcuts import get_object_or_404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from hospital_itsm.core.rest.etags import ETAG, IF_MATCH, matched_version, tagged
from hospital_itsm.core.rest.fields import Flag, Text, Whole
from hospital_itsm.core.rest.serializers import StrictSerializer, values_of
from hospital_itsm.core.rest.views import Endpoint, strict_query
from vendors.actions.contacts import FIELDS, add_contact, change_contact
from vendors.api.shapes import NAME
from vendors.api.vendors import READ, WRITE, found
from vendors.models import VendorContact

CONTACT = OpenApiParameter("number", OpenApiTypes.INT, OpenApiParameter.PATH)


class ContactValues(StrictSerializer):
    """Who is called, when and on which number."""

    name = Text(max_length=120)
    role = Text(max_length=80, required=False, allow_blank=True)
    phone = Text(max_length=40, required=False, allow_blank=True)
    night_phone = Text(max_length=40, required=False, allow_blank=True)
    email = Text(max_length=254, required=False, allow_blank=True)
    hours = Text(max_length=80, required=False, allow_blank=True)
    level = Whole(required=False, allow_null=True, min_value=1, max_value=9, help_text="1 is called first.")
    after_minutes = Whole(required=False, allow_null=True, min_value=0, max_value=100_000)
    note = Text(max_length=200, required=False, allow_blank=True)
    is_active = Flag(required=False)


class ContactShape(serializers.ModelSerializer[VendorContact]):
    """A contact of a vendor."""

    class Meta:
        model = VendorContact
        fields = ("id", *sorted(FIELDS), "version")


class Contacts(Endpoint):
    """The contacts of one vendor, those that are there no more included."""

    needs: ClassVar = {"list": READ, "create": WRITE, "retrieve": READ, "partial_update": WRITE}

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Ask verb and scope, refuse unknown parameters, find the vendor."""
        super().initial(request, *args, **kwargs)
        strict_query(request, ())
        self.vendor = found(request, kwargs["name"])

    @extend_schema(operation_id="vendor_contacts_list", parameters=[NAME], responses=ContactShape(many=True))
    def list(self, request: Request, name: str) -> Response:
        """By their place in the records; at most 50."""
        return Response(ContactShape(self.vendor.contacts.all(), many=True).data)

    @extend_schema(
        operation_id="vendor_contacts_create",
        parameters=[NAME, ETAG],
        request=ContactValues,
        responses={201: ContactShape},
    )
    def create(self, request: Request, name: str) -> Response:
        """Add a contact."""
        made = add_contact(self.vendor.pk, actor=request.user, **values_of(request, ContactValues))
        return tagged(Response(ContactShape(made).data, status=201), made.version)

    @extend_schema(
        operation_id="vendor_contacts_read", parameters=[NAME, CONTACT, ETAG], responses=ContactShape
    )
    def retrieve(self, request: Request, name: str, number: int) -> Response:
        """One contact."""
        row = self._contact(number)
        return tagged(Response(ContactShape(row).data), row.version)

    @extend_schema(
        operation_id="vendor_contacts_change",
        parameters=[NAME, CONTACT, IF_MATCH, ETAG],
        request=ContactValues,
        responses=ContactShape,
    )
    def partial_update(self, request: Request, name: str, number: int) -> Response:
        """Change a contact; `is_active` false says that it is there no more."""
        version, given = matched_version(request), values_of(request, ContactValues, partial=True)
        row = change_contact(self._contact(number).pk, actor=request.user, fields=given, version=version)
        return tagged(Response(ContactShape(row).data), row.version)

    def _contact(self, number: int) -> VendorContact:
        row: VendorContact = get_object_or_404(self.vendor.contacts, pk=number)
        return row
