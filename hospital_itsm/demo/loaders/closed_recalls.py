"""Telling the recalls that the demo hospital has closed, from the letter to the last device."""

from datetime import timedelta
from typing import Final

from django.utils import timezone

from assets.actions.recalls import triage
from assets.actions.recalls.lines import settle
from assets.actions.recalls.receiving import receive_notice
from assets.models import RecallNotice
from hospital_itsm.demo.hospital.past_recalls import PAST, PastRecall
from hospital_itsm.demo.loaders.past import Story, told_from
from hospital_itsm.demo.loaders.tickets import settle_messages
from hospital_itsm.outbox.models import OutboxMessage
from hospital_itsm.people.models import User

LEAD, MANAGER, HANDS = "grace.pell", "ellen.fairweather", "reid.sandoval"
ANSWERED: Final = timedelta(days=2)


def is_loaded() -> bool:
    """Is any of them in this database?"""
    return RecallNotice.objects.filter(number__in=[row.number for row in PAST]).exists()


def load() -> None:
    """Tell them one after the other; the devices are settled step by step until the day on which each is closed."""
    now = timezone.now().replace(microsecond=0)
    newest = OutboxMessage.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    people = User.objects.in_bulk([LEAD, MANAGER, HANDS], field_name="username")
    for row in PAST:
        with told_from(now - timedelta(days=row.days)) as story:
            _tell(row, people, story)
    settle_messages(now, newest)


def _tell(row: PastRecall, people: dict[str, User], story: Story) -> None:
    received, hands, manager = story.at, people[HANDS], people[MANAGER]
    fields = {
        "number": row.number,
        "source": "letter",
        "kind": "recall",
        "recall_class": row.recall_class,
        "firm_status": "ongoing",
        "firm": row.firm,
        "description": row.description,
        "codes": "All serial numbers",
        "product_code": row.product_code,
        "reason": row.reason,
        "action": "Check each device as the letter says, and return the form.",
    }
    case = receive_notice(actor=people[LEAD], fields=fields)
    story.reach(received + timedelta(hours=row.triaged))
    triage.triage(case.key, actor=manager)
    triage.assign(case.key, actor=manager, assignee=hands)
    story.reach(received + ANSWERED)
    on = timezone.localdate()
    triage.acknowledge(case.key, actor=hands, on=on, acknowledgment="Form sent through the portal")
    tags = list(case.lines.order_by("pk").values_list("asset__tag", flat=True))
    left = timedelta(days=row.closed) - ANSWERED
    for place, tag in enumerate(tags, start=1):
        story.reach(received + ANSWERED + left * place / (len(tags) + 1))
        settle(case.key, tag, actor=hands, disposition=row.disposition, evidence=row.evidence)
    story.reach(received + timedelta(days=row.closed))
    triage.verify(case.key, actor=manager)
    triage.close(case.key, actor=manager)
