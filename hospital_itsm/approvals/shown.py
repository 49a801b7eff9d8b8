"""Approvals as pages draw them."""

from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _

from hospital_itsm.approvals import subjects
from hospital_itsm.approvals.choices import RequestState, StepState
from hospital_itsm.approvals.models import ApprovalRequest, ApprovalStep
from hospital_itsm.approvals.queries.standing import standing_of
from hospital_itsm.approvals.rules.deciding import Obstacle, in_whose_name
from hospital_itsm.core.access import can
from hospital_itsm.people.models import User

MARKS: Final = {
    RequestState.WAITING: "wait",
    RequestState.APPROVED: "done",
    RequestState.REJECTED: "bad",
    RequestState.WITHDRAWN: "none",
}
STEP_MARKS: Final = {
    StepState.WAITING: "wait",
    StepState.APPROVED: "done",
    StepState.REJECTED: "bad",
    StepState.MOOT: "none",
}


@dataclass(frozen=True)
class StepLine:
    """One step: its mark, and whether it is the one that waits now."""

    step: ApprovalStep
    mark: str
    is_present: bool


@dataclass(frozen=True)
class Shown:
    """A request with its steps. `may_decide` tells whether the reader's part waits, `for_whom` in whose name."""

    request: ApprovalRequest
    mark: str
    lines: list[StepLine]
    may_decide: bool = False
    for_whom: User | None = None


def title_of(request: ApprovalRequest) -> str:
    """What it is about, such as "Contract C-1001"."""
    return _("%(what)s %(label)s") % {"what": subjects.find(request.kind).title, "label": request.label}


def shown(request: ApprovalRequest, actor: Any, *, asks: bool = True) -> Shown:
    """Dress a request for its reader; `asks` looks whether the reader may decide."""
    steps = list(request.steps.select_related("decided_by", "on_behalf_of").order_by("position"))
    present = next((one for one in steps if one.state == StepState.WAITING), None)
    lines = [StepLine(one, STEP_MARKS[StepState(one.state)], one is present) for one in steps]
    mark = MARKS[RequestState(request.state)]
    if present is None or not asks or not can(actor, "approval.decide"):
        return Shown(request, mark, lines)
    found = in_whose_name(actor.pk, standing_of(request, present))
    if isinstance(found, Obstacle):
        return Shown(request, mark, lines)
    return Shown(request, mark, lines, True, None if found == actor.pk else User.objects.get(pk=found))


def approvals_of(kind: str, subject: Any, actor: Any) -> list[Shown]:
    """The requests about one subject, latest first, for its page: two statements, and some for one that waits."""
    rows = list(ApprovalRequest.objects.filter(kind=kind, subject=subject.pk).order_by("-id")[:5])
    return [shown(row, actor, asks=row.state == RequestState.WAITING) for row in rows]
