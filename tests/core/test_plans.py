"""Statements that PostgreSQL keeps planned: sent once a connection, right for every value, bounded."""

from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.db.models import QuerySet, TextField, Value
from django.db.models.functions import Concat
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from hospital_itsm.core import plans
from hospital_itsm.core.prepared import Prepared
from hospital_itsm.people.models import Team
from tests.world import World

pytestmark = pytest.mark.django_db


def planned() -> list[str]:
    """The names that the connection knows, the oldest first."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name FROM pg_prepared_statements WHERE name LIKE 'read_%%' ORDER BY prepare_time, name"
        )
        return [name for (name,) in cursor.fetchall()]


def by_code(*, code: str) -> QuerySet[Any]:
    return Team.objects.filter(code=code)


def asked(teams: Prepared, code: str) -> list[str]:
    return [team.code for team in teams.rows(shape=None, values={"code": code})]


def test_a_connection_plans_a_read_once(world: World) -> None:
    teams, before = Prepared(by_code), set(planned())
    with CaptureQueriesContext(connection) as captured:
        assert [asked(teams, code) for code in ("EUC", "NET", "nobody")] == [["EUC"], ["NET"], []]
    (name,) = set(planned()) - before
    assert [query["sql"] for query in captured] == [
        f"EXECUTE {name}('EUC')", f"EXECUTE {name}('NET')", f"EXECUTE {name}('nobody')",
    ]  # fmt: skip


def test_a_plan_outlives_a_transaction_that_was_rolled_back(world: World) -> None:
    teams = Prepared(by_code)
    with pytest.raises(RuntimeError), transaction.atomic():
        asked(teams, "EUC")
        raise RuntimeError
    assert asked(teams, "NET") == ["NET"]


@pytest.mark.django_db(transaction=True)
def test_a_new_connection_plans_anew(world: World) -> None:
    teams = Prepared(by_code)
    asked(teams, "EUC")
    connection.close()
    assert planned() == []
    assert asked(teams, "EUC") == ["EUC"]
    assert len(planned()) == 1


def test_those_used_last_are_kept(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plans, "MOST", 2)
    first, second, third = (Prepared(by_code) for _ in range(3))
    asked(first, "EUC"), asked(second, "EUC")
    known = planned()[-2:]
    asked(first, "NET"), asked(third, "EUC")
    assert known[0] in planned()
    assert known[1] not in planned()
    assert asked(second, "NET") == ["NET"]
    assert len(planned()) == 2


def test_what_a_shape_fixes_stands_in_the_text_whatever_it_holds(world: World) -> None:
    odd = "100% of 'it' \\ %s %(x)s $1 “é”"

    def named(*, code: str) -> QuerySet[Any]:
        return Team.objects.filter(code=code).annotate(odd=Concat(Value(odd), "name"))

    (team,) = Prepared(named).rows(shape=None, values={"code": "EUC"})
    assert team.odd == odd + team.name


def test_without_kept_plans_the_same_is_read(world: World, settings: Any) -> None:
    settings.DATABASE_KEEPS_PLANS = False
    teams, before = Prepared(by_code), planned()
    assert [asked(teams, code) for code in ("EUC", "NET")] == [["EUC"], ["NET"]]
    assert planned() == before


class AnyValue(TestCase):
    """Open values go as parameters."""

    said = Prepared(lambda *, words: ContentType.objects.annotate(said=Value(words, TextField()))[:1])

    @given(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=30))
    def test_any_text_comes_back_as_it_is(self, words: str) -> None:
        assert [row.said for row in self.said.rows(shape=None, values={"words": words})] == [words]
