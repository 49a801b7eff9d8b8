"""Storing many synthetic tickets with all that belongs to them: told by `story`, copied by the thousand."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from random import Random
from typing import Any, Final

from django.db import connection, connections, transaction
from django.utils import timezone

from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.demo.bulk.clocks import ClockRows
from hospital_itsm.demo.bulk.rows import Copy, Rows, keys_of, numbers
from hospital_itsm.demo.bulk.scene import Scene, openings
from hospital_itsm.demo.bulk.story import Done, Story, Teller
from hospital_itsm.feed.models import Change
from tickets.actions.search_words import refresh_many
from tickets.choices import PREFIXES
from tickets.models import EscalationStep, Message, Rating, Reporter, Ticket

BATCH: Final = 5_000
SEED: Final = 8_412
WATCHER: Final = "sla-watch"


def load(count: int, *, seed: int = SEED, now: datetime | None = None) -> Iterator[int]:
    """Store `count` tickets over two years, a batch a transaction; yields how many each batch held.

    While one batch is stored, on a connection of its own, the next is told. Inside a caller's transaction both happen
    there, one after the other. The same seed tells the same stories; a later `now` moves them. The feed of changes
    begins with the last change of each ticket. The demo hospital must be there.
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
    told = (
        writer.batch([teller.tell(at, keys) for at in part])
        for part in iter(lambda: list(islice(opened, BATCH)), [])
    )
    yield from map(store, told) if connection.in_atomic_block else _stored_beside(told)


def _stored_beside(batches: Iterator["Batch"]) -> Iterator[int]:
    with ThreadPoolExecutor(max_workers=1) as beside:
        try:
            waiting = None
            for batch in batches:
                former, waiting = waiting, beside.submit(store, batch)
                if former is not None:
                    yield former.result()
            if waiting is not None:
                yield waiting.result()
        finally:
            beside.submit(connections.close_all).result()


def analyze() -> None:
    """Tell the planner what was loaded, and clear the search index's waiting list."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


@dataclass(frozen=True)
class Batch:
    """Rows of many tickets on their way into their tables, parents first."""

    copies: list[Copy]
    tickets: list[int]


def store(batch: Batch) -> int:
    """Copy one batch and index its words in one transaction; return how many tickets it held."""
    with transaction.atomic():
        for one in batch.copies:
            one.send()
        refresh_many(batch.tickets)
    return len(batch.tickets)


class Writer:
    """Turns stories into rows of their tables."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self.tickets, self.reporters, self.ratings = Rows(Ticket, keyed=True), Rows(Reporter), Rows(Rating)
        self.messages, self.audit, self.changes = Rows(Message), Rows(AuditEntry), Rows(Change)
        self.clocks = ClockRows({row.pk: row.code for row in EscalationStep.objects.all()})

    def batch(self, stories: list[Story]) -> Batch:
        """The rows of these stories."""
        for story in stories:
            self._add(story)
        children = (self.reporters, self.messages, self.ratings, self.clocks, self.audit, self.changes)
        copies = [one for rows in (self.tickets, *children) for one in rows.taken()]
        return Batch(copies, [story.ticket.pk for story in stories])

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
            kind="ticket",
            subject=ticket.pk,
            label=ticket.key,
            verb=last.verb,
            version=ticket.version,
            at=last.at,
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
