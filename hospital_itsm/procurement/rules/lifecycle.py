"""The life of a purchase: drafted with its options, approved by amount and role, ordered, received, closed."""

from typing import Final

from hospital_itsm.core.lifecycle import Lifecycle, Transition

DRAFT: Final = "draft"
IN_REVIEW: Final = "in_review"
APPROVED: Final = "approved"
ORDERED: Final = "ordered"
RECEIVED: Final = "received"
CLOSED: Final = "closed"
REJECTED: Final = "rejected"
CANCELLED: Final = "cancelled"
EDIT: Final = "purchase.edit"
ORDER: Final = "purchase.order"
RECEIVE: Final = "purchase.receive"
ANSWER: Final = "approval.decide"

BY_ITSELF: Final = frozenset({"approve", "reject", "complete", "reopen"})
"""Steps that follow from something else and have no button."""
LIFECYCLE: Final = Lifecycle(
    initial=DRAFT,
    states=(DRAFT, IN_REVIEW, APPROVED, ORDERED, RECEIVED, CLOSED, REJECTED, CANCELLED),
    transitions=(
        Transition("submit", frozenset({DRAFT}), IN_REVIEW, EDIT),
        Transition("withdraw", frozenset({IN_REVIEW}), DRAFT, EDIT, ("reason",)),
        Transition("approve", frozenset({IN_REVIEW}), APPROVED, ANSWER),
        Transition("reject", frozenset({IN_REVIEW}), REJECTED, ANSWER, ("reason",)),
        Transition("order", frozenset({APPROVED}), ORDERED, ORDER, ("order_number",)),
        Transition("receive", frozenset({ORDERED}), ORDERED, RECEIVE, ("quantities",)),
        Transition("complete", frozenset({ORDERED}), RECEIVED, RECEIVE),
        Transition("reopen", frozenset({RECEIVED}), ORDERED, RECEIVE),
        Transition("close", frozenset({ORDERED, RECEIVED}), CLOSED, ORDER),
        Transition("cancel", frozenset({DRAFT, IN_REVIEW, APPROVED, ORDERED}), CANCELLED, EDIT, ("reason",)),
    ),
)
"""A rejection is an end: who still wants it copies the purchase and asks anew. `complete` follows from the receipt of
the last piece, `reopen` from taking such a receipt back. What was ordered and never comes is closed with a reason."""
