"""The life of one closed ticket of the demo hospital: who reported it, who had it, how it ended."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Final, NamedTuple

from django.utils import timezone

from hospital_itsm.demo.bulk import texts
from hospital_itsm.demo.bulk.clocks import Lives
from hospital_itsm.demo.bulk.scene import Recipe
from hospital_itsm.demo.bulk.story import Story
from hospital_itsm.demo.history import words
from hospital_itsm.demo.history.scene import Scene, Subject
from hospital_itsm.demo.history.shape import Calendar
from hospital_itsm.people.models import Team, User
from tickets.choices import CareAnswer, ClinicalImpact, Kind, MessageKind, State
from tickets.models import Ticket
from tickets.rules import sla
from tickets.rules.routing import FIRST_LINE

KEPT_BY_DESK: Final = {"euc": 0.7, "iam": 0.8, "app": 0.3, "tel": 0.3, "net": 0.15}
"""How much of each trade the desk solves itself."""
QUICK: Final = 0.85
"""How much of that within the hour."""
MISSED_URGENT, MISSED_OTHER = (0.09, 0.04), (0.08, 0.05)
MISSED_IN_WAVE: Final = 0.2
"""How many promises were missed, at the beginning and at the end, and on top of it in the wave."""
HOPS: Final = ((0, 70), (1, 10), (2, 5), (3, 11), (4, 4))
"""How many hand-overs of a hundred tickets that the desk does not solve itself."""
BEGUN_AT_DESK: Final = 0.45
ASTRAY: Final = (0.16, 0.06)
"""How many tickets of networked devices began with the wrong half of the house, at the beginning and at the end."""
REOPENED, NOTED, ASKED, JOINED, WAITED, RATED = 0.04, 0.3, 0.18, 0.05, 0.12, 0.18
SCORES, SCORES_IN_WAVE = (62, 29, 5, 2, 2), (30, 25, 20, 15, 10)
CLOSED_WITHIN: Final = timedelta(days=3)
BACK_WITHIN: Final = timedelta(days=9)
LAST_WORK: Final = timedelta(hours=8)
"""How long before the load the last work of history was done."""
BETWEEN: Final = ("EUC", "NET", "SRV-STO", "INTEG", "EHR-CLIN")
OTHER_HALF: Final = ("EUC", "NET")
NAMED: Final = ("app", "interface")
"""Trades whose reports name the service."""


class Hop(NamedTuple):
    """An accepted hand-over."""

    source: Team
    target: Team
    by: User
    offered_at: datetime
    accepted_by: User
    accepted_at: datetime


@dataclass
class PastStory(Story):
    """A closed ticket with everything round it."""

    hops: list[Hop] = field(default_factory=list)


@dataclass
class Draft:
    """What was drawn of a ticket before its life is told."""

    subject: Subject
    recipe: Recipe
    path: list[Team]
    wave: float
    age: float
    is_quick: bool


class Teller:
    """Tells one story after the other, the same ones for the same seed."""

    def __init__(self, random: Random, scene: Scene, calendar: Calendar) -> None:
        self.random, self.scene, self.calendar = random, scene, calendar
        self.last = calendar.now - LAST_WORK

    def tell(self, opened_at: datetime, priority: int, pk: int, key: str) -> PastStory:
        """Tell the story of what was opened at an instant with a priority."""
        draft = self._draft(opened_at, priority)
        story = self._reported(draft, opened_at, pk, key)
        agent = self._agent(draft.path[0])
        answered = self._answered(story, draft, agent)
        ended = self._ended(story, draft, answered)
        agent = self._walk(story, draft, agent, answered, ended)
        self._talk(story, draft, agent, answered, ended)
        self._resolve(story, draft, agent, ended)
        self._come_back(story, agent)
        self._close(story, draft)
        story.trail.sort(key=lambda done: done.at)
        return story

    def _draft(self, opened_at: datetime, priority: int) -> Draft:
        day = timezone.localdate(opened_at)
        wave, age = self.calendar.wave(day), self.calendar.age(opened_at)
        subject = self.scene.subject(self.random, priority, wave)
        while (subject.area.care_class, priority) not in self.scene.recipes:
            subject = self.scene.subject(self.random, priority, wave)
        recipe = self.random.choice(self.scene.recipes[subject.area.care_class, priority])
        path = self._path(subject, age)
        is_quick = [one.code for one in path] == [FIRST_LINE] and self.random.random() < QUICK
        return Draft(subject, recipe, path, wave, age, is_quick)

    def _path(self, subject: Subject, age: float) -> list[Team]:
        """The teams that had it, one after the other."""
        group, teams = subject.category.group, self.scene.teams
        if not subject.is_asked_for and self.random.random() < KEPT_BY_DESK.get(group, 0.0):
            return [teams[FIRST_LINE]]
        if subject.device is not None:
            return self._path_of_device(subject, age)
        hops = self.random.choices([n for n, _share in HOPS], [share for _n, share in HOPS])[0]
        before = self.random.sample([one for one in BETWEEN if one != subject.team.code], hops)
        if before and self.random.random() < BEGUN_AT_DESK:
            before[0] = FIRST_LINE
        return [*(teams[code] for code in before), subject.team]

    def _path_of_device(self, subject: Subject, age: float) -> list[Team]:
        """Clinical engineering is called at once, but where the network misleads."""
        if hasattr(subject.device, "network") and self.random.random() < _between(ASTRAY, age):
            return [self.scene.teams[self.random.choice(OTHER_HALF)], subject.team]
        return [subject.team]

    def _reported(self, draft: Draft, opened_at: datetime, pk: int, key: str) -> PastStory:
        subject, recipe = draft.subject, draft.recipe
        title, text = self._report(subject)
        reporters = self._reporters(subject)
        ticket = Ticket(
            pk=pk,
            key=key,
            kind=Kind.REQUEST if subject.is_asked_for else Kind.INCIDENT,
            title=title,
            source=recipe.source,
            requester=reporters[0],
            requester_label=reporters[0].display_name,
            care_area=subject.area,
            asset=subject.device,
            device_text=subject.device.tag if subject.device else "",
            service=subject.service,
            category=subject.category,
            team=draft.path[-1],
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
        story = PastStory(ticket, Lives(ticket, self.scene.promises), reporters)
        story.say(MessageKind.REPORT, reporters[0], text, opened_at)
        story.do("ticket.report", reporters[0], opened_at, priority=[None, ticket.priority])
        return story

    def _report(self, subject: Subject) -> tuple[str, str]:
        choose = self.random.choice
        known = texts.words_of(subject.category.group)
        if subject.thing and subject.device is None:
            return subject.thing, f"{subject.thing}. {choose(words.REQUEST_TEXTS)}"
        thing = subject.thing or (subject.service.name if subject.service else choose(known.things))
        title = f"{thing} {choose(known.faults)}"
        return title[
            :120
        ], f"{title} {choose(texts.SINCE)}. {choose(texts.SIGHTINGS)} {choose(texts.MEANWHILE)}"

    def _reporters(self, subject: Subject) -> list[User]:
        people = self.scene.people[subject.area.pk]
        count = 1 if self.random.random() > JOINED else 2
        return self.random.sample(people, min(count, len(people)))

    def _agent(self, team: Team) -> User:
        return self.random.choice(self.scene.agents[team.pk])

    def _instant(self, began: datetime, due: datetime, missed: float) -> datetime:
        is_late = self.random.random() < missed
        share = self.random.uniform(1.02, 1.9) if is_late else self.random.uniform(0.05, 0.94)
        at = began + max(due - began, timedelta(minutes=10)) * share
        return at if at < self.last else began + (self.last - began) * self.random.uniform(0.1, 0.9)

    def _missed(self, story: PastStory, draft: Draft) -> float:
        shares = MISSED_URGENT if story.ticket.priority <= 2 else MISSED_OTHER
        return _between(shares, draft.age) + MISSED_IN_WAVE * draft.wave

    def _answered(self, story: PastStory, draft: Draft, agent: User) -> datetime:
        ticket = story.ticket
        if draft.is_quick:
            at = ticket.opened_at + timedelta(minutes=self.random.uniform(2, 11))
        else:
            due = story.lives.due(sla.RESPONSE)
            at = self._instant(ticket.opened_at, due, self._missed(story, draft))
        ticket.responded_at = at
        story.do(
            "ticket.take",
            agent,
            ticket.opened_at + (at - ticket.opened_at) * 0.8,
            assignee=[None, agent.username],
        )
        story.do("ticket.reply", agent, at, state=[State.NEW, State.IN_PROGRESS])
        story.say(MessageKind.PUBLIC, agent, self.random.choice(texts.ANSWERS), at)
        story.lives.stop(sla.RESPONSE, at)
        story.lives.stop(sla.ONSITE, at)
        story.lives.next_update(at)
        return at

    def _ended(self, story: PastStory, draft: Draft, answered: datetime) -> datetime:
        if draft.is_quick:
            soon = story.ticket.opened_at + timedelta(minutes=59)
            return answered + (soon - answered) * self.random.uniform(0.1, 1)
        due = max(story.lives.due(sla.RESTORE, sla.FULFIL), answered + timedelta(minutes=20))
        return self._instant(answered, due, self._missed(story, draft))

    def _walk(self, story: PastStory, draft: Draft, agent: User, answered: datetime, ended: datetime) -> User:
        """Hand it on from team to team; returns who has it at the end."""
        ticket, step = story.ticket, (ended - answered) / (len(draft.path) + 1)
        for place, (source, target) in enumerate(zip(draft.path, draft.path[1:], strict=False), start=1):
            offered, accepted = answered + step * (place - 0.4), answered + step * place
            taker = self._agent(target)
            story.hops.append(Hop(source, target, agent, offered, taker, accepted))
            story.do("handover.offer", agent, offered, handover=[None, target.code])
            story.do("handover.accept", taker, accepted, team=[source.code, target.code])
            story.do("ticket.take", taker, accepted + step * 0.1, assignee=[None, taker.username])
            agent = taker
        ticket.assignee = agent
        if draft.subject.device is not None and self.random.random() < WAITED:
            began, went_on = ended - step * 0.7, ended - step * 0.2
            story.do("ticket.wait_parts", agent, began, state=[State.IN_PROGRESS, State.PENDING_PARTS])
            story.do("ticket.resume", agent, went_on, state=[State.PENDING_PARTS, State.IN_PROGRESS])
        return agent

    def _talk(self, story: PastStory, draft: Draft, agent: User, answered: datetime, ended: datetime) -> None:
        said: list[tuple[datetime, str, User, str, str]] = []
        if self.random.random() < NOTED:
            at = answered + (ended - answered) * self.random.uniform(0.2, 0.5)
            said.append((at, MessageKind.INTERNAL, agent, self.random.choice(texts.NOTES), "ticket.note"))
        if not draft.is_quick and self.random.random() < ASKED:
            at, who = answered + (ended - answered) * self.random.uniform(0.5, 0.9), story.reporters[0]
            tag = story.ticket.device_text or "LH-2041"
            text = self.random.choice(texts.REPLIES).format(tag=tag)
            said.append((at, MessageKind.PUBLIC, who, text, "ticket.reply_as_requester"))
        for at, kind, who, text, verb in said:
            story.say(kind, who, text, at)
            story.do(verb, who, at)

    def _resolve(self, story: PastStory, draft: Draft, agent: User, at: datetime) -> None:
        ticket = story.ticket
        is_request = ticket.kind == Kind.REQUEST
        mend = (
            self.random.choice(words.GRANTED)
            if is_request
            else texts.mend(self.random, draft.subject.category.group)
        )
        endings = (
            words.ENDED_REQUEST if is_request else words.ENDED_DEVICE if ticket.asset else words.ENDED_IT
        )
        ticket.close_code, ticket.cause = self.random.choices(list(endings), list(endings.values()))[0]
        unsafe = ticket.care_answer == CareAnswer.UNSAFE
        ticket.clinical_impact = ClinicalImpact.DELAY if unsafe else ClinicalImpact.NONE
        self._end(story, agent, at, mend)
        ticket.first_resolved_at = at

    def _end(self, story: PastStory, agent: User, at: datetime, text: str) -> None:
        for metric in (sla.RESTORE, sla.FULFIL, sla.UPDATE):
            story.lives.stop(metric, at)
        story.say(MessageKind.PUBLIC, agent, text, at)
        story.do("ticket.resolve", agent, at, state=[State.IN_PROGRESS, State.RESOLVED])
        story.ticket.state = State.RESOLVED
        story.ticket.restored_at = story.ticket.resolved_at = at

    def _come_back(self, story: PastStory, agent: User) -> None:
        """Now and then it is not solved after all."""
        ended = story.ticket.resolved_at
        if ended is None or self.random.random() >= REOPENED or story.ticket.priority == 1:
            return
        back = ended + BACK_WITHIN * self.random.uniform(0.02, 1)
        again = back + timedelta(hours=self.random.uniform(2, 30))
        if again >= self.last:
            return
        who = story.reporters[0]
        story.say(MessageKind.PUBLIC, who, self.random.choice(words.STILL), back)
        story.do("ticket.reopen", who, back, state=[State.RESOLVED, State.IN_PROGRESS])
        story.ticket.reopened_count = 1
        story.lives.reopen(back)
        self._end(story, agent, again, self.random.choice(words.AGAIN))

    def _close(self, story: PastStory, draft: Draft) -> None:
        ticket = story.ticket
        if ticket.resolved_at is None:
            raise ValueError(f"{ticket.key} is not resolved.")
        closed = ticket.resolved_at + CLOSED_WITHIN * self.random.random()
        is_rated = self.random.random() < RATED
        if closed >= self.last:
            return
        ticket.state, ticket.closed_at, ticket.confirmed_at = State.CLOSED, closed, closed
        story.do("ticket.confirm", story.reporters[0], closed, state=[State.RESOLVED, State.CLOSED])
        if is_rated:
            shares = SCORES_IN_WAVE if draft.wave else SCORES
            story.score = self.random.choices((5, 4, 3, 2, 1), shares)[0]


def _between(ends: tuple[float, float], age: float) -> float:
    """What lies between its value at the beginning and that at the end."""
    first, last = ends
    return first + (last - first) * age
