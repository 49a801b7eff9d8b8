"""How many SQL statements each page and endpoint needs: exactly what `query_counts.json` says, for 3 rows and for 30.

`UPDATE_QUERY_COUNTS=1 make test ARGS=tests/test_query_counts.py` writes the file anew; the change is then reviewed.
"""

import json
import os
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.query_cases import CASES
from tests.query_scene import Rows

FILE = Path(__file__).with_name("query_counts.json")
CEILINGS = {"list": 10, "detail": 15, "create": 25, "dashboard": 36, "trial": 40, "health": 25}
"""A dashboard reads ten tables of the house side by side, and four statements are for hours that were agreed.
A trial is a page that shows a change by doing it and undoing it, statement by statement.
The health page asks each part of the product with a statement of its own."""


def statements(case_name: str, rows: int) -> int:
    """Count the statements of one warmed-up request on a scene with this many rows."""
    case = CASES[case_name]
    scene = Rows.build(rows)
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


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(CASES))
def test_a_page_needs_as_many_statements_for_30_rows_as_for_3(name: str) -> None:
    few = statements(name, 3)
    many = statements(name, 30)
    assert few == many
    recorded = json.loads(FILE.read_text()) if FILE.exists() else {}
    if os.environ.get("UPDATE_QUERY_COUNTS"):
        FILE.write_text(json.dumps({**recorded, name: many}, indent=2, sort_keys=True) + "\n")
        return
    assert recorded.get(name) == many
    assert many <= CEILINGS[CASES[name].kind]
