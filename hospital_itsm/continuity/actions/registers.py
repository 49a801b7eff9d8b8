"""Keeping the registers: what was tested, which plans there are, which feeds run, and the runs that feeds tell."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assets.models import Service
from hospital_itsm.audit.actions import action, housekeeping
from hospital_itsm.audit.recording import record
from hospital_itsm.continuity.actions import store
from hospital_itsm.continuity.choices import RunResult, TestKind, TestResult
from hospital_itsm.continuity.models import DataFeed, FeedRun, RecoveryPlan, RecoveryTest
from hospital_itsm.continuity.rules.registers import FAILED, LATE, NEVER, expected_by, feed_standing
from hospital_itsm.core.access import can, require
from hospital_itsm.core.actors import person
from hospital_itsm.core.errors import Conflict, ValueRefused
from hospital_itsm.outbox.tell import tell
from hospital_itsm.people.models import CareArea

YEAR: Final = timedelta(days=365)
OF_UNITS: Final = (TestKind.DRILL,)
PLAN_WORDS: Final = {"title": 120, "kept_at": 200}
PLAN_COLUMNS: Final = ("owner", "reviewed_on", "review_due_on", "is_active")
FEED_WORDS: Final = {"name": 120, "source": 80}
FEED_COLUMNS: Final = ("service", "team", "expected_minutes", "is_active")
LONGEST_KEY: Final = 80
A_MOMENT: Final = timedelta(minutes=5)
"""How far the clock of a sender may be ahead."""
BATCH: Final = 200


@action("recovery_test.record", gettext_lazy("recorded a recovery test"))
def record_test(
    *,
    actor: Any,
    kind: str,
    done_on: date,
    result: str,
    service: Service | None = None,
    care_area: CareArea | None = None,
    rto_minutes: int | None = None,
    rpo_minutes: int | None = None,
    findings: str = "",
    next_due_on: date | None = None,
    phi_decision: str = "",
) -> RecoveryTest:
    """Record what was tested, how it went, and when it is tested again; by default a year later.

    A drill is of a unit, everything else of a service. Raises Forbidden, ValueRefused, PhiSuspected over REST.
    """
    require(actor, "register.keep")
    due = next_due_on or done_on + YEAR
    errors = _test_faults(kind, result, service, care_area, done_on, due)
    words = store.guarded({"findings": findings}, {"findings": 1000}, {}, phi_decision, errors)
    made = RecoveryTest.objects.create(
        kind=kind,
        service=service,
        care_area=care_area,
        done_on=done_on,
        result=result,
        rto_minutes=rto_minutes,
        rpo_minutes=rpo_minutes,
        findings=words["findings"],
        next_due_on=due,
        recorded_by=person(actor),
        recorded_at=timezone.now(),
    )
    facts = {"kind": kind, "result": result, "subject": made.subject.code, "done_on": done_on.isoformat()}
    record(actor, "recovery_test.record", made, {name: [None, one] for name, one in facts.items()})
    return made


@action("recovery_test.withdraw", gettext_lazy("withdrew the recovery test"))
def withdraw_test(pk: int, *, actor: Any, reason: str, version: int | None = None) -> RecoveryTest:
    """Take back what was recorded by mistake. Raises RecoveryTest.DoesNotExist, Forbidden, Conflict, ValueRefused."""
    rows = RecoveryTest.objects.visible_to(actor).select_for_update(of=("self",))
    found: RecoveryTest = rows.get(pk=pk)
    require(actor, "register.keep", found)
    store.refuse_stale(found, version)
    if found.withdrawn_reason:
        raise Conflict(_("It is withdrawn already."))
    words = store.reason_of(reason)
    changes = store.put(found, {"withdrawn_reason": words}, ["withdrawn_reason"])
    store.save(found, changes, actor=actor, verb="recovery_test.withdraw")
    return found


@action("recovery_plan.add", gettext_lazy("added a recovery plan"))
def add_plan(
    *, actor: Any, service: Service, fields: Mapping[str, Any], phi_decision: str = ""
) -> RecoveryPlan:
    """Add a plan: `title`, `kept_at`, `owner`, `reviewed_on`, `review_due_on`. Raises Forbidden, ValueRefused."""
    require(actor, "register.keep")
    made = RecoveryPlan(service=service)
    changes = _put_plan(made, fields, phi_decision)
    made.save()
    record(actor, "recovery_plan.add", made, {"service": [None, service.code], **changes})
    return made


@action("recovery_plan.change", gettext_lazy("changed the recovery plan"))
def change_plan(
    pk: int, *, actor: Any, fields: Mapping[str, Any], version: int | None = None, phi_decision: str = ""
) -> RecoveryPlan:
    """Change a plan, or note its review. Raises RecoveryPlan.DoesNotExist, Forbidden, StaleVersion, ValueRefused."""
    found: RecoveryPlan = RecoveryPlan.objects.visible_to(actor).select_for_update(of=("self",)).get(pk=pk)
    require(actor, "register.keep", found)
    store.refuse_stale(found, version)
    if changes := _put_plan(found, fields, phi_decision):
        store.save(found, changes, actor=actor, verb="recovery_plan.change")
    return found


@action("feed.add", gettext_lazy("added a data feed"))
def add_feed(code: str, *, actor: Any, fields: Mapping[str, Any]) -> DataFeed:
    """Add a feed: `name`, `source`, `expected_minutes`, `service`, `team`. Raises Forbidden, ValueRefused."""
    require(actor, "register.keep")
    if DataFeed.objects.filter(code=code).exists():
        raise ValueRefused({"code": _("%(code)s is taken. Choose another.") % {"code": code}})
    made = DataFeed(code=code, created_at=timezone.now())
    changes = _put_feed(made, fields)
    made.save()
    record(actor, "feed.add", made, changes)
    return made


@action("feed.change", gettext_lazy("changed the data feed"))
def change_feed(code: str, *, actor: Any, fields: Mapping[str, Any], version: int | None = None) -> DataFeed:
    """Change a feed. Raises DataFeed.DoesNotExist, Forbidden, StaleVersion, ValueRefused."""
    found: DataFeed = DataFeed.objects.visible_to(actor).select_for_update(of=("self",)).get(code=code)
    require(actor, "register.keep", found)
    store.refuse_stale(found, version)
    if changes := _put_feed(found, fields):
        store.save(found, changes, actor=actor, verb="feed.change")
    return found


@housekeeping("runs come every few minutes from machines; each is a row of its own that nobody changes")
def tell_run(
    code: str,
    *,
    actor: Any,
    run_key: str,
    ended_at: datetime,
    result: str,
    rows: int | None = None,
) -> FeedRun:
    """Store that a feed ran; telling it again under the same `run_key` stores nothing and returns the first.

    Runs may come late and out of order; the latest by `ended_at` is what counts. Raises DataFeed.DoesNotExist for an
    unknown or inactive feed, Forbidden, ValueRefused.
    """
    require(actor, "feed.tell")
    feed: DataFeed = DataFeed.objects.filter(is_active=True).select_for_update().get(code=code)
    before = feed.runs.filter(run_key=run_key).first()
    if before is not None:
        return before
    now, errors = timezone.now(), {}
    if not 0 < len(run_key) <= LONGEST_KEY:
        errors["run_key"] = _("Send a key of its own, at most %(most)d characters.") % {"most": LONGEST_KEY}
    if ended_at > now + A_MOMENT:
        errors["ended_at"] = _("Give a time that has passed.")
    if result not in RunResult.values:
        errors["result"] = _("Say ok or failed.")
    if errors:
        raise ValueRefused(errors)
    made = FeedRun.objects.create(
        feed=feed, run_key=run_key, ended_at=ended_at, result=result, rows=rows, received_at=now
    )
    if feed.last_run_at is None or ended_at >= feed.last_run_at:
        feed.last_run_at, feed.last_result = ended_at, result
        feed.save(update_fields=["last_run_at", "last_result"])
    return made


@housekeeping("an hour that passes is no deed of anybody; the feed keeps for which run it was told")
def watch_feeds(*, actor: Any, now: datetime) -> int:
    """Tell the lead of its team, once, that a feed failed or did not come; return how many were told.

    The run that is missing is kept with the telling: what was told for it is not told again.
    """
    require(actor, "major.watch")
    rows = DataFeed.objects.filter(is_active=True).select_related("team__lead").order_by("pk")
    found = list(rows.select_for_update(of=("self",), skip_locked=True, no_key=True)[:BATCH])
    return sum(_tell_of(feed, actor, now) for feed in found)


def _tell_of(feed: DataFeed, actor: Any, now: datetime) -> int:
    failed = feed.last_result == RunResult.FAILED
    standing = feed_standing(feed.last_run_at, failed, feed.created_at, feed.expected_minutes, now)
    awaited = expected_by(feed.last_run_at, feed.created_at, feed.expected_minutes)
    if standing not in (LATE, NEVER, FAILED) or feed.reminded_for == awaited:
        return 0
    feed.reminded_for = awaited
    feed.save(update_fields=["reminded_for"])
    lead = feed.team.lead if feed.team else None
    tell(
        actor=actor,
        kind="feed.missing",
        recipients=[lead] if lead else [],
        payload={"feed": feed.code, "due": awaited},
        dedupe=f"{feed.code}:{awaited.isoformat()}",
    )
    return 1


def _test_faults(
    kind: str,
    result: str,
    service: Service | None,
    care_area: CareArea | None,
    done_on: date,
    due: date,
) -> dict[str, str]:
    errors = {}
    if kind not in TestKind.values:
        errors["kind"] = _("Choose what was tested.")
    elif kind in OF_UNITS and (care_area is None or service is not None):
        errors["care_area"] = _("A drill is of a unit: name the unit and no service.")
    elif kind not in OF_UNITS and (service is None or care_area is not None):
        errors["service"] = _("Name the service that was tested and no unit.")
    if result not in TestResult.values:
        errors["result"] = _("Choose how it went.")
    if done_on > timezone.localdate():
        errors["done_on"] = _("Give a day until today.")
    if due <= done_on:
        errors["next_due_on"] = _("Give a day after the test.")
    return errors


def _put_plan(plan: RecoveryPlan, fields: Mapping[str, Any], phi_decision: str) -> dict[str, Any]:
    store.refuse_unknown(fields, (*PLAN_WORDS, *PLAN_COLUMNS))
    changes = store.put(plan, {name: fields[name] for name in PLAN_COLUMNS if name in fields})
    errors = {}
    if plan.owner_id is None or not can(plan.owner, "outage.read"):
        errors["owner"] = _("Name an owner who reads the register.")
    if plan.reviewed_on is None or plan.reviewed_on > timezone.localdate():
        errors["reviewed_on"] = _("Give the day of the last review, until today.")
    elif (
        plan.review_due_on is None or not plan.reviewed_on < plan.review_due_on <= plan.reviewed_on + 2 * YEAR
    ):
        errors["review_due_on"] = _("Give a day after the last review, within two years.")
    needed = {"title": _("Give the plan a title."), "kept_at": _("Say where the plan is kept.")}
    given = {name: fields[name] for name in PLAN_WORDS if name in fields}
    words = store.guarded(given, PLAN_WORDS, needed, phi_decision, errors)
    return changes | store.put(plan, words, words)


def _put_feed(feed: DataFeed, fields: Mapping[str, Any]) -> dict[str, Any]:
    store.refuse_unknown(fields, (*FEED_WORDS, *FEED_COLUMNS))
    changes = store.put(feed, {name: fields[name] for name in FEED_COLUMNS if name in fields})
    errors = {}
    if not feed.expected_minutes or not 1 <= feed.expected_minutes <= 527_040:
        errors["expected_minutes"] = _("Give the minutes between two runs, at most a year.")
    needed = {"name": _("Give it a name."), "source": _("Say which system it comes from.")}
    given = {name: fields[name] for name in FEED_WORDS if name in fields}
    words = store.guarded(given, FEED_WORDS, needed, "", errors)
    return changes | store.put(feed, words)
