"""The account numbers of a vendor over REST."""

from typing import Any, ClassVar

from django.shortcuts import get_object_or_404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from hospital_itsm.core.rest.etags import ETAG, IF_MATCH, matched_version, tagged
from hospital_itsm.core.rest.fields import Flag, Text
from hospital_itsm.core.rest.serializers import StrictSerializer, values_of
from hospital_itsm.core.rest.views import Endpoint, strict_query
from vendors.actions.accounts import FIELDS, add_account, change_account
from vendors.api.shapes import NAME
from vendors.api.vendors import READ, WRITE, found
from vendors.models import AccountNumber

ACCOUNT = OpenApiParameter("number", OpenApiTypes.INT, OpenApiParameter.PATH, description="Its id.")


class AccountValues(StrictSerializer):
    """A number that is read out, and what it is for."""

    label = Text(max_length=60)  # type: ignore[assignment]
    number = Text(max_length=60)
    is_active = Flag(required=False)


class AccountShape(serializers.ModelSerializer[AccountNumber]):
    """A number under which a vendor knows the hospital."""

    class Meta:
        model = AccountNumber
        fields = ("id", *sorted(FIELDS), "version")


class Accounts(Endpoint):
    """The account numbers of one vendor beside `account_number`, those no longer in use included."""

    needs: ClassVar = {"list": READ, "create": WRITE, "retrieve": READ, "partial_update": WRITE}

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Ask verb and scope, refuse unknown parameters, find the vendor."""
        super().initial(request, *args, **kwargs)
        strict_query(request, ())
        self.vendor = found(request, kwargs["name"])

    @extend_schema(operation_id="vendor_accounts_list", parameters=[NAME], responses=AccountShape(many=True))
    def list(self, request: Request, name: str) -> Response:
        """By what they are for; at most 30."""
        return Response(AccountShape(self.vendor.accounts.all(), many=True).data)

    @extend_schema(
        operation_id="vendor_accounts_create",
        parameters=[NAME, ETAG],
        request=AccountValues,
        responses={201: AccountShape},
    )
    def create(self, request: Request, name: str) -> Response:
        """Add a number."""
        made = add_account(self.vendor.pk, actor=request.user, **values_of(request, AccountValues))
        return tagged(Response(AccountShape(made).data, status=201), made.version)

    @extend_schema(
        operation_id="vendor_accounts_read", parameters=[NAME, ACCOUNT, ETAG], responses=AccountShape
    )
    def retrieve(self, request: Request, name: str, number: int) -> Response:
        """One number."""
        row = self._account(number)
        return tagged(Response(AccountShape(row).data), row.version)

    @extend_schema(
        operation_id="vendor_accounts_change",
        parameters=[NAME, ACCOUNT, IF_MATCH, ETAG],
        request=AccountValues,
        responses=AccountShape,
    )
    def partial_update(self, request: Request, name: str, number: int) -> Response:
        """Change a number; `is_active` false says that nobody reads it out any more."""
        version, given = matched_version(request), values_of(request, AccountValues, partial=True)
        row = change_account(self._account(number).pk, actor=request.user, fields=given, version=version)
        return tagged(Response(AccountShape(row).data), row.version)

    def _account(self, number: int) -> AccountNumber:
        row: AccountNumber = get_object_or_404(self.vendor.accounts, pk=number)
        return row
