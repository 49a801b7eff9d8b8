"""What contracts promise, over REST."""

from typing import Any, ClassVar

from django.http import Http404
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from hospital_itsm.core.access import can
from hospital_itsm.core.rest.serializers import values_of
from hospital_itsm.core.rest.views import Endpoint, strict_query
from hospital_itsm.underpinning.actions.promises import remove_promise, set_promise
from hospital_itsm.underpinning.api.shapes import (
    PROMISE,
    ContractPromiseShape,
    PromiseGiven,
    promise_data,
)
from hospital_itsm.underpinning.choices import Metric
from hospital_itsm.underpinning.models import Promise
from vendors.api.shapes import CONTRACT
from vendors.models import Contract

READ = ("contract.call", "vendors:read")
WRITE = ("contract.manage", "vendors:write")


class ContractPromises(Endpoint):
    """The times a contract promises, at most one of each kind."""

    needs: ClassVar = {"list": READ, "update": WRITE, "destroy": WRITE}

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Ask verb and scope, refuse unknown parameters, find the contract."""
        super().initial(request, *args, **kwargs)
        strict_query(request, ())
        rows = Contract.objects.visible_to(request.user)
        self.contract: Contract = get_object_or_404(rows, number=kwargs["number"])
        if kwargs.get("metric", Metric.RESPONSE) not in Metric.values:
            raise Http404

    @extend_schema(
        operation_id="contract_promises_list",
        parameters=[CONTRACT],
        responses=ContractPromiseShape(many=True),
    )
    def list(self, request: Request, number: str) -> Response:
        """What it promises."""
        reads = can(request.user, "contract.read")
        rows = self.contract.promises.select_related("calendar")
        return Response([promise_data(row, reads=reads) for row in rows])

    @extend_schema(
        operation_id="contract_promises_set",
        parameters=[CONTRACT, PROMISE],
        request=PromiseGiven,
        responses=ContractPromiseShape,
    )
    def update(self, request: Request, number: str, metric: str) -> Response:
        """Write down what it promises, all of it; clocks that run keep what they began with."""
        given = values_of(request, PromiseGiven)
        promise = set_promise(self.contract.number, metric, actor=request.user, **given)
        return Response(promise_data(promise, reads=can(request.user, "contract.read")))

    @extend_schema(
        operation_id="contract_promises_remove",
        parameters=[CONTRACT, PROMISE],
        responses={204: OpenApiResponse(description="It promises no such time any more.")},
    )
    def destroy(self, request: Request, number: str, metric: str) -> Response:
        """Take the promise away."""
        try:
            remove_promise(self.contract.number, metric, actor=request.user)
        except Promise.DoesNotExist as missing:
            raise Http404 from missing
        return Response(status=204)
