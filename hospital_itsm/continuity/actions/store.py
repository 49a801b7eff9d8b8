"""The beats that actions of this package share: lock, compare, guard words, set, save, record."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final

from django.utils.translation import gettext as _

from hospital_itsm.audit.actions import step
from hospital_itsm.audit.recording import free_text, record
from hospital_itsm.core.errors import StaleVersion, ValueRefused
from hospital_itsm.core.phi_guard import guard_fields
from hospital_itsm.core.plain_text import one_line, plain
from tickets.models import Ticket

LONGEST_REASON: Final = 200


@step
def refuse_stale(row: Any, version: int | None) -> None:
    """Raise StaleVersion where the row, already locked, is not in the version the writer read; None skips this."""
    if version is not None and version != row.version:
        words = _("Somebody changed %(name)s after you opened it. Compare, then save yours again.")
        raise StaleVersion(words % {"name": row.audit_label}, current=row.version, given=version)


@step
def refuse_unknown(fields: Mapping[str, Any], changeable: Iterable[str]) -> None:
    """Raise ValueRefused for fields that are not changed here."""
    if unknown := sorted(set(fields) - set(changeable)):
        raise ValueRefused({name: _("This field cannot be set here.") for name in unknown})


@step
def guarded(
    texts: Mapping[str, str],
    longest: Mapping[str, int],
    needed: Mapping[str, str],
    phi_decision: str = "",
    faults: Mapping[str, str] | None = None,
) -> dict[str, str]:
    """Texts as they may be stored; `needed` says what is said where one is empty, `faults` what else is wrong.

    One line each, but for those that may hold more than 200 characters. Raises ValueRefused, PhiSuspected over REST.
    """
    cleaned = {
        name: (plain if longest[name] > LONGEST_REASON else one_line)(text) for name, text in texts.items()
    }
    errors = dict(faults or {})
    errors |= {name: words for name, words in needed.items() if not cleaned.get(name, "x")}
    errors |= {
        name: _("Shorten it to %(most)d characters.") % {"most": longest[name]}
        for name, text in cleaned.items()
        if len(text) > longest[name]
    }
    if errors:
        raise ValueRefused(errors)
    done = guard_fields(cleaned, phi_decision).texts
    return {name: text[: longest[name]] for name, text in done.items()}


@step
def reason_of(text: str) -> str:
    """Why something is done, in one guarded line. Raises ValueRefused for none."""
    words = {"reason": _("Say why in one line.")}
    return guarded({"reason": text}, {"reason": LONGEST_REASON}, words)["reason"]


@step
def put(row: Any, values: Mapping[str, Any], words: Iterable[str] = ()) -> dict[str, Any]:
    """Set the columns that differ and return `{field: [old, new]}`; of free `words` the trail keeps digests."""
    hidden, changes = set(words), {}
    for name, new in values.items():
        old = getattr(row, name, None)
        if new == old:
            continue
        setattr(row, name, new)
        changes[name] = [_kept(old, name in hidden), _kept(new, name in hidden)]
    return changes


@step
def put_many(row: Any, name: str, rows: Iterable[Any]) -> dict[str, Any]:
    """Set what a row is related to and return the codes before and after, nothing where they are the same."""
    relation, new = getattr(row, name), list(rows)
    old = list(relation.all())
    if {one.pk for one in old} == {one.pk for one in new}:
        return {}
    relation.set(new)
    return {name: [_codes(old), _codes(new)]}


@step
def save(row: Any, changes: Mapping[str, Any], *, actor: Any, verb: str, reason: str = "") -> None:
    """Save the row with its next version and record the entry."""
    row.version += 1
    row.save()
    record(actor, verb, row, changes, reason)


@step
def linkable(keys: Iterable[str], actor: Any, field: str = "tickets") -> list[Ticket]:
    """The tickets of these numbers that the actor sees and that are not restricted.

    Raises ValueRefused naming the first number that is no such ticket.
    """
    wanted = list(dict.fromkeys("".join(one.split()).upper() for one in keys if one.strip()))
    seen = Ticket.objects.visible_to(actor).filter(key__in=wanted, is_restricted=False)
    found = {one.key: one for one in seen}
    if missing := [key for key in wanted if key not in found]:
        words = _(
            "There is no ticket %(key)s that can be tied here. Restricted ones cannot. Check the number."
        )
        raise ValueRefused({field: words % {"key": missing[0][:20]}})
    return list(found.values())


def _kept(value: Any, is_hidden: bool) -> Any:
    if is_hidden:
        return free_text(value or "")
    if isinstance(value, datetime):
        return value.isoformat()
    if value is None or isinstance(value, bool | int):
        return value
    return str(getattr(value, "audit_label", "") or value)


def _codes(rows: Iterable[Any]) -> str:
    names = [str(getattr(one, "code", "") or getattr(one, "key", "") or one.pk) for one in rows]
    return ", ".join(sorted(names))
