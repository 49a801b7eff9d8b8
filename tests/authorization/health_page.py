"""Who reads how the product stands: administrators."""

from tests.authorization.table import Case

CASES = [Case("setup:health", "/setup/health/", {"administrator": 200})]
