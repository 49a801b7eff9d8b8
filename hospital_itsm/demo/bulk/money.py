"""Storing many synthetic vendors and contracts, the budgets that pay them, and what was spent over five years."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from random import Random
from typing import Any, Final, Self

from django.db import connection, transaction
from django.db.models import Sum
from django.db.models.functions import TruncMonth
from django.utils import timezone

from assets.models import Asset, Service
from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.budget.choices import Purpose, Spending, YearStatus
from hospital_itsm.budget.models import BudgetLine, CostEntry, FiscalYear, LineContract, SpentMonth
from hospital_itsm.budget.models.of_line import REPEATED
from hospital_itsm.budget.rules.money import even_parts
from hospital_itsm.budget.rules.years import label_of, last_day
from hospital_itsm.budget.tasks import count_costs_of_ownership
from hospital_itsm.demo.bulk.assets import LOADER, PREFIX
from hospital_itsm.demo.bulk.estate import FIRST, SECOND
from hospital_itsm.demo.bulk.load import BATCH, SEED
from hospital_itsm.demo.bulk.rows import Rows
from hospital_itsm.people.choices import Domain
from hospital_itsm.people.models import User
from vendors.choices import ContractDecision, ContractKind, ContractStatus, PaymentSchedule, VendorKind
from vendors.models import Baa, Contract, Vendor, VendorContact

NUMBERED: Final = "B-"
LEAST: Final = 100
CONTRACTS_A_VENDOR, ENTRIES_A_CONTRACT, CONTRACTS_A_LINE = 2.5, 100, 12
YEARS: Final = 5
ENDED: Final = 3
"""What ended, ended so many years ago."""
CENTERS: Final = tuple(str(number) for number in range(6700, 6740))
COVERING: Final = 10
"""One contract of so many covers things."""
CENTS: Final = Decimal("0.01")

ON_THINGS: Final = """
    UPDATE assets_asset SET currency = 'USD', cost = 200 + id %% 40000 + (id %% 100) / 100.0,
        contract_id = CASE WHEN id %% 3 = 0 THEN (%s::bigint[])[1 + id %% %s] ELSE contract_id END
    WHERE tag LIKE %s
