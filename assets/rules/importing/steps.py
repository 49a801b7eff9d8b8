"""Which step of the lifecycle brings a thing to the status that a file gives."""

from enum import StrEnum
from typing import Final

from assets.rules.lifecycle import LIFECYCLE, LOANED_OUT, status_when_found
from hospital_itsm.core.lifecycle import BACK, Transition

A_FILE_SAYS: Final = frozenset({"reason"})
"""What an import can give for a step; a passed check or who borrows it stands in no inventory."""


class NoStep(StrEnum):
    """Why an import cannot take the step."""

    LENT_OUT = "lent-out"
    NOWHERE = "no-such-step"
    NEEDS_MORE = "needs-more"


def step_to(target: str, status: str, asset_class: str, before: str = "") -> Transition | NoStep:
    """The step from `status` to `target`, or why there is none that an import may take.

    `before` is the status before a loss. What is lent out is taken back where its loan is noted.
    """
    if status == LOANED_OUT:
        return NoStep.LENT_OUT
    rows = [
        row
        for row in LIFECYCLE.allowed(status, kind=asset_class)
        if (status_when_found(before, asset_class) if row.to == BACK else row.to) == target
    ]
    takable = [row for row in rows if set(row.needs) <= A_FILE_SAYS]
    if takable:
        return takable[0]
    return NoStep.NEEDS_MORE if rows else NoStep.NOWHERE
