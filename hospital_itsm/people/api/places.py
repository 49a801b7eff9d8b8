"""Care areas and teams over REST."""

from typing import Any, ClassVar

from django.db.models import QuerySet
from rest_framework import serializers

from hospital_itsm.core.rest.catalog import Catalog, documented
from hospital_itsm.people.choices import CareClass, Domain
from hospital_itsm.people.models import CareArea, Team

READ = ("catalog.read", "people:read")


class CareAreaShape(serializers.Serializer[Any]):
    """A unit where care happens, or a support department."""

    code = serializers.CharField()
    name = serializers.CharField()
    site = serializers.CharField()
    location = serializers.CharField()
    care_class = serializers.ChoiceField(CareClass.choices)
    is_open_always = serializers.BooleanField()
    phone = serializers.CharField()


class TeamShape(serializers.Serializer[Any]):
    """A queue of the desk."""

    code = serializers.CharField()
    name = serializers.CharField()
    domain = serializers.ChoiceField(Domain.choices)
    phone = serializers.CharField()


@documented("care_areas", CareAreaShape)
class CareAreas(Catalog):
    """Units, by their code."""

    needs: ClassVar = {"list": READ, "retrieve": READ}

    def rows(self) -> QuerySet[CareArea]:
        """Open units with their site."""
        return CareArea.objects.filter(is_active=True).select_related("site")

    def show(self, row: CareArea) -> dict[str, Any]:
        """One unit."""
        return {
            "code": row.code,
            "name": row.name,
            "site": row.site.code,
            "location": row.location,
            "care_class": row.care_class,
            "is_open_always": row.is_open_always,
            "phone": row.phone,
        }


@documented("teams", TeamShape)
class Teams(Catalog):
    """Queues, by their code."""

    needs: ClassVar = {"list": READ, "retrieve": READ}

    def rows(self) -> QuerySet[Team]:
        """Queues in use."""
        return Team.objects.filter(is_active=True)

    def show(self, row: Team) -> dict[str, Any]:
        """One queue."""
        return {"code": row.code, "name": row.name, "domain": row.domain, "phone": row.phone}
