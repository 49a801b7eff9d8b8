"""Inventory walks over REST: start, scans in a burst, what they tell, moves, end."""

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from assets.actions import walks
from assets.actions.walk_bursts import BurstLine, note_burst
from assets.api.shapes import NUMBER
from assets.choices import WalkOutcome
from assets.models import Asset, InventoryWalk, Location, WalkScan
from assets.queries.walks import counts_of, unseen
from hospital_itsm.core.problems import UnknownInput
from hospital_itsm.core.rest.fields import Code, Text, Whole, in_utc, in_utc_or_none
from hospital_itsm.core.rest.paging import PAGING, PAGING_NAMES, page_data, page_of, page_shape
from hospital_itsm.core.rest.serializers import Nothing, StrictSerializer, values_of
from hospital_itsm.core.rest.views import Endpoint, strict_query

READ = ("portfolio.read", "assets:read")
WRITE = ("asset.edit", "assets:write")
MOST_CODES, LONGEST_CODE, LONGEST_KEY = 200, 500, 80
OUTCOME = OpenApiParameter("outcome", {"type": "string", "enum": WalkOutcome.values})
KEY = OpenApiParameter(
    "Idempotency-Key",
    {"type": "string", "pattern": r"^[!-~]{1,80}$"},
    OpenApiParameter.HEADER,
    description="For seven days the same key with the same codes answers what became of them and scans nothing.",
)


class WalkStart(StrictSerializer):
    """Where to walk, by the code of the place."""

    location = Code("code", queryset=Location.objects.in_use())


class WalkBurst(StrictSerializer):
    """What was scanned, in order; `here` is the place inside the walk, else the whole of it."""

    codes = serializers.ListField(
        child=Text(max_length=LONGEST_CODE, allow_blank=True), min_length=1, max_length=MOST_CODES
    )
    here = Code("code", queryset=Location.objects.in_use(), required=False, allow_null=True)


class ScansGiven(StrictSerializer):
    """The scans whose records follow."""

    scans = serializers.ListField(child=Whole(min_value=1, max_value=2**62), min_length=1, max_length=1000)


class ScanGiven(StrictSerializer):
    """The scan that was wrong."""

    scan = Whole(min_value=1, max_value=2**62)


class WalkShape(serializers.Serializer[Any]):
    """A walk with how many things it found of each outcome."""

    id = serializers.IntegerField()
    location = serializers.CharField()
    started_at = serializers.DateTimeField()
    started_by = serializers.CharField(allow_null=True)
    finished_at = serializers.DateTimeField(allow_null=True)
    counts = serializers.DictField(child=serializers.IntegerField(), required=False)


class WalkScanShape(serializers.Serializer[Any]):
    """What a walk knows of one thing; `recorded` is where the inventory had it then."""

    id = serializers.IntegerField()
    outcome = serializers.ChoiceField(WalkOutcome.choices)
    code = serializers.CharField()
    tag = serializers.CharField(allow_null=True)
    here = serializers.CharField(allow_null=True)
    recorded = serializers.CharField(allow_null=True)
    at = serializers.DateTimeField()
    moved_at = serializers.DateTimeField(allow_null=True)


class BurstLineShape(serializers.Serializer[Any]):
    """One code of a burst: its scan, or why none was kept."""

    scan = WalkScanShape(allow_null=True)
    refused = serializers.CharField(allow_blank=True)


class BurstShape(serializers.Serializer[Any]):
    """What became of each code, in the order they were sent."""

    results = BurstLineShape(many=True)


class UnseenShape(serializers.Serializer[Any]):
    """A thing the inventory expects and nobody has scanned yet."""

    tag = serializers.CharField()
    location = serializers.CharField(allow_null=True)


class MovedShape(serializers.Serializer[Any]):
    """How many records followed, and the tags of those that could not."""

    moved = serializers.IntegerField()
    refused = serializers.ListField(child=serializers.CharField())


