"""The vocabulary of the registers."""

from datetime import datetime, timedelta
from typing import Any, Self

from django.db import models
from django.db.models import Case, DateTimeField, DurationField, ExpressionWrapper, F, Q, Value, When
from django.db.models.functions import Coalesce

from hospital_itsm.continuity import access
from hospital_itsm.continuity.choices import RunResult
from hospital_itsm.continuity.rules.registers import BROKEN, CURRENT, FAILED, GRACE, LATE, NEVER, SOON

A_MINUTE_AND_GRACE = timedelta(minutes=1) + timedelta(minutes=1) / GRACE


class RegisterQuerySet(models.QuerySet[Any]):
    """Vocabulary of tests, plans and feeds."""

    def visible_to(self, actor: Any) -> Self:
        """Those the actor may see: who reads outages reads the registers."""
        return self.filter(access.visible_outages(actor))

    def with_standing(self, now: datetime) -> Self:
        """Feeds with `stands`, how each stands now, `missed_at`, when it is late, and `is_well`, false ones first."""
        span = ExpressionWrapper(F("expected_minutes") * Value(A_MINUTE_AND_GRACE), DurationField())
        begins = Coalesce("last_run_at", "created_at")
        rows = self.annotate(missed_at=ExpressionWrapper(begins + span, DateTimeField()))
        came = Q(last_run_at__isnull=False)
        stands = Case(
            When(came & Q(last_result=RunResult.FAILED), then=Value(FAILED)),
            When(came & Q(missed_at__lt=now), then=Value(LATE)),
            When(missed_at__lt=now, then=Value(NEVER)),
            When(came, then=Value(CURRENT)),
            default=Value(SOON),
        )
        well = Case(When(stands__in=BROKEN, then=False), default=True, output_field=models.BooleanField())
        return rows.annotate(stands=stands).annotate(is_well=well)
