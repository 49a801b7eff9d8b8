"""What is measured of vendors, contracts and money, as the CIO reads them and as another system does."""

from collections.abc import Callable, Sequence
from urllib.parse import urlencode

from hospital_itsm.budget.models import BudgetLine, CostEntry, FiscalYear
from hospital_itsm.core.actors import System
from hospital_itsm.core.listing import seek
from hospital_itsm.demo.bulk.money import CENTERS, NUMBERED
from hospital_itsm.people.actions.tokens import create_token
from hospital_itsm.people.models import User
from tests.bench.client import Ask
from tests.bench.operations import Goal, Operation, session_of
from vendors.models import Contract, Vendor

READER = "marguerite.okafor"
PAGES = 60
LIST, PAGE = Goal(5, 10), Goal(5, 15)
WHOLE_YEAR = Goal(statements=15, milliseconds=300)
"""The renewals of a year and spend against budget, in milliseconds of the server."""
SCOPES = ["vendors:read", "budget:read"]


def operations() -> list[Operation]:
    """Everything that is asked about money."""
    reader = User.objects.get(username=READER)
    signed_in = {"Cookie": session_of(reader)}
    _token, words = create_token(reader, actor=System("bench"), name="Bench", scopes=SCOPES, days=1)
    bearer = {"Authorization": f"Bearer {words}"}

    def page(*paths: str, headers: dict[str, str] = signed_in) -> Callable[[int], Ask]:
        return lambda number: Ask(paths[number % len(paths)], headers=headers)

    vendors = Vendor.objects.filter(account_number__startswith=NUMBERED).order_by("pk")
    contracts = Contract.objects.filter(number__startswith=NUMBERED, status="active").order_by("-pk")
    entries = CostEntry.objects.order_by("-pk")
    found = [
        Operation("vendor list", page("/vendors/"), LIST),
        Operation("vendor search", page(f"/vendors/?{urlencode({'q': vendors[1].name})}"), LIST),
        Operation("vendor page", page(*_urls(vendors)), PAGE),
        Operation("contract list", page("/contracts/"), LIST),
        Operation("contract list, expiring", page("/contracts/?state=expiring&sort=ends"), LIST),
        Operation("contract list, no agreement (BAA)", page("/contracts/?baa=missing"), LIST),
        Operation("contract search", page(f"/contracts/?q={contracts[0].number}"), LIST),
        Operation("contract page", page(*_urls(contracts)), PAGE),
        Operation("renewals calendar", page("/contracts/renewals/"), WHOLE_YEAR),
        Operation("spend against budget", page("/budget/"), WHOLE_YEAR),
        Operation("spend of one domain", page("/budget/?domain=applications&by=cost_center"), WHOLE_YEAR),
        Operation("budget lines", page("/budget/lines/"), LIST),
        Operation("cost of ownership, assets", page("/budget/ownership/"), LIST),
        Operation("cost of ownership, vendors", page("/budget/ownership/?kind=vendor"), LIST),
        Operation(
            "cost of ownership, one class", page("/budget/ownership/?class=workstation&unit=ICU"), LIST
        ),
        Operation("cost of ownership, search", page("/budget/ownership/?q=B-0200"), LIST),
        Operation("cost entry page", page(*_urls(entries)), PAGE),
        *(
            Operation(f"cost entries, {name}", page(f"/budget/entries/?{query}"), LIST)
            for name, query in _narrowed()
        ),
    ]
    rest = (
        ("vendors", "vendors/"),
        ("contracts", "contracts/"),
        ("budget lines", "budget_lines/"),
        ("costs of ownership", "ownership_costs/"),
        ("cost entries", "cost_entries/"),
        ("cost entries of a domain", "cost_entries/?domain=security&void=no"),
    )
    found += [
        Operation(f"REST {name}, 50", page(f"/api/v1/{path}", headers=bearer), LIST) for name, path in rest
    ]
    year = FiscalYear.objects.filter(entries__isnull=False).order_by("-starts_on").first()
    if year is not None:
        path = f"/api/v1/budget_years/{year.pk}/spend/"
        found.append(Operation("REST spend of a year", page(path, headers=bearer), WHOLE_YEAR))
    return found


def _urls(rows: "Sequence[Vendor] | Sequence[Contract] | Sequence[CostEntry]") -> list[str]:
    return [row.get_absolute_url() for row in rows[:PAGES]]


def _narrowed() -> list[tuple[str, str]]:
    """The list of entries through each of its filters, with the rarest and the commonest of what is there."""
    on_assets = CostEntry.objects.filter(asset__isnull=False).select_related("asset", "vendor")
    some = on_assets.first() or CostEntry.objects.exclude(vendor=None).select_related("vendor")[0]
    years = FiscalYear.objects.filter(entries__isnull=False).distinct().order_by("starts_on")
    line = BudgetLine.objects.filter(year=years[0]).order_by("-pk")[0]
    contract = Contract.objects.filter(cost_entries__isnull=False).order_by("-pk")[0]
    return [
        ("all", ""),
        ("largest first", "sort=amount"),
        ("of an old year", urlencode({"year": years[0].label})),
        ("of a rare domain", "domain=security"),
        ("of a common domain", "domain=infrastructure"),
        ("of a purpose that ended", "purpose=transform"),
        ("of a cost center that ended", f"cost_center={CENTERS[-1]}"),
        (
            "of a cost center in an old year",
            urlencode({"cost_center": line.cost_center, "year": years[0].label}),
        ),
        ("of a purpose that ended, largest first", "purpose=transform&sort=amount"),
        ("of a line", f"line={line.pk}"),
        ("outside the budget", "line=none"),
        ("of a vendor", urlencode({"vendor": some.vendor.name})),
        ("of a contract", urlencode({"contract": contract.number})),
        *([("of an asset", urlencode({"tag": some.asset.tag}))] if some.asset else []),
        ("of a month", f"from={years[0].starts_on}&until={years[0].starts_on.replace(day=28)}"),
        ("taken back", "void=yes"),
        ("invoice, one", f"q={some.invoice_number}"),
        ("invoice, none", "q=ZZ-4711"),
        ("words, common", "q=calibration"),
        ("page 4,000", f"cursor={_deep(4_000)}"),
    ]


def _deep(number: int, size: int = 50) -> str:
    """The cursor of a page far behind, as its reader would have come by it."""
    order = ("-booked_on", "-id")
    counted = CostEntry.objects.counted().order_by(*order)
    around = [row.pk for row in counted[number * size - 1 : number * size + 1]]
    return seek(CostEntry.objects.filter(pk__in=around), order, 1).next_cursor
