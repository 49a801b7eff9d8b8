"""Which vendors touch patient data without a business associate agreement (BAA) in force, and what that stops.

    Vendor.objects.annotate(**columns(today))       many vendors, one statement: Standing.of(row)
    standings(pks, today)                           the same for vendors that other rows name
    blocked(vendor, GatePurpose.PURCHASE, asker=x)  words that say why it may not happen now, or None

Ask `blocked` where something new is approved: a contract, a purchase, remote access. Recording or importing what is in
force already never asks. Packages above vendors that know of patient data a vendor touches register a `Source`.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any, Final, NamedTuple, Self

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet, Value
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vendors.choices import BaaStanding, Clause, GatePurpose
from vendors.models import Baa, BaaOverride, Contract, Vendor
from vendors.rules import baa as rules

MARKS: Final = {
    BaaStanding.COVERED: "done",
    BaaStanding.LAPSED: "bad",
    BaaStanding.MISSING: "bad",
    BaaStanding.ASK: "warn",
    BaaStanding.CLEAR: "none",
}
WHY: Final = {
    BaaStanding.LAPSED: gettext_lazy(
        "%(vendor)s touches patient data, and its BAA is no longer in force. Sign a new one first, or ask the "
        "privacy officer or the CISO to allow this for 24 hours."
    ),
    BaaStanding.MISSING: gettext_lazy(
        "%(vendor)s touches patient data without a BAA. Sign one first, or ask the privacy officer or the CISO to "
        "allow this for 24 hours."
    ),
}
UNANSWERED: Final = gettext_lazy(
    "Nobody has said whether %(vendor)s touches patient data. Answer that first; if it does, it needs a BAA."
)


@dataclass(frozen=True)
class Source:
    """What tells that vendors touch patient data: `rows(today)` name the vendor in their column `vendor`.

    `seen(rows, actor)` keeps those the actor may see; a page shows `label(row)` as a link to the row's page.
    """

    code: str
    title: "str | Promise"
    rows: Callable[[date], QuerySet[Any]]
    vendor: str
    seen: Callable[[Any, Any], QuerySet[Any]]
    label: Callable[[Any], str]


_sources: dict[str, Source] = {}


def register_source(source: Source) -> None:
    """Let these rows count; one of the same code is replaced."""
    _sources[source.code] = source


def sources() -> list[Source]:
    """All sources in the order of their codes."""
    return [_sources[code] for code in sorted(_sources)]


def columns(today: date, vendor: str = "pk") -> dict[str, Any]:
    """Annotations from which `Standing.of` reads; `vendor` is where the queryset's rows name their vendor."""
    binding = Contract.objects.binding(today).filter(vendor=OuterRef(vendor))
    held = Baa.objects.filter(vendor=OuterRef(vendor))
    facts: Any = Value(False)
    for source in sources():
        fact = Q(Exists(source.rows(today).filter(**{source.vendor: OuterRef(vendor)})))
        facts = fact if isinstance(facts, Value) else facts | fact
    return {
        "phi_yes": Exists(binding.filter(phi_access=Clause.YES)),
        "phi_no": Exists(binding.filter(phi_access=Clause.NO)),
        "phi_open": Exists(binding.filter(phi_access="")),
        "phi_fact": facts,
        "baa_holds": Exists(held.holding(today)),
        "baa_was": Exists(held.signed()),
    }


TOUCHES: Final = Q(phi_yes=True) | Q(phi_fact=True, phi_no=False)
"""The condition on annotated rows that the vendor touches patient data."""
GAP: Final = TOUCHES & Q(baa_holds=False)
UNSURE: Final = Q(baa_holds=False) & ~TOUCHES & (Q(phi_fact=True) | Q(phi_open=True))
"""Nobody has said whether it does, or contract and inventory contradict each other."""
CONDITIONS: Final = {
    BaaStanding.COVERED: Q(baa_holds=True),
    BaaStanding.LAPSED: GAP & Q(baa_was=True),
    BaaStanding.MISSING: GAP & Q(baa_was=False),
    BaaStanding.ASK: UNSURE,
    BaaStanding.CLEAR: Q(baa_holds=False, phi_yes=False, phi_fact=False, phi_open=False),
}
"""The condition on annotated rows that a vendor stands like this; the same answer as `Standing.of`."""


