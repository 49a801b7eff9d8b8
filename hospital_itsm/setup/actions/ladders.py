"""A ladder of a policy changed: the next version of the promises, refused where it would leave urgent tickets alone."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy

from hospital_itsm.audit.actions import action
from hospital_itsm.audit.reasons import said_reason
from hospital_itsm.audit.recording import record
from hospital_itsm.core.access import require
from hospital_itsm.core.errors import Conflict, ValueRefused
from hospital_itsm.setup.actions.policies import publish_next
from hospital_itsm.setup.ladder_words import SAME, fault_words
from hospital_itsm.setup.policy_drafts import draft_of
from hospital_itsm.setup.queries.ladders import unfilled
from hospital_itsm.setup.rules.ladders import faults_of, in_order, with_ladder, write_when
from tickets.models import SlaPolicy
from tickets.rules.escalation import Step


@action("policy.ladder", gettext_lazy("changed whom a late ticket tells"))
def publish_ladder(
    policy: SlaPolicy,
    *,
    actor: Any,
    metric: str,
    priority: int,
    ladder: Sequence[Step],
    version: int,
    reason: str,
    at: datetime,
) -> SlaPolicy:
    """Publish the next version of a policy with this ladder; open tickets keep theirs until it is given to them.

    `version` is the one its reader saw. Raises Forbidden, StaleVersion, Conflict where nothing differs, ValueRefused
    for a ladder that is unsafe (`rules.ladders.faults_of`) and without a reason.
    """
    require(actor, "setup.manage", policy)
    why = said_reason(reason)
    if faults := faults_of(metric, priority, ladder, unfilled(at)):
        raise ValueRefused({"ladder": " ".join(fault_words(one) for one in faults)})
    former = draft_of(policy)
    draft = replace(former, steps=with_ladder(former.steps, metric, priority, ladder))
    if draft.steps == former.steps:
        raise Conflict(str(SAME))
    published = publish_next(draft, effective_from=at, version=version)
    had = [one for one in former.steps if (one.metric, one.priority) == (metric, priority)]
    changes = {
        "version": [policy.version, published.version],
        f"{metric} P{priority}": [_words(had), _words(ladder)],
    }
    record(actor, "policy.ladder", published, changes, why)
    return published


def _words(ladder: Sequence[Step]) -> str:
    """The rungs in codes, for the trail."""
    return "; ".join(
        f"{write_when(one)} {one.action} {'+'.join(one.audience)}".strip() for one in in_order(ladder)
    )
