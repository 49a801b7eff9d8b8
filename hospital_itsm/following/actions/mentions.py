"""Naming people in an internal note: they are told, and follow the ticket from then on."""

from typing import Any, Final

from django.utils.translation import gettext as _

from hospital_itsm.audit.actions import step
from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.core.errors import ValueRefused
from hospital_itsm.core.plain_text import named_in
from hospital_itsm.following.actions.follows import let_follow
from hospital_itsm.following.message_kinds import MENTIONED
from hospital_itsm.following.models import Mention
from hospital_itsm.following.queries.mentions import people_called
from hospital_itsm.outbox.tell import tell
from hospital_itsm.people.audience import knowing_roles
from tickets.access import reads_as_desk
from tickets.models import Message, Ticket

NOTE: Final = "ticket.note"
MOST_NAMED: Final = 20


@step
def name_people(one: AuditEntry) -> set[int]:
    """Tell the people that a note names and let them follow; the keys of those named. Two statements for no name.

    A word after an @ that is nobody's user name stays a word. Raises ValueRefused, so that nothing of the note stays,
    where it names somebody who does not read its ticket's notes, or too many.
    """
    if one.verb != NOTE or "body" not in one.changes or one.actor is None:
        return set()
    message = Message.objects.filter(pk=one.changes["message"]).first()
    names = named_in(message.body) if message else ()
    people = people_called(names) if names else []
    if message is None or not people:
        return set()
    ticket = Ticket.objects.select_related("team").get(pk=message.ticket_id)
    _refuse(people, ticket)
    Mention.objects.bulk_create(Mention(message=message, user=user) for user in people)
    told = [user for user in people if user.pk != one.actor_id]
    for user in told:
        let_follow(ticket, user, one.actor, one.at)
    tell(
        actor=one.actor,
        kind=MENTIONED,
        recipients=told,
        payload={"ticket": ticket.key},
        dedupe=f"{ticket.key}:{message.pk}",
    )
    return {user.pk for user in people}


def _refuse(people: list[Any], ticket: Ticket) -> None:
    if len(people) > MOST_NAMED:
        words = _("Name at most %(most)d people in one note.") % {"most": MOST_NAMED}
        raise ValueRefused({"text": words})
    knowing_roles(people)
    strangers = [user.full_name for user in people if not reads_as_desk(user, ticket)]
    if strangers:
        words = _(
            "%(names)s: not allowed to read notes of %(key)s. Take the name out, or write without the @."
        )
        raise ValueRefused({"text": words % {"names": ", ".join(strangers), "key": ticket.key}})
