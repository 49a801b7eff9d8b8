"""Filling the registers of the demo hospital: tests, drills, plans, and two months of runs of its feeds."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any, Final

from django.utils import timezone

from assets.models import Service
from hospital_itsm.continuity.actions import registers
from hospital_itsm.continuity.models import DataFeed, RecoveryTest
from hospital_itsm.demo.hospital.registers import (
    DATED_TESTS,
    DRILLS,
    FEED_DAYS,
    FEEDS,
    PLANS,
    TESTS,
    Feed,
)
from hospital_itsm.demo.hospital.story_dates import moved
from hospital_itsm.demo.loaders.past import told_from
from hospital_itsm.people.models import CareArea, Team, User

KEEPER, SENDER = "martin.ekland", "svc.monitoring"
AT_WORK: Final = 14
"""The hour at which somebody writes down what was tested."""


def is_loaded() -> bool:
    """Is any test or feed in this database, or are the people missing who keep the registers?"""
    names = {KEEPER, SENDER, *(row.owner for row in PLANS)}
    known = RecoveryTest.objects.exists() or DataFeed.objects.exists()
    return known or User.objects.filter(username__in=names).count() < len(names)


def load() -> None:
    """Tell them in the order of time, from the oldest test until now."""
    now = timezone.now().replace(second=0, microsecond=0)
    told = sorted(_Registers(now).told(), key=lambda one: one[0])
    with told_from(told[0][0]) as story:
        for at, tell in told:
            story.reach(min(at, now))
            tell()


class _Registers:
    """What there is to tell, each with its instant."""

    def __init__(self, now: datetime) -> None:
        self.now, self.today = now, timezone.localdate(now)
        self.people = {user.username: user for user in User.objects.filter(is_active=True)}
        self.services = {one.code: one for one in Service.objects.all()}
        self.areas = {one.code: one for one in CareArea.objects.all()}
        self.teams = {one.code: one for one in Team.objects.all()}

    def told(self) -> Iterator[tuple[datetime, Callable[[], Any]]]:
        """Everything, in no order."""
        for row in DATED_TESTS:
            yield self._test(moved(row.on, self.today), row, service=self.services[row.code])
        for test in TESTS:
            yield self._test(self._ago(test.days), test, service=self.services[test.code])
        for drill in DRILLS:
            facts = {"kind": "drill", "result": drill.result, "findings": drill.findings}
            yield self._recorded(self._ago(drill.days), care_area=self.areas[drill.area], **facts)
        for plan in PLANS:
            reviewed = self._ago(plan.reviewed)
            fields = {
                "title": plan.title,
                "kept_at": plan.kept_at,
                "owner": self.people[plan.owner],
                "reviewed_on": reviewed,
                "review_due_on": reviewed + timedelta(days=plan.holds),
            }
            add = partial(registers.add_plan, service=self.services[plan.code], fields=fields)
            yield self._moment(reviewed, AT_WORK), partial(add, actor=self.people[KEEPER])
        for feed in FEEDS:
            yield from self._feed(feed)

    def _test(self, day: date, row: Any, **subject: Any) -> tuple[datetime, Callable[[], Any]]:
        facts = {"rto_minutes": row.rto, "rpo_minutes": row.rpo, "findings": row.findings}
        return self._recorded(day, kind=row.kind, result=row.result, **facts, **subject)

    def _recorded(self, day: date, **facts: Any) -> tuple[datetime, Callable[[], Any]]:
        record = partial(registers.record_test, actor=self.people[KEEPER], done_on=day, **facts)
        return self._moment(day, AT_WORK), record

    def _feed(self, row: Feed) -> Iterator[tuple[datetime, Callable[[], Any]]]:
        fields = {
            "name": row.name,
            "source": row.source,
            "service": self.services[row.service],
            "team": self.teams[row.team],
            "expected_minutes": row.days * 24 * 60,
        }
        first = self._moment(self._ago(FEED_DAYS + 1), AT_WORK)
        yield first, partial(registers.add_feed, row.code, actor=self.people[KEEPER], fields=fields)
        last = 1 if self._moment(self.today, row.hour) > self.now else 0
        for turn, ago in enumerate(range(last + row.missing * row.days, FEED_DAYS, row.days)):
            day = self._ago(ago)
            at = self._moment(day, row.hour)
            failed = turn in row.fails
            yield (
                at,
                partial(
                    registers.tell_run,
                    row.code,
                    actor=self.people[SENDER],
                    run_key=f"{row.code}-{day}",
                    ended_at=at,
                    result="failed" if failed else "ok",
                    rows=None if failed else row.rows + day.toordinal() * 37 % (row.rows // 10),
                ),
            )

    def _ago(self, days: int) -> date:
        return self.today - timedelta(days=days)

    def _moment(self, day: date, hour: int) -> datetime:
        return timezone.make_aware(datetime.combine(day, time(hour, 12)))
