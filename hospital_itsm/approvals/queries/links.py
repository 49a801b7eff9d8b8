"""Links as their readers meet them: whether one leads to its question, and why not."""

import hashlib
from enum import StrEnum
from typing import Any

from django.utils import timezone

from hospital_itsm.approvals.choices import StepState


class Refusal(StrEnum):
    """Why a link leads nowhere."""

    UNKNOWN = "unknown"
    FOREIGN = "foreign"
    USED = "used"
    EXPIRED = "expired"
    OVER = "over"


def digest_of(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def look_up(token: str, actor: Any) -> tuple[Any, Refusal | None]:
    """The link of a token where this person may use it now, else why not; a look uses nothing up."""
    from hospital_itsm.approvals.models import ApprovalLink

    rows = ApprovalLink.objects.select_related("step__request")
    link = rows.filter(digest=digest_of(token)).first()
    if link is None:
        return None, Refusal.UNKNOWN
    if link.person_id != actor.pk:
        return None, Refusal.FOREIGN
    if link.used_at is not None:
        return link, Refusal.USED
    if link.expires_at <= timezone.now():
        return link, Refusal.EXPIRED
    if link.step.state != StepState.WAITING:
        return link, Refusal.OVER
    return link, None
