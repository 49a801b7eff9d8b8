"""Celery entry points of budgets."""

from celery import shared_task
from django.utils import timezone

from hospital_itsm.budget.actions.counting import count_costs
from hospital_itsm.budget.owning import years_due
from hospital_itsm.core.actors import System


@shared_task
def count_costs_of_ownership() -> int:
    """Count what everything costs in the years that are due; beat calls it every quarter of an hour."""
    now = timezone.now()
    return sum(count_costs(pk, actor=System("budget"), now=now) or 0 for pk in years_due(now))
