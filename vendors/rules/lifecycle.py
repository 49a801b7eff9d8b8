"""What may be decided about a contract; review, approval and renewal come with their own rows."""

from typing import Final

from hospital_itsm.core.lifecycle import Lifecycle, Transition

DRAFT: Final = "draft"
ACTIVE: Final = "active"
TERMINATED: Final = "terminated"

LIFECYCLE: Final = Lifecycle(
    initial=DRAFT,
    states=(DRAFT, ACTIVE, TERMINATED),
    transitions=(
        Transition("activate", frozenset({DRAFT}), ACTIVE, "contract.manage"),
        Transition("terminate", frozenset({DRAFT, ACTIVE}), TERMINATED, "contract.manage", ("reason",)),
    ),
)
