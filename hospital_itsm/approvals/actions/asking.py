"""Asking for approval, withdrawing the question, telling whose turn it is."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, Final

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hospital_itsm.approvals import subjects
from hospital_itsm.approvals.actions.links import make_link
from hospital_itsm.approvals.choices import RequestState, StepState
from hospital_itsm.approvals.models import ApprovalRequest, ApprovalRule, ApprovalStep
from hospital_itsm.approvals.queries.standing import deciders
from hospital_itsm.approvals.rules.ladder import Rung, approvers_for
from hospital_itsm.audit import verbs
from hospital_itsm.audit.actions import step
from hospital_itsm.audit.recording import free_text, record
from hospital_itsm.core.actors import person
from hospital_itsm.core.errors import Conflict, ValueRefused
from hospital_itsm.outbox.tell import tell

CENT: Final = Decimal("0.01")
verbs.register("approval.ask", gettext_lazy("asked for approval"))
verbs.register("approval.withdraw", gettext_lazy("withdrew the question for approval"))


@step
def ask(
    kind: str,
    subject: Any,
    *,
    amount: Decimal | None,
    currency: str,
    actor: Any,
    domain: str = "",
    involved: Iterable[int | None] = (),
) -> ApprovalRequest:
    """Ask for approval of a subject (its `audit_label` names it), with the steps that the rules ask for today.

    `involved` are keys of people whose own it is besides the actor. Runs inside the action of the subject. Raises
    ValueRefused for field `amount` or `currency` where no rule tells who approves it: nothing is ever approved for
    want of a rule. Raises Conflict where it was asked already.
    """
    if amount is None:
        raise ValueRefused({"amount": _("Give the amount first: it says who has to approve.")})
    exact = amount.quantize(CENT)
    approvers = approvers_for(exact, _rungs(kind, currency))
    if not approvers:
        raise ValueRefused(
            {
                "currency": _(
                    "No rule says who approves %(amount)s %(currency)s. An administrator adds one under Settings, "
                    "Approval rules."
                )
                % {"amount": f"{exact:,}", "currency": currency or "?"}
            }
        )
    if ApprovalRequest.objects.waiting().filter(kind=kind, subject=subject.pk).exists():
        raise Conflict(_("It waits for approval already."))
    request = ApprovalRequest.objects.create(
        kind=kind,
        subject=subject.pk,
        label=str(subject.audit_label)[:60],
        amount=exact,
        currency=currency,
        domain=domain,
        asked_by=person(actor),
        asked_at=timezone.now(),
        involved=sorted({key for key in involved if key is not None}),
    )
    ApprovalStep.objects.bulk_create(
        ApprovalStep(request=request, position=place, approver=approver)
        for place, approver in enumerate(approvers, start=1)
    )
    record(
        actor,
        "approval.ask",
        request,
        {"amount": [None, str(exact)], "currency": currency, "steps": approvers},
    )
    tell_next(request, actor=actor)
    return request


def _rungs(kind: str, currency: str) -> list[Rung]:
    rows = ApprovalRule.objects.filter(kind=kind, currency=currency, is_active=True)
    return [Rung(row.from_amount, row.position, row.approver) for row in rows]


@step
def tell_next(request: ApprovalRequest, *, actor: Any, again: str = "") -> None:
    """Tell the approvers of the present step, each with a link of their own; `again` tells once more."""
    present = request.steps.filter(state=StepState.WAITING).order_by("position").first()
    if present is None:
        return
    until = timezone.now() + timedelta(days=settings.APPROVAL_LINK_DAYS)
    for user in deciders(request, present):
        tell(
            actor=actor,
            kind="approval.asked",
            recipients=[user],
            payload={
                "what": str(subjects.find(request.kind).title),
                "label": request.label,
                "amount": f"{request.amount:,} {request.currency}",
                "link": make_link(present, user, until),
            },
            dedupe=f"{present.pk}:{again}",
        )


@step
def withdraw(kind: str, subject: Any, *, actor: Any, reason: str) -> bool:
    """End the waiting request about a subject without an answer, inside its action; say whether there was one."""
    waiting = ApprovalRequest.objects.select_for_update().waiting().filter(kind=kind, subject=subject.pk)
    request = waiting.first()
    if request is None:
        return False
    end(request, RequestState.WITHDRAWN, timezone.now())
    record(actor, "approval.withdraw", request, {"reason": free_text(reason)})
    return True


@step
def end(request: ApprovalRequest, state: str, at: datetime) -> None:
    """Write the end of a request; what still waited is moot."""
    request.steps.filter(state=StepState.WAITING).update(state=StepState.MOOT)
    request.state, request.ended_at = state, at
    request.version += 1
    request.save(update_fields=["state", "ended_at", "version"])
