"""Who reads hand-overs, speaks for a team and takes over, and who keeps the shifts."""

from hospital_itsm.shifts.models import Shift
from tests.authorization.scene import Scene
from tests.authorization.setup import DONE, rows_of
from tests.authorization.table import DESK, Case, all_get

ANY_TEAM = ("duty_manager", "it_manager", "htm_manager")
WORKS = (
    "agent", "second_agent", "analyst", "technician", "network_engineer", "biomed", "lead", "euc_lead", "security",
    "security_member", "privacy",
)  # fmt: skip
"""They work tickets and speak for teams of their own."""
IN_EUC = ("agent", "technician", "euc_lead")
READS = all_get(200, *DESK)
SPEAKS = {**all_get(403, *WORKS), **all_get(200, *IN_EUC, *ANY_TEAM)}
SPOKE = {**all_get(403, *WORKS), **all_get(302, *IN_EUC, *ANY_TEAM)}


def at(suffix: str = "") -> object:
    """An address of the scene's hand-over."""
    return lambda scene: f"/shift/{scene.handover.pk}/{suffix}"


def fields(scene: Scene) -> dict[str, str]:
    """A shift."""
    return {"name": "Late", "begins_at": "19:30"}


CASES = [
    Case("shifts:now", "/shift/", READS),
    Case("shifts:handover", at(), READS),  # type: ignore[arg-type]
    Case("shifts:sheet", "/shift/emergency-sheet/", all_get(404, *DESK), about="before one is written"),
    Case("shifts:say", at("teams/EUC/say/"), SPEAKS),  # type: ignore[arg-type]
    Case(
        "shifts:say",
        at("teams/EUC/say/"),
        SPOKE,
        method="POST",
        data={"words": "Cart 14 waits.", "version": "0"},
    ),  # type: ignore[arg-type]
    Case("shifts:take", at("teams/EUC/take/"), SPOKE, method="POST"),  # type: ignore[arg-type]
    *rows_of(
        "shifts", ("shifts:shift", "shifts:shifts"), lambda scene: Shift.objects.get(code="DAY"), fields, DONE
    ),
]
