"""Telling colleagues what is asked of them about shifts, and what became of it."""

from typing import Any

from django.utils.translation import gettext_lazy

from hospital_itsm.audit.actions import step
from hospital_itsm.outbox.kinds import Kind
from hospital_itsm.outbox.shapes import LABEL_LENGTH, MOMENT
from hospital_itsm.outbox.tell import tell
from hospital_itsm.people.actions.duty_messages import FIELDS, TIMES, duty_payload
from hospital_itsm.people.models import OnCallSwap, User

RETURN = {"return_begins_at": MOMENT, "return_ends_at": MOMENT}


def _kind(code: str, subject: Any, in_return: Any, *, is_urgent: bool = False) -> Kind:
    return Kind(
        code,
        {**FIELDS, **RETURN},
        subject,
        "people:on_call",
        lines=(*TIMES, in_return),
        optional=frozenset(RETURN),
        icon="arrows-exchange",
        is_urgent=is_urgent,
    )


ASKED = _kind(
    "oncall.swap_asked",
    gettext_lazy("{who} asks you to take a shift: {queue}"),
    gettext_lazy("In return for yours from {return_begins_at} until {return_ends_at}."),
)
ACCEPTED = _kind(
    "oncall.swap_accepted",
    gettext_lazy("{who} takes your shift: {queue}"),
    gettext_lazy("You are on call in return from {return_begins_at} until {return_ends_at}."),
    is_urgent=True,
)
DECLINED = _kind(
    "oncall.swap_declined",
    gettext_lazy("{who} does not take your shift: {queue}"),
    gettext_lazy("Nor do you take theirs from {return_begins_at} until {return_ends_at}."),
)
OVER = _kind(
    "oncall.swap_over",
    gettext_lazy("The request of {who} about a shift has ended: {queue}"),
    gettext_lazy("Nor is it about the one from {return_begins_at} until {return_ends_at} any more."),
)
KINDS = (ASKED, ACCEPTED, DECLINED, OVER)


@step
def tell_asked(swap: OnCallSwap, *, actor: Any) -> None:
    """Tell whoever is asked."""
    _tell(ASKED, swap, actor, swap.asker, swap.asked)


@step
def tell_accepted(swap: OnCallSwap, *, actor: Any) -> None:
    """Tell whoever asked that it is settled."""
    _tell(ACCEPTED, swap, actor, swap.asked, swap.asker)


@step
def tell_declined(swap: OnCallSwap, *, actor: Any) -> None:
    """Tell whoever asked that somebody else is needed."""
    _tell(DECLINED, swap, actor, swap.asked, swap.asker)


@step
def tell_over(swap: OnCallSwap, *, actor: Any) -> None:
    """Tell both, but for whoever ended it."""
    _tell(OVER, swap, actor, swap.asker, swap.asker, swap.asked)


def _tell(kind: Kind, swap: OnCallSwap, actor: Any, who: User, *recipients: User) -> None:
    assert swap.shift is not None  # noqa: S101  it is told of before a shift leaves the rota
    payload = {**duty_payload(swap.shift), "who": who.full_name[:LABEL_LENGTH]}
    if swap.in_return is not None:
        payload |= {
            "return_begins_at": swap.in_return.starts_at,
            "return_ends_at": swap.in_return.ends_at,
        }
    tell(
        actor=actor,
        kind=kind.code,
        recipients=recipients,
        payload=payload,
        dedupe=f"{swap.pk}:{swap.version}",
    )
