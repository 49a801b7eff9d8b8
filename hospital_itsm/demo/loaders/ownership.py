"""Counting what everything in the demo hospital costs, so that the list is there from the first minute."""

from hospital_itsm.budget.models import Counting, FiscalYear
from hospital_itsm.budget.tasks import count_costs_of_ownership


def is_loaded() -> bool:
    """Was it counted, or is there no year to count?"""
    return Counting.objects.exists() or not FiscalYear.objects.exists()


def load() -> None:
    """Count every year that has begun."""
    count_costs_of_ownership()
