"""Who removes words of a ticket, who holds it, and who opens what is sealed."""

from collections.abc import Callable
from typing import Any

from tests.authorization.api_tickets import ANY, HERE
from tests.authorization.desk import ITS_TEAM, RESTRICTED_TEAM
from tests.authorization.scene import Scene
from tests.authorization.table import DESK, WORKERS, Case, all_get
from tests.redaction_rows import sealed_file, sealed_one
from tickets.models import Ticket

NO_API: dict[str, Any] = {"anonymous": 401, "others": 403}
WORDS = {"words": "printer", "what": "other", "reason": "It must not stand here."}
GIVEN = {**WORDS, "words": ["printer"]}
WHY = {"reason": "A letter from the lawyers."}


def removes(status: int) -> dict[str, int]:
    """Its team and privacy get this; others who work tickets see it and may not."""
    return {**all_get(403, *WORKERS), **all_get(status, *ITS_TEAM, "privacy")}


def holds(status: int) -> dict[str, int]:
    """Privacy alone."""
    return {"privacy": status}


def on_ticket(suffix: str = "") -> Callable[[Scene], str]:
    """Removing from the ordinary ticket."""
    return lambda scene: f"/t/{scene.ticket.key}/redact/{suffix}"


def restricted(scene: Scene) -> str:
    """Removing from the restricted ticket."""
    return f"/t/{scene.restricted.key}/redact/"


def sealed(scene: Scene) -> str:
    """What one redaction of the ordinary ticket sealed."""
    return f"/t/{scene.ticket.key}/redact/{sealed_one(scene.ticket, scene.world.agent).pk}/"


def elsewhere(scene: Scene) -> str:
    """The same under the number of another ticket."""
    other = Ticket.objects.exclude(pk=scene.ticket.pk).filter(is_restricted=False).earliest("pk")
    return f"/t/{other.key}/redact/{sealed_one(scene.ticket, scene.world.agent).pk}/"


def file_of_it(scene: Scene) -> str:
    """A file that one redaction sealed."""
    return f"{sealed(scene)}{sealed_file(scene.ticket, scene.world.agent).pk}/"


def file_elsewhere(scene: Scene) -> str:
    """The same file under the number of another ticket."""
    return f"{elsewhere(scene)}{sealed_file(scene.ticket, scene.world.agent).pk}/"


def rest(suffix: str) -> Callable[[Scene], str]:
    """The ordinary ticket over REST."""
    return lambda scene: f"{HERE}tickets/{scene.ticket.key}/{suffix}"


RESTRICTED = all_get(200, *RESTRICTED_TEAM, "privacy")
CASES = [
    Case("redaction:redact", on_ticket(), removes(200)),
    Case("redaction:redact", restricted, RESTRICTED, about="restricted"),
    Case("redaction:redact", on_ticket(), removes(302), method="POST", data=WORDS),
    Case("redaction:hold", on_ticket("hold/"), holds(302), method="POST", data=WHY),
    Case("redaction:lift", on_ticket("lift/"), holds(302), method="POST", data=WHY, about="without a hold"),
    Case("redaction:sealed", sealed, holds(200)),
    Case("redaction:sealed", sealed, holds(200), method="POST", data=WHY),
    Case("redaction:sealed", elsewhere, holds(404), about="of another ticket"),
    Case("redaction:sealed_file", file_of_it, holds(200), method="POST"),
    Case("redaction:sealed_file", file_elsewhere, holds(404), method="POST", about="of another ticket"),
    Case("api:ticket_redactions", rest("redactions/"), all_get(200, *DESK), **NO_API),
    Case(
        "api:ticket_redactions",
        rest("redactions/"),
        removes(201),
        method="POST",
        data=GIVEN,
        headers=ANY,
        **NO_API,
    ),
    Case("api:ticket_hold", rest("hold/"), holds(201), method="POST", data=WHY, **NO_API),
    Case("api:ticket_hold_lift", rest("hold/lift/"), holds(409), method="POST", data=WHY, **NO_API),
]
