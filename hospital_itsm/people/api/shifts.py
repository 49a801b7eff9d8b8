"""The shifts of the rota over REST: kept as on its pages."""

from typing import Any, ClassVar, Final

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from hospital_itsm.audit.reasons import LONGEST
from hospital_itsm.core.problems import UnknownInput
from hospital_itsm.core.rest.etags import ETAG, IF_MATCH, matched_version, tagged
from hospital_itsm.core.rest.fields import Code, Instant, Text, in_utc
from hospital_itsm.core.rest.paging import PAGING, PAGING_NAMES, page_data, page_of, page_shape
from hospital_itsm.core.rest.serializers import StrictSerializer, values_of
from hospital_itsm.core.rest.views import Endpoint, strict_query
from hospital_itsm.people.actions import rota
from hospital_itsm.people.choices import OnCallLevel
from hospital_itsm.people.models import OnCallShift, Team, User

READ: Final = ("oncall.read", "people:read")
WRITE: Final = ("oncall.manage", "oncall:write")
TAGS: Final = ["people"]
ID: Final = OpenApiParameter("pk", OpenApiTypes.INT, OpenApiParameter.PATH, description="Its number.")
TEAM: Final = OpenApiParameter("team", OpenApiTypes.STR, description="The code of a queue.")
SOONEST: Final = ("starts_at", "id")


class ReasonOnly(StrictSerializer):
    """Why; it stays in the audit trail."""

    reason = Text(max_length=LONGEST)


class ShiftValues(StrictSerializer):
    """Somebody on call for a queue, or without one for the house."""

    team = Code(queryset=Team.objects.filter(is_active=True), required=False, allow_null=True, default=None)
    level = serializers.ChoiceField(OnCallLevel.choices)
    user = Code("username", queryset=User.objects.filter(is_active=True))
    starts_at = Instant()
    ends_at = Instant()


class ShiftTimes(ReasonOnly):
    """Other times, and why; what is left out stays."""

    starts_at = Instant(required=False)
    ends_at = Instant(required=False)


class ShiftOverride(ShiftTimes):
    """Who takes a part of a shift, why, and which; all that is left of it where no times are given."""

    user = Code("username", queryset=User.objects.filter(is_active=True))


class ShiftShape(serializers.Serializer[Any]):
    """A shift; `instead_of` had its time before, and `reason` says why not any more."""

    id = serializers.IntegerField()
    team = serializers.CharField(allow_null=True)
    level = serializers.ChoiceField(OnCallLevel.choices)
    user = serializers.CharField()
    name = serializers.CharField()
    starts_at = Instant()
    ends_at = Instant()
    instead_of = serializers.CharField(allow_null=True)
    reason = serializers.CharField()
    version = serializers.IntegerField()


class Shifts(Endpoint):
    """Shifts that run or come."""

    needs: ClassVar = {
        "list": READ,
        "retrieve": READ,
        "create": WRITE,
        "partial_update": WRITE,
        "destroy": WRITE,
        "override": ("oncall.hand_over", "oncall:write"),
        "end": WRITE,
    }

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Ask verb and scope, refuse unknown parameters."""
        super().initial(request, *args, **kwargs)
        strict_query(request, PAGING_NAMES | {"team"} if self.action == "list" else ())

    @extend_schema(
        operation_id="on_call_shifts_list",
        parameters=[TEAM, *PAGING],
        responses=page_shape("ShiftsPage", ShiftShape),
        tags=TAGS,
    )
    def list(self, request: Request) -> Response:
        """Those that are not over, soonest first."""
        rows = shifts().filter(ends_at__gt=timezone.now())
        if "team" in request.query_params:
            team = Team.objects.filter(code=request.query_params["team"]).first()
            if team is None:
                raise UnknownInput({"team": _("Send the code of a queue.")})
            rows = rows.filter(team=team)
        return Response(page_data(page_of(request, rows, SOONEST), shift_data))

    @extend_schema(operation_id="on_call_shifts_read", parameters=[ID, ETAG], responses=ShiftShape, tags=TAGS)
    def retrieve(self, request: Request, pk: int) -> Response:
        """One of them, over or not."""
        return answer(get_object_or_404(shifts(), pk=pk))

    @extend_schema(
        operation_id="on_call_shifts_add",
        parameters=[ETAG],
        request=ShiftValues,
        responses={201: ShiftShape},
        tags=TAGS,
    )
    def create(self, request: Request) -> Response:
        """Put somebody on call; refused where somebody else has part of that time."""
        given = values_of(request, ShiftValues)
        return answer(rota.add_shift(actor=request.user, **given), status=201)

    @extend_schema(
        operation_id="on_call_shifts_change",
        parameters=[ID, IF_MATCH, ETAG],
        request=ShiftTimes,
        responses=ShiftShape,
        tags=TAGS,
    )
    def partial_update(self, request: Request, pk: int) -> Response:
        """Move the beginning of a coming shift, or the end of one that is not over."""
        row, version = get_object_or_404(shifts(), pk=pk), matched_version(request)
        given = values_of(request, ShiftTimes)
        return answer(rota.change_shift(row, actor=request.user, version=version, **given))

    @extend_schema(
        operation_id="on_call_shifts_remove", parameters=[ID, IF_MATCH], responses={204: None}, tags=TAGS
    )
    def destroy(self, request: Request, pk: int) -> Response:
        """Take a shift off the rota that has not begun."""
        row = get_object_or_404(shifts(), pk=pk)
        rota.remove_shift(row, actor=request.user, version=matched_version(request))
        return Response(status=204)

    @extend_schema(
        operation_id="on_call_shifts_override",
        parameters=[ID, IF_MATCH, ETAG],
        request=ShiftOverride,
        responses=ShiftShape,
        tags=TAGS,
    )
    def override(self, request: Request, pk: int) -> Response:
        """Put somebody else in for all or a part of what is left; answers that part."""
        row = get_object_or_404(shifts(), pk=pk)
        version, given = matched_version(request), values_of(request, ShiftOverride)
        return answer(rota.replace_shift(row, actor=request.user, version=version, **given))

    @extend_schema(
        operation_id="on_call_shifts_end",
        parameters=[ID, IF_MATCH, ETAG],
        request=ReasonOnly,
        responses=ShiftShape,
        tags=TAGS,
    )
    def end(self, request: Request, pk: int) -> Response:
        """End a running shift now."""
        row, version = get_object_or_404(shifts(), pk=pk), matched_version(request)
        given = values_of(request, ReasonOnly)
        return answer(rota.end_shift(row, actor=request.user, version=version, **given))


def shifts() -> QuerySet[OnCallShift]:
    """Shifts with everything that is said of them."""
    return OnCallShift.objects.select_related("team", "user", "covers")


def answer(row: OnCallShift, status: int = 200) -> Response:
    """A shift as it stands, with its tag."""
    return tagged(Response(shift_data(row), status=status), row.version)


def shift_data(row: OnCallShift) -> dict[str, Any]:
    """A shift for REST."""
    return {
        "id": row.pk,
        "team": row.team.code if row.team else None,
        "level": row.level,
        "user": row.user.username,
        "name": row.user.display_name,
        "starts_at": in_utc(row.starts_at),
        "ends_at": in_utc(row.ends_at),
        "instead_of": row.covers.username if row.covers else None,
        "reason": row.reason,
        "version": row.version,
    }
