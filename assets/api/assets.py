"""Assets over REST: read, add, change, move, and by the number of another system."""

from functools import partial
from typing import Any, ClassVar

from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from assets.actions.assets import change_asset, create_asset
from assets.actions.external import upsert_external
from assets.actions.moving import move_asset
from assets.actions.network import change_network
from assets.api.data import asset_data, asset_with_steps, life_data, listed_assets, movement_data
from assets.api.shapes import (
    TAG,
    AssetShape,
    AssetValues,
    ImpactShape,
    LifeShape,
    MoveGiven,
    MovementShape,
    NetworkValues,
    NewAsset,
)
from assets.filters import ASSET_SORTS, AssetFilters
from assets.impact_map import impact_of
from assets.models import Asset, Movement, StatusChange
from assets.queries.custody import borrowed
from hospital_itsm.core.rest.etags import ETAG, IF_MATCH, matched_version, tagged
from hospital_itsm.core.rest.listed import ListedEndpoint, parameters_of
from hospital_itsm.core.rest.paging import PAGING, PAGING_NAMES, page_data, page_of, page_shape
from hospital_itsm.core.rest.serializers import values_of
from hospital_itsm.core.rest.views import Endpoint, strict_query
from vendors.api.shapes import PLACE

READ = ("asset.read", "assets:read")
WRITE = ("asset.edit", "assets:write")


class Assets(ListedEndpoint):
    """The inventory, by tag. Returned and disposed ones are listed only with `status` or `ended`."""

    needs: ClassVar = {"list": READ, "retrieve": READ, "create": WRITE, "partial_update": WRITE}
    filters = AssetFilters
    orders = ASSET_SORTS

    @extend_schema(
        operation_id="assets_list",
        parameters=parameters_of(AssetFilters, ASSET_SORTS),
        responses=page_shape("AssetsPage", AssetShape),
    )
    def list(self, request: Request) -> Response:
        """Assets by tag unless `sort` says otherwise."""
        rows = visible(request)
        rows = rows if {"status", "ended"} & set(request.query_params) else rows.in_house()
        data = partial(asset_data, actor=request.user)
        return Response(page_data(self.page_of(request, rows), data))

    @extend_schema(operation_id="assets_read", parameters=[TAG, ETAG], responses=AssetShape)
    def retrieve(self, request: Request, tag: str) -> Response:
        """One asset with what may be done next."""
        return answer(request, tag)

    @extend_schema(
        operation_id="assets_create", parameters=[ETAG], request=NewAsset, responses={201: AssetShape}
    )
    def create(self, request: Request) -> Response:
        """Add an asset; without a tag it gets the next free number."""
        made = create_asset(actor=request.user, **values_of(request, NewAsset))
        return answer(request, made.tag, status=201)

    @extend_schema(
        operation_id="assets_change",
        parameters=[TAG, IF_MATCH, ETAG],
        request=AssetValues,
        responses=AssetShape,
    )
    def partial_update(self, request: Request, tag: str) -> Response:
        """Change what is known of an asset; `custom` changes the keys it names."""
        version, given = matched_version(request), values_of(request, AssetValues, partial=True)
        changed = change_asset(seen(request, tag).tag, actor=request.user, fields=given, version=version)
        return answer(request, changed.tag)


class AssetParts(Endpoint):
    """What hangs on an asset: moves, life, network, impact."""

    needs: ClassVar = {
        "movements": READ,
        "life": READ,
        "impact": READ,
        "move": WRITE,
        "network": WRITE,
    }

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Ask verb and scope, refuse unknown parameters, find the asset."""
        super().initial(request, *args, **kwargs)
        strict_query(request, PAGING_NAMES if self.action in ("movements", "life") else ())
        self.asset = seen(request, kwargs["tag"])

    @extend_schema(
        operation_id="assets_movements",
        parameters=[TAG, *PAGING],
        responses=page_shape("MovementsPage", MovementShape),
    )
    def movements(self, request: Request, tag: str) -> Response:
        """The moves of an asset, newest first."""
        places = ("from_location", "to_location", "from_care_area", "to_care_area", "by")
        rows = Movement.objects.filter(asset=self.asset).select_related(*places)
        return Response(page_data(page_of(request, rows, ("-at", "-id")), movement_data))

    @extend_schema(
        operation_id="assets_life", parameters=[TAG, *PAGING], responses=page_shape("LifePage", LifeShape)
    )
    def life(self, request: Request, tag: str) -> Response:
        """The steps of an asset's life, newest first."""
        rows = StatusChange.objects.filter(asset=self.asset).select_related("by")
        return Response(page_data(page_of(request, rows, ("-at", "-id")), life_data))

    @extend_schema(operation_id="assets_impact", parameters=[TAG], responses=ImpactShape)
    def impact(self, request: Request, tag: str) -> Response:
        """What fails if this asset fails."""
        return Response(impact_data(self.asset, request.user))

    @extend_schema(
        operation_id="assets_move", parameters=[TAG, IF_MATCH, ETAG], request=MoveGiven, responses=AssetShape
    )
    def move(self, request: Request, tag: str) -> Response:
        """Move it: to another place, unit or custodian; what is left out stays as it is."""
        version, given = matched_version(request), values_of(request, MoveGiven, partial=True)
        reason = given.pop("reason", "")
        move_asset(self.asset.tag, actor=request.user, to=given, reason=reason, version=version)
        return answer(request, self.asset.tag)

    @extend_schema(
        operation_id="assets_network",
        parameters=[TAG, IF_MATCH, ETAG],
        request=NetworkValues,
        responses=AssetShape,
    )
    def network(self, request: Request, tag: str) -> Response:
        """Change the network profile."""
        version, given = matched_version(request), values_of(request, NetworkValues, partial=True)
        change_network(self.asset.tag, actor=request.user, fields=given, version=version)
        return answer(request, self.asset.tag)


class ExternalAssets(Endpoint):
    """One asset for each number of another system."""

    needs: ClassVar = {"update": WRITE}

    @extend_schema(
        operation_id="assets_upsert",
        parameters=[*PLACE, ETAG],
        request=NewAsset,
        responses={200: AssetShape, 201: AssetShape},
    )
    def update(self, request: Request, system: str, number: str) -> Response:
        """Add the asset of this number or change it; a new place is a move, the status of one that exists stays."""
        strict_query(request, ())
        given = values_of(request, NewAsset)
        asset, is_new = upsert_external(system, number, actor=request.user, fields=given)
        return answer(request, asset.tag, status=201 if is_new else 200)


def visible(request: Request) -> Any:
    """The assets the caller sees, with what is answered of each."""
    return listed_assets(Asset.objects.visible_to(request.user))


def seen(request: Request, tag: str) -> Asset:
    """The asset of the address. Raises Http404."""
    return get_object_or_404(Asset.objects.visible_to(request.user), tag=tag.upper())


def answer(request: Request, tag: str, status: int = 200) -> Response:
    """One asset with its version as a tag."""
    row = get_object_or_404(visible(request).annotate(of_a_vendor=borrowed()), tag=tag.upper())
    return tagged(Response(asset_with_steps(row, request.user), status=status), row.version)


def impact_data(thing: Any, actor: Any) -> dict[str, Any]:
    """What fails if a thing fails."""
    found = impact_of(thing, actor, timezone.now())
    return {
        "count": found.count,
        "is_cut": found.is_cut,
        "services": [{"code": row.code, "name": row.name, "tier": row.tier} for row in found.services],
        "care_areas": [unit.code for unit in found.units],
        "assets": found.tags,
    }
