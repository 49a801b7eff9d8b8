"""The beats that actions on purchases share: lock, clean, compare, save, record."""

from collections.abc import Collection, Mapping
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import connection
from django.utils.translation import gettext as _

from hospital_itsm.audit.actions import step
from hospital_itsm.audit.recording import free_text, plain, record
from hospital_itsm.core.access import require
from hospital_itsm.core.errors import Conflict, IllegalTransition, StaleVersion, ValueRefused
from hospital_itsm.core.phi_guard import guard
from hospital_itsm.core.plain_text import one_line
from hospital_itsm.procurement.models import Option, OptionLine, Purchase
from hospital_itsm.procurement.rules.lifecycle import BY_ITSELF, LIFECYCLE

Row = Purchase | Option | OptionLine
TEXTS: Final = frozenset({"need", "memo", "notes", "unplanned_reason", "interest_words"})
"""Sentences of people: the guard reads them, the trail keeps a digest."""
LONGEST_REASON: Final = 200


@step
def lock_purchase(number: str, actor: Any, verb: str, version: int | None = None) -> Purchase:
    """The purchase, locked. Raises Purchase.DoesNotExist, Forbidden, StaleVersion."""
    rows = Purchase.objects.visible_to(actor).select_related("chosen__vendor", "line__year", "asked_by")
    purchase: Purchase = rows.select_for_update(of=("self",)).get(number=number)
    require(actor, verb, purchase)
    if version is not None and version != purchase.version:
        words = _("Somebody changed %(name)s after you opened it. Compare, then save yours again.")
        raise StaleVersion(words % {"name": purchase.number}, current=purchase.version, given=version)
    return purchase


@step
def lock_draft(number: str, actor: Any, version: int | None = None) -> Purchase:
    """The same, while it may still be changed. Raises Conflict afterwards."""
    purchase = lock_purchase(number, actor, "purchase.edit", version)
    if not purchase.is_draft:
        words = _("%(number)s is %(status)s, so it cannot be changed any more. Withdraw it, or copy it.")
        raise Conflict(words % named(purchase))
    return purchase


@step
def put(row: Row, fields: Mapping[str, Any], phi_decision: str = "") -> dict[str, list[Any]]:
    """Set the fields that differ, words cleaned, and return `{field: [old, new]}` for the trail.

    Raises PhiSuspected for sentences that look like patient data.
    """
    changes: dict[str, list[Any]] = {}
    for name, value in fields.items():
        new, old = value, getattr(row, name, None)
        if isinstance(value, str):
            new = guard(value, phi_decision, field=name).text if name in TEXTS else one_line(value)
        if new != old:
            setattr(row, name, new)
            changes[name] = [_kept(name, old), _kept(name, new)]
    return changes


@step
def refuse_unknown(fields: Mapping[str, Any], changeable: Collection[str]) -> None:
    """Raise ValueRefused for fields that are not changed here."""
    if unknown := sorted(set(fields) - set(changeable)):
        raise ValueRefused({name: _("This field cannot be set here.") for name in unknown})


@step
def faults_of(row: Row, exclude: Collection[str] = ()) -> dict[str, str]:
    """What the columns cannot hold: `{field: words}`."""
    try:
        row.clean_fields(exclude=set(exclude))
    except ValidationError as error:
        return {name: " ".join(words) for name, words in error.message_dict.items()}
    return {}


@step
def save(
    purchase: Purchase, changes: Mapping[str, Any], *, actor: Any, verb: str, reason: str = ""
) -> Purchase:
    """Save the purchase with its next version and record the entry; a change of nothing records nothing."""
    if changes:
        purchase.version += 1
        purchase.save()
        record(actor, verb, purchase, changes, reason)
    return purchase


@step
def take(verb: str, purchase: Purchase, *, actor: Any, reason: str = "", **further: Any) -> Purchase:
    """Take a step of the life, with what changes along. Raises IllegalTransition."""
    changes = {**put(purchase, further), **put(purchase, {"status": target_of(verb, purchase)})}
    return save(
        purchase, changes or {verb: [None, True]}, actor=actor, verb=f"purchase.{verb}", reason=reason
    )


@step
def target_of(verb: str, purchase: Purchase) -> str:
    """Where a step leads. Raises IllegalTransition naming the steps that are possible."""
    row = LIFECYCLE.find(verb, purchase.status)
    if row is None:
        possible = [one.verb for one in LIFECYCLE.allowed(purchase.status) if one.verb not in BY_ITSELF]
        words = _("%(number)s is %(status)s, so this is not possible now.")
        raise IllegalTransition(words % named(purchase), possible)
    return row.to


@step
def reason_of(text: str, field: str = "reason") -> str:
    """A guarded reason in one line. Raises ValueRefused for none, PhiSuspected."""
    words = guard(one_line(text), field=field).text
    if not words:
        raise ValueRefused({field: _("Say in one line why.")})
    if len(words) > LONGEST_REASON:
        raise ValueRefused({field: _("Use at most %(count)d characters.") % {"count": LONGEST_REASON}})
    return words


@step
def next_number() -> str:
    """The number of a new purchase, such as PUR-1001; gaps are allowed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('purchase_number')")
        return f"PUR-{cursor.fetchone()[0]}"


@step
def named(purchase: Purchase) -> dict[str, str]:
    """Number and status for a sentence."""
    return {"number": purchase.number, "status": purchase.get_status_display().lower()}


def _kept(name: str, value: Any) -> Any:
    if name in TEXTS:
        return free_text(value)
    return value.isoformat() if hasattr(value, "isoformat") else plain(value)
