"""Storing the closed tickets of two years, copied by the thousand as the rows of `bulk` are."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice
from random import Random
from typing import Final

from django.utils import timezone

from hospital_itsm.demo.bulk.load import Batch, Writer, store
from hospital_itsm.demo.bulk.rows import Rows, keys_of, numbers
from hospital_itsm.demo.history.scene import Scene
from hospital_itsm.demo.history.shape import Calendar, openings
from hospital_itsm.demo.history.teller import PastStory, Teller
from hospital_itsm.demo.hospital.outage_years import UPGRADE_DAYS
from tickets.choices import PREFIXES, HandoverState, Kind
from tickets.models import Handover, Ticket

SEED: Final = 1_730
BATCH: Final = 2_000


def load(count: int, *, now: datetime, seed: int = SEED) -> Iterator[int]:
    """Store `count` closed tickets that were opened in the two years before `now`; yields how many each batch held.

    The same seed tells the same stories. The demo hospital must be there, with its inventory.
    """
    random = Random(seed)  # noqa: S311  invented tickets need no secret
    upgraded = timezone.localdate(now - timedelta(days=UPGRADE_DAYS)) + timedelta(days=1)
    calendar = Calendar(now, upgraded)
    teller, writer = Teller(random, Scene.read(), calendar), PastWriter(now)
    stories = _told(teller, openings(random, calendar, count))
    while batch := list(islice(stories, BATCH)):
        yield store(writer.batch(batch))


def _told(teller: Teller, opened: list[tuple[datetime, int]]) -> Iterator[PastStory]:
    """The stories, numbered without a gap."""
    kinds = [Kind.REQUEST if priority > 4 else Kind.INCIDENT for _at, priority in opened]
    keys = {
        kind: numbers(f"ticket_number_{PREFIXES[kind].lower()}", kinds.count(kind))
        for kind in sorted(set(kinds))
    }
    pks = keys_of(Ticket)
    for (at, priority), kind in zip(opened, kinds, strict=True):
        yield teller.tell(at, priority, next(pks), f"{PREFIXES[kind]}-{next(keys[kind])}")


class PastWriter(Writer):
    """Writes hand-overs, too."""

    def __init__(self, now: datetime) -> None:
        super().__init__(now)
        self.hops = Rows(Handover)

    def batch(self, stories: list[PastStory]) -> Batch:  # type: ignore[override]
        """The rows of these stories."""
        made = super().batch(list(stories))
        for story in stories:
            for hop in story.hops:
                self.hops.add(
                    ticket_id=story.ticket.pk,
                    from_team_id=hop.source.pk,
                    to_team_id=hop.target.pk,
                    state=HandoverState.ACCEPTED,
                    offered_by_id=hop.by.pk,
                    offered_at=hop.offered_at,
                    answered_by_id=hop.accepted_by.pk,
                    answered_at=hop.accepted_at,
                )
        return Batch([*made.copies, *self.hops.taken()], made.tickets)
