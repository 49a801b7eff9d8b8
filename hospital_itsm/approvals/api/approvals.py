"""Approvals and delegations over REST, for people; an account of a system decides nothing."""

from typing import Any, ClassVar

from django.shortcuts import get_object_or_404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from hospital_itsm.approvals.actions.deciding import LONGEST_REASON, decide
from hospital_itsm.approvals.actions.delegations import delegate, revoke
from hospital_itsm.approvals.choices import Approver, RequestState, StepState, Verdict
from hospital_itsm.approvals.models import ApprovalRequest, Delegation
from hospital_itsm.core.problems import UnknownInput
from hospital_itsm.core.rest.etags import IF_MATCH, matched_version, tagged
from hospital_itsm.core.rest.fields import Code, Text, in_utc, in_utc_or_none
from hospital_itsm.core.rest.paging import PAGING, PAGING_NAMES, page_data, page_of, page_shape
from hospital_itsm.core.rest.serializers import Nothing, StrictSerializer, values_of
from hospital_itsm.core.rest.views import Endpoint, strict_query
from hospital_itsm.people.choices import AccountKind
from hospital_itsm.people.models import User

READ = ("approval.read", "approvals:read")
DECIDE = ("approval.decide", "approvals:write")
DELEGATE = ("approval.delegate", "approvals:write")
NUMBER = OpenApiParameter("number", OpenApiTypes.INT, OpenApiParameter.PATH)
STATE = OpenApiParameter("state", OpenApiTypes.STR, enum=RequestState.values)
WAITING_FOR = OpenApiParameter(
    "waiting_for", OpenApiTypes.STR, enum=["me"], description="Only what you may decide now."
)
TAGS = ["approvals"]


class DecisionGiven(StrictSerializer):
    """What the approver says."""

    verdict = serializers.ChoiceField(Verdict.choices)
    reason = Text(max_length=LONGEST_REASON, required=False, allow_blank=True, help_text="Needed to reject.")


class DelegationGiven(StrictSerializer):
    """To whom, from when until when; no `kinds` mean all."""

    taker = Code("username", queryset=User.objects.filter(is_active=True, kind=AccountKind.PERSON))
    first_on = serializers.DateField()
    last_on = serializers.DateField()
    reason = Text(max_length=200)
    kinds = serializers.ListField(child=Text(max_length=20), required=False, max_length=10)


class ApprovalStepShape(serializers.Serializer[Any]):
    """One approver's part."""

    position = serializers.IntegerField()
    approver = serializers.ChoiceField(Approver.choices)
    state = serializers.ChoiceField(StepState.choices)
    decided_by = serializers.CharField(allow_null=True)
    on_behalf_of = serializers.CharField(allow_null=True)
    decided_at = serializers.DateTimeField(allow_null=True)
    reason = serializers.CharField(allow_blank=True)


class ApprovalShape(serializers.Serializer[Any]):
    """A request for approval."""

    id = serializers.IntegerField()
    kind = serializers.CharField()
    subject = serializers.CharField(help_text="Its number, such as C-1001.")
    amount = serializers.CharField()
    currency = serializers.CharField()
    state = serializers.ChoiceField(RequestState.choices)
    asked_by = serializers.CharField(allow_null=True)
    asked_at = serializers.DateTimeField()
    ended_at = serializers.DateTimeField(allow_null=True)
    steps = ApprovalStepShape(many=True)
    version = serializers.IntegerField()


class DelegationShape(serializers.Serializer[Any]):
    """Who stands in for whom."""

    id = serializers.IntegerField()
    giver = serializers.CharField()
    taker = serializers.CharField()
    first_on = serializers.DateField()
    last_on = serializers.DateField()
    kinds = serializers.ListField(child=serializers.CharField())
    reason = serializers.CharField()
    revoked_at = serializers.DateTimeField(allow_null=True)


