"""The macros of the matrix: one for everyone, one of the network team, one of the agent's own."""

from hospital_itsm.macros.models import Macro
from tests.world import World


def macros(world: World) -> dict[str, Macro]:
    """Store them."""
    given = {
        "M-all": {"reply": "We look at {{ device }} now."},
        "M-net": {"team": world.team("NET"), "note": "Ask for the port."},
        "M-own": {"owner": world.agent, "note": "Ask June."},
    }
    return {code: Macro.objects.create(code=code, name=code, **fields) for code, fields in given.items()}
