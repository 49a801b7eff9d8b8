"""Links by which approvers are asked: for one person and one step, used once, only after sign-in."""

import secrets
from datetime import datetime
from typing import Any, Final

from hospital_itsm.approvals.models import ApprovalLink, ApprovalStep
from hospital_itsm.approvals.queries.links import digest_of
from hospital_itsm.audit.actions import step

TOKEN_BYTES: Final = 24


@step
def make_link(of: ApprovalStep, person: Any, expires_at: datetime) -> str:
    """Keep the digest of a fresh link and return its token."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    ApprovalLink.objects.create(step=of, person=person, digest=digest_of(token), expires_at=expires_at)
    return token


@step
def use_up(of: ApprovalStep, at: datetime) -> None:
    """A decided step leaves no link that works."""
    ApprovalLink.objects.filter(step=of, used_at__isnull=True).update(used_at=at)
