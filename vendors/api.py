"""Vendors over REST, for those who wait for them."""

from typing import Any, ClassVar

from django.db.models import QuerySet
from rest_framework import serializers

from hospital_itsm.core.rest.catalog import Catalog, documented
from vendors.models import Vendor

READ = ("vendor.read", "people:read")


class VendorShape(serializers.Serializer[Any]):
    """A company whose work a ticket may wait for."""

    name = serializers.CharField()
    support_phone = serializers.CharField()


@documented("vendors", VendorShape)
class Vendors(Catalog):
    """Vendors, by their name."""

    needs: ClassVar = {"list": READ, "retrieve": READ}
    lookup = "name"
    searched = ("name",)

    def rows(self) -> QuerySet[Vendor]:
        """Vendors in use."""
        return Vendor.objects.filter(is_active=True)

    def show(self, row: Vendor) -> dict[str, Any]:
        """One vendor."""
        return {"name": row.name, "support_phone": row.support_phone}
