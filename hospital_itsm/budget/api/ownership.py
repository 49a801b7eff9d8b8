"""Costs of ownership over REST."""

from typing import Any, ClassVar, cast

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from hospital_itsm.budget.choices import Owned
from hospital_itsm.budget.filters_owned import OWNED_SORTS, OwnedFilters, owned_rows
from hospital_itsm.budget.models import OwnedCost
from hospital_itsm.core.rest.fields import in_utc
from hospital_itsm.core.rest.listed import ListedEndpoint, parameters_of
from hospital_itsm.core.rest.paging import page_data, page_shape


class OwnershipCostShape(serializers.Serializer[Any]):
    """What something costs in a fiscal year in one currency, by its parts, as exact text; nothing is converted."""

    year = serializers.CharField()
    kind = serializers.ChoiceField(Owned.choices)
    asset = serializers.CharField(allow_null=True, help_text="The tag.")
    service = serializers.CharField(allow_null=True, help_text="The code.")
    vendor = serializers.CharField(allow_null=True, help_text="The name.")
    name = serializers.CharField()
    currency = serializers.CharField()
    amount = serializers.CharField(help_text="The sum of its parts.")
    wear = serializers.CharField(help_text="The purchase price in equal months over its life.")
    contracts = serializers.CharField(help_text="Its share of what contracts cost for all they cover.")
    booked = serializers.CharField()
    contracts_remaining = serializers.CharField(help_text="What the contracts of a vendor still cost.")
    price_known = serializers.BooleanField()
    counted_at = serializers.DateTimeField()


class OwnershipCosts(ListedEndpoint):
    """What assets, services and vendors cost in a fiscal year."""

    needs: ClassVar = {"list": ("budget.read", "budget:read")}
    filters = OwnedFilters
    orders = OWNED_SORTS

    @extend_schema(
        operation_id="ownership_costs_list",
        parameters=parameters_of(OwnedFilters, OWNED_SORTS),
        responses=page_shape("OwnershipCostsPage", OwnershipCostShape),
    )
    def list(self, request: Request) -> Response:
        """The dearest first; of assets and of the present year unless `kind` and `year` say otherwise."""
        rows = owned_rows(request.user, request.query_params, timezone.localdate())
        return Response(page_data(self.page_of(request, rows.select_related("year__counting")), _data))


def _data(row: OwnedCost) -> dict[str, Any]:
    named, year = dict.fromkeys(Owned.values) | {row.kind: row.label}, cast("Any", row.year)
    return {
        "year": year.label,
        "kind": row.kind,
        **named,
        "name": row.name,
        "currency": row.currency,
        "amount": str(row.amount),
        "wear": str(row.worn),
        "contracts": str(row.shared),
        "booked": str(row.booked),
        "contracts_remaining": str(row.coming),
        "price_known": not row.lacks_price,
        "counted_at": in_utc(year.counting.counted_at),
    }
