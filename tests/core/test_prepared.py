"""A prepared read gives what the queryset gives, for every value and shape."""

from typing import Any

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext

from hospital_itsm.core.prepared import Prepared
from hospital_itsm.people.models import Team
from tests.world import CAST, World
from tickets.actions.report import Place, report_problem
from tickets.queries.ticket_page import _surrounded, ticket_with_surroundings

pytestmark = pytest.mark.django_db
KINDS = (
    "read_upto",
    "read_version",
    "requester_open",
    "unit_open",
    "absorbed",
    "reporter_ids",
    "sees_survivor",
)


def by_code(*, code: str) -> QuerySet[Any]:
    return Team.objects.filter(code=code)


def test_each_run_sees_its_own_values(world: World) -> None:
    teams = Prepared(by_code)
    found = [teams.rows(shape=None, values={"code": code})[0].code for code in ("EUC", "NET", "EUC")]
    assert found == ["EUC", "NET", "EUC"]
    assert teams.rows(shape=None, values={"code": "nobody"}) == []


def test_a_run_costs_one_statement_and_reads_afresh(world: World) -> None:
    teams = Prepared(by_code)
    teams.rows(shape=None, values={"code": "EUC"})
    Team.objects.filter(code="EUC").update(name="Renamed")
    with CaptureQueriesContext(connection) as captured:
        found = teams.rows(shape=None, values={"code": "EUC"})
    assert (len(captured), found[0].name) == (1, "Renamed")


def test_shapes_are_kept_apart(world: World) -> None:
    teams = Prepared(lambda active, *, code: Team.objects.filter(code=code, is_active=active))
    assert len(teams.rows(True, shape=True, values={"code": "EUC"})) == 1
    assert teams.rows(False, shape=False, values={"code": "EUC"}) == []


def test_a_queryset_without_rows_sends_nothing(world: World) -> None:
    nobody = Prepared(lambda *, code: Team.objects.filter(code=code, pk__in=[]))
    with CaptureQueriesContext(connection) as captured:
        assert nobody.rows(shape=None, values={"code": "EUC"}) == []
    assert len(captured) == 0


def test_a_value_that_does_not_reach_the_parameters_is_refused(world: World) -> None:
    changed = Prepared(lambda *, code: Team.objects.filter(code__icontains=code))
    with pytest.raises(ValueError, match="does not reach"):
        changed.rows(shape=None, values={"code": "EUC"})


def test_the_ticket_page_reads_the_same_for_everybody_as_without_preparation(world: World) -> None:
    tickets = [
        report_problem(
            actor=world.requester,
            text=f"The label printer {number} prints blank labels.",
            care_answer="slower",
            place=Place(care_area=world.area("ICU")),
        )
        for number in range(3)
    ]
    for who in CAST:
        reader = getattr(world, who)
        for ticket in tickets:
            values = {"reader": reader.pk, "key": ticket.key}
            texts = {"reply": f"{ticket.key}:reply", "note": f"{ticket.key}:note"}
            plain = _surrounded(reader, **values, **texts).first()
            prepared = ticket_with_surroundings(reader, ticket.key)
            assert prepared == plain
            if plain is not None:
                assert [getattr(prepared, kind) for kind in KINDS] == [getattr(plain, kind) for kind in KINDS]
                assert prepared.requester.full_name == plain.requester.full_name
