"""The pages and endpoints whose statements are counted, and the rows they show."""

from collections.abc import Callable
from dataclasses import dataclass

from django.test import Client

from tests.world import BEARER, World
from tickets.actions.report import Place, report_problem
from tickets.choices import CareAnswer, Topic
from tickets.models import Ticket

PLENTY = ("ICU", "MS5", "ED", "OR", "PACU")


@dataclass
class Rows:
    """A hospital with so many tickets in one queue, reported by one person."""

    world: World
    tickets: list[Ticket]

    @classmethod
    def build(cls, rows: int) -> "Rows":
        """Store missing tickets so that there are exactly `rows` and return the scene."""
        world = World.build()
        for number in range(Ticket.objects.count(), rows):
            report_problem(
                actor=world.requester,
                text=f"The scanner on cart {number} beeps but does not read wristbands.",
                care_answer=CareAnswer.SLOWER,
                topic=Topic.SCANNER,
                callback="ext. 4501",
                place=Place(care_area=world.area(PLENTY[number % len(PLENTY)])),
            )
        return cls(world, list(Ticket.objects.order_by("id")))


@dataclass(frozen=True)
class Counted:
    """One page: who opens it and where; `kind` picks the ceiling (list 10, detail 15, create 25)."""

    who: str
    path: Callable[[Rows], str]
    kind: str = "list"

    def sign_in(self, client: Client, scene: Rows) -> dict[str, str]:
        """Sign in, or return the header of the integration's token for REST."""
        if self.who == "integration":
            return {"Authorization": BEARER}
        client.force_login(getattr(scene.world, self.who))
        return {}


CASES: dict[str, Counted] = {
    "report": Counted("requester", lambda scene: "/report/", "detail"),
    "receipt": Counted("requester", lambda scene: f"/report/sent/{scene.tickets[0].key}/", "detail"),
    "my": Counted("requester", lambda scene: "/my/"),
    "my-unit": Counted("requester", lambda scene: "/my/?tab=unit"),
    "my-done": Counted("requester", lambda scene: "/my/?tab=done"),
    "my-ticket": Counted("requester", lambda scene: f"/my/{scene.tickets[0].key}/", "detail"),
    "status": Counted("requester", lambda scene: "/status/"),
}
