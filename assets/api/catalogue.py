"""The catalogue and the places over REST."""

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from assets.actions.catalogue import add_model, change_model
from assets.actions.locations import add_location, change_location
from assets.api.data import location_data, model_data
from assets.api.shapes import CODE, NUMBER, LocationShape, LocationValues, ModelShape, ModelValues
from assets.filters import LOCATION_SORTS, MODEL_SORTS, LocationFilters, ModelFilters
from assets.models import DeviceModel, Location
from hospital_itsm.core.rest.etags import ETAG, IF_MATCH, matched_version, tagged
from hospital_itsm.core.rest.listed import ListedEndpoint, parameters_of
from hospital_itsm.core.rest.paging import page_data, page_shape
from hospital_itsm.core.rest.serializers import values_of

READ = ("asset.read", "assets:read")
WRITE = ("asset.manage", "assets:write")


class Models(ListedEndpoint):
    """Device models, by name; `q` finds makers and numbers too."""

    needs: ClassVar = {"list": READ, "retrieve": READ, "create": WRITE, "partial_update": WRITE}
    filters = ModelFilters
    orders = MODEL_SORTS

    @extend_schema(
        operation_id="models_list",
        parameters=parameters_of(ModelFilters, MODEL_SORTS),
        responses=page_shape("ModelsPage", ModelShape),
    )
    def list(self, request: Request) -> Response:
        """Models by name; those in use unless `retired` says otherwise."""
        rows = self.visible(request)
        rows = rows if "retired" in request.query_params else rows.filter(is_active=True)
        return Response(page_data(self.page_of(request, rows), model_data))

    @extend_schema(operation_id="models_read", parameters=[NUMBER, ETAG], responses=ModelShape)
    def retrieve(self, request: Request, number: int) -> Response:
        """One model."""
        return self.answer(request, number)

    @extend_schema(
        operation_id="models_create", parameters=[ETAG], request=ModelValues, responses={201: ModelShape}
    )
    def create(self, request: Request) -> Response:
        """Add a model with its device identifiers."""
        given = values_of(request, ModelValues)
        identifiers = given.pop("identifiers", ())
        made = add_model(actor=request.user, fields=given, identifiers=identifiers)
        return self.answer(request, made.pk, status=201)

    @extend_schema(
        operation_id="models_change",
        parameters=[NUMBER, IF_MATCH, ETAG],
        request=ModelValues,
        responses=ModelShape,
    )
    def partial_update(self, request: Request, number: int) -> Response:
        """Change a model; `identifiers` replaces all of them."""
        version, given = matched_version(request), values_of(request, ModelValues, partial=True)
        identifiers = given.pop("identifiers", None)
        get_object_or_404(self.visible(request), pk=number)
        change_model(number, actor=request.user, fields=given, identifiers=identifiers, version=version)
        return self.answer(request, number)

    def visible(self, request: Request) -> QuerySet[DeviceModel]:
        """The models the caller sees."""
        rows: QuerySet[DeviceModel] = DeviceModel.objects.visible_to(request.user)
        return rows.select_related("manufacturer").prefetch_related("identifiers")

    def answer(self, request: Request, pk: int, status: int = 200) -> Response:
        """One model with its version as a tag."""
        row = get_object_or_404(self.visible(request), pk=pk)
        return tagged(Response(model_data(row), status=status), row.version)


class Locations(ListedEndpoint):
    """Places, by code."""

    needs: ClassVar = {"list": READ, "retrieve": READ, "create": WRITE, "partial_update": WRITE}
    filters = LocationFilters
    orders = LOCATION_SORTS

    @extend_schema(
        operation_id="locations_list",
        parameters=parameters_of(LocationFilters, LOCATION_SORTS),
        responses=page_shape("LocationsPage", LocationShape),
    )
    def list(self, request: Request) -> Response:
        """Places by code; those in use unless `retired` says otherwise."""
        rows = self.visible(request)
        rows = rows if "retired" in request.query_params else rows.filter(is_active=True)
        return Response(page_data(self.page_of(request, rows), location_data))

    @extend_schema(operation_id="locations_read", parameters=[CODE, ETAG], responses=LocationShape)
    def retrieve(self, request: Request, code: str) -> Response:
        """One place."""
        return self.answer(request, self.found(request, code).pk)

    @extend_schema(
        operation_id="locations_create",
        parameters=[ETAG],
        request=LocationValues,
        responses={201: LocationShape},
    )
    def create(self, request: Request) -> Response:
        """Add a place; its site is that of the larger place unless given."""
        made = add_location(actor=request.user, fields=values_of(request, LocationValues))
        return self.answer(request, made.pk, status=201)

    @extend_schema(
        operation_id="locations_change",
        parameters=[CODE, IF_MATCH, ETAG],
        request=LocationValues,
        responses=LocationShape,
    )
    def partial_update(self, request: Request, code: str) -> Response:
        """Change a place; everything in it moves along."""
        version, given = matched_version(request), values_of(request, LocationValues, partial=True)
        place = self.found(request, code)
        change_location(place, actor=request.user, fields=given, version=version)
        return self.answer(request, place.pk)

    def visible(self, request: Request) -> QuerySet[Location]:
        """The places the caller sees."""
        rows: QuerySet[Location] = Location.objects.visible_to(request.user)
        return rows.select_related("parent", "site", "care_area")

    def found(self, request: Request, code: str) -> Location:
        """The place of the address. Raises Http404."""
        return get_object_or_404(self.visible(request), code__iexact=code)

    def answer(self, request: Request, pk: int, status: int = 200) -> Response:
        """One place with its version as a tag."""
        row = get_object_or_404(self.visible(request), pk=pk)
        data: dict[str, Any] = location_data(row)
        return tagged(Response(data, status=status), row.version)
