"""Ladders over REST: whom late tickets tell, as it holds for new tickets."""

from typing import Any, ClassVar

from django.db.models import Prefetch, QuerySet
from rest_framework import serializers

from hospital_itsm.core.rest.catalog import Catalog, documented
from hospital_itsm.setup.queries.policies import newest_policies
from tickets.choices import Anchor, Metric, StepAction
from tickets.models import EscalationStep, SlaPolicy
from tickets.rules.escalation import AUDIENCES

READ = ("setup.manage", "people:read")


class RungShape(serializers.Serializer[Any]):
    """One rung: reached at a share of the promise, or after minutes from the start or from the deadline."""

    metric = serializers.ChoiceField(Metric.choices)
    priority = serializers.IntegerField()
    at_percent = serializers.IntegerField(allow_null=True)
    at_minutes = serializers.IntegerField(allow_null=True)
    counts_from = serializers.ChoiceField(Anchor.choices)
    action = serializers.ChoiceField(StepAction.choices)
    audience = serializers.ListField(child=serializers.ChoiceField(AUDIENCES))
    asks_reason = serializers.BooleanField()


class LadderShape(serializers.Serializer[Any]):
    """The ladders of one set of promises."""

    code = serializers.CharField()
    name = serializers.CharField()
    version = serializers.IntegerField()
    rungs = RungShape(many=True)


@documented("ladders", LadderShape)
class Ladders(Catalog):
    """The ladders of promises in use, by the code of the promises."""

    needs: ClassVar = {"list": READ, "retrieve": READ}
    lookup = "lineage"
    searched = ("lineage", "name")

    def rows(self) -> QuerySet[SlaPolicy]:
        """The newest version of each with its rungs."""
        steps = EscalationStep.objects.order_by("position", "pk")
        return newest_policies().prefetch_related(Prefetch("steps", queryset=steps))

    def show(self, row: SlaPolicy) -> dict[str, Any]:
        """One set of promises."""
        return {
            "code": row.lineage,
            "name": row.name,
            "version": row.version,
            "rungs": [_shown(step) for step in row.steps.all()],
        }


def _shown(step: EscalationStep) -> dict[str, Any]:
    return {
        "metric": step.metric,
        "priority": step.priority,
        "at_percent": step.at_percent,
        "at_minutes": step.at_minutes,
        "counts_from": step.anchor,
        "action": step.action,
        "audience": step.audience,
        "asks_reason": step.needs_reason,
    }
