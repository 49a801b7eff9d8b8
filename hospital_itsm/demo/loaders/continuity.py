"""Telling outages and major incidents of the demo hospital, through their actions."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Final
from uuid import uuid4

from django.utils import timezone

from assets.models import Service
from hospital_itsm.continuity.actions import majors, outages, review, updates
from hospital_itsm.continuity.models import MajorIncident, Outage
from hospital_itsm.core import context
from hospital_itsm.demo.hospital.continuity import (
    BUSINESS_HOURS,
    COMING,
    INTERFACE_ACTIONS,
    INTERFACE_CAUSE,
    INTERFACE_UPDATES,
    PAST,
    ComingOutage,
    PastOutage,
)
from hospital_itsm.demo.hospital.outage_years import YEARS
from hospital_itsm.demo.hospital.past_majors import MAJORS
from hospital_itsm.demo.loaders.majors import past_majors
from hospital_itsm.demo.loaders.past import Story, told_from
from hospital_itsm.demo.loaders.tickets import settle_messages
from hospital_itsm.demo.tickets.outages import OUTAGES
from hospital_itsm.outbox.models import OutboxMessage
from hospital_itsm.people.calendars import newest_calendars
from hospital_itsm.people.models import CareArea, User
from tickets.models import Notice

DUTY, MANAGER, AGENT, DAY, CLINICAL = (
    "carla.voss", "martin.ekland", "leo.marsh", "alan.whitcombe", "tomas.lindqvist",
)  # fmt: skip
INTERFACE_DAYS: Final = 43
LASTED: Final = timedelta(minutes=96)
FINDING: Final = timedelta(minutes=6)
"""From the beginning to the proposal."""
SINCE: Final = timedelta(days=728)


def is_loaded() -> bool:
    """Is any outage in this database, or are the people missing who tell it?"""
    owners = {task.owner for major in MAJORS for task in major.tasks}
    names = {DUTY, MANAGER, AGENT, DAY, CLINICAL, *(who for _text, who, _days in INTERFACE_ACTIONS), *owners}
    return Outage.objects.exists() or User.objects.filter(username__in=names).count() < len(names)


def load() -> None:
    """Tell them from two years ago until now."""
    now = timezone.now().replace(second=0, microsecond=0)
    newest = OutboxMessage.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    people = {user.username: user for user in User.objects.all()}
    manager = people[MANAGER]
    calendar = newest_calendars().get(lineage="BUS")
    with told_from(now - SINCE) as story, context.origin(channel="web"):
        for service in Service.objects.filter(code__in=BUSINESS_HOURS):
            outages.agree_time(service, actor=manager, calendar=calendar)
        for tell in _in_order(story, people, now):
            tell()
        story.reach(now - timedelta(hours=5))
        for coming in COMING:
            _coming(coming, now, manager)
        _noticed(story, people, now)
    settle_messages(now, newest)


def _in_order(story: Story, people: dict[str, User], now: datetime) -> Iterator[Callable[[], None]]:
    """What happened in two years, the oldest first."""
    happened: list[tuple[int, Callable[[], None]]] = [
        *((row.days, partial(_past, story, row, now, people[DUTY])) for row in (*YEARS, *PAST)),
        *past_majors(story, now, people),
        (INTERFACE_DAYS, partial(_interface_stops, story, people, now)),
    ]
    return (tell for _days, tell in sorted(happened, key=lambda one: -one[0]))


def _services(*codes: str) -> list[Service]:
    return list(Service.objects.filter(code__in=codes))


def _areas(*codes: str) -> list[CareArea]:
    return list(CareArea.objects.filter(code__in=codes))


def _at(now: datetime, days: int, hour: int) -> datetime:
    return timezone.localtime(now - timedelta(days=days)).replace(hour=hour, minute=7)


def _past(story: Story, row: PastOutage, now: datetime, actor: User) -> None:
    began = _at(now, row.days, row.hour)
    ended = began + timedelta(minutes=row.minutes)
    story.reach(ended + timedelta(minutes=30))
    window = (
        {"planned_from": began, "planned_until": began + timedelta(minutes=row.window)} if row.window else {}
    )
    outages.record_outage(
        actor=actor,
        title=row.title,
        effect=row.effect,
        users_percent=row.percent,
        services=_services(*row.codes),
        care_areas=_areas(*row.areas),
        is_planned=bool(row.window),
        began_at=began,
        ended_at=ended,
        cause=row.cause,
        **window,  # type: ignore[arg-type]
    )


def _coming(row: ComingOutage, now: datetime, actor: User) -> None:
    first = _at(now, -row.days, row.hour)
    outages.record_outage(
        actor=actor,
        title=row.title,
        effect=row.effect,
        services=_services(*row.codes),
        is_planned=True,
        planned_from=first,
        planned_until=first + timedelta(minutes=row.window),
    )


def _interface_stops(story: Story, people: dict[str, User], now: datetime) -> None:
    """A major incident that is reviewed, with one action done late."""
    began = _at(now, INTERFACE_DAYS, 0)
    duty = people[DUTY]
    story.reach(began + FINDING)
    says: dict[str, Any] = {"services": _services("A060", "A011"), "care_areas": _areas("ED", "ICU", "LAB")}
    title = "Lab results do not reach the record"
    outage = outages.record_outage(actor=duty, title=title, effect="down", began_at=began, **says)
    proposed = majors.propose(actor=people[AGENT], title=title, trigger="areas", began_at=began, **says)
    major = majors.declare(proposed.pk, actor=duty)
    roles = {"clinical_lead": people[DAY], "scribe": people[AGENT]}
    majors.name_roles(major.pk, actor=duty, roles=roles)
    for minutes, text, template in INTERFACE_UPDATES:
        story.reach(began + timedelta(minutes=minutes))
        updates.post_update(
            major.pk, actor=duty, token=uuid4().hex, text=text, template=template, next_minutes=30
        )
    majors.mark_area(major.pk, "LAB", actor=duty, paper_from=began + timedelta(minutes=30))
    _stand_down(story, major, people, began + LASTED)
    outages.change_outage(outage.pk, actor=duty, fields={"cause": "interface"})
    story.reach(began + timedelta(hours=5))
    on_paper, entered = began + timedelta(minutes=30), began + timedelta(hours=4)
    majors.mark_area(major.pk, "LAB", actor=duty, paper_from=on_paper, back_loaded_at=entered)
    story.reach(began + timedelta(days=6))
    words = {"root_cause": INTERFACE_CAUSE, "went_well": "The lab phoned every critical result."}
    review.write_review(major.pk, actor=duty, words=words, is_hot_done=True, is_complete=True)
    for text, who, days in INTERFACE_ACTIONS:
        due_on = timezone.localdate(now + timedelta(days=days))
        review.add_action(major.pk, actor=duty, text=text, owner=people[who], due_on=due_on)


def _noticed(story: Story, people: dict[str, User], now: datetime) -> None:
    """The outages behind the notices of the demo: one runs, one ended today and is a major incident."""
    duty = people[DUTY]
    for told in sorted(OUTAGES, key=lambda one: -one.age):
        notice = Notice.objects.filter(title=told.title).select_related("ticket").first()
        began = now - timedelta(minutes=told.age)
        story.reach(began + FINDING)
        services = _services(*told.services)
        made = outages.record_outage(
            actor=duty, title=told.title, effect="down", services=services, began_at=began
        )
        if notice is not None:
            key = [notice.ticket.key] if notice.ticket and not notice.ticket.is_restricted else []
            outages.link_outage(made.pk, actor=duty, tickets=key, notices=[notice])
        if told.ended:
            proposed = majors.propose(
                actor=people[AGENT], title=told.title, trigger="first_tier", services=services, began_at=began
            )
            major = majors.declare(proposed.pk, actor=duty)
            majors.name_roles(major.pk, actor=duty, roles={"clinical_lead": people[CLINICAL]})
            updates.post_update(major.pk, actor=duty, token=uuid4().hex, template="known", next_minutes=60)
            _stand_down(story, major, people, now - timedelta(minutes=told.ended))


def _stand_down(story: Story, major: MajorIncident, people: dict[str, User], restored_at: datetime) -> None:
    story.reach(restored_at + timedelta(minutes=5))
    review.stand_down(
        major.pk,
        actor=people[DUTY],
        restored_at=restored_at,
        confirmed_with=people[DAY].full_name,
        text="It works again. Tell us at once if anything is still wrong.",
        token=uuid4().hex,
    )
