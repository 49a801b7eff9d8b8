"""The vocabulary of requests for approval."""

from typing import Any, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from hospital_itsm.approvals.choices import RequestState, StepState
from hospital_itsm.core.actors import is_system


class RequestQuerySet(models.QuerySet[Any]):
    """Vocabulary of requests."""

    def visible_to(self, actor: Any) -> Self:
        """What one asked for, may decide or has decided; everything for readers of contracts."""
        from hospital_itsm.approvals.queries.standing import steps_of

        if is_system(actor):
            return self
        if not actor.is_active:
            return self.none()
        if "contract.read" in actor.permissions:
            return self
        mine = Exists(steps_of(actor).filter(request=OuterRef("pk")))
        return self.filter(Q(asked_by=actor) | mine)

    def waiting(self) -> Self:
        """Not ended."""
        return self.filter(state=RequestState.WAITING)

    def waiting_for(self, actor: Any) -> Self:
        """Those whose present step the actor may decide, oldest first; what one asked for is left out."""
        from hospital_itsm.approvals.models import ApprovalStep
        from hospital_itsm.approvals.queries.standing import steps_of

        earlier = ApprovalStep.objects.filter(
            request=OuterRef("request"), position__lt=OuterRef("position"), state=StepState.WAITING
        )
        present = (
            steps_of(actor).filter(state=StepState.WAITING, request=OuterRef("pk")).exclude(Exists(earlier))
        )
        return self.waiting().exclude(asked_by=actor).filter(Exists(present)).order_by("asked_at", "id")
