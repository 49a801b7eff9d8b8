"""Who holds the role of a step today, and for whom others stand in."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from hospital_itsm.approvals.choices import Approver, StepState
from hospital_itsm.approvals.queries.approvers import BY_DOMAIN, roles_of
from hospital_itsm.approvals.rules.deciding import Standing
from hospital_itsm.people.choices import AccountKind, Domain
from hospital_itsm.people.models import Membership, User


def holders(approver: str, domain: str) -> list[User]:
    """The active people who hold the role of an approver today: one statement."""
    return list(_holders(roles_of(approver, domain)))


def _holders(roles: Iterable[str]) -> QuerySet[User]:
    held = Membership.objects.valid().filter(role__code__in=list(roles))
    return User.objects.filter(pk__in=held.values("user"), is_active=True, kind=AccountKind.PERSON).order_by(
        "pk"
    )


def standing_of(request: Any, step: Any) -> Standing:
    """What is known of a step today: three statements."""
    from hospital_itsm.approvals.models import Delegation

    held = {user.pk for user in holders(step.approver, request.domain)}
    given = Delegation.objects.in_force(timezone.localdate()).about(request.kind).filter(giver__in=held)
    givers: dict[int, list[int]] = {}
    for giver, taker in given.values_list("giver", "taker"):
        givers.setdefault(taker, []).append(giver)
    decided = request.steps.exclude(pk=step.pk).filter(state=StepState.APPROVED)
    others = decided.values_list("decided_by", "on_behalf_of")
    used = {key for pair in others for key in pair if key is not None}
    return Standing(request.asked_by_id, held, givers, used, frozenset(request.involved))


def deciders(request: Any, step: Any) -> list[User]:
    """Whom to ask for a step: its holders and their delegates, without those whose own it is."""
    standing = standing_of(request, step)
    keys = {key for key in {*standing.holders, *standing.givers} if not standing.is_own(key)}
    return list(User.objects.filter(pk__in=keys, is_active=True).order_by("pk"))


def steps_of(actor: Any) -> QuerySet[Any]:
    """The steps whose role the actor holds today, by themselves or in somebody's name, or that they decided."""
    from hospital_itsm.approvals.models import ApprovalStep, Delegation

    condition = Q(decided_by=actor) | _held_by(Membership.objects.valid().filter(user=actor))
    taken = Delegation.objects.in_force(timezone.localdate()).filter(taker=actor)
    for giver, kinds in taken.values_list("giver", "kinds"):
        held = _held_by(Membership.objects.valid().filter(user=giver))
        condition |= held & Q(request__kind__in=kinds) if kinds else held
    return ApprovalStep.objects.filter(condition)


def _held_by(memberships: QuerySet[Any]) -> Q:
    """The condition that a step asks for one of the roles of these memberships."""
    roles = set(memberships.values_list("role__code", flat=True))
    condition = Q(approver__in=roles & set(Approver.values))
    for approver in BY_DOMAIN:
        theirs = [domain for domain in ("", *Domain.values) if roles.intersection(roles_of(approver, domain))]
        condition |= Q(approver=approver, request__domain__in=theirs)
    return condition
