"""Whose numbers another system's numbers are: the service account that brought them first."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.audit import verbs
from hospital_itsm.audit.actions import step
from hospital_itsm.audit.recording import record
from hospital_itsm.core.access import require
from hospital_itsm.core.actors import is_system
from hospital_itsm.core.errors import Forbidden
from tickets.models import ExternalSystem

CLAIMED = "external_system.claim"
verbs.register(CLAIMED, gettext_lazy("brought the numbers of another system for the first time"))


@step
def require_system(name: str, actor: Any) -> None:
    """Let only the account that first used the system's name bring its numbers, whether or not one is known.

    A name that nobody used, or whose account has left, becomes the actor's. Raises Forbidden for another account and
    for people: a number stands for a machine's own ticket, and nobody else may take or change it.
    """
    if is_system(actor):
        return
    require(actor, "ticket.bring_number")
    made, is_new = ExternalSystem.objects.get_or_create(
        name=name, defaults={"account": actor, "claimed_at": timezone.now()}
    )
    if is_new:
        record(actor, CLAIMED, made)
    elif made.account_id != actor.pk:
        _take_over(made, actor)


def _take_over(system: ExternalSystem, actor: Any) -> None:
    held = ExternalSystem.objects.select_for_update(of=("self",)).select_related("account").get(pk=system.pk)
    if held.account.is_active and held.account_id != actor.pk:
        raise Forbidden(
            _("The numbers of %(system)s belong to another account. Use a name of your own.")
            % {"system": held.name},
            "ticket.bring_number",
        )
    record(actor, CLAIMED, held, {"account": [held.account.username, actor.username]})
    held.account, held.claimed_at = actor, timezone.now()
    held.save(update_fields=["account", "claimed_at"])
