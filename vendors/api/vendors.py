"""Vendors over REST."""

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from hospital_itsm.core.rest.etags import ETAG, IF_MATCH, matched_version, tagged
from hospital_itsm.core.rest.listed import ListedEndpoint, parameters_of
from hospital_itsm.core.rest.paging import page_data, page_shape
from hospital_itsm.core.rest.serializers import values_of
from hospital_itsm.core.rest.views import Endpoint, strict_query
from vendors.actions.external_numbers import upsert_vendor
from vendors.actions.vendors import change_vendor, create_vendor
from vendors.api.shapes import NAME, PLACE, VendorShape, VendorValues, vendor_data
from vendors.baa_gate import columns
from vendors.filters import VENDOR_SORTS, VendorFilters
from vendors.models import Vendor
from vendors.queries.vendors import find_by_name

READ = ("vendor.read", ("vendors:read", "people:read"))
WRITE = ("vendor.manage", "vendors:write")
MOST_DIGITS = 18


class Vendors(ListedEndpoint):
    """Vendors, by any name they go by."""

    needs: ClassVar = {"list": READ, "retrieve": READ, "create": WRITE, "partial_update": WRITE}
    filters = VendorFilters
    orders = VENDOR_SORTS

    @extend_schema(
        operation_id="vendors_list",
        parameters=parameters_of(VendorFilters, VENDOR_SORTS),
        responses=page_shape("VendorsPage", VendorShape),
    )
    def list(self, request: Request) -> Response:
        """Vendors by name; those in use unless `retired` says otherwise."""
        rows = visible(request).filter(merged_into__isnull=True)
        rows = rows if "retired" in request.query_params else rows.filter(is_active=True)
        return Response(page_data(self.page_of(request, rows), vendor_data))

    @extend_schema(operation_id="vendors_read", parameters=[NAME, ETAG], responses=VendorShape)
    def retrieve(self, request: Request, name: str) -> Response:
        """One vendor."""
        return answer(request, found(request, name).pk)

    @extend_schema(
        operation_id="vendors_create", parameters=[ETAG], request=VendorValues, responses={201: VendorShape}
    )
    def create(self, request: Request) -> Response:
        """Add a vendor; a name another one goes by is refused."""
        made = create_vendor(actor=request.user, **values_of(request, VendorValues))
        return answer(request, made.pk, status=201)

    @extend_schema(
        operation_id="vendors_change",
        parameters=[NAME, IF_MATCH, ETAG],
        request=VendorValues,
        responses=VendorShape,
    )
    def partial_update(self, request: Request, name: str) -> Response:
        """Change a vendor; `aliases` replaces all other names."""
        version, given = matched_version(request), values_of(request, VendorValues, partial=True)
        aliases = given.pop("aliases", None)
        pk = found(request, name).pk
        change_vendor(pk, actor=request.user, fields=given, aliases=aliases, version=version)
        return answer(request, pk)


class ExternalVendors(Endpoint):
    """One vendor for each number of another system."""

    needs: ClassVar = {"update": WRITE}

    @extend_schema(
        operation_id="vendors_upsert",
        parameters=[*PLACE, ETAG],
        request=VendorValues,
        responses={200: VendorShape, 201: VendorShape},
    )
    def update(self, request: Request, system: str, number: str) -> Response:
        """Add the vendor of this number or change it; a vendor that goes by the name already gets the number."""
        strict_query(request, ())
        given = values_of(request, VendorValues)
        vendor, is_new = upsert_vendor(system, number, actor=request.user, fields=given)
        return answer(request, vendor.pk, status=201 if is_new else 200)


def visible(request: Request) -> QuerySet[Vendor]:
    """The vendors the caller sees, with other names and numbers."""
    rows: QuerySet[Vendor] = Vendor.objects.visible_to(request.user)
    return rows.prefetch_related("aliases", "external_refs").annotate(**columns(timezone.localdate()))


def found(request: Request, name: str) -> Vendor:
    """The vendor of an address: its name as it stands, its id, or any spelling of its names. Raises Http404."""
    rows = Vendor.objects.visible_to(request.user)
    row = rows.filter(name=name).first()
    if row is None and name.isascii() and name.isdecimal() and len(name) <= MOST_DIGITS:
        row = rows.filter(pk=int(name)).first()
    named = row or find_by_name(name)
    if named is None or (row is None and not rows.filter(pk=named.pk).exists()):
        raise Http404
    vendor: Vendor = named
    return vendor


def answer(request: Request, pk: int, status: int = 200) -> Response:
    """One vendor with its version as a tag."""
    row = visible(request).get(pk=pk)
    data: dict[str, Any] = vendor_data(row)
    return tagged(Response(data, status=status), row.version)
