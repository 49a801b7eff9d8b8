"""Telling past major incidents of the demo hospital, from the proposal to what each review asked for."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import NAMESPACE_OID, uuid5

from django.utils import timezone

from assets.models import Service
from hospital_itsm.continuity.actions import majors, outages, review, updates
from hospital_itsm.continuity.models import MajorAction, MajorIncident
from hospital_itsm.demo.hospital.past_majors import MAJORS, PastMajor, Task
from hospital_itsm.demo.loaders.past import Story
from hospital_itsm.people.models import CareArea, User

DUTY, AGENT = "carla.voss", "leo.marsh"
PROPOSED, DECLARED, STOOD_DOWN = timedelta(minutes=4), timedelta(minutes=7), timedelta(minutes=9)
"""After the beginning; after it worked again."""


def past_majors(
    story: Story, now: datetime, people: dict[str, User]
) -> Iterator[tuple[int, Callable[[], None]]]:
    """What there is to tell of them, each with the days before the load on which it happened."""
    for row in MAJORS:
        began = timezone.localtime(now - timedelta(days=row.days)).replace(hour=row.hour, minute=22)
        yield row.days, partial(_happen, story, row, began, people)
        if row.reviewed:
            yield row.days - row.reviewed, partial(_review, story, row, began, people)
        for task in row.tasks:
            yield row.days - task.done, partial(_finish, story, task, began, people)


def _happen(story: Story, row: PastMajor, began: datetime, people: dict[str, User]) -> None:
    duty = people[DUTY]
    story.reach(began + PROPOSED)
    says: dict[str, Any] = {
        "services": list(Service.objects.filter(code__in=row.codes)),
        "care_areas": list(CareArea.objects.filter(code__in=[unit.code for unit in row.units])),
    }
    outages.record_outage(actor=duty, title=row.title, effect="down", began_at=began, cause=row.cause, **says)
    proposed = majors.propose(
        actor=people[AGENT], title=row.title, trigger=row.trigger, began_at=began, **says
    )
    story.reach(began + DECLARED)
    major = majors.declare(proposed.pk, actor=duty)
    majors.change_major(major.pk, actor=duty, fields={"level": row.level})
    roles = {"clinical_lead": people[row.clinical_lead], "scribe": people[AGENT]}
    majors.name_roles(major.pk, actor=duty, roles=roles)
    for minutes, text in row.updates:
        story.reach(began + timedelta(minutes=minutes))
        updates.post_update(major.pk, actor=duty, token=_token(row, minutes), text=text, next_minutes=30)
    _work_on_paper(major, row, began, duty)
    restored_at = began + timedelta(minutes=row.minutes)
    story.reach(restored_at + STOOD_DOWN)
    review.stand_down(
        major.pk,
        actor=duty,
        restored_at=restored_at,
        confirmed_with=people[row.clinical_lead].full_name,
        text="It works again. Tell us at once if anything is still wrong.",
        token=_token(row, row.minutes),
    )
    _enter_paper(story, major, row, began, duty)


def _token(row: PastMajor, minutes: int) -> str:
    return uuid5(NAMESPACE_OID, f"{row.days} {minutes}").hex


def _work_on_paper(major: MajorIncident, row: PastMajor, began: datetime, duty: User) -> None:
    for unit in row.units:
        if unit.on_paper:
            paper_from = began + timedelta(minutes=unit.on_paper)
            majors.mark_area(major.pk, unit.code, actor=duty, paper_from=paper_from)


def _enter_paper(story: Story, major: MajorIncident, row: PastMajor, began: datetime, duty: User) -> None:
    for unit in sorted(row.units, key=lambda one: one.entered):
        if unit.entered:
            paper_from, entered = (began + timedelta(minutes=one) for one in (unit.on_paper, unit.entered))
            story.reach(entered)
            majors.mark_area(major.pk, unit.code, actor=duty, paper_from=paper_from, back_loaded_at=entered)


def _review(story: Story, row: PastMajor, began: datetime, people: dict[str, User]) -> None:
    duty, major = people[DUTY], MajorIncident.objects.get(title=row.title)
    story.reach(began + timedelta(days=row.reviewed))
    words = {"root_cause": row.root_cause, "went_well": row.went_well, "to_improve": row.to_improve}
    review.write_review(major.pk, actor=duty, words=words, is_hot_done=True, is_complete=True)
    for task in row.tasks:
        due_on = timezone.localdate(began + timedelta(days=task.due))
        review.add_action(major.pk, actor=duty, text=task.text, owner=people[task.owner], due_on=due_on)


def _finish(story: Story, task: Task, began: datetime, people: dict[str, User]) -> None:
    action = MajorAction.objects.get(text=task.text)
    story.reach(began + timedelta(days=task.done))
    review.finish_action(action.major_id, action.pk, actor=people[task.owner])
