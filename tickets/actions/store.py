"""Locking, numbering and storing tickets: the beats every action shares."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from hospital_itsm.audit.actions import step
from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.audit.recording import record
from hospital_itsm.core.errors import StaleVersion
from hospital_itsm.feed.actions.tell import tell
from tickets.choices import PREFIXES, Kind
from tickets.models import Ticket


@step
def lock(key: str, actor: Any, version: int | None = None) -> Ticket:
    """Lock and return a ticket the actor may see.

    One statement: what the actor may see is judged on the row as it stands once the lock is held. Raises
    Ticket.DoesNotExist when there is none or it is not visible, StaleVersion when `version` is given and is not the
    stored one.
    """
    ticket: Ticket = Ticket.objects.visible_to(actor).select_for_update(of=("self",)).get(key=key)
    if version is not None and version != ticket.version:
        raise StaleVersion(
            _("Somebody changed %(key)s after you opened it. Read what is new, then send yours.")
            % {"key": key},
            current=ticket.version,
            given=version,
        )
    return ticket


@step
def next_key(kind: str) -> str:
    """Take the next number of a kind, such as `INC-20418`."""
    prefix = PREFIXES[Kind(kind)]
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(%s)", [f"ticket_number_{prefix.lower()}"])
        (number,) = cursor.fetchone()
    return f"{prefix}-{number}"


@step
def changed_fields(ticket: Ticket, **values: Any) -> dict[str, list[Any]]:
    """Set fields that differ and return `{field: [old, new]}` in words the trail can keep."""
    changes: dict[str, list[Any]] = {}
    for name, value in values.items():
        old = getattr(ticket, name)
        if old != value:
            setattr(ticket, name, value)
            changes[name] = [_plain(old), _plain(value)]
    return changes


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, bool | int | list | dict):
        return value
    return str(getattr(value, "audit_label", "") or getattr(value, "code", "") or value)


@step
def store(
    ticket: Ticket,
    *,
    actor: Any,
    verb: str,
    changes: Mapping[str, Any],
    fields: Iterable[str] = (),
    reason: str = "",
    rises: bool = True,
    on_behalf_of: str = "",
) -> AuditEntry:
    """Save the changed fields (and `fields`), raise the version, record the entry and feed the change on.

    `rises` is off for what ends a change that raised the version already, so that nobody's page is outdated by it.
    """
    ticket.version += rises
    names = {name for name in changes if hasattr(type(ticket), name)} | set(fields) | {"version"}
    ticket.save(update_fields=sorted(names))
    entry = record(actor, verb, ticket, changes, reason, on_behalf_of=on_behalf_of)
    feed(ticket, verb)
    return entry


@step
def feed(ticket: Ticket, verb: str) -> None:
    """Tell readers of the change feed that the ticket is now at its present version."""
    tell("ticket", [ticket], verb)
