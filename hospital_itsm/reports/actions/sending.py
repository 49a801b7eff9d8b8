"""Sending scheduled reports: each occurrence once, each recipient once, as that person sees it now.

An occurrence and what each recipient gets are rows. Whoever works one has it locked; run, message and outcome are one
transaction. A process that dies leaves the row as it was, and the next one finds it.
"""

from datetime import datetime, timedelta
from typing import Any, Final

from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy

from hospital_itsm.audit.actions import action, housekeeping, step
from hospital_itsm.audit.recording import record
from hospital_itsm.core.access import can, require
from hospital_itsm.core.display import day_words
from hospital_itsm.core.errors import Forbidden, TooMany, ValueRefused
from hospital_itsm.exporting.lists import ListMissing
from hospital_itsm.exporting.reading import NotReadable
from hospital_itsm.jobs.models import Job
from hospital_itsm.outbox.tell import tell
from hospital_itsm.people.models import Membership, User
from hospital_itsm.reports.actions.runs import run_question
from hospital_itsm.reports.asked import Asked
from hospital_itsm.reports.choices import OPEN_OUTCOMES, Outcome, Paused, RunState
from hospital_itsm.reports.models import ReportRun, ReportSchedule, ScheduleDelivery, ScheduleRun
from hospital_itsm.reports.questions import BY_CODE
from hospital_itsm.reports.reading import ReportReading
from hospital_itsm.reports.rules.recurrence import due_until, next_after
from hospital_itsm.reports.schedule_messages import ENDED, EXPIRING, READY, UNDELIVERED

LATE: Final = timedelta(minutes=15)
GIVEN_UP: Final = timedelta(days=1)
ASKED_BEFORE: Final = timedelta(days=14)
LONGEST: Final = 80


@action("report_schedule.begin", gettext_lazy("began a scheduled run"))
def begin_run(pk: int, *, actor: Any, now: datetime) -> ScheduleRun | None:
    """Begin what is due of a schedule: the last occurrence, standing for those missed before it. None where nothing is.

    A schedule whose time is over, or whose owner may no longer schedule it, ends instead.
    """
    require(actor, "report.send")
    rows = ReportSchedule.objects.select_for_update(of=("self",), skip_locked=True).due(now)
    schedule = rows.select_related("saved__owner").filter(pk=pk).first()
    if schedule is None:
        return None
    owner = schedule.saved.owner
    if not (owner.is_active and can(owner, "report.schedule", schedule.saved)):
        return _end(schedule, Paused.LEFT, actor)
    if schedule.expires_on < timezone.localdate(now):
        return _end(schedule, Paused.EXPIRED, actor)
    due_at, missed = due_until(schedule.recurrence, schedule.next_at, now)
    schedule.next_at = next_after(schedule.recurrence, now)
    schedule.save(update_fields=["next_at"])
    run = ScheduleRun.objects.create(schedule=schedule, due_at=due_at, begun_at=now, missed=missed)
    people = _recipients(schedule)
    ScheduleDelivery.objects.bulk_create(ScheduleDelivery(of=run, recipient=one) for one in people)
    facts = {"due": due_at.isoformat(), "missed": missed, "recipients": len(people)}
    record(actor, "report_schedule.begin", schedule, facts)
    return run


def _recipients(schedule: ReportSchedule) -> list[User]:
    """Who gets it today: people named, members of its teams, holders of its roles; active ones, each once."""
    held = Membership.objects.valid().filter(user=OuterRef("pk"))
    in_them = held.filter(Q(team__in=schedule.teams.all()) | Q(role__code__in=schedule.roles))
    named = Q(pk__in=schedule.people.values("pk"))
    return list(User.objects.filter(named | Q(Exists(in_them)), is_active=True).order_by("pk"))


@action("report_schedule.deliver", gettext_lazy("sent a scheduled report"))
def deliver(pk: int, *, actor: Any, now: datetime) -> str:
    """Run the report for one recipient with the rights of now and tell them, once; what became of it, "" if nothing.

    One that a worker makes is told when it is made.
    """
    require(actor, "report.send")
    rows = ScheduleDelivery.objects.select_for_update(of=("self",), skip_locked=True)
    related = ("recipient", "run__job", "of__schedule__saved")
    row = rows.select_related(*related).filter(pk=pk, outcome__in=OPEN_OUTCOMES).first()
    if row is None:
        return ""
    outcome = _outcome(row, now)
    if outcome == row.outcome:
        return ""
    row.outcome = outcome
    row.ended_at = None if outcome in OPEN_OUTCOMES else now
    row.save()
    if outcome == Outcome.SENT:
        _tell(row, actor)
    if row.ended_at:
        facts = {"recipient": row.recipient.username, "outcome": str(outcome), "rows": row.rows}
        record(actor, "report_schedule.deliver", row.of.schedule, facts)
    return str(outcome)


def _outcome(row: ScheduleDelivery, now: datetime) -> str:
    """What becomes of it in this turn; what could not be made for a day is given up."""
    if row.of.begun_at < now - GIVEN_UP:
        return Outcome.FAILED
    return _made(row.run) if row.outcome == Outcome.RUNNING else _run(row, now)


