"""The glossary over REST."""

from typing import Any, ClassVar

from django.db.models import QuerySet
from rest_framework import serializers

from hospital_itsm.core.rest.catalog import Catalog, documented
from hospital_itsm.glossary.models import GlossaryTerm

READ = ("glossary.read", "")


class TermShape(serializers.Serializer[Any]):
    """A term of the common language."""

    slug = serializers.CharField()
    term = serializers.CharField()
    meaning = serializers.CharField()
    it_says = serializers.CharField()
    htm_says = serializers.CharField()
    synonyms = serializers.ListField(child=serializers.CharField())


@documented("glossary", TermShape)
class Terms(Catalog):
    """Terms in use, by their slug."""

    needs: ClassVar = {"list": READ, "retrieve": READ}
    lookup = "slug"
    searched = ("term", "meaning", "it_says", "htm_says", "synonyms")

    def rows(self) -> QuerySet[GlossaryTerm]:
        """Terms in use."""
        return GlossaryTerm.objects.in_use()

    def show(self, row: GlossaryTerm) -> dict[str, Any]:
        """One term."""
        return {name: getattr(row, name) for name in TermShape().get_fields()}
