"""Major incidents over REST."""

from typing import Any, ClassVar, Final

from django.db.models import Count, Q
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from hospital_itsm.continuity.actions import majors, review, updates
from hospital_itsm.continuity.api.major_shapes import (
    MajorNote,
    MajorReason,
    MajorReview,
    MajorRoles,
    MajorRow,
    MajorShape,
    MajorStandDown,
    MajorTickets,
    MajorUnit,
    MajorValues,
    NewMajor,
    NewMajorAction,
    NewMajorUpdate,
    major_data,
    major_row,
)
from hospital_itsm.continuity.api.shapes import ID
from hospital_itsm.continuity.filters import MAJOR_SORTS, MajorFilters
from hospital_itsm.continuity.models import MajorIncident
from hospital_itsm.core.rest.etags import ETAG, IF_MATCH, matched_version, tagged
from hospital_itsm.core.rest.listed import ListedEndpoint, parameters_of
from hospital_itsm.core.rest.paging import page_data, page_shape
from hospital_itsm.core.rest.serializers import Nothing, values_of

READ = ("major.read", "continuity:read")
PROPOSE = ("major.propose", "continuity:write")
DECLARE = ("major.declare", "continuity:write")
WORK = ("major.work", "continuity:write")
NOTE = ("major.note", "continuity:write")
FINISH = ("major.read", "continuity:write")
TAGS: Final = ["continuity"]
WAITS: Final = Count("deliveries", filter=Q(deliveries__told_at__isnull=True))
UNIT: Final = OpenApiParameter(
    "code", OpenApiTypes.STR, OpenApiParameter.PATH, description="The unit's code."
)
NUMBER: Final = OpenApiParameter("number", OpenApiTypes.INT, OpenApiParameter.PATH)
JOINED: Final = ("ticket", "communications", "scribe", "clinical_lead")


def documented(name: str, body: Any, *more: Any, versioned: bool = True, status: int = 200) -> Any:
    """The schema of one thing that is done to a major incident and answers it."""
    header = [IF_MATCH] if versioned else []
    return extend_schema(
        operation_id=name,
        parameters=[ID, *more, *header, ETAG],
        request=body,
        responses={status: MajorShape},
        tags=TAGS,
    )


