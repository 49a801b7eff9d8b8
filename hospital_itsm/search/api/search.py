"""The search over REST: the groups the account may read and the token has the scope of."""

from typing import Any, ClassVar

from django.utils.translation import gettext as _
from drf_spectacular.helpers import forced_singular_serializer
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from hospital_itsm.core.problems import UnknownInput
from hospital_itsm.core.rest.paging import limit_of
from hospital_itsm.core.rest.views import Endpoint, strict_query
from hospital_itsm.search.queries.everything import IN_FULL, IN_GROUP, Group, meant, search
from hospital_itsm.search.rules.words import LONGEST_TEXT
from hospital_itsm.search.sources import Asked, sources_for

WORDS = OpenApiParameter(
    "q",
    {"type": "string", "minLength": 1, "maxLength": LONGEST_TEXT},
    required=True,
    description="Words, phrases in quotation marks, or a number or the end of one.",
)
GROUP = OpenApiParameter("group", {"type": "string"}, description="Only this group, by its code.")
LIMIT = OpenApiParameter(
    "limit",
    {"type": "integer", "minimum": 1, "maximum": IN_FULL, "default": IN_GROUP},
    description="Results in each group.",
)


class FoundThing(serializers.Serializer[Any]):
    """One thing: its number or tag, its name, some facts, and the path of its page."""

    code = serializers.CharField(allow_null=True)
    title = serializers.CharField()
    facts = serializers.ListField(child=serializers.CharField())
    path = serializers.CharField(allow_null=True)


class FoundGroup(serializers.Serializer[Any]):
    """A group of results, best first; `has_more` says that the limit cut it."""

    group = serializers.CharField()
    results = FoundThing(many=True)
    has_more = serializers.BooleanField()


class FoundAll(serializers.Serializer[Any]):
    """What was found, and the same words in another spelling where nothing was."""

    groups = FoundGroup(many=True)
    did_you_mean = serializers.CharField(allow_null=True)


class Search(Endpoint):
    """Everything an account may read, by words. A group whose scope the token lacks is left out."""

    needs: ClassVar = {"list": ("search.use", "")}

    @extend_schema(
        operation_id="search",
        parameters=[WORDS, GROUP, LIMIT],
        responses=forced_singular_serializer(FoundAll),
        tags=["search"],
    )
    def list(self, request: Request) -> Response:
        """Groups that found something, in order."""
        strict_query(request, {"q", "group", "limit"})
        text = request.query_params.get("q", "").strip()
        if not 0 < len(text) <= LONGEST_TEXT:
            raise UnknownInput({"q": _("Send 1 to %(most)d characters.") % {"most": LONGEST_TEXT}})
        limit = limit_of(request, IN_GROUP, IN_FULL)
        scopes = getattr(request.auth, "scopes", ())
        sources = [source for source in sources_for(request.user) if source.scope in scopes]
        only = request.query_params.get("group")
        chosen = [source for source in sources if only in (None, source.code)]
        if only is not None and not chosen:
            codes = ", ".join(source.code for source in sources)
            raise UnknownInput({"group": _("Send one of: %(codes)s.") % {"codes": codes}})
        asked = Asked(text, request.user)
        groups = search(asked, chosen, limit)
        return Response(
            {
                "groups": [group_data(group) for group in groups],
                "did_you_mean": (None if groups else meant(asked, chosen)) or None,
            }
        )


def group_data(group: Group) -> dict[str, Any]:
    """One group as it is answered."""
    results = [
        {"code": hit.code or None, "title": hit.title, "facts": [*hit.facts], "path": hit.url or None}
        for hit in group.hits
    ]
    return {"group": group.source.code, "results": results, "has_more": group.has_more}