class Walks(Endpoint):
    """Walks, newest first. Several people scan at once, so a walk has no version to hold against each other."""

    needs: ClassVar = {
        **dict.fromkeys(("list", "retrieve", "scans", "missing"), READ),
        **dict.fromkeys(("create", "burst", "forget", "moves", "finish"), WRITE),
    }

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Ask verb and scope, refuse unknown parameters."""
        super().initial(request, *args, **kwargs)
        paged = PAGING_NAMES if self.action in ("list", "scans", "missing") else frozenset()
        strict_query(request, paged | {"outcome"} if self.action == "scans" else paged)

    @extend_schema(operation_id="walks_list", parameters=PAGING, responses=page_shape("WalksPage", WalkShape))
    def list(self, request: Request) -> Response:
        """Walks, open ones and finished ones."""
        return Response(page_data(page_of(request, visible(request), ("-started_at", "-id")), walk_data))

    @extend_schema(operation_id="walks_read", parameters=[NUMBER], responses=WalkShape)
    def retrieve(self, request: Request, number: int) -> Response:
        """One walk; while it is open `missing` counts what is expected and not seen yet."""
        return answer(request, number)

    @extend_schema(operation_id="walks_start", request=WalkStart, responses={200: WalkShape, 201: WalkShape})
    def create(self, request: Request) -> Response:
        """Start a walk, or join the one that is open in that place (200)."""
        given = values_of(request, WalkStart)
        is_new = not visible(request).open().filter(location=given["location"]).exists()  # type: ignore[attr-defined]
        made = walks.start_walk(given["location"], actor=request.user)
        return answer(request, made.pk, status=201 if is_new else 200)

    @extend_schema(
        operation_id="walks_scans",
        parameters=[NUMBER, OUTCOME, *PAGING],
        responses=page_shape("WalkScansPage", WalkScanShape),
    )
    def scans(self, request: Request, number: int) -> Response:
        """What was found out, newest first; `missing` only once the walk is finished."""
        rows = WalkScan.objects.filter(walk=found(request, number))
        outcome = request.query_params.get("outcome")
        if outcome is not None and outcome not in WalkOutcome.values:
            words = _("Choose one of: %(codes)s.") % {"codes": ", ".join(WalkOutcome.values)}
            raise UnknownInput({"outcome": words})
        rows = rows.filter(outcome=outcome) if outcome else rows
        joined = rows.select_related("asset", "here", "recorded")
        return Response(page_data(page_of(request, joined, ("-at", "-id")), scan_data))

    @extend_schema(
        operation_id="walks_missing",
        parameters=[NUMBER, *PAGING],
        responses=page_shape("UnseenPage", UnseenShape),
    )
    def missing(self, request: Request, number: int) -> Response:
        """What an open walk expects and nobody has scanned yet; nothing once it is finished."""
        walk = found(request, number)
        rows = unseen(walk) if walk.is_open else Asset.objects.none()
        return Response(page_data(page_of(request, rows, ("tag", "id")), unseen_data))

    @extend_schema(
        operation_id="walks_burst", parameters=[NUMBER, KEY], request=WalkBurst, responses=BurstShape
    )
    def burst(self, request: Request, number: int) -> Response:
        """Scan up to 200 codes; a thing that was scanned before is judged anew and counts once."""
        walk, given = found(request, number), values_of(request, WalkBurst)
        key = request.headers.get("Idempotency-Key", "")
        if len(key) > LONGEST_KEY or not key.isprintable() or not key.isascii():
            words = _("Send at most %(most)d printable characters.") % {"most": LONGEST_KEY}
            raise UnknownInput({"Idempotency-Key": words})
        here = given.get("here") or walk.location
        lines = note_burst(walk.pk, actor=request.user, codes=given["codes"], here=here, idempotency_key=key)
        return Response({"results": [line_data(line) for line in lines]})

    @extend_schema(operation_id="walks_forget", parameters=[NUMBER], request=ScanGiven, responses=WalkShape)
    def forget(self, request: Request, number: int) -> Response:
        """Take a scan back, until its record has followed."""
        walk, given = found(request, number), values_of(request, ScanGiven)
        scan = get_object_or_404(walk.scans, pk=given["scan"])
        walks.forget_scan(walk.pk, scan.pk, actor=request.user)
        return answer(request, number)

    @extend_schema(operation_id="walks_moves", parameters=[NUMBER], request=ScansGiven, responses=MovedShape)
    def moves(self, request: Request, number: int) -> Response:
        """Let the records of scans follow that were found elsewhere; others are left alone."""
        walk, given = found(request, number), values_of(request, ScansGiven)
        moved, refused = walks.apply_moves(walk.pk, actor=request.user, scans=given["scans"])
        return Response({"moved": moved, "refused": refused})

    @extend_schema(operation_id="walks_finish", parameters=[NUMBER], request=Nothing, responses=WalkShape)
    def finish(self, request: Request, number: int) -> Response:
        """End the walk: what was expected and not seen is noted as missing."""
        walk = found(request, number)
        values_of(request, Nothing)
        walks.finish_walk(walk.pk, actor=request.user)
        return answer(request, number)


def visible(request: Request) -> QuerySet[InventoryWalk]:
    """The walks the caller sees."""
    rows: QuerySet[InventoryWalk] = InventoryWalk.objects.visible_to(request.user)
    return rows.select_related("location", "started_by")


def found(request: Request, number: int) -> InventoryWalk:
    """The walk of the address. Raises Http404."""
    return get_object_or_404(visible(request), pk=number)


def answer(request: Request, number: int, status: int = 200) -> Response:
    """One walk with its counts."""
    walk = found(request, number)
    counts = dict.fromkeys(WalkOutcome.values, 0) | counts_of(walk)
    if walk.is_open:
        counts[WalkOutcome.MISSING] = unseen(walk).count()
    return Response(
        {**walk_data(walk), "counts": {str(name): n for name, n in counts.items()}}, status=status
    )


def walk_data(walk: InventoryWalk) -> dict[str, Any]:
    """One walk."""
    return {
        "id": walk.pk,
        "location": walk.location.code,
        "started_at": in_utc(walk.started_at),
        "started_by": walk.started_by.username if walk.started_by else None,
        "finished_at": in_utc_or_none(walk.finished_at),
    }


def scan_data(scan: WalkScan) -> dict[str, Any]:
    """One scan."""
    return {
        "id": scan.pk,
        "outcome": scan.outcome,
        "code": scan.code,
        "tag": scan.asset.tag if scan.asset else None,
        "here": scan.here.code if scan.here else None,
        "recorded": scan.recorded.code if scan.recorded else None,
        "at": in_utc(scan.at),
        "moved_at": in_utc_or_none(scan.moved_at),
    }


def line_data(line: BurstLine) -> dict[str, Any]:
    """One code of a burst."""
    return {"scan": scan_data(line.scan) if line.scan else None, "refused": line.refused}


def unseen_data(asset: Asset) -> dict[str, Any]:
    """One thing that was not seen."""
    return {"tag": asset.tag, "location": asset.location.code if asset.location else None}
