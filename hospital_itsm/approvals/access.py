"""Who sees approvals and who keeps them."""

from typing import Any

from hospital_itsm.core.access import rule
from hospital_itsm.core.actors import is_system
from hospital_itsm.people.choices import AccountKind


def _is_staff(actor: Any) -> bool:
    if is_system(actor):
        return False
    return bool(
        actor.is_active
        and actor.kind == AccountKind.PERSON
        and actor.permissions & {"desk.report", "contract.read"}
    )


@rule("approval.read")
def may_read_approvals(actor: Any, target: Any) -> bool:
    """Everybody of the staff: what one asked for, what one may decide; readers of contracts all of it."""
    return is_system(actor) or _is_staff(actor)


@rule("approval.decide")
def may_decide(actor: Any, target: Any) -> bool:
    """A person of the staff, never an account of a system; whether it is their part, the action asks."""
    return _is_staff(actor)


@rule("approval.delegate")
def may_delegate(actor: Any, giver: Any) -> bool:
    """One's own part, or anybody's for who administers people."""
    return _is_staff(actor) and (
        giver is None or giver.pk == actor.pk or "people.manage" in actor.permissions
    )


@rule("approval.remind")
def may_remind(actor: Any, target: Any) -> bool:
    """The product alone reminds."""
    return is_system(actor)
