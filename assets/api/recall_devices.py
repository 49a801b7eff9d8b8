"""The devices of a recall over REST: what is done on each."""

from collections.abc import Callable
from typing import Any, ClassVar

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from assets.actions.recalls import lines as working
from assets.api import recall_shapes as shapes
from assets.api.recall_shapes import RECALL, LineShape, line_data
from assets.api.recalls import DECIDE, READ, WORK, case_of
from assets.api.shapes import TAG
from assets.models import RecallLine
from hospital_itsm.core.rest.etags import ETAG, IF_MATCH, matched_version, tagged
from hospital_itsm.core.rest.serializers import Nothing, values_of
from hospital_itsm.core.rest.views import Endpoint, strict_query

STEPS: dict[str, tuple[Callable[..., Any], Any, tuple[str, str]]] = {
    "locate": (working.locate, Nothing, WORK),
    "settle": (working.settle, shapes.SettleGiven, WORK),
    "declare_lost": (working.declare_lost, shapes.LostGiven, DECIDE),
}
"""Step, its action, what it takes, and who may ask for it."""


class RecallDevices(Endpoint):
    """One device of a recall; each step but a search takes the version that was read."""

    needs: ClassVar = {
        "retrieve": READ,
        "search": WORK,
        **{name: needs for name, (_act, _given, needs) in STEPS.items()},
    }

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Ask verb and scope, refuse parameters."""
        super().initial(request, *args, **kwargs)
        strict_query(request, ())

    @extend_schema(operation_id="recalls_line", parameters=[RECALL, TAG, ETAG], responses=LineShape)
    def retrieve(self, request: Request, recall: str, tag: str) -> Response:
        """One device with the reasons for which it is on the recall."""
        return answer(request, recall, tag)

    @extend_schema(
        operation_id="recalls_line_search",
        parameters=[RECALL, TAG, ETAG],
        request=shapes.SearchGiven,
        responses=LineShape,
    )
    def search(self, request: Request, recall: str, tag: str) -> Response:
        """Document one search for a missing device."""
        working.note_search(recall, tag, actor=request.user, **values_of(request, shapes.SearchGiven))
        return answer(request, recall, tag)


def _step(name: str) -> Callable[..., Response]:
    act, shape, _needs = STEPS[name]

    @extend_schema(
        operation_id=f"recalls_line_{name}",
        parameters=[RECALL, TAG, IF_MATCH, ETAG],
        request=shape,
        responses=LineShape,
    )
    def take(self: Endpoint, request: Request, recall: str, tag: str) -> Response:
        version, given = matched_version(request), values_of(request, shape)
        act(recall, tag, actor=request.user, version=version, **given)
        return answer(request, recall, tag)

    take.__doc__ = (act.__doc__ or "").strip().splitlines()[0]
    return take


for _name in STEPS:
    setattr(RecallDevices, _name, _step(_name))


def answer(request: Request, recall: str, tag: str) -> Response:
    """One line with its version as a tag."""
    rows = RecallLine.objects.filter(case=case_of(request, recall)).placed()
    line = get_object_or_404(rows, asset__tag=tag.strip().upper())
    return tagged(Response(line_data(line)), line.version)
