"""What REST answers about budgets and costs, and what it takes."""

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers

from assets.models import Asset, Service
from hospital_itsm.budget.choices import Purpose, Spending, YearStatus
from hospital_itsm.budget.models import BudgetLine, CostEntry, FiscalYear
from hospital_itsm.budget.rules.standing import NEAR, NOTHING, OVER, UNDER, UNPLANNED, Standing
from hospital_itsm.budget.spending import LineStanding
from hospital_itsm.core.rest.fields import Code, Text, in_utc, in_utc_or_none
from hospital_itsm.core.rest.serializers import StrictSerializer
from hospital_itsm.people.choices import Domain
from hospital_itsm.people.models import User
from tickets.api.inputs import phi_decision
from vendors.api.shapes import Amount
from vendors.models import Contract, Vendor

ID = OpenApiParameter("pk", OpenApiTypes.INT, OpenApiParameter.PATH)
VERDICTS = (OVER, NEAR, UNDER, UNPLANNED, NOTHING)


def money() -> Amount:
    """An amount in cents."""
    return Amount(max_digits=14, decimal_places=2)


class NewYear(StrictSerializer):
    """The first day of a fiscal year, the first of a month."""

    starts_on = serializers.DateField()


class BudgetReason(StrictSerializer):
    """Why something is done."""

    reason = Text(max_length=200)


class BudgetYearShape(serializers.Serializer[Any]):
    """A fiscal year."""

    id = serializers.IntegerField()
    label = serializers.CharField()  # type: ignore[assignment]
    starts_on = serializers.DateField()
    ends_on = serializers.DateField()
    status = serializers.ChoiceField(YearStatus.choices)
    approved_by = serializers.CharField(allow_null=True)
    approved_at = serializers.DateTimeField(allow_null=True)
    version = serializers.IntegerField()


class BudgetLineValues(StrictSerializer):
    """What a line says; `months` are twelve amounts, without them `amount` is spread evenly."""

    name = Text(max_length=120)
    cost_center = Text(max_length=20)
    spending = serializers.ChoiceField(Spending.choices, required=False)
    purpose = serializers.ChoiceField(Purpose.choices, required=False)
    domain = serializers.ChoiceField(Domain.choices)
    owner = Code("username", queryset=User.objects.filter(is_active=True), required=False, allow_null=True)
    currency = Text(max_length=3, required=False)
    amount = Amount(max_digits=14, decimal_places=2, required=False)
    months = serializers.ListField(child=money(), required=False, min_length=12, max_length=12)
    contracts = serializers.ListField(
        child=Code("number", queryset=Contract.objects.all()), required=False, max_length=200
    )


class NewLine(BudgetLineValues):
    """A line of a draft year, which is named by its label."""

    year = Code("label", queryset=FiscalYear.objects.all())


class AmendmentGiven(StrictSerializer):
    """Another amount for an approved line, and why."""

    amount = money()
    reason = Text(max_length=400)


class MoneyShape(serializers.Serializer[Any]):
    """Money of a line or a group in one currency, as exact text."""

    planned = serializers.CharField()
    planned_so_far = serializers.CharField()
    actual = serializers.CharField()
    committed = serializers.CharField()
    committed_remaining = serializers.CharField()
    forecast = serializers.CharField()
    variance = serializers.CharField()
    variance_percent = serializers.CharField(allow_null=True)
    verdict = serializers.ChoiceField([(one, one) for one in VERDICTS])


class BudgetLineShape(serializers.Serializer[Any]):
    """A budget line with its money."""

    id = serializers.IntegerField()
    year = serializers.CharField()
    name = serializers.CharField()
    cost_center = serializers.CharField()
    spending = serializers.ChoiceField(Spending.choices)
    purpose = serializers.ChoiceField(Purpose.choices)
    domain = serializers.ChoiceField(Domain.choices)
    owner = serializers.CharField(allow_null=True)
    currency = serializers.CharField()
    amount = serializers.CharField()
    months = serializers.ListField(child=serializers.CharField())
    contracts = serializers.ListField(child=serializers.CharField())
    money = MoneyShape()
    version = serializers.IntegerField()


class BudgetGroupShape(serializers.Serializer[Any]):
    """Lines that share a code, in one currency."""

    code = serializers.CharField()
    name = serializers.CharField()
    currency = serializers.CharField()
    money = MoneyShape()


class LooseShape(serializers.Serializer[Any]):
    """Money spent on no line, in one currency."""

    currency = serializers.CharField()
    amount = serializers.CharField()


