"""The CIO's summary: one line for each part of the house, five decisions at most, one page of paper; start pages."""

import re
from typing import Any

import pytest

from hospital_itsm.dashboards import sheet
from hospital_itsm.dashboards.asked import reader_of
from hospital_itsm.dashboards.declared import dashboard_called
from hospital_itsm.dashboards.read import Read, read
from tests.dashboards.test_frame import PERIOD, outage
from tests.dashboards.test_frame import undone as undone
from tests.dashboards.test_frame import world as world
from tests.kpi.small_world import NOW
from tests.kpi.test_pages import signed_in
from tests.world import World, again


def read_by(person: Any) -> Read:
    """The summary as somebody reads it at noon of November 20."""
    dashboard = dashboard_called("cio")
    assert dashboard is not None
    found, errors = reader_of(dashboard, PERIOD, actor=again(person), now=NOW)
    assert errors == {}
    return read(dashboard, found)


def test_each_part_of_the_house_has_a_line_with_state_and_change(world: World, undone: None) -> None:
    panels = {panel.code: shown for panel, shown in read_by(world.cio).panels}
    rows = {row[0].text: row for row in panels["areas"].table.rows}
    assert set(rows) <= {"Infrastructure", "Applications", "Clinical engineering"}
    assert rows["Infrastructure"][0].url == "/dash/infrastructure/"
    assert rows["Infrastructure"][2].text == "33.3%"
    assert rows["Infrastructure"][2].mark == "bad"


def test_there_are_five_decisions_at_most_and_the_weightiest_first(world: World, undone: None) -> None:
    for code in ("INF-AD", "INF-DNS", "INF-WLAN", "INF-LAN", "A003", "A004"):
        for began in ("11-02T08:00", "11-10T08:00", "11-18T08:00"):
            outage(world, began, 30, service=code)
    found = read_by(world.cio).decisions
    assert len(found) == 5
    assert [one.weight for one in found] == sorted(one.weight for one in found)


def test_the_summary_stands_on_one_page_of_paper(world: World, undone: None) -> None:
    for code in ("INF-AD", "INF-DNS", "INF-WLAN", "INF-LAN", "A003", "A004"):
        for began in ("11-02T08:00", "11-10T08:00", "11-18T08:00"):
            outage(world, began, 30, service=code)
    page = sheet.drawn(sheet.data_of(read_by(world.cio)), format="png")
    assert isinstance(page, bytes)


@pytest.mark.parametrize(
    ("who", "where"),
    [
        ("cio", "/dash/cio/"),
        ("vp_infrastructure", "/dash/infrastructure/"),
        ("vp_applications", "/dash/applications/"),
        ("cmio", "/dash/informatics/"),
        ("htm_manager", "/dash/htm/"),
        ("agent", "/queue/"),
        ("lead", "/queue/"),
        ("it_manager", "/queue/"),
        ("requester", "/report/"),
        ("finance", "/report/"),
    ],
)
def test_people_land_where_they_work(world: World, undone: None, who: str, where: str) -> None:
    assert signed_in(getattr(world, who)).get("/")["Location"] == where


def test_the_side_bar_has_headings_and_the_dashboards_one_may_open(world: World, undone: None) -> None:
    html = signed_in(world.cio).get("/dash/cio/").content.decode()
    side = html[html.index('<nav class="side"') : html.index("</nav>")]
    assert re.findall(r"<h2>(.*?)</h2>", side) == [
        "Dashboards",
        "Assets and safety",
        "Vendors and money",
        "Insight",
    ]
    views = re.findall(r'<a class="nav-x view" href="([^"]+)"', side)
    codes = ("infrastructure", "applications", "cio", "informatics", "htm")
    assert views == [f"/dash/{code}/" for code in codes]
    manager = signed_in(world.vendor_manager).get("/contracts/").content.decode()
    assert "/dash/" not in manager
    assert "<h2>Vendors and money</h2>" in manager
