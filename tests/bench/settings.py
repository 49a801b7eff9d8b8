"""The product's own settings; only the bench's two addresses and its count of statements on demand are added."""

from pathlib import Path

from hospital_itsm.settings import *  # noqa: F403
from hospital_itsm.settings import MIDDLEWARE as PRODUCTS_OWN

REPORTS_PER_HOUR = REPORTS_PER_HOUR_FOR_OTHERS = 1_000_000
ROOT_URLCONF = "tests.bench.urls"
MIDDLEWARE = ["tests.bench.counting.CountedStatements", *PRODUCTS_OWN]
TEMPLATES[0]["DIRS"] = [*TEMPLATES[0]["DIRS"], Path(__file__).parent / "templates"]  # noqa: F405
