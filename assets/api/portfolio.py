"""The portfolio and its licenses over REST."""

from functools import partial
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from assets.actions.licenses import CHANGEABLE as LICENSE_FIELDS
from assets.actions.licenses import add_license, change_license
from assets.actions.services import PORTFOLIO, change_portfolio
from assets.api.assets import impact_data
from assets.api.data import number_of, values
from assets.api.shapes import CODE, NUMBER, ContractNumber, ImpactShape, day, money, one_of, row, words
from assets.choices import DataClass, Hosting, LicenseMetric, ServiceKind, ServiceLifecycle, Tier
from assets.filters import SERVICE_SORTS, ServiceFilters
from assets.models import License, Service
from hospital_itsm.core.rest.etags import ETAG, IF_MATCH, matched_version, tagged
from hospital_itsm.core.rest.fields import Flag, Text, Whole
from hospital_itsm.core.rest.listed import ListedEndpoint, parameters_of
from hospital_itsm.core.rest.paging import PAGING, PAGING_NAMES, page_data, page_of, page_shape
from hospital_itsm.core.rest.serializers import StrictSerializer, values_of
from hospital_itsm.core.rest.views import Endpoint, strict_query
from hospital_itsm.people.models import User
from vendors.models import Vendor

READ = ("portfolio.read", "assets:read")
WRITE = ("portfolio.manage", "assets:write")
PEOPLE = User.objects.filter(is_active=True)
MANY: Any = {"required": False, "allow_null": True, "min_value": 0, "max_value": 10_000_000}


class PortfolioValues(StrictSerializer):
    """What the portfolio says about a service; services are added in the set-up."""

    name = words(120)
    kind = one_of(ServiceKind)
    category = words(60)
    description = words(400)
    owner = row("username", PEOPLE)
    clinical_owner = row("username", PEOPLE)
    vendor = row("name", Vendor.objects.in_use())
    contract = ContractNumber()
    tier = one_of(Tier)
    rto_minutes = Whole(**MANY)
    rpo_minutes = Whole(**MANY)
    hosting = one_of(Hosting)
    data_class = one_of(DataClass)
    lifecycle = one_of(ServiceLifecycle)
    users_count = Whole(**MANY)
    software_version = words(40)


class LicenseValues(StrictSerializer):
    """What may be used, is given out and is used."""

    product = Text(max_length=120)
    service = row("code", Service.objects.in_use())
    vendor = row("name", Vendor.objects.in_use())
    contract = ContractNumber()
    metric = one_of(LicenseMetric)
    entitled = Whole(min_value=0, max_value=10_000_000)
    assigned = Whole(required=False, min_value=0, max_value=10_000_000)
    active_90d = Whole(**MANY)
    unit_cost = money()
    currency = words(3)
    renews_on = day()
    is_active = Flag(required=False)


class PortfolioShape(serializers.Serializer[Any]):
    """A service of the portfolio."""

    code = serializers.CharField()
    name = serializers.CharField()
    tier = serializers.ChoiceField(Tier.choices)
    is_active = serializers.BooleanField()
    version = serializers.IntegerField()


class LicenseShape(serializers.Serializer[Any]):
    """A license."""

    id = serializers.IntegerField()
    product = serializers.CharField()
    entitled = serializers.IntegerField()
    assigned = serializers.IntegerField()
    version = serializers.IntegerField()


