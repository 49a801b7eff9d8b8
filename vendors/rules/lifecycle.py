"""The life of a contract: drafted, approved by amount and role, signed, and its end."""

from typing import Final

from hospital_itsm.core.lifecycle import Lifecycle, Transition

DRAFT: Final = "draft"
IN_REVIEW: Final = "in_review"
APPROVED: Final = "approved"
ACTIVE: Final = "active"
RENEWED: Final = "renewed"
ENDED: Final = "ended"
TERMINATED: Final = "terminated"
MANAGE: Final = "contract.manage"
ANSWER: Final = "approval.decide"

BY_ITSELF: Final = frozenset({"approve", "reject", "reopen", "succeed"})
"""Steps that follow from something else and have no button."""
LIFECYCLE: Final = Lifecycle(
    initial=DRAFT,
    states=(DRAFT, IN_REVIEW, APPROVED, ACTIVE, RENEWED, ENDED, TERMINATED),
    transitions=(
        Transition("submit", frozenset({DRAFT}), IN_REVIEW, MANAGE),
        Transition("withdraw", frozenset({IN_REVIEW}), DRAFT, MANAGE, ("reason",)),
        Transition("approve", frozenset({IN_REVIEW}), APPROVED, ANSWER),
        Transition("reject", frozenset({IN_REVIEW}), DRAFT, ANSWER, ("reason",)),
        Transition("reopen", frozenset({APPROVED}), DRAFT, MANAGE),
        Transition("activate", frozenset({APPROVED}), ACTIVE, MANAGE),
        Transition("record", frozenset({DRAFT}), ACTIVE, MANAGE, ("reason",)),
        Transition("succeed", frozenset({ACTIVE}), RENEWED, MANAGE),
        Transition("end", frozenset({ACTIVE}), ENDED, MANAGE, ("reason",)),
        Transition(
            "terminate", frozenset({DRAFT, IN_REVIEW, APPROVED, ACTIVE}), TERMINATED, MANAGE, ("reason",)
        ),
    ),
)
"""Other terms `reopen` what was approved; `record` takes up a contract that is in force already, which no approval can
undo; `succeed` follows from signing the contract that renews it."""
