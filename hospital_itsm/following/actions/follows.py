"""Following a ticket, letting others follow it, and letting go."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.audit.actions import action, housekeeping, step
from hospital_itsm.audit.recording import record
from hospital_itsm.core.access import require
from hospital_itsm.core.errors import ValueRefused
from hospital_itsm.following.message_kinds import ADDED, ADDED_READER
from hospital_itsm.following.models import Follow
from hospital_itsm.outbox.tell import tell
from hospital_itsm.people.choices import AccountKind
from hospital_itsm.people.models import User
from tickets.access import reads_as_desk
from tickets.actions.store import feed, lock
from tickets.models import Ticket


@housekeeping("what one follows concerns nobody but the person")
def follow(key: str, *, actor: Any) -> Ticket:
    """Follow a ticket oneself. Raises Ticket.DoesNotExist, Forbidden."""
    ticket = lock(key, actor)
    require(actor, "follow.own", ticket)
    Follow.objects.get_or_create(ticket=ticket, user=actor, defaults={"since": timezone.now()})
    return ticket


@housekeeping("what one follows concerns nobody but the person")
def unfollow(key: str, *, actor: Any) -> Ticket:
    """Let go of a ticket one follows. Raises Ticket.DoesNotExist, Forbidden."""
    ticket = lock(key, actor)
    require(actor, "follow.own", ticket)
    Follow.objects.filter(ticket=ticket, user=actor).delete()
    return ticket


@action("follow.add", gettext_lazy("added a follower"))
def add_follower(key: str, *, actor: Any, username: str) -> Follow:
    """Let somebody follow who sees the ticket, and tell them; nothing happens to who follows it already.

    Raises Ticket.DoesNotExist, Forbidden, ValueRefused for nobody, and for somebody who does not see the ticket.
    """
    ticket = lock(key, actor)
    require(actor, "follow.manage", ticket)
    user = person_called(username)
    if not Ticket.objects.visible_to(user).filter(pk=ticket.pk).exists():
        raise ValueRefused({"person": not_seen_words(user, ticket)})
    row, is_new = let_follow(ticket, user, actor, timezone.now())
    if is_new:
        record(actor, "follow.add", ticket, {"follower": [None, user.username]})
        feed(ticket, "follow.add")
        kind = ADDED if reads_as_desk(user, ticket) else ADDED_READER
        told = {"ticket": ticket.key}
        tell(actor=actor, kind=kind, recipients=[user], payload=told, dedupe=f"{ticket.key}:{row.pk}")
    return row


@action("follow.remove", gettext_lazy("took a follower away"))
def remove_follower(key: str, *, actor: Any, username: str) -> Ticket:
    """Let somebody follow no longer; nothing happens to who does not.

    Raises Ticket.DoesNotExist, Forbidden.
    """
    ticket = lock(key, actor)
    require(actor, "follow.manage", ticket)
    row = Follow.objects.select_related("user").filter(ticket=ticket, user__username__iexact=username).first()
    if row is not None:
        row.delete()
        record(actor, "follow.remove", ticket, {"follower": [row.user.username, None]})
        feed(ticket, "follow.remove")
    return ticket


@step
def let_follow(ticket: Ticket, user: User, actor: Any, at: datetime) -> tuple[Follow, bool]:
    """The row of who follows now, and whether it is new; who may is asked by the caller."""
    added_by = None if user == actor else actor
    return Follow.objects.get_or_create(
        ticket=ticket, user=user, defaults={"since": at, "added_by": added_by}
    )


@step
def person_called(username: str) -> User:
    """The active person with this user name. Raises ValueRefused."""
    known = User.objects.filter(is_active=True, kind=AccountKind.PERSON)
    user: User | None = known.filter(username__iexact=username.strip().removeprefix("@")[:60]).first()
    if user is None:
        raise ValueRefused({"person": _("Nobody here has this user name. Check how it is written.")})
    return user


@step
def not_seen_words(user: User, ticket: Ticket) -> str:
    """Why somebody cannot follow."""
    words = _("%(name)s does not see %(key)s, and would learn of it. Choose somebody who does.")
    return words % {"name": user.full_name, "key": ticket.key}
