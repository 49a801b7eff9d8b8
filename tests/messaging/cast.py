"""Messages in the hospital's own words."""

from typing import Any

from hospital_itsm.messaging.actions.keeping import publish_wording
from hospital_itsm.messaging.models import MessageWording
from hospital_itsm.messaging.rules.words import Words
from hospital_itsm.outbox import kinds

KIND = "ticket.assigned"
PAYLOAD = {"ticket": "INC-20418", "priority": 2, "area": "4 West ICU"}
OURS = Words("{{ ticket }} waits for you ({{ area }})", "It is due {{ due_at }}.\nCall 4357 if you cannot.")


def published(
    actor: Any, words: Words = OURS, *, kind: str = KIND, reason: str = "Agreed", **more: Any
) -> MessageWording:
    """Words that hold."""
    return publish_wording(kinds.find(kind), actor=actor, words=words, reason=reason, **more)
