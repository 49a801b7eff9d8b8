"""Telling the recalls of the demo hospital: one of class I being worked, one of class II, a letter of today, a log."""

import json
from datetime import timedelta
from typing import Final

from django.utils import timezone

from assets import recall_importing
from assets.actions.recalls import triage
from assets.actions.recalls.importing import put_import
from assets.actions.recalls.lines import locate, note_search, settle, tag_out
from assets.actions.recalls.receiving import receive_notice
from assets.models import RecallCase, RecallNotice
from hospital_itsm.demo.hospital.recalls import DIALYSIS, MONITORS, NOT_OURS, PUMPS
from hospital_itsm.demo.loaders.past import Story, told_from
from hospital_itsm.people.models import User

TAGGED, LOCATED, CORRECTED = 4, 2, 1
"""How many of the recalled pumps: tagged out, only located, corrected already; those nobody finds are missing."""
UPDATED: Final = 5
"""Dialysis machines with the new software."""


def is_loaded() -> bool:
    """Is any notice in this database?"""
    return RecallNotice.objects.exists()


def load() -> None:
    """Tell them from twelve days ago until now."""
    now = timezone.now()
    people = {user.username: user for user in User.objects.filter(username__in=CAST)}
    with told_from(now - timedelta(days=12)) as story:
        _dialysis(people, story)
        story.reach(now - timedelta(days=5))
        _log(people)
        story.reach(now - timedelta(days=2))
        _pumps(people, story)
        story.reach(now - timedelta(hours=1))
        receive_notice(actor=people["grace.pell"], fields=MONITORS)


CAST: Final = ("grace.pell", "ellen.fairweather", "reid.sandoval", "bianca.odell", "enzo.maddox")


def _pumps(people: dict[str, User], story: Story) -> None:
    """Eleven pumps: four tagged out, two only located, one corrected, two missing, the rest to do."""
    hands, manager = people["reid.sandoval"], people["ellen.fairweather"]
    case = _opened(receive_notice(actor=people["grace.pell"], fields=PUMPS), manager, hands, story)
    lost = _tags(case, asset__status="missing")
    for tag in lost:
        settle(case.key, tag, actor=hands, disposition="missing", evidence="Not in its room, not in the pool")
    story.reach(story.at + timedelta(hours=3))
    found = [tag for tag in _tags(case) if tag not in lost]
    tag_out(case.key, found[:TAGGED], actor=hands)
    for tag in found[TAGGED : TAGGED + LOCATED]:
        locate(case.key, tag, actor=people["bianca.odell"])
    story.reach(story.at + timedelta(hours=20))
    for tag in lost:
        on = timezone.localdate()
        note_search(case.key, tag, actor=people["bianca.odell"], on=on, places="ICU, ED, pump pool, cleaning")
    for tag in found[:CORRECTED]:
        settle(
            case.key, tag, actor=hands, disposition="corrected", evidence="Latch replaced, work order 44817"
        )


def _dialysis(people: dict[str, User], story: Story) -> None:
    """Machines that wait for their software; some have it."""
    hands, manager = people["enzo.maddox"], people["ellen.fairweather"]
    case = _opened(receive_notice(actor=hands, fields=DIALYSIS), manager, hands, story)
    triage.acknowledge(
        case.key, actor=hands, on=timezone.localdate(), acknowledgment="Form sent through the portal"
    )
    story.reach(story.at + timedelta(days=3))
    for tag in _tags(case)[:UPDATED]:
        settle(
            case.key, tag, actor=hands, disposition="corrected", evidence="Software 4.2.0 installed, checked"
        )


def _opened(case: RecallCase, manager: User, hands: User, story: Story) -> RecallCase:
    """Triage and assign within the hour."""
    story.reach(story.at + timedelta(minutes=50))
    triage.triage(case.key, actor=manager)
    return triage.assign(case.key, actor=manager, assignee=hands)


def _tags(case: RecallCase, **conditions: str) -> list[str]:
    return list(case.lines.filter(**conditions).order_by("pk").values_list("asset__tag", flat=True))


def _log(people: dict[str, User]) -> None:
    """A file of openFDA about nothing the hospital has."""
    data = json.dumps({"results": NOT_OURS}).encode()
    run = put_import(data, "openfda-device-enforcement.json", actor=people["grace.pell"])
    recall_importing.carry_on(run.pk)
