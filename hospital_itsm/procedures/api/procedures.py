"""Procedures over REST."""

from typing import Any, ClassVar

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from assets.models import Asset
from hospital_itsm.core.errors import ValueRefused
from hospital_itsm.core.rest.etags import ETAG, IF_MATCH, matched_version, tagged
from hospital_itsm.core.rest.listed import ListedEndpoint, parameters_of
from hospital_itsm.core.rest.paging import page_data, page_shape
from hospital_itsm.core.rest.serializers import values_of
from hospital_itsm.core.rest.views import Endpoint, strict_query
from hospital_itsm.procedures.actions.procedures import cancel_procedure, start_procedure
from hospital_itsm.procedures.actions.steps import do_step, reopen_step, skip_step
from hospital_itsm.procedures.api.shapes import (
    NUMBER,
    POSITION,
    NewProcedure,
    ProcedureRow,
    ProcedureShape,
    Reason,
    StepShape,
    StepValues,
    TemplateShape,
    row_data,
    step_data,
    template_data,
)
from hospital_itsm.procedures.choices import StepState
from hospital_itsm.procedures.filters import PROCEDURE_SORTS, ProcedureFilters
from hospital_itsm.procedures.lines import steps_of
from hospital_itsm.procedures.models import Procedure, ProcedureTemplate
from hospital_itsm.procedures.queries.named_tickets import hide_unseen_tickets

READ = ("procedure.read", "assets:read")
WORK = ("procedure.work", "assets:write")
STEP = ("procedure.step", "assets:write")
SIGN = ("procedure.sign", "assets:write")


class Procedures(ListedEndpoint):
    """Procedures on assets, by their number."""

    needs: ClassVar = {"list": READ, "retrieve": READ, "create": WORK, "cancel": SIGN}
    filters = ProcedureFilters
    orders = PROCEDURE_SORTS

    @extend_schema(
        operation_id="procedures_list",
        parameters=parameters_of(ProcedureFilters, PROCEDURE_SORTS),
        responses=page_shape("ProceduresPage", ProcedureRow),
        tags=["procedures"],
    )
    def list(self, request: Request) -> Response:
        """Procedures in every status, the latest change first unless `sort` says otherwise."""
        page = self.page_of(request, visible(request))
        hide_unseen_tickets(page.rows, request.user)
        return Response(page_data(page, row_data))

    @extend_schema(
        operation_id="procedures_read", parameters=[NUMBER], responses=ProcedureShape, tags=["procedures"]
    )
    def retrieve(self, request: Request, pk: int) -> Response:
        """One procedure with its steps."""
        return answer(request, pk)

    @extend_schema(
        operation_id="procedures_start",
        request=NewProcedure,
        responses={201: ProcedureShape},
        tags=["procedures"],
    )
    def create(self, request: Request) -> Response:
        """Start the newest version of a kind on an asset."""
        given = values_of(request, NewProcedure)
        try:
            made = start_procedure(
                given["asset"], actor=request.user, kind=given["kind"], ticket=given.get("ticket", "")
            )
        except Asset.DoesNotExist:
            raise ValueRefused({"asset": "There is no such asset."}) from None
        return answer(request, made.pk, status=201)

    @extend_schema(
        operation_id="procedures_cancel",
        parameters=[NUMBER],
        request=Reason,
        responses=ProcedureShape,
        tags=["procedures"],
    )
    def cancel(self, request: Request, pk: int) -> Response:
        """End an open procedure that will not be finished."""
        found(request, pk)
        cancel_procedure(pk, actor=request.user, reason=values_of(request, Reason)["reason"])
        return answer(request, pk)


class ProcedureSteps(Endpoint):
    """The steps of a procedure."""

    needs: ClassVar = {"retrieve": READ, "partial_update": STEP}

    @extend_schema(
        operation_id="procedure_steps_read",
        parameters=[NUMBER, POSITION, ETAG],
        responses=StepShape,
        tags=["procedures"],
    )
    def retrieve(self, request: Request, pk: int, position: int) -> Response:
        """One step."""
        strict_query(request, ())
        return step_answer(request, pk, position)

    @extend_schema(
        operation_id="procedure_steps_change",
        parameters=[NUMBER, POSITION, IF_MATCH, ETAG],
        request=StepValues,
        responses=StepShape,
        tags=["procedures"],
    )
    def partial_update(self, request: Request, pk: int, position: int) -> Response:
        """Do a step with its evidence, say that it does not apply, or open it again."""
        strict_query(request, ())
        procedure = found(request, pk)
        get_object_or_404(procedure.steps, position=position)
        version, given = matched_version(request), values_of(request, StepValues)
        state = given.pop("state")
        where: dict[str, Any] = {"actor": request.user, "version": version}
        if state == StepState.DONE:
            do_step(pk, position, evidence=given, **where)
        elif state == StepState.NOT_APPLICABLE:
            skip_step(pk, position, reason=given.get("note", ""), **where)
        else:
            reopen_step(pk, position, **where)
        return step_answer(request, pk, position)


class ProcedureTemplates(Endpoint):
    """What each procedure asks for."""

    needs: ClassVar = {"list": READ}

    @extend_schema(
        operation_id="procedure_templates_list",
        responses=serializers.ListSerializer(child=TemplateShape()),
        tags=["procedures"],
    )
    def list(self, request: Request) -> Response:
        """The newest version of each template."""
        strict_query(request, ())
        rows = ProcedureTemplate.objects.current().prefetch_related("steps")
        return Response([template_data(row) for row in rows])


def visible(request: Request) -> Any:
    """The procedures the caller sees."""
    return Procedure.objects.visible_to(request.user).listed()


def found(request: Request, pk: int) -> Procedure:
    """The procedure of the address. Raises Http404."""
    row: Procedure = get_object_or_404(visible(request), pk=pk)
    return row


def answer(request: Request, pk: int, status: int = 200) -> Response:
    """One procedure with its steps."""
    row = found(request, pk)
    steps = steps_of(row)
    hide_unseen_tickets([row, *steps], request.user)
    return Response({**row_data(row), "steps": [step_data(one) for one in steps]}, status=status)


def step_answer(request: Request, pk: int, position: int) -> Response:
    """One step with its version as a tag."""
    procedure = found(request, pk)
    row = get_object_or_404(
        procedure.steps.select_related("template", "by", "contract", "ticket"), position=position
    )
    hide_unseen_tickets([row], request.user)
    return tagged(Response(step_data(row)), row.version)
