"""What people chose about their e-mails, read for many at once."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from hospital_itsm.outbox import kinds, topics
from hospital_itsm.outbox.choices import Pace
from hospital_itsm.outbox.models import LastMail, MailChoice, OutboxMessage
from hospital_itsm.outbox.rules.pace import Choices, leaves_at

Executives = Callable[[Collection[int]], "frozenset[int]"]


def _nobody(users: Collection[int]) -> frozenset[int]:
    return frozenset()


_executives: list[Executives] = [_nobody]


def know_executives(among: Executives) -> None:
    """Tell the outbox who of these people reads a digest unless they choose otherwise; `people` knows the roles."""
    _executives[0] = among


@dataclass(frozen=True)
class Paces:
    """When e-mails to some people leave: their choices, who of them is an executive, and their last e-mails."""

    choices: Mapping[int, Choices]
    executives: "frozenset[int]"
    last_at: Mapping[int, datetime]

    def leaves_at(self, message: OutboxMessage, now: datetime) -> datetime | None:
        """When this e-mail leaves (`now`: at once), None if its reader wants it in the desk only.

        One that is tried again has waited for others already.
        """
        if not kinds.known(message.kind) or topics.is_urgent(kinds.find(message.kind), message.payload):
            return now
        choices = self.choices.get(message.recipient_id) or Choices(timezone.get_default_timezone())
        topic = topics.topic_of(message.kind)
        pace = pace_of(topic, choices.paces, is_executive=message.recipient_id in self.executives)
        last = None if message.attempts_made else self.last_at.get(message.recipient_id)
        return leaves_at(pace=pace, due_at=message.due_at, now=now, choices=choices, last_at=last)


def pace_of(topic: topics.Topic, chosen: Mapping[str, str], *, is_executive: bool) -> str:
    """The pace of a topic: what was chosen, else once a day for executives where that is usual, else at once."""
    if topic.is_fixed:
        return Pace.NOW
    usual = Pace.DAILY if is_executive and topic.digested else Pace.NOW
    found = chosen.get(topic.code, usual)
    return found if found in Pace.values else usual


def paces_of(users: Collection[int]) -> Paces:
    """The paces of these people, in three statements."""
    rows = {row.user_id: as_choices(row) for row in MailChoice.objects.filter(user__in=users)}
    last = dict(LastMail.objects.filter(user__in=users).values_list("user_id", "at"))
    return Paces(rows, is_executive(users), last)


def is_executive(users: Collection[int]) -> frozenset[int]:
    """Who of these people is an executive."""
    return _executives[0](users)


def as_choices(row: MailChoice) -> Choices:
    """A row as the rule reads it."""
    return Choices(timezone.get_default_timezone(), row.paces, row.digest_at, row.quiet_from, row.quiet_until)


def choice_of(user: Any) -> MailChoice:
    """What a person chose, or the row of somebody who chose nothing yet (not stored)."""
    return MailChoice.objects.filter(user_id=user.pk).first() or MailChoice(user_id=user.pk)
