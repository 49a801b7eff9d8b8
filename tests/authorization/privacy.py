"""Who reads the dates of privacy tickets, and who says when one was discovered."""

from hospital_itsm.privacy.models import Discovery
from tests.authorization.scene import Scene
from tests.authorization.table import Case, all_get
from tests.privacy_rows import privacy_ticket
from tickets.models import Ticket


def discovery(scene: Scene) -> str:
    """The day of a privacy ticket."""
    found = Ticket.objects.filter(kind="privacy_event").first() or privacy_ticket(scene.world)
    return f"/t/{found.key}/discovery/"


def of_another_kind(scene: Scene) -> str:
    """The same for a restricted ticket of security, which privacy reads."""
    assert not Discovery.objects.filter(ticket=scene.restricted).exists()
    return f"/t/{scene.restricted.key}/discovery/"


SAID = {"day": "2026-03-10", "reason": "Told by the unit lead.", "version": "0"}
CASES = [
    Case("privacy:dates", "/privacy/", all_get(200, "privacy", "auditor")),
    Case("privacy:discovery", discovery, {"privacy": 200}),
    Case("privacy:discovery", discovery, {"privacy": 302}, method="POST", data=SAID),
    Case("privacy:discovery", of_another_kind, about="of another kind"),
    Case("privacy:discovery", of_another_kind, method="POST", data=SAID, about="of another kind"),
]
