"""Telling the stories of `demo.tickets` through the product's own actions, in the order in which they happened."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, Min, OuterRef, Subquery
from django.utils import timezone

from assets.models import Asset, Service
from hospital_itsm.core import context
from hospital_itsm.demo.hospital.categories import TEXT_CATEGORIES
from hospital_itsm.demo.loaders import past
from hospital_itsm.demo.loaders.steps import STEPS, Telling
from hospital_itsm.demo.tickets import nurses, stories, texts, triage
from hospital_itsm.demo.tickets.devices import DEVICES, Device
from hospital_itsm.demo.tickets.outages import OUTAGES, Outage
from hospital_itsm.demo.tickets.stories import Step, Story
from hospital_itsm.demo.tickets.texts import Words
from hospital_itsm.demo.tickets.triage import INCIDENT, Triage
from hospital_itsm.outbox.choices import Channel
from hospital_itsm.outbox.models import BellItem, OutboxMessage
from hospital_itsm.people.models import CareArea, Team, User
from hospital_itsm.underpinning.tasks import watch_vendor_clocks
from tickets import watching
from tickets.actions import escalate
from tickets.actions.intake import Place
from tickets.actions.notices import end_notice, post_notice, update_notice
from tickets.actions.priority import set_answers
from tickets.actions.report import report_problem
from tickets.actions.transitions import transition
from tickets.choices import CareAnswer, Source
from tickets.models import Category, Clock, ClockStep, Ticket

SYSTEM_OF_MONITORING = "alertmanager"
TRIAGED_AFTER = timedelta(minutes=1)
WATCHED_EVERY = timedelta(seconds=watching.ROUND_SECONDS)
READ_AFTER = timedelta(hours=12)
DESK = ("leo.marsh", "nina.forsberg", "tyler.bexley")
SUPPORT = "E"
SLOWER_FLOOR_FROM = 3
WORKERS = {
    "EHR-CLIN": "cora.lindgren",
    "EHR-AMB": "greta.novak",
    "HTM-GEN": "reid.sandoval",
    "HTM-IMG": "lars.whitby",
    "HTM-LAB/DIAL": "enzo.maddox",
    "HTM-CYBER": "iris.tolman",
    "INTEG": "marta.kline",
    "PHARM-IT": "ines.calder",
    "LAB-IT": "zoe.haddad",
    "IMAGING-IT": "lorna.achterberg",
    "PRINT": "stan.ogilvy",
    "EUC": "omar.quillan",
    "NET": "signe.aldana",
    "TEL": "mona.castell",
    "IAM": "lucia.frost",
    "SRV-STO": "elif.draper",
    "TELEHEALTH": "jade.romero",
    "REVCYC": "tilda.crane",
    "DW-BI": "noor.ellery",
    "SEC": "devon.ames",
    "PRIVACY": "della.prior",
    "VENDOR-MGMT": "basil.reeve",
}
"""Who works the tickets of a queue in the stories."""


@dataclass(order=True)
class Event:
    """Something that happens at an instant; `position` keeps the order of the story at the same one."""

    at: datetime
    position: int
    do: Callable[[], Any] = field(compare=False)


@dataclass
class Hospital:
    """The rows the stories speak of, read once."""

    people: dict[str, User]
    areas: dict[str, CareArea]
    teams: dict[str, Team]
    categories: dict[str, Category]
    services: dict[str, Service]
    devices: dict[int, Asset]

    @classmethod
    def read(cls) -> "Hospital":
        """Read the loaded hospital."""
        return cls(
            people={row.username: row for row in User.objects.all()},
            areas={row.code: row for row in CareArea.objects.all()},
            teams={row.code: row for row in Team.objects.all()},
            categories={row.code: row for row in Category.objects.all()},
            services={row.code: row for row in Service.objects.select_related("team")},
            devices={number: asset for number, row in DEVICES.items() if (asset := _device(row))},
        )


def _device(wanted: Device) -> Asset | None:
    rows = Asset.objects.filter(model__name=wanted.model, care_area__code=wanted.unit).select_related(
        "team", "model", "care_area", "location"
    )
    found: Asset | None = rows.order_by("pk")[wanted.passed : wanted.passed + 1].first()
    return found


class Life:
    """One ticket of the demo, from the report on."""

    def __init__(
        self, story: Story, words: Words, facts: Triage, hospital: Hospital, loaded_at: datetime
    ) -> None:
        self.story, self.words, self.facts, self.hospital = story, words, facts, hospital
        self.loaded_at = loaded_at
        self.opened_at = loaded_at - timedelta(minutes=story.age)
        self.reporter = hospital.people[story.reporter]
        self.key = ""

    def events(self) -> Iterator[Event]:
        """Everything that happens to the ticket."""
        yield Event(self.opened_at, 0, self.report)
        yield Event(self.opened_at + TRIAGED_AFTER, 1, self.triage)
        for position, step in enumerate(self.story.steps, start=2):
            yield Event(self.opened_at + timedelta(minutes=step.after), position, self.taking(step))

    def report(self) -> None:
        """The report as it came in, by form, by phone or from another system."""
        made = report_problem(
            actor=self.hospital.people[self.story.by_phone] if self.story.by_phone else self.reporter,
            requester=self.reporter,
            text=self.words.text,
            title=self.words.title,
            care_answer=self.care_answer,
            someone_harmed="patient_safety" in self.facts.flags,
            place=Place(self.hospital.areas[self.facts.area], self.story.room, is_chosen=True),
            callback=self.reporter.phone,
            kind=self.facts.kind,
            source=self.source,
            category=self.category,
            service=self.hospital.services.get(self.story.service),
            flags=self.facts.flags if self.is_restricted else (),
            asset=self.hospital.devices.get(self.story.number),
            external_ref=(SYSTEM_OF_MONITORING, f"alert-{self.story.number}") if self.is_alert else None,
        )
        self.key = made.key

    def triage(self) -> None:
        """The desk sets category, team, impact and urgency; a restricted ticket is judged by its own team."""
        if self.story.is_triaged and not self.is_restricted:
            transition(self.key, actor=self.agent, verb="triage", category=self.category, team=self.team)
        set_answers(
            self.key,
            actor=self.worker if self.is_restricted else self.agent,
            reason="Triage by phone with the reporter",
            impact=self.facts.impact,
            urgency=self.facts.urgency,
            add_flags=self.facts.flags,
        )

    def taking(self, step: Step) -> Callable[[], None]:
        """The step as something to do later."""

        def take() -> None:
            telling = Telling(
                self.key,
                self.reporter,
                self.worker,
                self.words.close_note,
                self.loaded_at,
                self.hospital.people,
            )
            STEPS[step.verb](telling, step)

        return take

    @property
    def care_answer(self) -> str:
        """What a reporter would answer who sees this problem."""
        if self.story.care:
            return self.story.care
        if self.facts.kind != INCIDENT or self.is_alert or self.facts.priority > SLOWER_FLOOR_FROM:
            return CareAnswer.NOT_AFFECTED
        urgent = self.facts.priority < SLOWER_FLOOR_FROM and self.facts.urgency < SLOWER_FLOOR_FROM
        return CareAnswer.UNSAFE if urgent else CareAnswer.SLOWER

    @property
    def is_restricted(self) -> bool:
        return self.team.is_restricted

    @property
    def is_alert(self) -> bool:
        """Did another system report it?"""
        return not self.reporter.memberships.filter(role__permissions__contains=["desk.report"]).exists()

    @property
    def source(self) -> str:
        if self.story.by_phone:
            return Source.PHONE
        return Source.API if self.is_alert else Source.WEB

    @property
    def category(self) -> Category:
        return self.hospital.categories[TEXT_CATEGORIES.get(self.facts.category, self.facts.category)]

    @property
    def team(self) -> Team:
        return self.hospital.teams[self.facts.team]

    @property
    def agent(self) -> User:
        """Who of the desk looks at it first."""
        return self.hospital.people[DESK[self.story.number % len(DESK)]]

    @property
    def worker(self) -> User:
        """Who works it."""
        return self.hospital.people[WORKERS[self.facts.team]]


class NoticeLife:
    """One notice of the demo."""

    def __init__(
        self, outage: Outage, lives: dict[int, Life], hospital: Hospital, loaded_at: datetime
    ) -> None:
        self.outage, self.hospital, self.loaded_at = outage, hospital, loaded_at
        self.life = lives[outage.number]
        self.manager = hospital.people["carla.voss"]
        self.pk = 0

    def events(self) -> Iterator[Event]:
        """Posting, the updates, and the end where it has one."""
        yield Event(self._before(self.outage.age), 0, self.post)
        for position, (age, body) in enumerate(self.outage.updates, start=1):
            yield Event(self._before(age), position, self.updating(body))
        if self.outage.ended:
            yield Event(self._before(self.outage.ended), len(self.outage.updates) + 1, self.end)

    def post(self) -> None:
        """The duty manager posts it, tied to the ticket."""
        outage = self.outage
        self.pk = post_notice(
            actor=self.manager,
            title=outage.title,
            severity=outage.severity,
            sees=outage.sees,
            works=outage.works,
            to_do=outage.to_do,
            next_update_by=self._next(),
            services=[self.hospital.services[code] for code in outage.services],
            care_areas=[self.hospital.areas[code] for code in outage.areas],
            ticket=Ticket.objects.get(key=self.life.key),
        ).pk

    def updating(self, body: str) -> Callable[[], Any]:
        """An update as something to do later."""
        return lambda: update_notice(self.pk, actor=self.manager, body=body, next_update_by=self._next())

    def end(self) -> None:
        """It is over."""
        end_notice(self.pk, actor=self.manager, body=self.outage.last_words)

    def _next(self) -> datetime | None:
        minutes = self.outage.next_update_in
        return self.loaded_at + timedelta(minutes=minutes) if minutes else None

    def _before(self, minutes: int) -> datetime:
        return self.loaded_at - timedelta(minutes=minutes)


def is_loaded() -> bool:
    """Is any ticket of the stories in this database?"""
    titles = [row.title for row in (*texts.WORDS, *nurses.WORDS)]
    return Ticket.objects.filter(title__in=titles).exists()


@transaction.atomic
def load() -> None:
    """Tell every story up to now.

    What people were told on the way counts as delivered, so that no old mail leaves when the workers start.
    """
    loaded_at = timezone.now().replace(second=0, microsecond=0)
    events = sorted(_events(Hospital.read(), loaded_at))
    with past.told_from(events[0].at) as story, context.origin(channel="web"):
        for event in events:
            _let_ladders_climb(story, event.at)
            story.reach(event.at)
            event.do()
        _let_ladders_climb(story, loaded_at)
        watch_vendor_clocks()
    settle_messages(loaded_at)


def _events(hospital: Hospital, loaded_at: datetime) -> Iterator[Event]:
    words = {row.number: row for row in (*texts.WORDS, *nurses.WORDS)}
    facts = {row.number: row for row in (*triage.TRIAGES, *nurses.TRIAGES)}
    lives = {
        story.number: Life(story, words[story.number], facts[story.number], hospital, loaded_at)
        for story in (*stories.STORIES, *nurses.STORIES)
    }
    for life in lives.values():
        yield from life.events()
    for outage in OUTAGES:
        yield from NoticeLife(outage, lives, hospital, loaded_at).events()


def _let_ladders_climb(story: past.Story, until: datetime) -> None:
    """Let the watcher see everything that became due before the next thing happens, a round after it did."""
    while (due := _next_due()) is not None and due + WATCHED_EVERY <= until:
        story.reach(due + WATCHED_EVERY)
        while escalate.climb_due(now=story.at):
            pass
        escalate.notice_breaches(now=story.at)


def _next_due() -> datetime | None:
    rung = ClockStep.objects.filter(fired_at=None).aggregate(first=Min("attempt_at"))["first"]
    late = Clock.objects.filter(stopped_at=None, breached_at=None).aggregate(first=Min("due_at"))["first"]
    return min((one for one in (rung, late) if one is not None), default=None)


def settle_messages(loaded_at: datetime, after: int = 0) -> None:
    """Count history as delivered: bells hold it, the older half read, and nothing leaves by mail or page.

    `after` is the number of the last message that was there before.
    """
    waiting = OutboxMessage.objects.filter(pk__gt=after, done_at=None, failed_at=None, due_at__lte=loaded_at)
    told = waiting.filter(channel=Channel.IN_APP)
    BellItem.objects.bulk_create(BellItem(user_id=row.recipient_id, message=row) for row in told)
    bells = BellItem.objects.filter(message__pk__gt=after)
    sent = OutboxMessage.objects.filter(pk=OuterRef("message_id")).values("due_at")
    bells.update(created_at=Subquery(sent))
    bells.filter(created_at__lt=loaded_at - READ_AFTER).update(read_at=loaded_at - READ_AFTER)
    waiting.update(created_at=F("due_at"), done_at=F("due_at"), attempts_made=1)
