"""Who is named where, and who may be."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Final

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q, Value
from django.db.models.functions import Concat, Lower

from hospital_itsm.core.plain_text import USER_NAME
from hospital_itsm.people.audience import knowing_roles
from hospital_itsm.people.choices import AccountKind
from tickets.access import desk_readers, reads_as_desk

MOST_SUGGESTED: Final = 8
TYPED: Final = re.compile(r"[A-Za-z0-9._-]{2,60}")


@dataclass(frozen=True)
class Suggested:
    """Somebody to name: who it is, and in which role and team they may read the ticket's notes."""

    user: Any
    role: str
    team: str


def people_named() -> ArraySubquery:
    """The people a message names, each as a line of their user name in small letters and their name."""
    from hospital_itsm.following.models import Mention

    line = Concat(Lower("user__username"), Value("\n"), "user__full_name")
    return ArraySubquery(Mention.objects.filter(message=OuterRef("pk")).order_by("pk").values(line=line))


def people_called(names: Collection[str]) -> list[Any]:
    """The active people with these user names in small letters: one statement."""
    from hospital_itsm.people.models import User

    known = User.objects.filter(is_active=True, kind=AccountKind.PERSON)
    return list(known.annotate(small=Lower("username")).filter(small__in=names).order_by("full_name", "pk"))


def people_to_name(ticket: Any, typed: str) -> list[Suggested]:
    """Who reads the notes of this ticket and has a user name, or a word of their name, that begins so.

    At most `MOST_SUGGESTED`, those of the ticket's team first; nobody for less than two letters. Two statements.
    """
    from hospital_itsm.people.models import Membership, User

    if not TYPED.fullmatch(typed):
        return []
    begins = Q(username__istartswith=typed) | Q(full_name__istartswith=typed)
    begins |= Q(full_name__icontains=f" {typed}") | Q(full_name__icontains=f"-{typed}")
    known = User.objects.filter(begins, desk_readers(ticket), is_active=True, kind=AccountKind.PERSON)
    near = Exists(Membership.objects.valid().filter(user=OuterRef("pk"), team=ticket.team_id))
    found = known.filter(username__regex=f"^{USER_NAME}$").order_by(near.desc(), "full_name", "pk")
    people = list(found[:MOST_SUGGESTED])
    knowing_roles(people)
    return [_suggested(user, ticket) for user in people if reads_as_desk(user, ticket)]


def _suggested(user: Any, ticket: Any) -> Suggested:
    held = sorted(
        user.valid_memberships, key=lambda one: (one.team_id != ticket.team_id, one.team_id is None)
    )
    return Suggested(user, str(held[0].role), held[0].team.name if held[0].team else "")
