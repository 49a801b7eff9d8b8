"""Fiscal years, budget lines, cost entries and spend against budget over REST."""

from typing import Any, ClassVar

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from hospital_itsm.budget.actions import costs, lines, years
from hospital_itsm.budget.api.shapes import (
    ID,
    AmendmentGiven,
    BudgetLineShape,
    BudgetLineValues,
    BudgetReason,
    BudgetYearShape,
    CostEntryShape,
    NewEntry,
    NewLine,
    NewYear,
    SpendShape,
    entry_data,
    line_data,
    money_data,
    year_data,
)
from hospital_itsm.budget.commitments import commitments_of
from hospital_itsm.budget.exported import entry_rows
from hospital_itsm.budget.filters import ENTRY_SORTS, LINE_SORTS, EntryFilters, LineFilters
from hospital_itsm.budget.models import BudgetLine, FiscalYear
from hospital_itsm.budget.spending import (
    GROUPS,
    Group,
    dressed,
    grouped,
    lines_with_money,
    loose_money,
    totals,
)
from hospital_itsm.core.problems import UnknownInput
from hospital_itsm.core.rest.etags import ETAG, IF_MATCH, matched_version, tagged
from hospital_itsm.core.rest.listed import ListedEndpoint, parameters_of
from hospital_itsm.core.rest.paging import PAGING, PAGING_NAMES, page_data, page_of, page_shape
from hospital_itsm.core.rest.serializers import Nothing, values_of
from hospital_itsm.core.rest.views import Endpoint, strict_query

READ = ("budget.read", "budget:read")
MANAGE = ("budget.manage", "budget:write")
APPROVE = ("budget.approve", "budget:write")
PLAN = ("budget.plan", "budget:write")
BOOK = ("cost.book", "budget:write")