def _run(row: ScheduleDelivery, now: datetime) -> str:
    """Run it as the recipient; a run that a worker makes is only begun."""
    schedule, person = row.of.schedule, row.recipient
    question = BY_CODE.get(schedule.saved.question)
    if question is None:
        return Outcome.FAILED
    if not person.is_active or not can(person, "report.run", question):
        return Outcome.NO_RIGHT
    try:
        asked = Asked(question, schedule.saved.parameters, actor=person, now=now)
        if asked.errors:
            return Outcome.FAILED
        row.rows = ReportReading(asked).count()
        if schedule.only_over is not None and row.rows <= schedule.only_over:
            return Outcome.NOT_SENT
        run = run_question(
            question, schedule.saved.parameters, schedule.output, actor=person, saved=schedule.saved
        )
    except TooMany:
        return Outcome.WAITING
    except Forbidden:
        return Outcome.NO_RIGHT
    except (ValueRefused, ListMissing, NotReadable):
        return Outcome.FAILED
    row.run = run
    if run.job_id:
        _hush(run.job_id, now)
        return Outcome.RUNNING
    return Outcome.SENT


def _made(run: ReportRun | None) -> str:
    """How a run stands that a worker makes."""
    if run is None:
        return Outcome.FAILED
    ends = {RunState.DONE: Outcome.SENT, RunState.FAILED: Outcome.FAILED, RunState.CANCELED: Outcome.FAILED}
    return ends.get(run.standing, Outcome.RUNNING)


@step
def _hush(job: int, now: datetime) -> None:
    """Its end is told by the schedule, not by the job as well."""
    Job.objects.filter(pk=job).update(seen_at=now)


@step
def _tell(row: ScheduleDelivery, actor: Any) -> None:
    run, of = row.run, row.of
    said: dict[str, Any] = {
        "delivery": row.pk, "question": _words(of.schedule), "rows": run.rows if run else 0, "due": of.due_at,
        "missed": of.missed or None, "late": of.due_at if of.begun_at - of.due_at > LATE else None,
    }  # fmt: skip
    tell(actor=actor, kind=READY, recipients=[row.recipient], payload=said, dedupe=str(row.pk))


@housekeeping("that a run is over; what each recipient got is in the trail already")
def end_run(pk: int, *, actor: Any, now: datetime) -> bool:
    """Close a run whose recipients all had their turn; the owner is told of those who got nothing they should have."""
    require(actor, "report.send")
    rows = ScheduleRun.objects.select_for_update(of=("self",), skip_locked=True)
    run = rows.select_related("schedule__saved__owner").filter(pk=pk, ended_at__isnull=True).first()
    if run is None or run.deliveries.filter(outcome__in=OPEN_OUTCOMES).exists():
        return False
    run.ended_at = now
    run.save(update_fields=["ended_at"])
    counts = run.deliveries.aggregate(
        without=Count("pk", filter=Q(outcome=Outcome.NO_RIGHT)), failed=Count("pk", filter=Q(outcome=Outcome.FAILED))
    )  # fmt: skip
    if any(counts.values()):
        said = {name: count or None for name, count in counts.items()}
        said |= {"schedule": run.schedule_id, "question": _words(run.schedule)}
        tell(
            actor=actor,
            kind=UNDELIVERED,
            recipients=[run.schedule.saved.owner],
            payload=said,
            dedupe=str(run.pk),
        )
    return True


@action("report_schedule.ask", gettext_lazy("asked whether a scheduled report is still needed"))
def ask_owner(pk: int, *, actor: Any, now: datetime) -> bool:
    """Ask the owner of a schedule that ends within two weeks, once."""
    require(actor, "report.send")
    rows = ReportSchedule.objects.select_for_update(of=("self",), skip_locked=True).select_related(
        "saved__owner"
    )
    today = timezone.localdate(now)
    row = rows.filter(pk=pk, paused="", asked_on__isnull=True, expires_on__lte=today + ASKED_BEFORE).first()
    if row is None:
        return False
    row.asked_on = today
    row.save(update_fields=["asked_on"])
    local = timezone.localtime(now)
    day = day_words(
        local.replace(year=row.expires_on.year, month=row.expires_on.month, day=row.expires_on.day), local
    )
    said = {"schedule": row.pk, "question": _words(row), "day": day}
    tell(
        actor=actor, kind=EXPIRING, recipients=[row.saved.owner], payload=said, dedupe=f"{row.pk}-{row.expires_on}"
    )  # fmt: skip
    record(actor, "report_schedule.ask", row)
    return True


@step
def _end(schedule: ReportSchedule, why: str, actor: Any) -> None:
    """It runs no more; its owner is told."""
    schedule.paused, schedule.next_at = why, None
    schedule.version += 1
    schedule.save(update_fields=["paused", "next_at", "version"])
    said = {"schedule": schedule.pk, "question": _words(schedule)}
    key = f"{schedule.pk}-{schedule.version}"
    tell(actor=actor, kind=ENDED, recipients=[schedule.saved.owner], payload=said, dedupe=key)
    record(actor, "report_schedule.begin", schedule, {"paused": ["", str(why)]})


def _words(schedule: ReportSchedule) -> str:
    """The question in our own words; what its owner calls it stays with its owner."""
    question = BY_CODE.get(schedule.saved.question)
    return (str(question.words) if question else schedule.saved.question)[:LONGEST]
