"""People over REST: found by words, with the few fields that work needs; and the account behind the token."""

from typing import Any, ClassVar

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from drf_spectacular.helpers import forced_singular_serializer
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from hospital_itsm.core.problems import UnknownInput
from hospital_itsm.core.rest.fields import Instant, in_utc
from hospital_itsm.core.rest.paging import PAGING, PAGING_NAMES, page_data, page_of, page_shape
from hospital_itsm.core.rest.views import Endpoint, strict_query
from hospital_itsm.people.choices import AccountKind
from hospital_itsm.people.directory import people_found
from hospital_itsm.people.models import Membership, User

READ = ("people.read", "people:read")
SHORTEST_WORDS = 2
WORDS = OpenApiParameter(
    "q",
    {"type": "string", "minLength": SHORTEST_WORDS},
    required=True,
    description="Words of the name, user name, job title or phone.",
)
USERNAME = OpenApiParameter("username", OpenApiTypes.STR, OpenApiParameter.PATH)


class PersonShape(serializers.Serializer[Any]):
    """A person or service account."""

    username = serializers.CharField()
    name = serializers.CharField()
    job_title = serializers.CharField()
    phone = serializers.CharField()
    kind = serializers.ChoiceField(AccountKind.choices)


class RoleHeld(serializers.Serializer[Any]):
    """A role held today, with its team or unit."""

    role = serializers.CharField()
    team = serializers.CharField(allow_null=True)
    care_area = serializers.CharField(allow_null=True)


class MeShape(PersonShape):
    """The caller: who, which roles, and what the token may do."""

    roles = RoleHeld(many=True)
    permissions = serializers.ListField(child=serializers.CharField())
    scopes = serializers.ListField(child=serializers.CharField())
    demo_only = serializers.BooleanField()
    token_expires_at = Instant()


class People(Endpoint):
    """Find people; one page shows at most 100, and nobody can list them all."""

    needs: ClassVar = {"list": READ, "retrieve": READ}

    @extend_schema(
        operation_id="people_list",
        parameters=[WORDS, *PAGING],
        responses=page_shape("PeoplePage", PersonShape),
        tags=["people"],
    )
    def list(self, request: Request) -> Response:
        """Active people whose name, user name, job title or phone holds every word."""
        strict_query(request, PAGING_NAMES | {"q"})
        words = request.query_params.get("q", "").strip()
        if len(words) < SHORTEST_WORDS:
            raise UnknownInput(
                {"q": _("Search for at least %(least)d characters.") % {"least": SHORTEST_WORDS}}
            )
        page = page_of(request, people_found(words).filter(is_active=True), ("full_name", "id"))
        return Response(page_data(page, person_data))

    @extend_schema(operation_id="people_read", parameters=[USERNAME], responses=PersonShape, tags=["people"])
    def retrieve(self, request: Request, username: str) -> Response:
        """One active person."""
        strict_query(request, ())
        return Response(person_data(get_object_or_404(User, username=username, is_active=True)))


class Me(Endpoint):
    """The account behind the token."""

    needs: ClassVar = {"list": ("people.me", "")}

    @extend_schema(operation_id="me", responses=forced_singular_serializer(MeShape), tags=["people"])
    def list(self, request: Request) -> Response:
        """Who the token belongs to and what it may do; any scope will do."""
        strict_query(request, ())
        user: Any = request.user
        token: Any = request.auth
        return Response(
            {
                **person_data(user),
                "roles": [_role_held(held) for held in user.valid_memberships],
                "permissions": sorted(user.permissions),
                "scopes": sorted(token.scopes),
                "demo_only": token.demo_only,
                "token_expires_at": in_utc(token.expires_at),
            }
        )


def person_data(row: User) -> dict[str, Any]:
    """One person: never an address, a token or a pager."""
    return {
        "username": row.username,
        "name": row.display_name,
        "job_title": row.job_title,
        "phone": row.phone,
        "kind": row.kind,
    }


def _role_held(held: Membership) -> dict[str, Any]:
    return {
        "role": held.role.code,
        "team": held.team.code if held.team else None,
        "care_area": held.care_area.code if held.care_area else None,
    }
