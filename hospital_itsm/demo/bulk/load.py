"""Storing many synthetic tickets with all that belongs to them: told by `story`, copied by the thousand."""

from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from random import Random
from typing import Any, Final

from django.db import connection, transaction
from django.utils import timezone

from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.demo.bulk.clocks import ClockRows
from hospital_itsm.demo.bulk.rows import Rows, keys_of, numbers
from hospital_itsm.demo.bulk.scene import Scene, openings
from hospital_itsm.demo.bulk.story import Done, Story, Teller
from tickets.actions.search_words import refresh_many
from tickets.choices import PREFIXES
from tickets.models import ChangeRecord, EscalationStep, Message, Rating, Reporter, Ticket

BATCH: Final = 5_000
SEED: Final = 8_412
WATCHER: Final = "sla-watch"


def load(count: int, *, seed: int = SEED, now: datetime | None = None) -> Iterator[int]:
    """Store `count` tickets over two years, a batch a transaction; yields how many each batch held.

    The same seed tells the same stories; a later `now` moves them. The feed of changes begins with the last change
    of each ticket. The demo hospital must be there.
    """
    random = Random(seed)  # noqa: S311  synthetic texts need no secret
    moment = now or timezone.now()
    with transaction.atomic():
        scene = Scene.read(random, count)
    teller = Teller(random, scene, moment)
    keys: dict[str, Any] = {
        kind: numbers(f"ticket_number_{prefix.lower()}") for kind, prefix in PREFIXES.items()
    }
    keys |= {"pk": keys_of(Ticket), "prefix": PREFIXES}
    writer = Writer(moment)
    opened = iter(openings(random, moment, count))
    while batch := list(islice(opened, BATCH)):
        with transaction.atomic():
            writer.write([teller.tell(at, keys) for at in batch])
        yield len(batch)


def analyze() -> None:
    """Tell the planner what was loaded, and clear the search index's waiting list."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


class Writer:
    """Copies stories into their tables."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self.tickets, self.reporters, self.ratings = Rows(Ticket, keyed=True), Rows(Reporter), Rows(Rating)
        self.messages, self.audit, self.changes = Rows(Message), Rows(AuditEntry), Rows(ChangeRecord)
        self.clocks = ClockRows({row.pk: row.code for row in EscalationStep.objects.all()})

    def write(self, stories: list[Story]) -> None:
        """Copy one batch and index its words; call it in a transaction."""
        for story in stories:
            self._add(story)
        self.tickets.copy()
        for rows in (self.reporters, self.messages, self.ratings, self.clocks, self.audit, self.changes):
            rows.copy()
        refresh_many(story.ticket.pk for story in stories)

    def _add(self, story: Story) -> None:
        ticket = story.ticket
        climbed = self.clocks.add(story.lives, self.now)
        for code, at in climbed:
            story.do("clock.escalate", None, at, rung=code)
        self.tickets.add(**{name: value for name, value in vars(ticket).items() if not name.startswith("_")})
        self._add_people(story)
        for said in story.messages:
            self.messages.add(
                ticket_id=ticket.pk,
                kind=said.kind,
                author_id=said.author.pk,
                author_label=said.author.display_name,
                body=said.body,
                created_at=said.at,
            )
        for done in story.trail:
            self._add_entry(ticket, done)
        last = story.trail[-1]
        self.changes.add(
            kind="ticket", ticket_id=ticket.pk, verb=last.verb, version=ticket.version, at=last.at
        )

    def _add_people(self, story: Story) -> None:
        ticket = story.ticket
        for place, user in enumerate(story.reporters):
            self.reporters.add(
                ticket_id=ticket.pk,
                user_id=user.pk,
                care_area_id=ticket.care_area_id,
                care_answer=ticket.care_answer,
                callback=ticket.callback,
                is_first=place == 0,
                joined_at=ticket.opened_at,
            )
        if story.score is not None:
            self.ratings.add(
                ticket_id=ticket.pk, user_id=ticket.requester_id, score=story.score, rated_at=ticket.closed_at
            )

    def _add_entry(self, ticket: Ticket, done: Done) -> None:
        self.audit.add(
            at=done.at,
            actor_id=done.actor.pk if done.actor else None,
            actor_label=done.actor.display_name if done.actor else WATCHER,
            verb=done.verb,
            target_type="tickets.ticket",
            target_id=ticket.pk,
            target_label=ticket.key,
            changes=done.changes,
            channel="web" if done.actor else "system",
        )