class Approvals(Endpoint):
    """Requests for approval that concern the caller."""

    needs: ClassVar = {"list": READ, "retrieve": READ, "decide": DECIDE}

    @extend_schema(
        operation_id="approvals_list",
        parameters=[STATE, WAITING_FOR, *PAGING],
        responses=page_shape("ApprovalsPage", ApprovalShape),
        tags=TAGS,
    )
    def list(self, request: Request) -> Response:
        """The latest first."""
        strict_query(request, PAGING_NAMES | {"state", "waiting_for"})
        rows = visible(request)
        if state := _known(request, "state", RequestState.values):
            rows = rows.filter(state=state)
        if _known(request, "waiting_for", ["me"]):
            rows = rows.filter(
                pk__in=ApprovalRequest.objects.waiting_for(request.user).order_by().values("pk")
            )
        return Response(page_data(page_of(request, rows, ("-id",)), approval_data))

    @extend_schema(operation_id="approvals_read", parameters=[NUMBER], responses=ApprovalShape, tags=TAGS)
    def retrieve(self, request: Request, number: int) -> Response:
        """One request with its steps."""
        strict_query(request, ())
        return answer(request, number)

    @extend_schema(
        operation_id="approvals_decide",
        parameters=[NUMBER, IF_MATCH],
        request=DecisionGiven,
        responses=ApprovalShape,
        tags=TAGS,
    )
    def decide(self, request: Request, number: int) -> Response:
        """Approve or reject the present step; a rejection ends the request for good."""
        strict_query(request, ())
        get_object_or_404(visible(request), pk=number)
        version, given = matched_version(request), values_of(request, DecisionGiven)
        decide(number, actor=request.user, version=version, **given)
        return answer(request, number)


class Delegations(Endpoint):
    """Delegations the caller gave or took."""

    needs: ClassVar = {"list": READ, "create": DELEGATE, "revoke": DELEGATE}

    @extend_schema(
        operation_id="delegations_list",
        parameters=PAGING,
        responses=page_shape("DelegationsPage", DelegationShape),
        tags=TAGS,
    )
    def list(self, request: Request) -> Response:
        """The latest first."""
        strict_query(request, PAGING_NAMES)
        rows = Delegation.objects.visible_to(request.user).select_related("giver", "taker")
        return Response(page_data(page_of(request, rows, ("-id",)), delegation_data))

    @extend_schema(
        operation_id="delegations_create",
        request=DelegationGiven,
        responses={201: DelegationShape},
        tags=TAGS,
    )
    def create(self, request: Request) -> Response:
        """Let somebody decide in your name."""
        strict_query(request, ())
        made = delegate(request.user, actor=request.user, **values_of(request, DelegationGiven))
        return Response(delegation_data(made), status=201)

    @extend_schema(
        operation_id="delegations_revoke",
        parameters=[NUMBER],
        request=Nothing,
        responses=DelegationShape,
        tags=TAGS,
    )
    def revoke(self, request: Request, number: int) -> Response:
        """End it at once."""
        strict_query(request, ())
        get_object_or_404(Delegation.objects.visible_to(request.user), pk=number)
        values_of(request, Nothing)
        return Response(delegation_data(revoke(number, actor=request.user)))


def visible(request: Request) -> Any:
    """The requests that concern the caller."""
    rows = ApprovalRequest.objects.visible_to(request.user).select_related("asked_by")
    return rows.prefetch_related("steps__decided_by", "steps__on_behalf_of")


def answer(request: Request, number: int) -> Response:
    """One request with its version as a tag."""
    row = get_object_or_404(visible(request), pk=number)
    return tagged(Response(approval_data(row)), row.version)


def _known(request: Request, name: str, codes: Any) -> str:
    given = request.query_params.get(name, "")
    if name in request.query_params and given not in codes:
        raise UnknownInput({name: f"{', '.join(codes)}"})
    return given


def _name(user: Any) -> str | None:
    return user.username if user else None


def approval_data(row: ApprovalRequest) -> dict[str, Any]:
    """One request."""
    return {
        "id": row.pk,
        "kind": row.kind,
        "subject": row.label,
        "amount": str(row.amount),
        "currency": row.currency,
        "state": row.state,
        "asked_by": _name(row.asked_by),
        "asked_at": in_utc(row.asked_at),
        "ended_at": in_utc_or_none(row.ended_at),
        "steps": [
            {
                "position": one.position,
                "approver": one.approver,
                "state": one.state,
                "decided_by": _name(one.decided_by),
                "on_behalf_of": _name(one.on_behalf_of),
                "decided_at": in_utc_or_none(one.decided_at),
                "reason": one.reason,
            }
            for one in row.steps.all()
        ],
        "version": row.version,
    }


def delegation_data(row: Delegation) -> dict[str, Any]:
    """One delegation."""
    return {
        "id": row.pk,
        "giver": row.giver.username,
        "taker": row.taker.username,
        "first_on": row.first_on.isoformat(),
        "last_on": row.last_on.isoformat(),
        "kinds": row.kinds,
        "reason": row.reason,
        "revoked_at": in_utc_or_none(row.revoked_at),
    }
