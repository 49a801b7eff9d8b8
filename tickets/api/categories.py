"""Categories over REST."""

from typing import Any, ClassVar

from django.db.models import QuerySet
from rest_framework import serializers

from hospital_itsm.core.rest.catalog import Catalog, documented
from tickets.models import Category

READ = ("catalog.read", "people:read")


class CategoryShape(serializers.Serializer[Any]):
    """A category such as `net.wired`."""

    code = serializers.CharField()
    group = serializers.CharField()
    name = serializers.CharField()
    team = serializers.CharField(allow_null=True)


@documented("categories", CategoryShape)
class Categories(Catalog):
    """Categories, by their code."""

    needs: ClassVar = {"list": READ, "retrieve": READ}

    def rows(self) -> QuerySet[Category]:
        """Categories in use with their team."""
        return Category.objects.filter(is_active=True).select_related("team")

    def show(self, row: Category) -> dict[str, Any]:
        """One category."""
        team = row.team.code if row.team else None
        return {"code": row.code, "group": row.group, "name": row.name, "team": team}