class Years(Endpoint):
    """Fiscal years, the latest first."""

    needs: ClassVar = {
        "list": READ,
        "retrieve": READ,
        "create": MANAGE,
        "approve": APPROVE,
        "close": MANAGE,
        "reopen": APPROVE,
    }

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Ask verb and scope, refuse unknown parameters."""
        super().initial(request, *args, **kwargs)
        strict_query(request, PAGING_NAMES if self.action == "list" else ())

    @extend_schema(
        operation_id="budget_years_list",
        parameters=PAGING,
        responses=page_shape("BudgetYearsPage", BudgetYearShape),
    )
    def list(self, request: Request) -> Response:
        """Every fiscal year."""
        rows = FiscalYear.objects.visible_to(request.user).select_related("approved_by")
        return Response(page_data(page_of(request, rows, ("-starts_on", "-id")), year_data))

    @extend_schema(operation_id="budget_years_read", parameters=[ID, ETAG], responses=BudgetYearShape)
    def retrieve(self, request: Request, pk: int) -> Response:
        """One fiscal year."""
        return self.answer(request, pk)

    @extend_schema(
        operation_id="budget_years_create",
        parameters=[ETAG],
        request=NewYear,
        responses={201: BudgetYearShape},
    )
    def create(self, request: Request) -> Response:
        """Set a year up as a draft."""
        made = years.create_year(actor=request.user, **values_of(request, NewYear))
        return self.answer(request, made.pk, status=201)

    @extend_schema(
        operation_id="budget_years_approve",
        parameters=[ID, IF_MATCH, ETAG],
        request=Nothing,
        responses=BudgetYearShape,
    )
    def approve(self, request: Request, pk: int) -> Response:
        """Approve a draft; from now on its lines change by amendment only."""
        version = matched_version(request)
        values_of(request, Nothing)
        self.found(request, pk)
        years.approve_year(pk, actor=request.user, version=version)
        return self.answer(request, pk)

    @extend_schema(
        operation_id="budget_years_close",
        parameters=[ID, IF_MATCH, ETAG],
        request=Nothing,
        responses=BudgetYearShape,
    )
    def close(self, request: Request, pk: int) -> Response:
        """Close the books of a year that is over."""
        version = matched_version(request)
        values_of(request, Nothing)
        self.found(request, pk)
        years.close_year(pk, actor=request.user, version=version)
        return self.answer(request, pk)

    @extend_schema(
        operation_id="budget_years_reopen",
        parameters=[ID, IF_MATCH, ETAG],
        request=BudgetReason,
        responses=BudgetYearShape,
    )
    def reopen(self, request: Request, pk: int) -> Response:
        """Open a closed year again, with a reason."""
        version, given = matched_version(request), values_of(request, BudgetReason)
        self.found(request, pk)
        years.reopen_year(pk, actor=request.user, version=version, **given)
        return self.answer(request, pk)

    def found(self, request: Request, pk: int) -> FiscalYear:
        """The year of the address. Raises Http404."""
        rows = FiscalYear.objects.visible_to(request.user).select_related("approved_by")
        year: FiscalYear = get_object_or_404(rows, pk=pk)
        return year

    def answer(self, request: Request, pk: int, status: int = 200) -> Response:
        """One year with its version as a tag."""
        row = self.found(request, pk)
        return tagged(Response(year_data(row), status=status), row.version)


class BudgetLines(ListedEndpoint):
    """Budget lines with what is planned, committed, spent and forecast."""

    needs: ClassVar = {
        "list": READ,
        "retrieve": READ,
        "create": PLAN,
        "partial_update": PLAN,
        "destroy": PLAN,
        "amend": APPROVE,
    }
    filters = LineFilters
    orders = LINE_SORTS

    @extend_schema(
        operation_id="budget_lines_list",
        parameters=parameters_of(LineFilters, LINE_SORTS),
        responses=page_shape("BudgetLinesPage", BudgetLineShape),
    )
    def list(self, request: Request) -> Response:
        """Lines, by cost center."""
        page = self.page_of(request, self.rows(request))
        shown = {row.line.pk: row for row in dressed(page.rows, timezone.localdate())}
        return Response(page_data(page, lambda line: line_data(shown[line.pk])))

    @extend_schema(operation_id="budget_lines_read", parameters=[ID, ETAG], responses=BudgetLineShape)
    def retrieve(self, request: Request, pk: int) -> Response:
        """One line."""
        return self.answer(request, pk)

    @extend_schema(
        operation_id="budget_lines_create",
        parameters=[ETAG],
        request=NewLine,
        responses={201: BudgetLineShape},
    )
    def create(self, request: Request) -> Response:
        """Add a line to a draft year."""
        made = lines.create_line(actor=request.user, **values_of(request, NewLine))
        return self.answer(request, made.pk, status=201)

    @extend_schema(
        operation_id="budget_lines_change",
        parameters=[ID, IF_MATCH, ETAG],
        request=BudgetLineValues,
        responses=BudgetLineShape,
    )
    def partial_update(self, request: Request, pk: int) -> Response:
        """Change a line; what approval fixes only in a draft. `contracts` replaces all of them."""
        version, given = matched_version(request), values_of(request, BudgetLineValues, partial=True)
        get_object_or_404(self.rows(request), pk=pk)
        lines.change_line(pk, actor=request.user, fields=given, version=version)
        return self.answer(request, pk)

    @extend_schema(operation_id="budget_lines_remove", parameters=[ID, IF_MATCH], responses={204: None})
    def destroy(self, request: Request, pk: int) -> Response:
        """Remove a line of a draft on which nothing is booked."""
        version = matched_version(request)
        get_object_or_404(self.rows(request), pk=pk)
        lines.remove_line(pk, actor=request.user, version=version)
        return Response(status=204)

    @extend_schema(
        operation_id="budget_lines_amend",
        parameters=[ID, IF_MATCH, ETAG],
        request=AmendmentGiven,
        responses=BudgetLineShape,
    )
    def amend(self, request: Request, pk: int) -> Response:
        """Change the amount of an approved line, with a reason."""
        version, given = matched_version(request), values_of(request, AmendmentGiven)
        get_object_or_404(self.rows(request), pk=pk)
        lines.amend_line(pk, actor=request.user, version=version, **given)
        return self.answer(request, pk)

    def rows(self, request: Request) -> Any:
        """Visible lines with all that is answered."""
        rows = BudgetLine.objects.visible_to(request.user).select_related("year", "owner")
        return rows.prefetch_related("contracts")

    def answer(self, request: Request, pk: int, status: int = 200) -> Response:
        """One line with its version as a tag."""
        line: BudgetLine = get_object_or_404(self.rows(request), pk=pk)
        (row,) = dressed([line], timezone.localdate())
        return tagged(Response(line_data(row), status=status), line.version)


class CostEntries(ListedEndpoint):
    """Cost entries, those taken back included; `void=no` leaves these out."""

    needs: ClassVar = {"list": READ, "retrieve": READ, "create": BOOK, "void": BOOK}
    filters = EntryFilters
    orders = ENTRY_SORTS

    @extend_schema(
        operation_id="cost_entries_list",
        parameters=parameters_of(EntryFilters, ENTRY_SORTS),
        responses=page_shape("CostEntriesPage", CostEntryShape),
    )
    def list(self, request: Request) -> Response:
        """Entries, the latest first."""
        return Response(page_data(self.page_of(request, entry_rows(request.user)), entry_data))

    @extend_schema(operation_id="cost_entries_read", parameters=[ID, ETAG], responses=CostEntryShape)
    def retrieve(self, request: Request, pk: int) -> Response:
        """One entry."""
        return self.answer(request, pk)

    @extend_schema(
        operation_id="cost_entries_create",
        parameters=[ETAG],
        request=NewEntry,
        responses={201: CostEntryShape},
    )
    def create(self, request: Request) -> Response:
        """Book an amount; an invoice that is booked already is refused."""
        made = costs.book_cost(actor=request.user, **values_of(request, NewEntry))
        return self.answer(request, made.pk, status=201)

    @extend_schema(
        operation_id="cost_entries_void",
        parameters=[ID, IF_MATCH, ETAG],
        request=BudgetReason,
        responses=CostEntryShape,
    )
    def void(self, request: Request, pk: int) -> Response:
        """Take an entry back; it stays on record."""
        version, given = matched_version(request), values_of(request, BudgetReason)
        get_object_or_404(entry_rows(request.user), pk=pk)
        costs.void_cost(pk, actor=request.user, version=version, **given)
        return self.answer(request, pk)

    def answer(self, request: Request, pk: int, status: int = 200) -> Response:
        """One entry with its version as a tag."""
        row = get_object_or_404(entry_rows(request.user), pk=pk)
        return tagged(Response(entry_data(row), status=status), row.version)


class Spend(Endpoint):
    """Spend against budget of a fiscal year."""

    needs: ClassVar = {"retrieve": READ}

    @extend_schema(
        operation_id="budget_years_spend",
        parameters=[ID, OpenApiParameter("by", {"type": "string", "enum": list(GROUPS)})],
        responses=SpendShape,
    )
    def retrieve(self, request: Request, pk: int) -> Response:
        """The whole year and its groups; `by` says what lines are grouped by."""
        strict_query(request, {"by"})
        by = request.query_params.get("by", next(iter(GROUPS)))
        if by not in GROUPS:
            words = _("%(value)s is not one of: %(codes)s.")
            raise UnknownInput({"by": words % {"value": by[:40], "codes": ", ".join(GROUPS)}})
        year: FiscalYear = get_object_or_404(FiscalYear.objects.visible_to(request.user), pk=pk)
        today = timezone.localdate()
        found = commitments_of(year, today)
        lines = BudgetLine.objects.visible_to(request.user).filter(year=year).select_related("year")
        rows = lines_with_money(lines, today, found)
        loose = loose_money(year, found).spent
        return Response(
            {
                "year": year.label,
                "totals": [_group(one) for one in totals(rows)],
                "groups": [_group(one) for one in grouped(rows, by, {})],
                "outside_the_budget": [
                    {"currency": currency, "amount": str(amount)} for currency, amount in loose.items()
                ],
            }
        )


def _group(one: Group) -> dict[str, Any]:
    return {
        "code": one.code,
        "name": one.name,
        "currency": one.currency,
        "money": money_data(one.standing),
    }