@dataclass(frozen=True)
class Standing:
    """Where one vendor stands: `touched` is yes, no, unknown or doubt (contract and inventory contradict).

    `has_exception` is known where `standings` read it: something is let through now.
    """

    touched: str
    code: BaaStanding
    has_exception: bool = False

    @classmethod
    def of(cls, row: Any) -> Self:
        """The standing of a row annotated with `columns`."""
        touched = rules.touches(
            says_yes=row.phi_yes, says_no=row.phi_no, says_nothing=row.phi_open, is_fact=row.phi_fact
        )
        code = BaaStanding(rules.standing(touched, holds=row.baa_holds, was=row.baa_was))
        return cls(touched, code, getattr(row, "baa_excepted", False))

    @property
    def is_gap(self) -> bool:
        """Does it touch patient data without an agreement in force?"""
        return self.code in rules.GAPS

    @property
    def mark(self) -> str:
        """The kind of its mark."""
        return MARKS[self.code]

    @property
    def words(self) -> str:
        """It in words."""
        if self.touched == rules.DOUBT and self.code == BaaStanding.ASK:
            return _("Contract and inventory disagree about patient data")
        return str(self.code.label)


def standings(vendors: Iterable[int], today: date) -> Mapping[int, Standing]:
    """Where these vendors stand, by their keys: one statement."""
    wanted = sorted({pk for pk in vendors if pk is not None})
    if not wanted:
        return {}
    sql, values = _standing_sql(today, tuple(sources()))
    now = timezone.now()
    with connection.cursor() as cursor:
        cursor.execute(sql, [now, now, *values, wanted])
        rows = cursor.fetchall()
    return {pk: Standing.of(_Facts(*facts)) for pk, *facts in rows}


class _Facts(NamedTuple):
    """What `Standing.of` reads, in the order of `_standing_sql`."""

    baa_excepted: bool
    phi_yes: bool
    phi_no: bool
    phi_open: bool
    phi_fact: bool
    baa_holds: bool
    baa_was: bool


@lru_cache(maxsize=2)
def _standing_sql(today: date, _told_by: tuple[Source, ...]) -> tuple[str, tuple[Any, ...]]:
    """The statement of `standings` and its values: lists ask it on every page, putting it together costs most of it.

    It takes the present instant twice, then the values, then the keys.
    """
    names = _Facts._fields[1:]
    rows = Vendor.objects.order_by().annotate(**columns(today)).values_list("pk", *names)
    inner, values = rows.query.sql_with_params()
    facts = ", ".join(names)
    sql = f"""
        SELECT id, EXISTS (SELECT 1 FROM vendors_baaoverride AS let
                           WHERE let.vendor_id = found.id AND let.made_at <= %s AND let.ends_at > %s),
               {facts}
        FROM ({inner}) AS found (id, {facts})
        WHERE id = ANY(%s)
        """  # noqa: S608  the inner statement is the ORM's own, with its values apart
    return sql, values


def standing_of(vendor: Vendor, today: date) -> Standing:
    """Where one vendor stands: one statement."""
    return standings([vendor.pk], today)[vendor.pk]


def blocked(
    vendor: Vendor,
    purpose: str,
    *,
    asker: Any = None,
    now: datetime | None = None,
    says: str | None = None,
) -> str | None:
    """Why this may not happen with the vendor now, in words that name the mend; None where it may.

    `asker` is whose request it is: an exception they made themselves does not let their own request through. `says`
    is what the new thing itself says about patient data, as `Contract.phi_access` does: "yes" needs an agreement
    whatever else is known, "" asks for the answer first; None where it says nothing.
    At most two statements.
    """
    now = now or timezone.now()
    standing = standing_of(vendor, timezone.localdate(now))
    code = standing.code
    if code == BaaStanding.COVERED:
        return None
    if not standing.is_gap and says == Clause.YES:
        was = Baa.objects.filter(vendor=vendor).signed().exists()
        code = BaaStanding.LAPSED if was else BaaStanding.MISSING
    if code in rules.GAPS:
        is_allowed = lasting_overrides(now).filter(vendor=vendor, purpose=GatePurpose(purpose))
        if is_allowed.exclude(made_by=getattr(asker, "pk", None)).exists():
            return None
        return str(WHY[code]) % {"vendor": vendor.name}
    return str(UNANSWERED) % {"vendor": vendor.name} if says == "" else None


def lasting_overrides(now: datetime) -> Any:
    """The exceptions that hold at an instant, latest first, with who made them."""
    return BaaOverride.objects.lasting(now).select_related("made_by", "vendor")
