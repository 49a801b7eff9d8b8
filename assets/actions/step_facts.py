"""The values a step of an asset's life asks for, checked before anything changes."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from django.utils.translation import gettext as _

from assets.models import Asset
from hospital_itsm.audit.actions import step
from hospital_itsm.core.errors import ValueRefused
from hospital_itsm.core.lifecycle import Transition
from hospital_itsm.core.plain_text import one_line
from hospital_itsm.people.models import CareArea
from vendors.models import Vendor

OPTIONAL: Final[Mapping[str, tuple[str, ...]]] = {
    "lend": ("care_area", "charge_per_day"),
    "repair": ("sent_to",),
    "put_in_service": ("checked_on", "checked_by", "reference"),
    "make_spare": ("checked_on", "checked_by", "reference"),
    "release": ("reference",),
    "return_to_owner": ("destination",),
    "dispose": ("destination",),
}
"""Values a step takes besides those the table says it needs; every step takes a reason."""
LONGEST: Final = {"reason": 400}
LONGEST_WORDS: Final = 120


@step
def checked(asset: Asset, row: Transition, given: Mapping[str, Any], today: date) -> dict[str, Any]:
    """The values of this step, clean. Raises ValueRefused naming each one that is missing, wrong or not asked for."""
    wanted = {*row.needs, *OPTIONAL.get(row.verb, ()), "reason"}
    errors = {name: _("This step does not ask for it. Leave it out.") for name in given if name not in wanted}
    facts: dict[str, Any] = {}
    for name in sorted(wanted & set(given)):
        try:
            facts[name] = READERS.get(name, _words)(name, given[name], today)
        except ValueError as error:
            errors[name] = str(error)
    for name in row.needs:
        if name not in errors and facts.get(name) in (None, ""):
            errors[name] = _missing(name)
    if errors:
        raise ValueRefused(errors)
    return {name: value for name, value in facts.items() if value not in (None, "")}


def _missing(name: str) -> str:
    words = {
        "reason": _("Say why in a few words."),
        "party": _("Say to whom it is lent."),
        "return_on": _("Say when it is due back."),
        "checked_on": _("Give the day of the passed check."),
        "checked_by": _("Say who checked it."),
    }
    return words[name]


def _words(name: str, value: Any, today: date) -> str:
    text, most = one_line(str(value or "")), LONGEST.get(name, LONGEST_WORDS)
    if len(text) > most:
        raise ValueError(_("Shorten it to %(most)d characters.") % {"most": most})
    return text


def _past_day(name: str, value: Any, today: date) -> date | None:
    if value in (None, ""):
        return None
    if not isinstance(value, date) or value > today:
        raise ValueError(_("Give a day that is not in the future."))
    return value


def _coming_day(name: str, value: Any, today: date) -> date | None:
    if value in (None, ""):
        return None
    if not isinstance(value, date) or value < today:
        raise ValueError(_("Give today or a later day."))
    return value


def _amount(name: str, value: Any, today: date) -> Decimal | None:
    if value in (None, ""):
        return None
    try:
        amount = Decimal(str(value))
    except InvalidOperation:
        amount = Decimal(-1)
    if not 0 <= amount < 10**7:
        raise ValueError(_("Give an amount of money, such as 12.50."))
    return amount


def _row_of(kind: type) -> Callable[[str, Any, date], Any]:
    def read(name: str, value: Any, today: date) -> Any:
        if value is not None and not isinstance(value, kind):
            raise ValueError(_("Choose one of the list."))
        return value

    return read


READERS: Final[Mapping[str, Callable[[str, Any, date], Any]]] = {
    "checked_on": _past_day,
    "return_on": _coming_day,
    "charge_per_day": _amount,
    "care_area": _row_of(CareArea),
    "sent_to": _row_of(Vendor),
}
