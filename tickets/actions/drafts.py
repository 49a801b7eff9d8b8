"""Keeping unsent words: sealed, for their writer alone, gone when sent or old (ux 5a)."""

import json
import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from hospital_itsm.audit.actions import housekeeping
from hospital_itsm.core.crypto import seal
from hospital_itsm.core.errors import ValueRefused
from tickets.models import Draft

SCOPE_PATTERN = re.compile(r"report|intake|notice|[A-Z]{2,6}-\d{1,12}:[a-z_]{1,20}")
LONGEST_DRAFT = 40_000
KEPT = timedelta(days=14)


@housekeeping("unsent words leave no trail")
def save_draft(*, actor: Any, scope: str, fields: Mapping[str, str]) -> datetime | None:
    """Keep the fields of a form for the actor, replacing what the scope held; return when, or None when all are empty.

    `scope` is `report`, `intake`, `notice` or a ticket key with a mode, such as `INC-20418:reply`. Raises
    ValueRefused for another scope or more than 40,000 characters.
    """
    if not SCOPE_PATTERN.fullmatch(scope):
        raise ValueRefused({"scope": _("Drafts belong to the report form, a notice or a ticket.")})
    filled = {str(name): str(value) for name, value in fields.items() if str(value).strip()}
    if not filled:
        Draft.objects.filter(user=actor, scope=scope).delete()
        return None
    kept = json.dumps(filled)
    if len(kept) > LONGEST_DRAFT:
        raise ValueRefused(
            {
                "text": _("This is too long to keep as a draft. Shorten it to %(most)d characters.")
                % {"most": LONGEST_DRAFT}
            }
        )
    at = timezone.now()
    Draft.objects.update_or_create(user=actor, scope=scope, defaults={"sealed": seal(kept), "updated_at": at})
    return at


@housekeeping("unsent words leave no trail")
def drop_draft(*, actor: Any, scope: str) -> None:
    """Forget the actor's draft of a scope; there being none is fine."""
    Draft.objects.filter(user=actor, scope=scope).delete()


@housekeeping("unsent words leave no trail")
def purge_drafts(*, actor: Any, now: datetime | None = None) -> int:
    """Forget drafts nobody touched for 14 days; return how many."""
    due = (now or timezone.now()) - KEPT
    deleted, _kinds = Draft.objects.filter(updated_at__lt=due).delete()
    return deleted
