"""Services over REST."""

from typing import Any, ClassVar

from django.db.models import QuerySet
from rest_framework import serializers

from assets.choices import Tier
from assets.models import Service
from hospital_itsm.core.rest.catalog import Catalog, documented
from hospital_itsm.people.choices import Domain

READ = ("catalog.read", "people:read")


class ServiceShape(serializers.Serializer[Any]):
    """Something people use that can be down."""

    code = serializers.CharField()
    name = serializers.CharField()
    tier = serializers.ChoiceField(Tier.choices)
    domain = serializers.ChoiceField(Domain.choices)
    team = serializers.CharField(allow_null=True)


@documented("services", ServiceShape)
class Services(Catalog):
    """Services, by their code."""

    needs: ClassVar = {"list": READ, "retrieve": READ}

    def rows(self) -> QuerySet[Service]:
        """Services in use with their team."""
        return Service.objects.filter(is_active=True).select_related("team")

    def show(self, row: Service) -> dict[str, Any]:
        """One service."""
        team = row.team.code if row.team else None
        return {"code": row.code, "name": row.name, "tier": row.tier, "domain": row.domain, "team": team}
