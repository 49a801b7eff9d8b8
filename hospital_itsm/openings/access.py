"""Who opens a restricted ticket in an emergency, and who reviews that."""

from typing import Any

from hospital_itsm.core.access import rule

OPENS, REVIEWS = "ticket.break_glass", "opening.review"


@rule("opening.make")
def may_open(actor: Any, target: Any) -> bool:
    """Who answers for the desk at any hour; for whoever reads the ticket already there is nothing to open."""
    return OPENS in actor.permissions


@rule("opening.list")
def may_list(actor: Any, target: Any) -> bool:
    """Own openings for those who make some, all of them for those who review."""
    return bool({OPENS, REVIEWS} & actor.permissions)


@rule("opening.review")
def may_review(actor: Any, opening: Any) -> bool:
    """Never one's own."""
    return REVIEWS in actor.permissions and (opening is None or opening.person_id != actor.pk)
