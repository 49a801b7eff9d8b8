"""A message of the matrix that is said in the hospital's own words."""

from hospital_itsm.messaging.actions.keeping import publish_wording
from hospital_itsm.messaging.rules.words import Words
from hospital_itsm.outbox import kinds
from tests.world import World

CHANGED = "ticket.reopened"


def own_words(world: World) -> None:
    """Publish them."""
    words = Words("{{ ticket }} is back")
    publish_wording(kinds.find(CHANGED), actor=world.administrator, words=words, reason="For the matrix")