"""


def load(contracts: int, *, seed: int = SEED, now: datetime | None = None) -> Iterator[int]:
    """Store contracts, two vendors for five of them and a hundred cost entries for each; yields entries by batch.

    The same seed makes the same. The demo hospital must be there; things that were loaded get prices and cover. The
    trail tells of vendors and contracts alone.
    """
    random = Random(seed)  # noqa: S311  synthetic money needs no secret
    today = timezone.localdate(now)
    with transaction.atomic():
        scene = Scene.make(random, contracts, today)
    entries, moment = Rows(CostEntry), now or timezone.now()
    left = contracts * ENTRIES_A_CONTRACT
    while left:
        count = min(BATCH, left)
        for _turn in range(count):
            entries.add(**scene.entry(), entered_at=moment)
        with transaction.atomic():
            entries.copy()
        left -= count
        yield count
    with transaction.atomic():
        add_up(scene.years)
    count_costs_of_ownership()


@dataclass
class Scene:
    """Everything entries are drawn from."""

    random: Random
    today: date
    years: Sequence[FiscalYear]
    lines: dict[int, list[BudgetLine]]
    contracts: Sequence[Contract]
    vendors: Sequence[Vendor]
    things: Sequence[int]
    services: Sequence[int]
    booked: int = 0

    @classmethod
    def make(cls, random: Random, count: int, today: date) -> Self:
        """Store what is bought, and from whom."""
        vendors = _vendors(random, int(count / CONTRACTS_A_VENDOR))
        _agreements(random, vendors[::2], today)
        owners = list(User.objects.filter(is_active=True).order_by("pk")[:30])
        contracts = _contracts(random, count, vendors, owners, today)
        years = _years(today)
        many = max(count // CONTRACTS_A_LINE, 1)
        lines = {
            year.pk: _lines(random, year, many, owners, is_old=place >= ENDED)
            for place, year in enumerate(years)
        }
        _pay(contracts, years[0], lines[years[0].pk])
        covering = [one.pk for one in contracts[::COVERING]]
        with connection.cursor() as cursor:
            cursor.execute(ON_THINGS, [covering, len(covering), f"{PREFIX}%"])
        things = Asset.objects.filter(tag__startswith=PREFIX).order_by("pk").values_list("pk", flat=True)
        services = Service.objects.order_by("pk").values_list("pk", flat=True)
        _note(vendors, "vendor", today)
        _note(contracts, "contract", today)
        booked = CostEntry.objects.count()
        return cls(random, today, years, lines, contracts, vendors, list(things), list(services), booked)

    def entry(self) -> dict[str, Any]:
        """The next one: most for a contract, some for a thing or a service, some outside the budget."""
        random, self.booked = self.random, self.booked + 1
        year = random.choice(self.years)
        days = (min(year.ends_on, self.today) - year.starts_on).days
        line = random.choice(self.lines[year.pk]) if random.random() < 0.95 else None
        kind = random.random()
        contract = random.choice(self.contracts) if kind < 0.6 else None
        vendor = contract.vendor_id if contract else random.choice(self.vendors).pk
        is_thing = contract is None and kind < 0.9 and bool(self.things)
        return {
            "year_id": year.pk,
            "line_id": line.pk if line else None,
            **{name: getattr(line, name, "") for name in REPEATED},
            "booked_on": year.starts_on + timedelta(days=random.randrange(days + 1)),
            "amount": Decimal(random.randrange(1_000, 900_000)) * CENTS,
            "currency": "USD",
            "vendor_id": vendor,
            "contract_id": contract.pk if contract else None,
            "asset_id": random.choice(self.things) if is_thing else None,
            "service_id": None if contract or is_thing else random.choice(self.services),
            "invoice_number": f"INV-{self.booked:07}",
            "what": random.choice(("Support", "Parts", "Licenses", "Repair", "Hours", "Calibration")),
            "is_void": random.random() < 0.01,
        }


def add_up(years: Sequence[FiscalYear]) -> None:
    """The sums by month of entries that were copied past the booking."""
    SpentMonth.objects.filter(year__in=years).delete()
    sums = (
        CostEntry.objects.filter(year__in=years, is_void=False)
        .annotate(month=TruncMonth("booked_on"))
        .values("year_id", "line_id", "month", "currency")
        .annotate(amount=Sum("amount"))
        .order_by("year_id", "line_id", "month")
    )
    SpentMonth.objects.bulk_create((SpentMonth(**one) for one in sums.iterator()), BATCH)


def _vendors(random: Random, count: int) -> list[Vendor]:
    begun = Vendor.objects.filter(account_number__startswith=NUMBERED).count()
    named = ((number, random.choice(FIRST), random.choice(SECOND)) for number in range(begun, begun + count))
    made = Vendor.objects.bulk_create(
        Vendor(
            name=f"{first} {second} {number:04}",
            kinds=[random.choice(VendorKind.values)],
            support_phone=f"800-555-{number % 10_000:04}",
            account_number=f"{NUMBERED}{number:05}",
        )
        for number, first, second in named
    )
    VendorContact.objects.bulk_create(
        VendorContact(vendor=vendor, name=f"Desk {level}", phone=vendor.support_phone, level=level)
        for vendor in made
        for level in (1, 2)
    )
    return made


def _agreements(random: Random, vendors: Sequence[Vendor], today: date) -> None:
    Baa.objects.bulk_create(
        Baa(
            vendor=vendor,
            executed_on=today - timedelta(days=700),
            effective_on=today - timedelta(days=700),
            expires_on=today + timedelta(days=random.randrange(-200, 900)),
        )
        for vendor in vendors
    )


def _contracts(
    random: Random, count: int, vendors: Sequence[Vendor], owners: Sequence[User], today: date
) -> list[Contract]:
    begun = Contract.objects.filter(number__startswith=NUMBERED).count()
    return Contract.objects.bulk_create(
        (_contract(random, number, vendors, owners, today) for number in range(begun, begun + count)), 1_000
    )


def _contract(
    random: Random, number: int, vendors: Sequence[Vendor], owners: Sequence[User], today: date
) -> Contract:
    starts_on = today - timedelta(days=random.randrange(1_000))
    statuses = (ContractStatus.ACTIVE, ContractStatus.ENDED, ContractStatus.DRAFT)
    return Contract(
        number=f"{NUMBERED}{number:06}",
        title=f"{random.choice(FIRST)} {random.choice(SECOND).lower()} support",
        vendor=random.choice(vendors),
        kind=random.choice(ContractKind.values),
        starts_on=starts_on,
        ends_on=starts_on + timedelta(days=random.choice((365, 730, 1_095)) - 1),
        status=random.choices(statuses, (80, 15, 5))[0],
        owner=random.choice(owners),
        domain=random.choice(Domain.values),
        cost_center=random.choice(CENTERS),
        auto_renew=random.random() < 0.5,
        renewal_term_months=12,
        notice_value=random.choice((30, 60, 90)),
        notice_unit="days",
        decision=random.choice(("", "", *ContractDecision.values)),
        annual_value=Decimal(random.randrange(100_000, 9_000_000)) * CENTS,
        currency="USD",
        payment_schedule=random.choice(PaymentSchedule.values),
        phi_access=random.choice(("", "yes", "no", "no")),
    )


def _years(today: date) -> list[FiscalYear]:
    """The year of today and those before it, as far as they are missing; the latest first."""
    now = FiscalYear.objects.around(today).first()
    starts_on = now.starts_on if now else date(today.year, 1, 1)
    found = []
    for back in range(YEARS):
        day = starts_on.replace(year=starts_on.year - back)
        year, _is_new = FiscalYear.objects.get_or_create(
            starts_on=day,
            defaults={
                "label": label_of(day),
                "ends_on": last_day(day),
                "status": YearStatus.CLOSED if back else YearStatus.APPROVED,
            },
        )
        found.append(year)
    return found


def _lines(
    random: Random, year: FiscalYear, count: int, owners: Sequence[User], *, is_old: bool
) -> list[BudgetLine]:
    """Lines of a year; one cost center and what transforms end with the old ones."""
    begun = year.lines.count()
    rows = []
    for number in range(begun, begun + count):
        amount = Decimal(random.randrange(1_000_000, 90_000_000)) * CENTS
        rows.append(
            BudgetLine(
                year=year,
                name=f"{random.choice(FIRST)} {random.choice(SECOND).lower()} {number:04}",
                cost_center=random.choice(CENTERS if is_old else CENTERS[:-1]),
                spending=random.choice(Spending.values),
                purpose=random.choices(Purpose.values, (80, 15, 5 * is_old))[0],
                domain=random.choices(Domain.values, range(len(Domain.values), 0, -1))[0],
                owner=random.choice(owners),
                currency="USD",
                amount=amount,
                months=even_parts(amount),
            )
        )
    return BudgetLine.objects.bulk_create(rows)


def _pay(contracts: Sequence[Contract], year: FiscalYear, lines: Sequence[BudgetLine]) -> None:
    """Nine of ten contracts are paid by a line of the year of today."""
    LineContract.objects.bulk_create(
        LineContract(line=lines[place % len(lines)], year=year, contract=contract)
        for place, contract in enumerate(contracts)
        if place % 10
    )


def _note(rows: Sequence[Vendor] | Sequence[Contract], name: str, today: date) -> None:
    entries = Rows(AuditEntry)
    for row in rows:
        entries.add(
            at=datetime.combine(today, time(), UTC),
            actor_label=LOADER,
            verb=f"{name}.create",
            channel="system",
            target_type=f"vendors.{name}",
            target_id=row.pk,
            target_label=row.audit_label,
            changes={},
        )
    entries.copy()
