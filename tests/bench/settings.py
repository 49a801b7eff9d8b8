"""The product's own settings; only the bench's two addresses and its count of statements on demand are added.

What only development installs is hidden: other libraries would load it, and the image does not have it.
"""

import sys
from pathlib import Path

for development_only in ("requests", "rich", "pygments"):
    sys.modules.setdefault(development_only, None)  # type: ignore[arg-type]

from hospital_itsm.settings import *  # noqa: E402, F403
from hospital_itsm.settings import MIDDLEWARE as PRODUCTS_OWN  # noqa: E402

REPORTS_PER_HOUR = REPORTS_PER_HOUR_FOR_OTHERS = LOOKUPS_PER_MINUTE = 1_000_000
ROOT_URLCONF = "tests.bench.urls"
MIDDLEWARE = ["tests.bench.counting.CountedStatements", *PRODUCTS_OWN]
TEMPLATES[0]["DIRS"] = [*TEMPLATES[0]["DIRS"], Path(__file__).parent / "templates"]  # noqa: F405

IDLE_SECONDS = 12 * 3600
"""A run may ask a page again after longer than a person may look away."""