class SpendShape(serializers.Serializer[Any]):
    """Spend against budget of one year."""

    year = serializers.CharField()
    totals = BudgetGroupShape(many=True)
    groups = BudgetGroupShape(many=True)
    outside_the_budget = LooseShape(many=True, allow_null=True)


class NewEntry(StrictSerializer):
    """What was spent; without a line it stands outside the budget."""

    booked_on = serializers.DateField()
    amount = money()
    currency = Text(max_length=3)
    line = serializers.PrimaryKeyRelatedField(
        queryset=BudgetLine.objects.all(), required=False, allow_null=True
    )
    vendor = Code("name", queryset=Vendor.objects.all(), required=False, allow_null=True)
    contract = Code("number", queryset=Contract.objects.all(), required=False, allow_null=True)
    asset = Code("tag", queryset=Asset.objects.all(), required=False, allow_null=True)
    service = Code("code", queryset=Service.objects.all(), required=False, allow_null=True)
    invoice_number = Text(max_length=60, required=False, allow_blank=True)
    position = Text(max_length=20, required=False, allow_blank=True)
    order_number = Text(max_length=40, required=False, allow_blank=True)
    what = Text(max_length=120, required=False, allow_blank=True)
    phi_decision = phi_decision()


class CostEntryShape(serializers.Serializer[Any]):
    """A cost entry."""

    id = serializers.IntegerField()
    year = serializers.CharField()
    booked_on = serializers.DateField()
    amount = serializers.CharField()
    currency = serializers.CharField()
    line = serializers.IntegerField(allow_null=True)
    vendor = serializers.CharField(allow_null=True)
    contract = serializers.CharField(allow_null=True)
    asset = serializers.CharField(allow_null=True)
    service = serializers.CharField(allow_null=True)
    invoice_number = serializers.CharField(allow_blank=True)
    position = serializers.CharField(allow_blank=True)
    order_number = serializers.CharField(allow_blank=True)
    what = serializers.CharField(allow_blank=True)
    source = serializers.CharField(allow_blank=True)  # type: ignore[assignment]
    entered_at = serializers.DateTimeField()
    entered_by = serializers.CharField(allow_null=True)
    is_void = serializers.BooleanField()
    version = serializers.IntegerField()


def year_data(row: FiscalYear) -> dict[str, Any]:
    """One fiscal year."""
    return {
        "id": row.pk,
        "label": row.label,
        "starts_on": row.starts_on.isoformat(),
        "ends_on": row.ends_on.isoformat(),
        "status": row.status,
        "approved_by": row.approved_by.username if row.approved_by else None,
        "approved_at": in_utc_or_none(row.approved_at),
        "version": row.version,
    }


def money_data(standing: Standing) -> dict[str, Any]:
    """The money of a line or group."""
    return {
        "planned": str(standing.planned),
        "planned_so_far": str(standing.planned_so_far),
        "actual": str(standing.actual),
        "committed": str(standing.committed),
        "committed_remaining": str(standing.remaining),
        "forecast": str(standing.forecast),
        "variance": str(standing.variance),
        "variance_percent": None if standing.percent is None else str(standing.percent),
        "verdict": standing.verdict,
    }


def line_data(row: LineStanding) -> dict[str, Any]:
    """One line with its money; its contracts are read before."""
    line = row.line
    plain = ("name", "cost_center", "spending", "purpose", "domain", "currency", "version")
    return {"id": line.pk, "year": line.year.label} | {name: getattr(line, name) for name in plain} | {
        "owner": line.owner.username if line.owner else None,
        "amount": str(line.amount),
        "months": [str(one) for one in line.months],
        "contracts": sorted(one.number for one in line.contracts.all()),
        "money": money_data(row.standing),
    }  # fmt: skip


def entry_data(row: CostEntry) -> dict[str, Any]:
    """One entry."""
    return {
        "id": row.pk,
        "year": row.year.label,
        "booked_on": row.booked_on.isoformat(),
        "amount": str(row.amount),
        "currency": row.currency,
        "line": row.line_id,
        "vendor": row.vendor.name if row.vendor else None,
        "contract": row.contract.number if row.contract else None,
        "asset": row.asset.tag if row.asset else None,
        "service": row.service.code if row.service else None,
        "invoice_number": row.invoice_number,
        "position": row.position,
        "order_number": row.order_number,
        "what": row.what,
        "source": row.source,
        "entered_at": in_utc(row.entered_at),
        "entered_by": row.entered_by.username if row.entered_by else None,
        "is_void": row.is_void,
        "version": row.version,
    }
