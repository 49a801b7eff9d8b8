"""Tickets of the queue for the tests of the desk's tools."""

from typing import Any

from tests.world import World, again
from tickets.actions.report import Place, report_problem
from tickets.choices import CareAnswer, Kind, Topic
from tickets.models import Ticket


def scanner(world: World, unit: str = "ICU", **changes: Any) -> Ticket:
    """A report of a broken scanner on this unit, with EUC."""
    values: dict[str, Any] = {
        "actor": world.requester,
        "text": "The scanner on cart 14 beeps but does not read.",
        "care_answer": CareAnswer.SLOWER,
        "topic": Topic.SCANNER,
        "place": Place(care_area=world.area(unit)),
    }
    return report_problem(**{**values, **changes})


def secret(world: World) -> Ticket:
    """A security incident on the ICU, which the desk does not see."""
    return scanner(world, actor=again(world.security), kind=Kind.SECURITY, topic="")
