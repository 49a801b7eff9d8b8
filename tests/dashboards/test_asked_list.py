"""The list of dates asked for: mine and those of me, by how they stand; page, REST and file agree."""

import csv
import io
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from hospital_itsm.dashboards.models import AskedDate
from tests.api.rest import bearer
from tests.kpi.test_pages import signed_in
from tests.world import World

DAY = timedelta(days=1)


@pytest.fixture
def asked(world: World) -> dict[str, AskedDate]:
    """One of each state between the vice president and the manager, and one between two others."""
    today, now = timezone.localdate(), timezone.now()

    def question(figure: str, answer_by: Any, promised_on: Any = None, **who: Any) -> AskedDate:
        given = {"answered_at": now, "promised_on": promised_on, "sentence": "New controller."}
        return AskedDate.objects.create(
            dashboard="infrastructure",
            figure=figure,
            asked_at=now,
            answer_by=answer_by,
            **{"asked_by": world.vp_infrastructure, "asked_of": world.it_manager, **who},
            **(given if promised_on else {}),
        )

    return {
        "waiting": question("restore_p1", today),
        "late": question("backlog_aged", today - DAY),
        "given": question("downtime_first", today - DAY, today),
        "passed": question("availability_first", today - 3 * DAY, today - DAY),
        "others": question("response_p1", today, asked_by=world.cio, asked_of=world.vp_applications),
    }


def listed(world: World, who: str, query: str = "") -> list[int]:
    """The numbers of the rows of the page."""
    page = signed_in(getattr(world, who)).get(f"/dash/asked/{query}").context["page"]
    return [row.pk for row in page.rows]


@pytest.mark.parametrize(
    ("who", "query", "names"),
    [
        ("vp_infrastructure", "", ["passed", "given", "late", "waiting"]),
        ("it_manager", "", ["passed", "given", "late", "waiting"]),
        ("cio", "", ["others"]),
        ("auditor", "", []),
        ("vp_infrastructure", "?state=waiting", ["waiting"]),
        ("vp_infrastructure", "?state=late", ["late"]),
        ("vp_infrastructure", "?state=given&state=passed", ["passed", "given"]),
        ("vp_infrastructure", "?side=of_me", []),
        ("it_manager", "?side=of_me&state=given", ["given"]),
        ("vp_infrastructure", "?sort=answer_by", ["passed", "late", "given", "waiting"]),
    ],
)
def test_everybody_has_their_own_narrowed_by_how_they_stand(
    world: World, asked: dict[str, AskedDate], who: str, query: str, names: list[str]
) -> None:
    assert listed(world, who, query) == [asked[name].pk for name in names]


def test_the_page_says_figure_state_person_and_day(world: World, asked: dict[str, AskedDate]) -> None:
    page = signed_in(world.it_manager).get("/dash/asked/?state=given").content.decode()
    for words in ("Date given", "Dale Brantley asks", "New controller.", "1 on record"):
        assert words in page
    assert "Restore time, P1" not in page


def test_an_unknown_state_is_refused_in_words(world: World, asked: dict[str, AskedDate]) -> None:
    answer = signed_in(world.it_manager).get("/dash/asked/?state=lost")
    assert answer.status_code == 400
    assert list(answer.context["page"].rows) == []


def test_rest_and_file_have_the_rows_of_the_page(world: World, asked: dict[str, AskedDate]) -> None:
    client = Client(headers={"Authorization": bearer(world.it_manager, ["kpis:read"])})
    answer = client.get("/api/v1/asked_dates/?state=late&side=of_me")
    assert [row["figure"] for row in answer.json()["results"]] == ["backlog_aged"]
    file = signed_in(world.it_manager).post("/dash/asked/export/?state=late", {"format": "csv"})
    rows = list(csv.reader(io.StringIO(b"".join(file.streaming_content).decode("utf-8-sig"))))  # type: ignore[attr-defined]
    assert [row[2] for row in rows[1:]] == ["Answer late"]
