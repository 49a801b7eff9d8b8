"""Followers of a ticket over REST."""

from typing import Any, ClassVar

from django.shortcuts import get_object_or_404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from hospital_itsm.core.rest.fields import Text, in_utc
from hospital_itsm.core.rest.paging import PAGING, PAGING_NAMES, page_data, page_of, page_shape
from hospital_itsm.core.rest.serializers import StrictSerializer, values_of
from hospital_itsm.following.actions.follows import add_follower, follow, remove_follower, unfollow
from hospital_itsm.following.models import Follow
from hospital_itsm.following.queries.follows import followers_of
from tickets.api.base import KEY, TicketEndpoint, caller

READ = ("follow.own", "tickets:read")
WRITE = ("follow.own", "tickets:write")
USERNAME = OpenApiParameter("username", OpenApiTypes.STR, OpenApiParameter.PATH)


class FollowerGiven(StrictSerializer):
    """Who follows from now on; left out it is the caller."""

    person = Text(max_length=60, required=False)


class FollowerShape(serializers.Serializer[Any]):
    """Somebody who follows; `added_by` is null where they chose it themselves."""

    person = serializers.CharField()
    name = serializers.CharField()
    added_by = serializers.CharField(allow_null=True)
    since = serializers.DateTimeField()


class Followers(TicketEndpoint):
    """Who follows a ticket."""

    needs: ClassVar = {"list": READ, "create": WRITE, "destroy": WRITE}

    def parameters(self) -> frozenset[str]:
        """Lists take the paging."""
        return frozenset(PAGING_NAMES) if self.action == "list" else frozenset()

    @extend_schema(
        operation_id="tickets_followers",
        parameters=[KEY, *PAGING],
        responses=page_shape("FollowersPage", FollowerShape),
        tags=["followers"],
    )
    def list(self, request: Request, key: str) -> Response:
        """The longest first."""
        self.require_desk(request)
        return Response(
            page_data(page_of(request, followers_of(self.ticket), ("since", "id")), follower_data)
        )

    @extend_schema(
        operation_id="tickets_followers_add",
        parameters=[KEY],
        request=FollowerGiven,
        responses={201: FollowerShape},
        tags=["followers"],
    )
    def create(self, request: Request, key: str) -> Response:
        """Follow it, or let somebody follow who sees it; who follows already goes on."""
        self.require_desk(request)
        person = values_of(request, FollowerGiven).get("person", "")
        if _is_own(request, person):
            follow(key, actor=request.user)
        else:
            add_follower(key, actor=request.user, username=person)
        row = get_object_or_404(_named(self.ticket, person or caller(request).username))
        return Response(follower_data(row), status=201)

    @extend_schema(
        operation_id="tickets_followers_remove",
        parameters=[KEY, USERNAME],
        responses={204: None},
        tags=["followers"],
    )
    def destroy(self, request: Request, key: str, username: str) -> Response:
        """Follow it no longer, or let somebody follow it no longer."""
        self.require_desk(request)
        if _is_own(request, username):
            unfollow(key, actor=request.user)
        else:
            remove_follower(key, actor=request.user, username=username)
        return Response(status=204)


def follower_data(row: Follow) -> dict[str, Any]:
    """A follower for REST."""
    return {
        "person": row.user.username,
        "name": row.user.display_name,
        "added_by": row.added_by.username if row.added_by else None,
        "since": in_utc(row.since),
    }


def _is_own(request: Request, username: str) -> bool:
    return not username or username.lower() == caller(request).username.lower()


def _named(ticket: Any, username: str) -> Any:
    return followers_of(ticket).filter(user__username__iexact=username.strip().removeprefix("@"))
