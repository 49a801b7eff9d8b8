"""Saved views over REST."""

from typing import Any, ClassVar, Final

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from hospital_itsm.core.rest.etags import ETAG, IF_MATCH, matched_version, tagged
from hospital_itsm.core.rest.paging import PAGING, PAGING_NAMES, page_data, page_of, page_shape
from hospital_itsm.core.rest.serializers import values_of
from hospital_itsm.core.rest.views import Endpoint, strict_query
from hospital_itsm.desk.actions import choosing
from hospital_itsm.desk.actions import views as saving
from hospital_itsm.desk.api.shapes import (
    ID,
    NewSavedView,
    SavedViewShape,
    SavedViewValues,
    ViewChoiceValues,
    view_data,
)
from hospital_itsm.desk.models import SavedView

READ = ("view.read", "tickets:read")
SAVE = ("view.save", "tickets:write")
TAGS: Final = ["views"]
NEWEST: Final = ("-id",)


class SavedViews(Endpoint):
    """Saved views of the queue: one's own, and those shared with the caller."""

    needs: ClassVar = {
        "list": READ,
        "retrieve": READ,
        "choose": ("view.read", "tickets:write"),
        **dict.fromkeys(("create", "partial_update", "destroy"), SAVE),
    }

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Ask verb and scope, refuse unknown parameters."""
        super().initial(request, *args, **kwargs)
        strict_query(request, PAGING_NAMES if self.action == "list" else ())

    @extend_schema(
        operation_id="saved_views_list",
        parameters=PAGING,
        responses=page_shape("SavedViewsPage", SavedViewShape),
        tags=TAGS,
    )
    def list(self, request: Request) -> Response:
        """The newest first."""
        page = page_of(request, _seen(request), NEWEST)
        return Response(page_data(page, lambda row: view_data(row, request.user)))

    @extend_schema(
        operation_id="saved_views_read", parameters=[ID, ETAG], responses=SavedViewShape, tags=TAGS
    )
    def retrieve(self, request: Request, pk: int) -> Response:
        """One of them."""
        return _answer(request, pk)

    @extend_schema(
        operation_id="saved_views_save",
        parameters=[ETAG],
        request=NewSavedView,
        responses={201: SavedViewShape},
        tags=TAGS,
    )
    def create(self, request: Request) -> Response:
        """Save a view of the queue with filters and order."""
        given = values_of(request, NewSavedView)
        base, parameters = given.pop("base"), given.pop("parameters", {})
        made = saving.save_view(base, parameters, actor=request.user, **given)
        return _answer(request, made.pk, status=201)

    @extend_schema(
        operation_id="saved_views_change",
        parameters=[ID, IF_MATCH, ETAG],
        request=SavedViewValues,
        responses=SavedViewShape,
        tags=TAGS,
    )
    def partial_update(self, request: Request, pk: int) -> Response:
        """Change one's own."""
        row = get_object_or_404(_seen(request), pk=pk)
        version, given = matched_version(request), values_of(request, SavedViewValues, partial=True)
        saving.change_view(row, actor=request.user, version=version, **given)
        return _answer(request, pk)

    @extend_schema(
        operation_id="saved_views_remove", parameters=[ID, IF_MATCH], responses={204: None}, tags=TAGS
    )
    def destroy(self, request: Request, pk: int) -> Response:
        """Remove one's own, for everybody who saw it."""
        version = matched_version(request)
        saving.remove_view(get_object_or_404(_seen(request), pk=pk), actor=request.user, version=version)
        return Response(status=204)

    @extend_schema(
        operation_id="saved_views_choose",
        parameters=[ID],
        request=ViewChoiceValues,
        responses=SavedViewShape,
        tags=TAGS,
    )
    def choose(self, request: Request, pk: int) -> Response:
        """Star, default and alert, for the caller alone."""
        row = get_object_or_404(_seen(request), pk=pk)
        choosing.choose(row, actor=request.user, **values_of(request, ViewChoiceValues))
        return _answer(request, pk)


def _seen(request: Request) -> Any:
    return SavedView.objects.visible_to(request.user).as_listed_for(request.user)


def _answer(request: Request, pk: int, status: int = 200) -> Response:
    row = get_object_or_404(_seen(request), pk=pk)
    return tagged(Response(view_data(row, request.user), status=status), row.version)
