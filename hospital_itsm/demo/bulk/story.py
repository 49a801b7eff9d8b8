"""The life of one synthetic ticket: who reported what, who answered when, how it ended or where it stands."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from math import exp
from random import Random
from typing import Any, Final

from hospital_itsm.demo.bulk import texts
from hospital_itsm.demo.bulk.clocks import Lives
from hospital_itsm.demo.bulk.scene import PRIORITY_SHARES, TRADE_SHARES, Recipe, Scene
from hospital_itsm.people.models import CareArea, User
from tickets.choices import CareAnswer, ClinicalImpact, Kind, MessageKind, State
from tickets.models import Category, Ticket
from tickets.rules import sla
from tickets.rules.closing import CAUSES, CLOSE_CODES

OPEN_TODAY: Final = 0.9
OPEN_FADES_IN_DAYS: Final = 122
MISSED_SHARE: Final = 0.06
NOTE_SHARE, ASKED_SHARE, PAUSED_SHARE, JOINED_SHARE, RATED_SHARE = 0.35, 0.25, 0.22, 0.05, 0.18
"""How many tickets are open by age (15 % in all over two years), miss a target, have notes, and so on (domain 8.7)."""

CLOSED_AFTER: Final = timedelta(days=3)
PAUSED_STATES: Final = {
    State.PENDING_REQUESTER: "requester",
    State.PENDING_VENDOR: "vendor",
    State.PENDING_SCHEDULED: "scheduled",
}
OPEN_STATES: Final = (State.TRIAGED, State.ASSIGNED, State.IN_PROGRESS, State.IN_PROGRESS)


@dataclass
class Said:
    """One message."""

    kind: str
    author: User
    body: str
    at: datetime


@dataclass
class Done:
    """One entry of the trail."""

    verb: str
    actor: User | None
    at: datetime
    changes: dict[str, Any]


@dataclass
class Story:
    """A ticket with everything round it, ready to be copied."""

    ticket: Ticket
    lives: Lives
    reporters: list[User]
    messages: list[Said] = field(default_factory=list)
    trail: list[Done] = field(default_factory=list)
    score: int | None = None

    def say(self, kind: str, author: User, body: str, at: datetime) -> None:
        """Add a message; what is public moves the ticket's marks."""
        self.messages.append(Said(kind, author, body, at))
        if kind != MessageKind.INTERNAL:
            self.ticket.last_public_at = at
            self.ticket.last_public_by_requester = author.pk == self.ticket.requester_id

    def do(self, verb: str, actor: User | None, at: datetime, **changes: Any) -> None:
        """Add an entry; each raises the version but the first."""
        self.ticket.version += bool(self.trail)
        self.trail.append(Done(verb, actor, at, changes))


