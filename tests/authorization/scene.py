"""The things the matrix points at: tickets open to a unit, restricted ones, notices, pages."""

from dataclasses import dataclass

from hospital_itsm.people.models import ApiToken, User
from hospital_itsm.people.rules.tokens import hash_secret
from tests.world import ALL_SCOPES, ROTA_UNTIL, TOKEN_SECRET, World
from tickets.actions.report import Place, report_problem
from tickets.choices import CareAnswer, Kind, Topic
from tickets.models import Ticket

RESTRICTED_WORDS = "Three mailboxes show sign-ins from two countries within an hour."


@dataclass
class Scene:
    """One hospital with one ticket of each kind that matters for access."""

    world: World
    ticket: Ticket
    restricted: Ticket
    tokens: dict[int, str]

    @classmethod
    def build(cls) -> "Scene":
        """Store the scene: an ICU incident in EUC, and a security incident reported by the ICU's requester."""
        world = World.build()
        ticket = report_problem(
            actor=world.requester,
            text="The scanner on cart 14 beeps but does not read wristbands.",
            care_answer=CareAnswer.SLOWER,
            topic=Topic.SCANNER,
            callback="ext. 4501",
            place=Place(care_area=world.icu),
        )
        restricted = report_problem(
            actor=world.security,
            text=RESTRICTED_WORDS,
            care_answer=CareAnswer.NOT_AFFECTED,
            place=Place(care_area=world.icu),
            kind=Kind.SECURITY,
        )
        return cls(world, ticket, restricted, _tokens(world))

    def bearer(self, user: User) -> str:
        """The `Authorization` header of this person's token with every scope."""
        return self.tokens[user.pk]


def _tokens(world: World) -> dict[int, str]:
    headers = {}
    for number, user in enumerate(world.people.values()):
        prefix = f"matrix{number:06d}"
        ApiToken.objects.create(
            user=user,
            name="Matrix",
            prefix=prefix,
            secret_hash=hash_secret(TOKEN_SECRET),
            scopes=ALL_SCOPES,
            expires_at=ROTA_UNTIL,
        )
        headers[user.pk] = f"Bearer {prefix}.{TOKEN_SECRET}"
    return headers
