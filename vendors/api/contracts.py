"""Contracts over REST."""

from collections.abc import Callable
from typing import Any, ClassVar, Final

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from hospital_itsm.core.access import can
from hospital_itsm.core.rest.etags import ETAG, IF_MATCH, matched_version, tagged
from hospital_itsm.core.rest.listed import ListedEndpoint, parameters_of
from hospital_itsm.core.rest.paging import page_data, page_shape
from hospital_itsm.core.rest.serializers import Nothing, values_of
from hospital_itsm.core.rest.views import Endpoint, strict_query
from vendors.actions import contract_life
from vendors.actions.contracts import change_contract, create_contract
from vendors.actions.external_numbers import upsert_contract
from vendors.actions.renewals import decide
from vendors.api.shapes import (
    CONTRACT,
    PLACE,
    ContractReason,
    ContractShape,
    ContractValues,
    DecisionShape,
    NewContract,
    NewDecision,
    Renewal,
    contract_data,
    decision_data,
)
from vendors.filters import CONTRACT_SORTS, RENEWAL_SORTS, ContractFilters, RenewalFilters, renewal_rows
from vendors.models import Contract

READ = ("contract.call", "vendors:read")
DECISIONS = ("contract.read", "vendors:read")
DECIDE = ("contract.decide", "vendors:write")
WRITE = ("contract.manage", "vendors:write")
STEPS: Final[dict[str, tuple[Callable[..., Contract], Any, str]]] = {
    "submit": (contract_life.submit_contract, Nothing, "Ask for approval by value and domain."),
    "withdraw": (
        contract_life.withdraw_contract,
        ContractReason,
        "Make it a draft again before an answer came.",
    ),
    "activate": (contract_life.activate_contract, Nothing, "Turn an approved contract into one that holds."),
    "record": (contract_life.record_contract, ContractReason, "Take up a draft that is in force already."),
    "renew": (contract_life.renew_contract, Renewal, "Draft the contract that renews this one."),
    "end": (contract_life.end_contract, ContractReason, "Close a contract whose last day is over."),
    "terminate": (contract_life.terminate_contract, ContractReason, "End it before its last day."),
}


class Contracts(ListedEndpoint):
    """Contracts, by their number; drafts only for those who read contracts in full."""

    needs: ClassVar = {"list": READ, "retrieve": READ, "create": WRITE, "partial_update": WRITE}
    filters = ContractFilters
    orders = CONTRACT_SORTS

    @extend_schema(
        operation_id="contracts_list",
        parameters=parameters_of(ContractFilters, CONTRACT_SORTS),
        responses=page_shape("ContractsPage", ContractShape),
    )
    def list(self, request: Request) -> Response:
        """Contracts, by number unless `sort` says otherwise."""
        today = timezone.localdate()
        page, reads = self.page_of(request, visible(request)), can(request.user, "contract.read")
        return Response(page_data(page, lambda row: contract_data(row, today, reads=reads)))

    @extend_schema(operation_id="contracts_read", parameters=[CONTRACT, ETAG], responses=ContractShape)
    def retrieve(self, request: Request, number: str) -> Response:
        """One contract."""
        return answer(request, number)

    @extend_schema(
        operation_id="contracts_create",
        parameters=[ETAG],
        request=NewContract,
        responses={201: ContractShape},
    )
    def create(self, request: Request) -> Response:
        """Add a contract."""
        made = create_contract(actor=request.user, **values_of(request, NewContract))
        return answer(request, made.number, status=201)

    @extend_schema(
        operation_id="contracts_change",
        parameters=[CONTRACT, IF_MATCH, ETAG],
        request=ContractValues,
        responses=ContractShape,
    )
    def partial_update(self, request: Request, number: str) -> Response:
        """Change what a contract says."""
        version, given = matched_version(request), values_of(request, ContractValues, partial=True)
        changed = change_contract(number, actor=request.user, fields=given, version=version)
        return answer(request, changed.number)


