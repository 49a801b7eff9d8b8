"""What contracts promise: set, taken away, and handed on to the contract that renews one."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.audit.actions import action, step
from hospital_itsm.audit.recording import plain, record
from hospital_itsm.core import obstacles
from hospital_itsm.core.errors import StaleVersion, ValueRefused
from hospital_itsm.people.models import WorkCalendar
from hospital_itsm.underpinning.choices import Metric, Unit
from hospital_itsm.underpinning.models import Promise
from vendors.actions import store
from vendors.models import Contract

MOST: Final = {Unit.MINUTES: 60 * 24 * 366, Unit.HOURS: 24 * 366, Unit.BUSINESS_DAYS: 260}
FIELDS: Final = ("amount", "unit", "calendar", "credit", "currency")
NAMED: Final = 5
LARGEST_CREDIT: Final = Decimal("9999999999.99")


@action("vendor_promise.set", gettext_lazy("wrote down what the contract promises"))
def set_promise(
    number: str,
    metric: str,
    *,
    actor: Any,
    amount: int,
    unit: str,
    calendar: WorkCalendar,
    credit: Decimal | None = None,
    currency: str = "",
    version: int | None = None,
) -> Promise:
    """Say what the contract promises; `version` is that of the promise as it was read, 0 where there was none.

    Clocks that run keep what they began with. The same again changes nothing. Raises Contract.DoesNotExist, Forbidden,
    StaleVersion, ValueRefused naming every field at fault.
    """
    contract = store.lock_contract(number, actor)
    known = _locked(contract, metric, version)
    values = {
        "amount": amount,
        "unit": unit,
        "calendar": calendar,
        "credit": credit,
        "currency": (currency.strip().upper() or contract.currency) if credit is not None else "",
    }
    _refuse(metric, values)
    promise = known or Promise(contract=contract, metric=metric, version=0)
    changes = {
        name: [plain(getattr(promise, name)) if known else None, plain(value)]
        for name, value in values.items()
        if known is None or getattr(promise, name) != value
    }
    if not changes:
        return promise
    for name, value in values.items():
        setattr(promise, name, value)
    promise.version += 1
    promise.save()
    record(actor, "vendor_promise.set", contract, {"promise": metric, **changes})
    return promise


@action("vendor_promise.remove", gettext_lazy("took back what the contract promised"))
def remove_promise(number: str, metric: str, *, actor: Any, version: int | None = None) -> Contract:
    """Say that the contract promises no such time; clocks that run keep what they began with.

    Raises Contract.DoesNotExist, Promise.DoesNotExist, Forbidden, StaleVersion.
    """
    contract = store.lock_contract(number, actor)
    promise = _locked(contract, metric, version)
    if promise is None:
        raise Promise.DoesNotExist
    gone = {name: [plain(getattr(promise, name)), None] for name in FIELDS}
    promise.delete()
    record(actor, "vendor_promise.remove", contract, {"promise": metric, **gone})
    return contract


@step
def copy_promises(old: int, number: str, *, actor: Any) -> None:
    """Give the contract that renews another one the promises of that."""
    made = Contract.objects.get(number=number)
    promises = list(Promise.objects.filter(contract=old))
    Promise.objects.bulk_create(
        Promise(contract=made, metric=one.metric, **{name: getattr(one, name) for name in FIELDS})
        for one in promises
    )
    for one in promises:
        record(actor, "vendor_promise.set", made, {"promise": one.metric, "renewed": True})


def _locked(contract: Contract, metric: str, version: int | None) -> Promise | None:
    rows = Promise.objects.select_for_update(of=("self",)).select_related("calendar")
    found = rows.filter(contract=contract, metric=metric).first()
    stored = found.version if found else 0
    if version is not None and version != stored:
        raise StaleVersion(
            _("Somebody changed this promise after you opened it. Compare, then save yours again."),
            current=stored,
            given=version,
        )
    return found


def _refuse(metric: str, values: dict[str, Any]) -> None:
    errors: dict[str, str] = {}
    amount, unit, credit = values["amount"], values["unit"], values["credit"]
    if metric not in Metric.values:
        errors["promise"] = _("Choose one of the listed values.")
    if unit not in Unit.values:
        errors["unit"] = _("Choose one of the listed values.")
    elif not 1 <= amount <= MOST[Unit(unit)]:
        errors["amount"] = _("Give a whole number from 1 to %(most)d.") % {"most": MOST[Unit(unit)]}
    if not values["calendar"].is_active:
        errors["calendar"] = _("This calendar is retired. Choose another, or take it back into use.")
    if credit is not None and not 0 < credit <= LARGEST_CREDIT:
        errors["credit"] = _("Give an amount above 0, or leave it empty where nothing is due.")
    currency = values["currency"]
    if credit is not None and not (len(currency) == 3 and currency.isascii() and currency.isalpha()):
        errors["currency"] = _("Give the currency of the credit in three letters, such as USD.")
    if errors:
        raise ValueRefused(errors)


def _counted_in(calendar: WorkCalendar) -> Iterator[str]:
    used = Promise.objects.filter(calendar__lineage=calendar.lineage).order_by("contract__number")
    numbers = list(used.values_list("contract__number", flat=True).distinct()[:NAMED])
    if numbers:
        yield _("Promises of contract %s are counted in it. Give them another calendar first.") % ", ".join(
            numbers
        )


obstacles.register(WorkCalendar, _counted_in)
