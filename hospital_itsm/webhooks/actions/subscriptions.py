"""Keeping subscriptions: who is told, what, where, and under which secret."""

import secrets
from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.audit.actions import action, step
from hospital_itsm.audit.recording import plain, record
from hospital_itsm.core import outbound
from hospital_itsm.core.access import require
from hospital_itsm.core.crypto import seal
from hospital_itsm.core.errors import Conflict, StaleVersion, ValueRefused
from hospital_itsm.core.phi_guard import guard
from hospital_itsm.core.plain_text import one_line
from hospital_itsm.feed.queries.changes import end_of_feed
from hospital_itsm.people.choices import AccountKind
from hospital_itsm.webhooks.choices import State
from hospital_itsm.webhooks.models import Subscription
from hospital_itsm.webhooks.queries.due import offered

FIELDS: Final = ("name", "address", "kinds", "account")
OVERLAP: Final = timedelta(hours=48)
"""How long the former secret signs beside the new one."""
SECRET_BYTES: Final = 32
LONGEST_REASON: Final = 200


@action("webhook.add", gettext_lazy("added the webhook"))
def add_subscription(*, actor: Any, fields: Mapping[str, Any], reason: str) -> tuple[Subscription, str]:
    """Subscribe from now on; return the subscription and its secret, shown only now.

    Raises Forbidden, ValueRefused naming every field at fault.
    """
    require(actor, "webhook.manage")
    start, secret = end_of_feed(), secrets.token_urlsafe(SECRET_BYTES)
    row = Subscription(
        created_at=timezone.now(),
        after_transaction=start.transaction,
        after_row=start.row,
        secret=seal(secret),
    )
    changes = _put(row, fields, reason, actor)
    row.save(force_insert=True)
    record(actor, "webhook.add", row, changes, one_line(reason))
    return row, secret


@action("webhook.change", gettext_lazy("changed the webhook"))
def change_subscription(
    pk: int, *, actor: Any, fields: Mapping[str, Any], reason: str, version: int | None = None
) -> Subscription:
    """Change it. Raises Subscription.DoesNotExist, Forbidden, StaleVersion, ValueRefused."""
    require(actor, "webhook.manage")
    row = _locked(pk)
    if version is not None and version != row.version:
        words = _("Somebody else saved this while you had it open. Compare, then save again.")
        raise StaleVersion(words, row.version, version)
    if changes := _put(row, fields, reason, actor):
        row.version += 1
        row.save()
        record(actor, "webhook.change", row, changes, one_line(reason))
    return row


@action("webhook.rotate_secret", gettext_lazy("made a new secret for the webhook"))
def rotate_secret(pk: int, *, actor: Any, reason: str) -> tuple[Subscription, str]:
    """Make a new secret; the present one signs beside it for two days. Return it, shown only now.

    One that was on its way out already ends at once. Raises Subscription.DoesNotExist, Forbidden, ValueRefused.
    """
    require(actor, "webhook.manage")
    _refuse_reason(reason)
    row, secret = _locked(pk), secrets.token_urlsafe(SECRET_BYTES)
    row.former_secret, row.former_until = row.secret, timezone.now() + OVERLAP
    row.secret = seal(secret)
    row.version += 1
    row.save()
    record(
        actor, "webhook.rotate_secret", row, {"former_until": row.former_until.isoformat()}, one_line(reason)
    )
    return row, secret


@action("webhook.pause", gettext_lazy("paused the webhook"))
def pause_subscription(pk: int, *, actor: Any, reason: str) -> Subscription:
    """Tell it nothing; its place is kept. Raises Subscription.DoesNotExist, Forbidden, Conflict, ValueRefused."""
    require(actor, "webhook.manage")
    _refuse_reason(reason)
    row = _locked(pk)
    if row.state == State.PAUSED:
        raise Conflict(_("It is paused already."))
    _set_state(row, State.PAUSED, "webhook.pause", actor, reason)
    return row


