"""How many SQL statements each page and endpoint needs: exactly what `query_counts.json` says, for 3 rows and for 30.

`UPDATE_QUERY_COUNTS=1 make test ARGS=tests/test_query_counts.py` writes the file anew; the change is then reviewed.
"""

import json
import os
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.query_cases import CASES
from tests.query_scene import Counted, Rows

FILE = Path(__file__).with_name("query_counts.json")
FEW, MANY = 3, 30
CEILINGS = {"list": 10, "detail": 15, "create": 25, "dashboard": 36, "trial": 40, "health": 25}
"""A dashboard reads ten tables of the house side by side, and four statements are for hours that were agreed.
A trial is a page that shows a change by doing it and undoing it, statement by statement.
The health page asks each part of the product with a statement of its own."""


@pytest.fixture(scope="module", params=[FEW, MANY])
def stored(request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: Any) -> Iterator[Rows]:
    """One scene with so many rows for all pages, in a transaction that is undone at the end."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield Rows.build(request.param)
        transaction.set_rollback(True)


@pytest.fixture
def scene(stored: Rows) -> Iterator[Rows]:
    """The scene for one page: what its case stores is undone, and no object of another case is in it."""
    with transaction.atomic():
        yield deepcopy(stored)
        transaction.set_rollback(True)


def statements(case: Counted, scene: Rows) -> int:
    """Count the statements of one warmed-up request."""
    client = Client()
    headers = case.sign_in(client, scene)
    client.get(case.path(scene), headers=headers)
    with CaptureQueriesContext(connection) as captured:
        response = client.get(case.path(scene), headers=headers)
    assert response.status_code == 200, response.content[:500]
    return len(captured)


@pytest.fixture(autouse=True)
def _kept_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """Words of the glossary and counts of saved views are kept from one request to the next."""
    monkeypatch.setattr("hospital_itsm.glossary.lexicon.SECONDS_KEPT", 3600)
    monkeypatch.setattr("hospital_itsm.desk.saved.SECONDS_KEPT", 3600)


@pytest.mark.parametrize("name", sorted(CASES))
def test_a_page_needs_the_recorded_statements_for_3_rows_and_for_30(name: str, scene: Rows) -> None:
    counted = statements(CASES[name], scene)
    recorded = json.loads(FILE.read_text()) if FILE.exists() else {}
    if os.environ.get("UPDATE_QUERY_COUNTS") and len(scene.tickets) == FEW:
        FILE.write_text(json.dumps({**recorded, name: counted}, indent=2, sort_keys=True) + "\n")
        return
    assert recorded.get(name) == counted
    assert counted <= CEILINGS[CASES[name].kind]
