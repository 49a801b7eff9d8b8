"""Macros over REST: what the account may run, what one would change on a ticket, and running it."""

from typing import Any, ClassVar

from django.http import Http404
from django.shortcuts import get_object_or_404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from hospital_itsm.core.rest.etags import ETAG, IF_MATCH, matched_version
from hospital_itsm.core.rest.paging import PAGING, PAGING_NAMES, page_data, page_of, page_shape
from hospital_itsm.core.rest.serializers import StrictSerializer, values_of
from hospital_itsm.core.rest.views import Endpoint, strict_query
from hospital_itsm.macros.actions.running import run_macro, try_macro
from hospital_itsm.macros.choices import Assignee
from hospital_itsm.macros.models import Macro
from hospital_itsm.macros.queries.macros import usable
from tickets.api.base import KEY, TicketEndpoint, written
from tickets.api.inputs import phi_decision
from tickets.api.shapes import TicketShape
from tickets.choices import State

READ = ("macro.use", "tickets:read")
WRITE = ("macro.use", "tickets:write")
MACRO = OpenApiParameter("number", OpenApiTypes.INT, OpenApiParameter.PATH)


class MacroShape(serializers.Serializer[Any]):
    """A macro; what is null or empty leaves the ticket as it is."""

    id = serializers.IntegerField()
    code = serializers.CharField()
    name = serializers.CharField()
    team = serializers.CharField(allow_null=True, help_text="Null where it is for everyone or one's own.")
    is_own = serializers.BooleanField()
    reply = serializers.CharField(allow_blank=True)
    note = serializers.CharField(allow_blank=True)
    then_state = serializers.ChoiceField(State.choices, allow_null=True)
    assignee = serializers.ChoiceField(Assignee.choices, allow_null=True)
    category = serializers.CharField(allow_null=True)
    priority = serializers.IntegerField(allow_null=True)
    to_team = serializers.CharField(allow_null=True)
    times = serializers.IntegerField(help_text="How often this account ran it.")
    version = serializers.IntegerField()


class MacroEffectShape(serializers.Serializer[Any]):
    """A field that would change, in words."""

    target = serializers.CharField()
    before = serializers.CharField()
    after = serializers.CharField()


class MacroOutcomeShape(serializers.Serializer[Any]):
    """What running it now would change."""

    effects = MacroEffectShape(many=True)
    reply = serializers.CharField(allow_blank=True)
    note = serializers.CharField(allow_blank=True)


class MacroRunGiven(StrictSerializer):
    """What was decided about words that look like patient data."""

    phi_decision = phi_decision()


class Macros(Endpoint):
    """The macros an account may run."""

    needs: ClassVar = {"list": READ, "retrieve": READ}

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Ask verb and scope, refuse unknown parameters."""
        super().initial(request, *args, **kwargs)
        strict_query(request, PAGING_NAMES if self.action == "list" else ())

    @extend_schema(
        operation_id="macros_list", parameters=PAGING, responses=page_shape("MacrosPage", MacroShape)
    )
    def list(self, request: Request) -> Response:
        """By name."""
        return Response(page_data(page_of(request, usable(request.user), ("name", "id")), macro_data))

    @extend_schema(operation_id="macros_read", parameters=[MACRO], responses=MacroShape)
    def retrieve(self, request: Request, number: int) -> Response:
        """One of them."""
        return Response(macro_data(get_object_or_404(usable(request.user), pk=number)))


class TicketMacros(TicketEndpoint):
    """A macro on a ticket."""

    needs: ClassVar = {"retrieve": READ, "create": WRITE}

    @extend_schema(
        operation_id="tickets_macro_preview",
        parameters=[KEY, MACRO],
        responses=MacroOutcomeShape,
        tags=["macros"],
    )
    def retrieve(self, request: Request, key: str, number: int) -> Response:
        """What it would change, or the refusal that running it meets."""
        self.require_desk(request)
        try:
            outcome = try_macro(key, actor=request.user, macro=number)
        except Macro.DoesNotExist as missing:
            raise Http404 from missing
        effects = [
            {"target": one.target, "before": one.before, "after": one.after} for one in outcome.effects
        ]
        return Response({"effects": effects, "reply": outcome.reply, "note": outcome.note})

    @extend_schema(
        operation_id="tickets_macro_run",
        parameters=[KEY, MACRO, IF_MATCH, ETAG],
        request=MacroRunGiven,
        responses={200: TicketShape},
        tags=["macros"],
    )
    def create(self, request: Request, key: str, number: int) -> Response:
        """Run it: every step, or none."""
        self.require_desk(request)
        version, given = matched_version(request), values_of(request, MacroRunGiven)
        try:
            return written(
                request,
                lambda: run_macro(key, actor=request.user, macro=number, version=version, **given),
            )
        except Macro.DoesNotExist as missing:
            raise Http404 from missing


def macro_data(row: Macro) -> dict[str, Any]:
    """A macro for REST."""
    return {
        "id": row.pk,
        "code": row.code,
        "name": row.name,
        "team": row.team.code if row.team else None,
        "is_own": row.owner_id is not None,
        "reply": row.reply,
        "note": row.note,
        "then_state": row.then_state or None,
        "assignee": row.assignee or None,
        "category": row.category.code if row.category else None,
        "priority": row.priority,
        "to_team": row.to_team.code if row.to_team else None,
        "times": getattr(row, "times", 0),
        "version": row.version,
    }