@action("webhook.resume", gettext_lazy("took the webhook into use again"))
def resume_subscription(pk: int, *, actor: Any, reason: str) -> Subscription:
    """Go on where it was left. Raises Subscription.DoesNotExist, Forbidden, Conflict, ValueRefused."""
    require(actor, "webhook.manage")
    _refuse_reason(reason)
    row = _locked(pk)
    if row.state == State.ACTIVE:
        raise Conflict(_("It is in use already."))
    row.failing_since = None
    _set_state(row, State.ACTIVE, "webhook.resume", actor, reason)
    return row


@action("webhook.stop", gettext_lazy("stopped the webhook, whose address took nothing for days"))
def stop_subscription(row: Subscription, *, actor: Any) -> None:
    """Stop a locked subscription. Raises Forbidden."""
    require(actor, "webhook.manage")
    _set_state(row, State.STOPPED, "webhook.stop", actor, "")


@step
def _locked(pk: int) -> Subscription:
    rows = Subscription.objects.select_for_update(of=("self",)).select_related("account__owner")
    return rows.get(pk=pk)


@step
def _set_state(row: Subscription, state: State, verb: str, actor: Any, reason: str) -> None:
    old, row.state = row.state, state
    row.version += 1
    row.save()
    record(actor, verb, row, {"state": [old, str(state)]}, one_line(reason))


@step
def _put(row: Subscription, fields: Mapping[str, Any], reason: str, actor: Any) -> dict[str, Any]:
    """Set the values that differ; return what changed for the trail, of addresses their host alone."""
    values = {
        "name": one_line(str(fields["name"])),
        "address": str(fields["address"]).strip(),
        "kinds": sorted(set(fields["kinds"])),
        "account": fields["account"],
    }
    if errors := _faults(row, values, reason, actor):
        raise ValueRefused(errors)
    changes = {}
    for name in FIELDS:
        old = getattr(row, name, None) if row.pk or name != "account" else None
        if old != values[name]:
            changes[name] = [_told(name, old), _told(name, values[name])]
            setattr(row, name, values[name])
    return changes


def _told(name: str, value: Any) -> Any:
    if name == "address":
        return outbound.host_of(value or "")
    if name == "kinds":
        return ", ".join(value or ())
    return plain(value) if value else ""


def _faults(row: Subscription, values: Mapping[str, Any], reason: str, actor: Any) -> dict[str, str]:
    errors = {}
    if not 0 < len(values["name"]) <= 60:
        errors["name"] = _("Give it a name of at most 60 characters.")
    elif guard(values["name"], channel="page", field="name").types:
        errors["name"] = _("This looks like patient data. Choose another name.")
    elif Subscription.objects.filter(name=values["name"]).exclude(pk=row.pk).exists():
        errors["name"] = _("There is a webhook with this name already.")
    if words := _fault_of(values["address"]):
        errors["address"] = words
    if not values["kinds"] or set(values["kinds"]) - {kind.code for kind in offered()}:
        errors["kinds"] = _("Choose at least one kind of the list.")
    if not _may_be_for(values["account"], row, actor):
        errors["account"] = _("Choose yourself or a service account that is active.")
    if not one_line(reason) or len(one_line(reason)) > LONGEST_REASON:
        errors["reason"] = _("Say why. It stays in the audit trail.")
    return errors


def _fault_of(address: str) -> str:
    """Why deliveries may not go there; empty where they may."""
    if len(address) > 300 or not outbound.may_be_called(address):
        return _(
            "Write an address that begins with https://, without name and password, and not of this network."
        )
    if outbound.names_this_network(address):
        return _(
            "Write the full name of a host outside this network: localhost, a name without a dot and names that end "
            "in .local or .internal are not called unless OUTBOUND_ALLOWED_HOSTS lists them."
        )
    return ""


def _may_be_for(account: Any, row: Subscription, actor: Any) -> bool:
    """Nobody lends a webhook the eyes of another person."""
    if account is None or not account.is_active:
        return False
    is_same = bool(row.pk) and account.pk == row.account_id
    return is_same or account.pk == actor.pk or account.kind == AccountKind.SERVICE


def _refuse_reason(reason: str) -> None:
    if not one_line(reason) or len(one_line(reason)) > LONGEST_REASON:
        raise ValueRefused({"reason": _("Say why. It stays in the audit trail.")})
