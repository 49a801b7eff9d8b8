"""Who may see and change people, rota, workstations and tokens."""

from typing import Any

from hospital_itsm.core.access import rule


@rule("people.manage")
def may_manage_people(actor: Any, target: Any) -> bool:
    """Administrators add, change and deactivate accounts, but never their own roles."""
    return "people.manage" in actor.permissions and (target is None or target.pk != actor.pk)


@rule("people.read")
def may_read_people(actor: Any, target: Any) -> bool:
    """The directory is open to those who work tickets or manage people."""
    return bool(actor.permissions & {"ticket.read_all", "people.manage", "api.use"})


@rule("catalog.read")
def may_read_catalogs(actor: Any, target: Any) -> bool:
    """Units, queues, services and categories: everybody with a role that does anything here."""
    return bool(actor.permissions)


@rule("people.me")
def may_use_own_page(actor: Any, target: Any) -> bool:
    """Everybody has a page of their own."""
    return target is None or target.pk == actor.pk


@rule("oncall.manage")
def may_manage_rota(actor: Any, target: Any) -> bool:
    """Leads, duty managers and administrators keep the rota."""
    return "oncall.manage" in actor.permissions


@rule("oncall.hand_over")
def may_hand_over(actor: Any, target: Any) -> bool:
    """Who keeps the rota hands over any shift, who has a shift that one; `target` is the shift."""
    own = target is None or target.user_id == actor.pk
    return "oncall.manage" in actor.permissions or (own and "page.acknowledge" in actor.permissions)


@rule("oncall.swap")
def may_swap(actor: Any, target: Any) -> bool:
    """Whoever answers pages may ask and be asked."""
    return "page.acknowledge" in actor.permissions


@rule("oncall.swap_ask")
def may_ask_to_swap(actor: Any, target: Any) -> bool:
    """Whoever has a shift asks for it; `target` is the shift."""
    return may_swap(actor, None) and (target is None or target.user_id == actor.pk)


@rule("oncall.swap_answer")
def may_answer_swap(actor: Any, target: Any) -> bool:
    """Whoever was asked answers; `target` is the request."""
    return may_swap(actor, None) and (target is None or target.asked_id == actor.pk)


@rule("oncall.swap_withdraw")
def may_withdraw_swap(actor: Any, target: Any) -> bool:
    """Whoever asked withdraws; `target` is the request."""
    return may_swap(actor, None) and (target is None or target.asker_id == actor.pk)


@rule("oncall.swap_read")
def may_read_swaps(actor: Any, target: Any) -> bool:
    """Whoever may ask or be asked, and those who keep the rota."""
    return bool(actor.permissions & {"page.acknowledge", "oncall.manage"})


@rule("oncall.read")
def may_read_rota(actor: Any, target: Any) -> bool:
    """The rota is open to those who work tickets."""
    return bool(actor.permissions & {"queue.view", "oncall.manage", "api.use"})


@rule("workstation.register")
def may_register_workstation(actor: Any, target: Any) -> bool:
    """Administrators tie a computer to its place."""
    return "workstation.register" in actor.permissions


@rule("token.manage")
def may_manage_token(actor: Any, target: Any) -> bool:
    """People manage their own tokens; administrators those of service accounts; `target` is the token's owner."""
    if target is None or target.pk == actor.pk:
        return True
    return "people.manage" in actor.permissions and target.owner_id is not None


@rule("setup.manage")
def may_manage_setup(actor: Any, target: Any) -> bool:
    """Administrators keep calendars and other settings."""
    return "setup.manage" in actor.permissions
