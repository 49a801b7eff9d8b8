"""Swaps over REST: asked, accepted, declined and withdrawn as on their pages."""

from typing import Any, ClassVar, Final

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from hospital_itsm.audit.reasons import LONGEST
from hospital_itsm.core.errors import ValueRefused
from hospital_itsm.core.rest.etags import ETAG, IF_MATCH, matched_version, tagged
from hospital_itsm.core.rest.fields import Code, Instant, Text, Whole, in_utc
from hospital_itsm.core.rest.paging import PAGING, PAGING_NAMES, page_data, page_of, page_shape
from hospital_itsm.core.rest.serializers import Nothing, StrictSerializer, values_of
from hospital_itsm.core.rest.views import Endpoint, strict_query
from hospital_itsm.people.actions import swaps
from hospital_itsm.people.api.shifts import ID, TAGS, ShiftShape, shift_data, shifts
from hospital_itsm.people.choices import SwapState
from hospital_itsm.people.models import OnCallShift, OnCallSwap, User

READ: Final = ("oncall.swap_read", "people:read")
WRITE: Final = ("oncall.swap", "oncall:write")
NEWEST: Final = ("-id",)
LARGEST: Final = 2**31 - 1


class SwapValues(StrictSerializer):
    """Which shift of one's own, whom, and for which of theirs in return."""

    shift = Whole(min_value=1, max_value=LARGEST)
    asked = Code("username", queryset=User.objects.filter(is_active=True))
    in_return = Whole(min_value=1, max_value=LARGEST, required=False, allow_null=True, default=None)


class DeclineValues(StrictSerializer):
    """Why not; without words it is a no all the same."""

    reason = Text(max_length=LONGEST, required=False, allow_blank=True, default="")


class SwapShape(serializers.Serializer[Any]):
    """A request; `shift` is null once it left the rota."""

    id = serializers.IntegerField()
    shift = ShiftShape(allow_null=True)
    in_return = ShiftShape(allow_null=True)
    asker = serializers.CharField()
    asked = serializers.CharField()
    state = serializers.ChoiceField(SwapState.choices)
    declined_reason = serializers.CharField()
    created_at = Instant()
    lapses_at = Instant()
    version = serializers.IntegerField()


class Swaps(Endpoint):
    """What colleagues ask each other; those who keep the rota see all of it."""

    needs: ClassVar = {
        "list": READ,
        "retrieve": READ,
        "create": WRITE,
        "accept": WRITE,
        "decline": WRITE,
        "withdraw": WRITE,
    }

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Ask verb and scope, refuse unknown parameters."""
        super().initial(request, *args, **kwargs)
        strict_query(request, PAGING_NAMES if self.action == "list" else ())

    @extend_schema(
        operation_id="on_call_swaps_list",
        parameters=PAGING,
        responses=page_shape("SwapsPage", SwapShape),
        tags=TAGS,
    )
    def list(self, request: Request) -> Response:
        """The newest first, ended ones among them."""
        rows = OnCallSwap.objects.visible_to(request.user).with_rows()
        return Response(page_data(page_of(request, rows, NEWEST), swap_data))

    @extend_schema(operation_id="on_call_swaps_read", parameters=[ID, ETAG], responses=SwapShape, tags=TAGS)
    def retrieve(self, request: Request, pk: int) -> Response:
        """One of them."""
        return _answer(_swap(request, pk))

    @extend_schema(
        operation_id="on_call_swaps_ask",
        parameters=[ETAG],
        request=SwapValues,
        responses={201: SwapShape},
        tags=TAGS,
    )
    def create(self, request: Request) -> Response:
        """Ask a colleague; nothing changes until they accept."""
        given = values_of(request, SwapValues)
        user: Any = request.user
        shift = shifts().filter(pk=given["shift"], user=user).first()
        if shift is None:
            raise ValueRefused({"shift": _("Name a shift of your own.")})
        asked, returned = given["asked"], _returned(given["in_return"])
        swap = swaps.ask_swap(shift, actor=request.user, asked=asked, in_return=returned)
        return _answer(swap, status=201)

    @extend_schema(
        operation_id="on_call_swaps_accept",
        parameters=[ID, IF_MATCH, ETAG],
        request=Nothing,
        responses=SwapShape,
        tags=TAGS,
    )
    def accept(self, request: Request, pk: int) -> Response:
        """Take the shift, and give the one in return."""
        row, version = _swap(request, pk), matched_version(request)
        values_of(request, Nothing)
        return _answer(swaps.accept_swap(row, actor=request.user, version=version))

    @extend_schema(
        operation_id="on_call_swaps_decline",
        parameters=[ID, IF_MATCH, ETAG],
        request=DeclineValues,
        responses=SwapShape,
        tags=TAGS,
    )
    def decline(self, request: Request, pk: int) -> Response:
        """Say no, with words or without."""
        row, version = _swap(request, pk), matched_version(request)
        given = values_of(request, DeclineValues)
        return _answer(swaps.decline_swap(row, actor=request.user, version=version, **given))

    @extend_schema(
        operation_id="on_call_swaps_withdraw",
        parameters=[ID, IF_MATCH, ETAG],
        request=Nothing,
        responses=SwapShape,
        tags=TAGS,
    )
    def withdraw(self, request: Request, pk: int) -> Response:
        """Ask no longer."""
        row, version = _swap(request, pk), matched_version(request)
        values_of(request, Nothing)
        return _answer(swaps.withdraw_swap(row, actor=request.user, version=version))


def _swap(request: Request, pk: int) -> OnCallSwap:
    return get_object_or_404(OnCallSwap.objects.visible_to(request.user).with_rows(), pk=pk)


def _returned(pk: int | None) -> OnCallShift | None:
    if pk is None:
        return None
    row = shifts().filter(pk=pk).first()
    if row is None:
        raise ValueRefused({"in_return": _("Choose a shift of that colleague for the same queue.")})
    return row


def _answer(row: OnCallSwap, status: int = 200) -> Response:
    return tagged(Response(swap_data(row), status=status), row.version)


def swap_data(row: OnCallSwap) -> dict[str, Any]:
    """A request for REST."""
    return {
        "id": row.pk,
        "shift": shift_data(row.shift) if row.shift else None,
        "in_return": shift_data(row.in_return) if row.in_return else None,
        "asker": row.asker.username,
        "asked": row.asked.username,
        "state": str(row.standing(timezone.now())),
        "declined_reason": row.declined_reason,
        "created_at": in_utc(row.created_at),
        "lapses_at": in_utc(row.lapses_at),
        "version": row.version,
    }
