"""Deciding a step: approve or reject, in one's own name or in that of who delegated."""

from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.approvals import subjects
from hospital_itsm.approvals.actions.asking import end, tell_next
from hospital_itsm.approvals.actions.links import use_up
from hospital_itsm.approvals.choices import RequestState, StepState, Verdict
from hospital_itsm.approvals.models import ApprovalRequest, ApprovalStep
from hospital_itsm.approvals.queries.standing import standing_of
from hospital_itsm.approvals.rules.deciding import Obstacle, in_whose_name
from hospital_itsm.audit.actions import action, step
from hospital_itsm.audit.recording import free_text, record
from hospital_itsm.core.access import require
from hospital_itsm.core.actors import person
from hospital_itsm.core.errors import Conflict, Forbidden, StaleVersion, ValueRefused
from hospital_itsm.core.phi_guard import guard
from hospital_itsm.core.plain_text import one_line
from hospital_itsm.outbox.tell import tell
from hospital_itsm.people.models import User

LONGEST_REASON: Final = 400
REFUSALS: Final = {
    Obstacle.OWN: gettext_lazy("You asked for this yourself. Somebody else has to decide."),
    Obstacle.TWICE: gettext_lazy(
        "You, or whoever you stand in for, decided a step of this before. Somebody else decides this one."
    ),
    Obstacle.ROLE: gettext_lazy("This step is not yours to decide. It is with: %(approver)s."),
}


@action("approval.decide", gettext_lazy("decided about the approval"))
def decide(
    pk: int, *, actor: Any, verdict: str, reason: str = "", version: int | None = None
) -> ApprovalRequest:
    """Approve or reject the present step. A rejection needs a reason and ends the request, whatever came before.

    The last approval ends it too; what follows for the subject happens in the same transaction. Raises
    ApprovalRequest.DoesNotExist, Forbidden, StaleVersion, Conflict for a request that has ended and for a subject
    that may not be approved now, ValueRefused.
    """
    require(actor, "approval.decide")
    known: ApprovalRequest = ApprovalRequest.objects.visible_to(actor).get(pk=pk)
    subject = subjects.find(known.kind)
    row = subject.lock(known.subject)
    request: ApprovalRequest = ApprovalRequest.objects.select_for_update().get(pk=pk)
    present = _present(request)
    name = _name(request, present, actor)
    _refuse_stale(request, version)
    words = guard(one_line(reason), field="reason").text
    _refuse_values(verdict, words)
    if verdict == Verdict.APPROVE and (blockers := subject.blockers(row, request.asked_by)):
        raise Conflict(" ".join(blockers))
    _write(request, present, verdict, words, actor, name)
    if request.state == RequestState.WAITING:
        tell_next(request, actor=actor)
    else:
        subject.decided(row, request, actor)
        _tell_asker(request, actor)
    return request


def _present(request: ApprovalRequest) -> ApprovalStep:
    if request.state != RequestState.WAITING:
        raise Conflict(
            _("This request is %(state)s. That stays so; what has changed is asked anew.")
            % {"state": request.get_state_display().lower()}
        )
    return request.steps.filter(state=StepState.WAITING).order_by("position")[0]


def _name(request: ApprovalRequest, present: ApprovalStep, actor: Any) -> int:
    found = in_whose_name(actor.pk, standing_of(request, present))
    if isinstance(found, Obstacle):
        raise Forbidden(str(REFUSALS[found]) % {"approver": present.get_approver_display()})
    return found


def _refuse_stale(request: ApprovalRequest, version: int | None) -> None:
    if version is not None and version != request.version:
        words = _("Somebody decided a step meanwhile. Look at it again before you decide.")
        raise StaleVersion(words, current=request.version, given=version)


def _refuse_values(verdict: str, reason: str) -> None:
    errors = {}
    if verdict not in Verdict.values:
        errors["verdict"] = _("Choose one: approve or reject.")
    if verdict == Verdict.REJECT and not reason:
        errors["reason"] = _("Say in one line why.")
    elif len(reason) > LONGEST_REASON:
        errors["reason"] = _("Use at most %(count)d characters.") % {"count": LONGEST_REASON}
    if errors:
        raise ValueRefused(errors)


@step
def _write(
    request: ApprovalRequest, present: ApprovalStep, verdict: str, words: str, actor: Any, name: int
) -> None:
    at = timezone.now()
    approves = verdict == Verdict.APPROVE
    present.state = StepState.APPROVED if approves else StepState.REJECTED
    present.decided_by, present.decided_at, present.reason = person(actor), at, words
    present.on_behalf_of = None if name == actor.pk else User.objects.get(pk=name)
    present.save(update_fields=["state", "decided_by", "on_behalf_of", "decided_at", "reason"])
    use_up(present, at)
    is_last = not request.steps.filter(state=StepState.WAITING).exists()
    if not approves:
        end(request, RequestState.REJECTED, at)
    elif is_last:
        end(request, RequestState.APPROVED, at)
    else:
        request.version += 1
        request.save(update_fields=["version"])
    changes = {
        "step": present.position,
        "approver": present.approver,
        "verdict": verdict,
        "reason": free_text(words),
    }
    record(actor, "approval.decide", request, changes, on_behalf_of=str(present.on_behalf_of or ""))


@step
def _tell_asker(request: ApprovalRequest, actor: Any) -> None:
    if request.asked_by is None:
        return
    tell(
        actor=actor,
        kind=f"approval.{request.state}",
        recipients=[request.asked_by],
        payload={
            "what": str(subjects.find(request.kind).title),
            "label": request.label,
            "number": request.pk,
        },
        dedupe=f"{request.pk}:{request.state}",
    )
