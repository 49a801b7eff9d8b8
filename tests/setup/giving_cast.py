"""Promises given to open tickets for tests: published, asked for and worked as their person does it."""

from dataclasses import replace
from datetime import datetime

from django.utils import timezone

from hospital_itsm.setup.actions.giving import ask_giving, give_row
from hospital_itsm.setup.actions.policies import publish_policy
from hospital_itsm.setup.models import PolicyGiving
from hospital_itsm.setup.policy_drafts import draft_of
from tests.world import World
from tickets.models import SlaPolicy
from tickets.rules.targets import HOSP24

WHY = "Agreed with the board"


def shorter(world: World, minutes: int = 480, at: datetime | None = None) -> SlaPolicy:
    """The next version of the standard promises: P3 is restored in so many minutes around the clock."""
    newest = SlaPolicy.objects.filter(lineage="standard").latest("version")
    draft = draft_of(newest)
    rows = tuple(
        replace(row, calendar=HOSP24, minutes=minutes, business_days=None)
        if (row.metric, row.priority, row.variant) == ("restore", 3, "")
        else row
        for row in draft.targets
    )
    return publish_policy(
        replace(draft, targets=rows), actor=world.administrator, effective_from=at or timezone.now()
    )


def given(policy: SlaPolicy, world: World, at: datetime) -> PolicyGiving:
    """The giving, asked for and worked at this instant."""
    giving = ask_giving(policy, actor=world.administrator, reason=WHY)
    for row in giving.rows.order_by("position"):
        give_row(row.pk, actor=world.administrator, policy=policy, reason=giving.reason, at=at)
    return giving


def outcomes(giving: PolicyGiving) -> list[str]:
    """What became of each ticket."""
    return list(giving.rows.order_by("position").values_list("outcome", flat=True))
