"""Who may move a computed priority, how far, and what must be recorded for it (domain/2 §2.2)."""

from dataclasses import dataclass

from tickets.rules.facts import LOWER, RAISE, Adjustment
from tickets.rules.lifecycle import MOST_URGENT_THAT_PAUSES

TRIAGE = "ticket.triage"
LOWER_URGENT = "ticket.lower_priority"
RAISE_CLINICAL = "ticket.raise_priority"

NO_CHANGE = "no_change"
OUT_OF_RANGE = "out_of_range"
REASON_NEEDED = "reason_needed"
NOT_ALLOWED = "not_allowed"
ONE_STEP_ONLY = "one_step_only"
SPEAK_TO_UNIT = "speak_to_unit"
CHARGE_NURSE_NEEDED = "charge_nurse_needed"
ENGINEER_NEEDED = "engineer_needed"


@dataclass(frozen=True, slots=True)
class PriorityChange:
    """A wish to change a priority. `verbs` are the access verbs the person holds on this ticket.

    `patient_safety` and `only_by_form` describe the ticket (`priority.urgent_only_by_form`); `lowered_before`
    is true when a person lowered it already. `charge_nurse` and `engineer` are the people recorded, empty if
    nobody.
    """

    before: int
    after: int
    verbs: frozenset[str]
    reason: str
    patient_safety: bool = False
    only_by_form: bool = False
    lowered_before: bool = False
    spoke_to_unit: bool = False
    charge_nurse: str = ""
    engineer: str = ""


def refusals(change: PriorityChange) -> tuple[str, ...]:
    """What stands against the change, as codes; empty means that it may be made."""
    if change.after == change.before:
        return (NO_CHANGE,)
    if change.after not in (1, 2, 3, 4):
        return (OUT_OF_RANGE,)
    against = _against_raising(change) if change.after < change.before else _against_lowering(change)
    return against if change.reason.strip() else (*against, REASON_NEEDED)


def adjustment_for(change: PriorityChange, by: str) -> Adjustment:
    """The change as the engine keeps it; ask `refusals` first. `by` names the person."""
    direction = RAISE if change.after < change.before else LOWER
    return Adjustment(direction, change.before, change.after, by, change.reason.strip())


def _against_raising(change: PriorityChange) -> tuple[str, ...]:
    """Triage raises as far as it judges right ("if unsure, higher"); a clinical leader raises one step."""
    if TRIAGE in change.verbs:
        return ()
    if RAISE_CLINICAL not in change.verbs:
        return (NOT_ALLOWED,)
    return () if change.before - change.after == 1 else (ONE_STEP_ONLY,)


def _against_lowering(change: PriorityChange) -> tuple[str, ...]:
    steps = () if change.after - change.before == 1 else (ONE_STEP_ONLY,)
    if change.before >= MOST_URGENT_THAT_PAUSES:
        return steps if {TRIAGE, LOWER_URGENT} & change.verbs else (NOT_ALLOWED,)
    if change.before == 1 and change.only_by_form and not change.lowered_before and TRIAGE in change.verbs:
        return steps
    if LOWER_URGENT not in change.verbs:
        return (NOT_ALLOWED,)
    return (*steps, *_not_recorded(change))


def _not_recorded(change: PriorityChange) -> tuple[str, ...]:
    serious = change.before == 1 and change.patient_safety
    wanted = (
        (not change.spoke_to_unit, SPEAK_TO_UNIT),
        (serious and not change.charge_nurse.strip(), CHARGE_NURSE_NEEDED),
        (serious and not change.engineer.strip(), ENGINEER_NEEDED),
    )
    return tuple(code for missing, code in wanted if missing)
