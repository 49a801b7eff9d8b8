"""Last month's decisions and what came of them, from the records that exist: contracts, purchases, reviews, dates."""

from collections.abc import Callable
from typing import Any, Final

from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from hospital_itsm.approvals.choices import RequestState
from hospital_itsm.approvals.models import ApprovalRequest
from hospital_itsm.budget.wording import money_words
from hospital_itsm.dashboards.declared import Dashboard, Reader
from hospital_itsm.dashboards.drawn import Decided
from hospital_itsm.dashboards.models import AskedDate
from hospital_itsm.dashboards.parts import records
from hospital_itsm.kpi.rules.definitions import BY_CODE
from hospital_itsm.kpi.words import name_of
from hospital_itsm.procurement.models import Purchase
from vendors.models import Contract
from vendors.models.renewal import DecisionRecord

MOST: Final = 8
PURCHASE: Final = "purchase"


def decided_of(dashboard: Dashboard, reader: Reader) -> list[Decided]:
    """The latest first, at most eight; at most five statements."""
    found = [row for source in SOURCES for row in source(dashboard, reader)]
    return sorted(found, key=lambda one: one.on, reverse=True)[:MOST]


def _contracts(dashboard: Dashboard, reader: Reader) -> list[Decided]:
    if not reader.may("contract.read"):
        return []
    seen = Contract.objects.visible_to(reader.actor)
    rows = DecisionRecord.objects.filter(
        decided_at__gte=reader.now - records.PAST, contract__in=seen.values("pk")
    )
    rows = rows.filter(_of_domain(reader, "contract__")).select_related("contract__vendor")
    return [
        Decided(
            _day(row.decided_at),
            _("%(decision)s %(title)s of %(vendor)s")
            % {
                "decision": row.get_decision_display(),
                "title": row.contract.title,
                "vendor": row.contract.vendor.name,
            },
            _contract_outcome(row.contract, reader),
            row.contract.get_absolute_url(),
        )
        for row in rows[:MOST]
    ]


def _contract_outcome(contract: Any, reader: Reader) -> str:
    state = contract.state_on(reader.today)
    return _("%(state)s, term to %(day)s") % {
        "state": state.label,
        "day": date_format(contract.ends_on, "M j, Y"),
    }


def _purchases(dashboard: Dashboard, reader: Reader) -> list[Decided]:
    if not reader.may("purchase.read"):
        return []
    ended = (RequestState.APPROVED, RequestState.REJECTED)
    asked = ApprovalRequest.objects.visible_to(reader.actor)
    asked = asked.filter(kind=PURCHASE, state__in=ended, ended_at__gte=reader.now - records.PAST)
    rows = list(asked.filter(_of_domain(reader)).order_by("-ended_at")[:MOST])
    if not rows:
        return []
    bought = Purchase.objects.visible_to(reader.actor).in_bulk([row.subject for row in rows])
    found = []
    for row in rows:
        purchase = bought.get(row.subject)
        if purchase is not None:
            words = {
                "state": row.get_state_display(),
                "title": purchase.title,
                "money": money_words(row.amount, row.currency),
            }
            text = _("%(state)s: %(title)s, %(money)s") % words
            outcome = _purchase_outcome(purchase)
            found.append(Decided(_day(row.ended_at), text, outcome, purchase.get_absolute_url()))
    return found


def _purchase_outcome(purchase: Any) -> str:
    if purchase.ordered_on:
        return _("%(status)s, ordered %(day)s") % {
            "status": purchase.get_status_display(),
            "day": date_format(purchase.ordered_on, "M j"),
        }
    return str(purchase.get_status_display())


def _reviews(dashboard: Dashboard, reader: Reader) -> list[Decided]:
    if not reader.may("major.read"):
        return []
    since = reader.now - records.PAST
    rows = [one for one in records.majors(reader) if one.reviewed_at and one.reviewed_at >= since]
    return [
        Decided(
            _day(row.reviewed_at),
            _("Reviewed %(major)s") % {"major": records.name_of(row)},
            _("Cause on record") if row.root_cause else _("No cause on record"),
            row.get_absolute_url(),
        )
        for row in sorted(rows, key=lambda one: one.reviewed_at, reverse=True)[:MOST]
    ]


def _dates(dashboard: Dashboard, reader: Reader) -> list[Decided]:
    rows = AskedDate.objects.answered_between(reader.now - records.PAST, reader.now).filter(
        dashboard=dashboard.code
    )
    return [
        Decided(
            _day(row.answered_at),
            _("%(person)s gave a date for %(figure)s")
            % {"person": row.asked_of.full_name, "figure": figure_name(dashboard, row.figure)},
            _("By %(day)s: %(sentence)s")
            % {"day": date_format(row.promised_on, "M j, Y"), "sentence": row.sentence},
        )
        for row in rows.select_related("asked_of")[:MOST]
    ]


def figure_name(dashboard: Dashboard | None, code: str) -> str:
    """What a headline figure is called on its dashboard."""
    for one in dashboard.headline if dashboard else ():
        if one.code == code and str(one.name):
            return str(one.name)
    return name_of(code) if code in BY_CODE else code


def _of_domain(reader: Reader, before: str = "") -> Q:
    return Q(**{f"{before}domain": reader.domain}) if reader.domain else Q()


def _day(at: Any) -> Any:
    return timezone.localdate(at)


SOURCES: Final[tuple[Callable[[Dashboard, Reader], list[Decided]], ...]] = (
    _contracts,
    _purchases,
    _reviews,
    _dates,
)