class Majors(ListedEndpoint):
    """Major incidents, by their number."""

    needs: ClassVar = {
        "list": READ,
        "retrieve": READ,
        "create": PROPOSE,
        "declare": DECLARE,
        "decline": DECLARE,
        "notes": NOTE,
        "unit": NOTE,
        "finish_action": FINISH,
        **dict.fromkeys(
            ("partial_update", "roles", "updates", "tickets", "stand_down", "review", "actions"), WORK
        ),
    }
    filters = MajorFilters
    orders = MAJOR_SORTS

    @extend_schema(
        operation_id="majors_list",
        parameters=parameters_of(MajorFilters, MAJOR_SORTS),
        responses=page_shape("MajorsPage", MajorRow),
        tags=TAGS,
    )
    def list(self, request: Request) -> Response:
        """Major incidents in every state, the newest first unless `sort` says otherwise."""
        return Response(page_data(self.page_of(request, visible(request)), major_row))

    @extend_schema(operation_id="majors_read", parameters=[ID, ETAG], responses=MajorShape, tags=TAGS)
    def retrieve(self, request: Request, pk: int) -> Response:
        """One with all that belongs to it."""
        return answer(request, pk)

    @extend_schema(
        operation_id="majors_propose",
        parameters=[ETAG],
        request=NewMajor,
        responses={201: MajorShape},
        tags=TAGS,
    )
    def create(self, request: Request) -> Response:
        """Propose one."""
        made = majors.propose(actor=request.user, **values_of(request, NewMajor))
        return answer(request, made.pk, status=201)

    @documented("majors_change", MajorValues)
    def partial_update(self, request: Request, pk: int) -> Response:
        """Change what it says while it is open."""
        found(request, pk)
        version, given = matched_version(request), values_of(request, MajorValues, partial=True)
        majors.change_major(pk, actor=request.user, fields=given, version=version)
        return answer(request, pk)

    @documented("majors_declare", Nothing)
    def declare(self, request: Request, pk: int) -> Response:
        """Make a proposal a major incident."""
        found(request, pk)
        version = matched_version(request)
        values_of(request, Nothing)
        majors.declare(pk, actor=request.user, version=version)
        return answer(request, pk)

    @documented("majors_decline", MajorReason)
    def decline(self, request: Request, pk: int) -> Response:
        """Say why a proposal is none."""
        found(request, pk)
        version, given = matched_version(request), values_of(request, MajorReason)
        majors.decline(pk, actor=request.user, version=version, **given)
        return answer(request, pk)

    @documented("majors_name", MajorRoles)
    def roles(self, request: Request, pk: int) -> Response:
        """Name who does what."""
        found(request, pk)
        version, given = matched_version(request), values_of(request, MajorRoles)
        majors.name_roles(pk, actor=request.user, roles=given, version=version)
        return answer(request, pk)

    @documented("majors_post", NewMajorUpdate, versioned=False, status=201)
    def updates(self, request: Request, pk: int) -> Response:
        """Post an update, once under its token."""
        found(request, pk)
        updates.post_update(pk, actor=request.user, **values_of(request, NewMajorUpdate))
        return answer(request, pk, status=201)

    @documented("majors_note", MajorNote, versioned=False, status=201)
    def notes(self, request: Request, pk: int) -> Response:
        """Write into the timeline."""
        found(request, pk)
        updates.add_note(pk, actor=request.user, **values_of(request, MajorNote))
        return answer(request, pk, status=201)

    @documented("majors_tie", MajorTickets)
    def tickets(self, request: Request, pk: int) -> Response:
        """Tie tickets, whose people hear every update."""
        found(request, pk)
        version, given = matched_version(request), values_of(request, MajorTickets)
        majors.tie_children(pk, actor=request.user, version=version, **given)
        return answer(request, pk)

    @documented("majors_mark_unit", MajorUnit, UNIT)
    def unit(self, request: Request, pk: int, code: str) -> Response:
        """Note since when a unit works on paper, and when the paper was entered again."""
        get_object_or_404(found(request, pk).areas, care_area__code=code)
        version, given = matched_version(request), values_of(request, MajorUnit)
        majors.mark_area(pk, code, actor=request.user, version=version, **given)
        return answer(request, pk)

    @documented("majors_stand_down", MajorStandDown)
    def stand_down(self, request: Request, pk: int) -> Response:
        """Say that it works again."""
        found(request, pk)
        version, given = matched_version(request), values_of(request, MajorStandDown)
        review.stand_down(pk, actor=request.user, version=version, **given)
        return answer(request, pk)

    @documented("majors_review", MajorReview)
    def review(self, request: Request, pk: int) -> Response:
        """Write the review."""
        found(request, pk)
        version, given = matched_version(request), values_of(request, MajorReview)
        words = {name: given.pop(name) for name in review.WORDS if name in given}
        review.write_review(pk, actor=request.user, words=words, version=version, **given)
        return answer(request, pk)

    @documented("majors_add_action", NewMajorAction, versioned=False, status=201)
    def actions(self, request: Request, pk: int) -> Response:
        """Give somebody an action."""
        found(request, pk)
        review.add_action(pk, actor=request.user, **values_of(request, NewMajorAction))
        return answer(request, pk, status=201)

    @documented("majors_finish_action", Nothing, NUMBER, versioned=False)
    def finish_action(self, request: Request, pk: int, number: int) -> Response:
        """Say that an action is done."""
        get_object_or_404(found(request, pk).actions, pk=number)
        values_of(request, Nothing)
        review.finish_action(pk, number, actor=request.user)
        return answer(request, pk)


def visible(request: Request) -> Any:
    """The major incidents the caller sees."""
    return MajorIncident.objects.visible_to(request.user).listed()


def found(request: Request, pk: int) -> MajorIncident:
    """The one of the address. Raises Http404."""
    row: MajorIncident = get_object_or_404(visible(request).select_related(*JOINED), pk=pk)
    return row


def answer(request: Request, pk: int, status: int = 200) -> Response:
    """One with its version as a tag."""
    row = found(request, pk)
    data = major_data(row, request.user, timezone.now(), WAITS)
    return tagged(Response(data, status=status), row.version)