class Teller:
    """Tells one story after the other, the same ones for the same seed."""

    def __init__(self, random: Random, scene: Scene, now: datetime) -> None:
        self.random = random
        self.scene = scene
        self.now = now
        self._told = 0

    def tell(self, opened_at: datetime, key: dict[str, Any]) -> Story:
        """Tell one story. `key` has `next(kind)` for a number and the primary key."""
        self._told += 1
        story, group = self._reported(opened_at, key)
        agent = self.random.choice(self.scene.agents[int(story.ticket.team_id or 0)])
        answered = self._answer(story, agent)
        if answered is None:
            story.lives.settle(self.now)
        else:
            self._go_on(story, agent, answered, group)
        story.ticket.next_due_at = story.lives.next_due_at()
        return story

    def draw(self) -> tuple[CareArea, Recipe, Category, str]:
        """Draw place, answers, category and kind."""
        random, scene = self.random, self.scene
        priority = random.choices(list(PRIORITY_SHARES), list(PRIORITY_SHARES.values()))[0]
        area = random.choice(scene.areas)
        while (area.care_class, priority) not in scene.recipes:
            area = random.choice(scene.areas)
        recipe = random.choice(scene.recipes[area.care_class, priority])
        trade = random.choices(list(TRADE_SHARES), list(TRADE_SHARES.values()))[0]
        category = random.choice(scene.categories[trade])
        return area, recipe, category, Kind.REQUEST if priority not in (1, 2, 3, 4) else Kind.INCIDENT

    def _reported(self, opened_at: datetime, key: dict[str, Any]) -> tuple[Story, str]:
        area, recipe, category, kind = self.draw()
        device, title, text = texts.report(self.random, category.group, self._told)
        reporters = self._reporters()
        ticket = Ticket(
            pk=next(key["pk"]),
            key=f"{key['prefix'][kind]}-{next(key[kind])}",
            kind=kind,
            title=title,
            source=recipe.source,
            requester=reporters[0],
            requester_label=reporters[0].display_name,
            callback=f"ext. {self.random.randrange(4_000, 5_000)}",
            care_area=area,
            device_text=device,
            category=category,
            team=category.team,
            care_answer=recipe.care_answer,
            is_patient_safety=recipe.is_patient_safety,
            impact=recipe.decision.impact,
            urgency=recipe.decision.urgency,
            priority=recipe.decision.priority,
            priority_facts=recipe.kept,
            priority_trace=recipe.trace,
            reporters_count=len(reporters),
            policy=self.scene.policy,
            opened_at=opened_at,
        )
        story = Story(ticket, Lives(ticket, self.scene.promises), reporters)
        story.say(MessageKind.REPORT, reporters[0], text, opened_at)
        story.do("ticket.report", reporters[0], opened_at, priority=[None, ticket.priority])
        return story, category.group

    def _reporters(self) -> list[User]:
        count = 1 if self.random.random() > JOINED_SHARE else self.random.randint(2, 6)
        return self.random.sample(self.scene.staff, min(count, len(self.scene.staff)))

    def _instant(self, began: datetime, due: datetime) -> datetime:
        """Some time before the deadline, or after it for the share that misses."""
        late = self.random.random() < MISSED_SHARE
        share = self.random.uniform(1.01, 2.2) if late else self.random.uniform(0.04, 0.96)
        return began + max(due - began, timedelta(minutes=10)) * share

    def _answer(self, story: Story, agent: User) -> datetime | None:
        """Somebody takes the ticket and answers; None where that lies ahead still."""
        ticket = story.ticket
        at = self._instant(ticket.opened_at, story.lives.due(sla.RESPONSE))
        if at >= self.now:
            return None
        taken = ticket.opened_at + (at - ticket.opened_at) * 0.8
        ticket.assignee, ticket.state, ticket.responded_at = agent, State.IN_PROGRESS, at
        story.do("ticket.take", agent, taken, assignee=[None, agent.username])
        story.do("ticket.reply", agent, at, state=[State.NEW, State.IN_PROGRESS])
        story.say(MessageKind.PUBLIC, agent, self.random.choice(texts.ANSWERS), at)
        story.lives.stop(sla.RESPONSE, at)
        story.lives.stop(sla.ONSITE, at)
        story.lives.next_update(at)
        return at

    def _go_on(self, story: Story, agent: User, answered: datetime, group: str) -> None:
        ticket = story.ticket
        age = (self.now - ticket.opened_at) / timedelta(days=1)
        due = max(story.lives.due(sla.RESTORE, sla.FULFIL), answered + timedelta(minutes=20))
        ended = self._instant(answered, due)
        if ended >= self.now or self.random.random() < OPEN_TODAY * exp(-age / OPEN_FADES_IN_DAYS):
            last = min(self.now, due)
            self._talk(story, agent, answered, last)
            self._stand(story, agent, answered, last)
            story.lives.settle(self.now)
            return
        self._talk(story, agent, answered, ended)
        self._end(story, agent, ended, group)

    def _talk(self, story: Story, agent: User, since: datetime, until: datetime) -> None:
        """Notes and questions between the first answer and the end, in order of time."""
        span = until - since
        if self.random.random() < NOTE_SHARE:
            at = since + span * 0.3
            story.say(MessageKind.INTERNAL, agent, self.random.choice(texts.NOTES), at)
            story.do("ticket.note", agent, at)
        if self.random.random() < ASKED_SHARE:
            at = since + span * 0.5
            words = self.random.choice(texts.REPLIES).format(tag=story.ticket.device_text)
            story.say(MessageKind.PUBLIC, story.reporters[0], words, at)
            story.do("ticket.reply_as_requester", story.reporters[0], at)

    def _stand(self, story: Story, agent: User, since: datetime, last: datetime) -> None:
        """Where an open ticket stands."""
        ticket = story.ticket
        if self.random.random() < PAUSED_SHARE:
            state = self.random.choice(list(PAUSED_STATES))
            at = since + (last - since) * 0.7
            story.lives.pause(PAUSED_STATES[state], at)
            if state == State.PENDING_SCHEDULED:
                ticket.planned_for = self.now + timedelta(days=self.random.randint(1, 20))
        else:
            state, at = self.random.choice(OPEN_STATES), since + (last - since) * 0.7
        if state == State.TRIAGED:
            ticket.assignee = None
        if state != ticket.state:
            story.do("ticket.transition", agent, at, state=[ticket.state, state])
            ticket.state = state

    def _end(self, story: Story, agent: User, at: datetime, group: str) -> None:
        ticket = story.ticket
        for metric in (sla.RESTORE, sla.FULFIL, sla.UPDATE):
            story.lives.stop(metric, at)
        story.say(MessageKind.PUBLIC, agent, texts.mend(self.random, group), at)
        story.do("ticket.resolve", agent, at, state=[State.IN_PROGRESS, State.RESOLVED])
        ticket.state = State.RESOLVED
        ticket.close_code, ticket.cause = self.random.choice(CLOSE_CODES), self.random.choice(CAUSES)
        unsafe = ticket.care_answer == CareAnswer.UNSAFE
        ticket.clinical_impact = ClinicalImpact.DELAY if unsafe else ClinicalImpact.NONE
        ticket.restored_at = ticket.resolved_at = ticket.first_resolved_at = at
        closed = at + CLOSED_AFTER * self.random.random()
        if closed < self.now:
            ticket.state, ticket.closed_at, ticket.confirmed_at = State.CLOSED, closed, closed
            story.do("ticket.confirm", story.reporters[0], closed, state=[State.RESOLVED, State.CLOSED])
            if self.random.random() < RATED_SHARE:
                story.score = self.random.choices((5, 4, 3, 2, 1), (60, 27, 8, 3, 2))[0]