class Renewals(ListedEndpoint):
    """Signed contracts whose notice window meets twelve months, for readers of contracts."""

    needs: ClassVar = {"list": DECISIONS}
    filters = RenewalFilters
    orders = RENEWAL_SORTS

    @extend_schema(
        operation_id="renewals_list",
        parameters=parameters_of(RenewalFilters, RENEWAL_SORTS),
        responses=page_shape("RenewalsPage", ContractShape),
    )
    def list(self, request: Request) -> Response:
        """By their last day; `terms` says until when the vendor has to be told, `from` which month is the first."""
        today = timezone.localdate()
        rows = renewal_rows(request.user, request.query_params.get("from", ""), today)
        page = self.page_of(request, dressed(rows))
        return Response(page_data(page, lambda row: contract_data(row, today, reads=True)))


class Decisions(Endpoint):
    """What was decided about a contract, for those who read contracts in full."""

    needs: ClassVar = {"list": DECISIONS, "create": DECIDE}

    @extend_schema(
        operation_id="contract_decisions_list", parameters=[CONTRACT], responses=DecisionShape(many=True)
    )
    def list(self, request: Request, number: str) -> Response:
        """The decisions, latest first."""
        strict_query(request, ())
        row = get_object_or_404(visible(request), number=number)
        return Response([decision_data(one) for one in row.decisions.select_related("decided_by")])

    @extend_schema(
        operation_id="contract_decisions_create",
        parameters=[CONTRACT, IF_MATCH, ETAG],
        request=NewDecision,
        responses={201: ContractShape},
    )
    def create(self, request: Request, number: str) -> Response:
        """Decide; reminders of the present notice date end."""
        strict_query(request, ())
        version, given = matched_version(request), values_of(request, NewDecision)
        decide(number, actor=request.user, version=version, **given)
        return answer(request, number, status=201)


class ContractSteps(Endpoint):
    """POST a step of a contract's life; `If-Match` names the version that was read."""

    needs: ClassVar = dict.fromkeys(STEPS, WRITE)


def _step(verb: str) -> Callable[..., Response]:
    act, shape, words = STEPS[verb]

    def method(self: ContractSteps, request: Request, number: str) -> Response:
        strict_query(request, ())
        row = get_object_or_404(visible(request), number=number)
        version, given = matched_version(request), values_of(request, shape)
        changed = act(row.number, actor=request.user, version=version, **given)
        return answer(request, changed.number, status=201 if verb == "renew" else 200)

    method.__name__, method.__doc__ = verb, words
    documented = extend_schema(
        operation_id=f"contracts_{verb}",
        parameters=[CONTRACT, IF_MATCH, ETAG],
        request=shape,
        responses={201 if verb == "renew" else 200: ContractShape},
    )
    return documented(method)


for _verb in STEPS:
    setattr(ContractSteps, _verb, _step(_verb))


class ExternalContracts(Endpoint):
    """One contract for each number of another system."""

    needs: ClassVar = {"update": WRITE}

    @extend_schema(
        operation_id="contracts_upsert",
        parameters=[*PLACE, ETAG],
        request=NewContract,
        responses={200: ContractShape, 201: ContractShape},
    )
    def update(self, request: Request, system: str, number: str) -> Response:
        """Add the contract of this number or change it; the status of one that exists stays."""
        strict_query(request, ())
        given = values_of(request, NewContract)
        contract, is_new = upsert_contract(system, number, actor=request.user, fields=given)
        return answer(request, contract.number, status=201 if is_new else 200)


def visible(request: Request) -> QuerySet[Contract]:
    """The contracts the caller sees, with vendor and numbers."""
    rows: QuerySet[Contract] = Contract.objects.visible_to(request.user)
    return dressed(rows)


def dressed(rows: QuerySet[Contract]) -> QuerySet[Contract]:
    """With what an answer says of each."""
    return rows.select_related("vendor", "owner", "renews").prefetch_related("external_refs")


def answer(request: Request, number: str, status: int = 200) -> Response:
    """One contract with its version as a tag."""
    row = get_object_or_404(visible(request), number=number)
    data = contract_data(row, timezone.localdate(), reads=can(request.user, "contract.read"))
    return tagged(Response(data, status=status), row.version)