class Portfolio(ListedEndpoint):
    """Services with owners, vendors, recovery times and data class."""

    needs: ClassVar = {"list": READ, "retrieve": READ, "impact": READ, "partial_update": WRITE}
    filters = ServiceFilters
    orders = SERVICE_SORTS

    @extend_schema(
        operation_id="portfolio_list",
        parameters=parameters_of(ServiceFilters, SERVICE_SORTS),
        responses=page_shape("PortfolioPage", PortfolioShape),
    )
    def list(self, request: Request) -> Response:
        """Services by code unless `sort` says otherwise; those in use unless `retired` says otherwise."""
        rows = self.visible(request)
        rows = rows if "retired" in request.query_params else rows.filter(is_active=True)
        data = partial(service_data, actor=request.user)
        return Response(page_data(self.page_of(request, rows), data))

    @extend_schema(operation_id="portfolio_read", parameters=[CODE, ETAG], responses=PortfolioShape)
    def retrieve(self, request: Request, code: str) -> Response:
        """One service."""
        return self.answer(request, code)

    @extend_schema(operation_id="portfolio_impact", parameters=[CODE], responses=ImpactShape)
    def impact(self, request: Request, code: str) -> Response:
        """What fails if this service fails."""
        service = get_object_or_404(self.visible(request), code=code)
        return Response(impact_data(service, request.user))

    @extend_schema(
        operation_id="portfolio_change",
        parameters=[CODE, IF_MATCH, ETAG],
        request=PortfolioValues,
        responses=PortfolioShape,
    )
    def partial_update(self, request: Request, code: str) -> Response:
        """Change what the portfolio says about a service."""
        version, given = matched_version(request), values_of(request, PortfolioValues, partial=True)
        service = get_object_or_404(self.visible(request), code=code)
        change_portfolio(service, actor=request.user, fields=given, version=version)
        return self.answer(request, code)

    def visible(self, request: Request) -> QuerySet[Service]:
        """The services the caller sees."""
        rows: QuerySet[Service] = Service.objects.visible_to(request.user)
        return rows.select_related("owner", "clinical_owner", "vendor", "contract", "team")

    def answer(self, request: Request, code: str) -> Response:
        """One service with its version as a tag."""
        row = get_object_or_404(self.visible(request), code=code)
        return tagged(Response(service_data(row, request.user)), row.version)


class Licenses(Endpoint):
    """Licenses, in the order they were added."""

    needs: ClassVar = {"list": READ, "retrieve": READ, "create": WRITE, "partial_update": WRITE}

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Ask verb and scope, refuse unknown parameters."""
        super().initial(request, *args, **kwargs)
        strict_query(request, PAGING_NAMES if self.action == "list" else ())

    @extend_schema(
        operation_id="licenses_list", parameters=PAGING, responses=page_shape("LicensesPage", LicenseShape)
    )
    def list(self, request: Request) -> Response:
        """Licenses that are in use."""
        rows = self.visible(request).filter(is_active=True)
        data = partial(license_data, actor=request.user)
        return Response(page_data(page_of(request, rows, ("id",)), data))

    @extend_schema(operation_id="licenses_read", parameters=[NUMBER, ETAG], responses=LicenseShape)
    def retrieve(self, request: Request, number: int) -> Response:
        """One license."""
        return self.answer(request, number)

    @extend_schema(
        operation_id="licenses_create",
        parameters=[ETAG],
        request=LicenseValues,
        responses={201: LicenseShape},
    )
    def create(self, request: Request) -> Response:
        """Add a license."""
        made = add_license(actor=request.user, fields=values_of(request, LicenseValues))
        return self.answer(request, made.pk, status=201)

    @extend_schema(
        operation_id="licenses_change",
        parameters=[NUMBER, IF_MATCH, ETAG],
        request=LicenseValues,
        responses=LicenseShape,
    )
    def partial_update(self, request: Request, number: int) -> Response:
        """Change a license."""
        version, given = matched_version(request), values_of(request, LicenseValues, partial=True)
        found = get_object_or_404(self.visible(request), pk=number)
        change_license(found, actor=request.user, fields=given, version=version)
        return self.answer(request, number)

    def visible(self, request: Request) -> QuerySet[License]:
        """The licenses the caller sees."""
        rows: QuerySet[License] = License.objects.visible_to(request.user)
        return rows.select_related("service", "vendor", "contract")

    def answer(self, request: Request, pk: int, status: int = 200) -> Response:
        """One license with its version as a tag."""
        row = get_object_or_404(self.visible(request), pk=pk)
        return tagged(Response(license_data(row, request.user), status=status), row.version)


def service_data(row: Service, actor: Any) -> dict[str, Any]:
    """One service of the portfolio."""
    named = {**values(row, (*PORTFOLIO, "domain", "team")), "contract": number_of(row.contract, actor)}
    return {"code": row.code, **named, "is_active": row.is_active, "version": row.version}


def license_data(row: License, actor: Any) -> dict[str, Any]:
    """One license."""
    named = {**values(row, LICENSE_FIELDS), "contract": number_of(row.contract, actor)}
    return {"id": row.pk, **named, "version": row.version}
