"""The frame of dashboards: figures that can be opened, decisions in words, periods in the address, PDF and REST."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from assets.models import Service
from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.continuity.models import MajorIncident, Outage
from hospital_itsm.dashboards.asked import reader_of
from hospital_itsm.dashboards.declared import Reader, dashboard_called
from hospital_itsm.dashboards.models import AskedDate
from hospital_itsm.dashboards.read import Read, read
from hospital_itsm.dashboards.sheet import data_of, drawn
from hospital_itsm.kpi.models import KpiTarget
from hospital_itsm.outbox.models import OutboxMessage
from tests.api.rest import bearer
from tests.kpi import small_world
from tests.kpi.small_world import NOW
from tests.kpi.test_behind import found_by
from tests.kpi.test_pages import signed_in
from tests.tickets.clock_cases import chicago
from tests.vendors.test_vendor_pages import text_of
from tests.world import World, again
from vendors.models import Contract
from vendors.models.renewal import DecisionRecord

ASKED = "from=2026-10-22&until=2026-11-20"
PERIOD = {"from": "2026-10-22", "until": "2026-11-20"}


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """The small world of figures, counted, in a transaction that is undone at the end."""
    with django_db_blocker.unblock(), transaction.atomic():
        made = World.build()
        small_world.build(made)
        small_world.count()
        yield made
        transaction.set_rollback(True)


@pytest.fixture
def undone(world: World) -> Iterator[None]:
    """What a test changes is undone at its end."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def leader(world: World, undone: None) -> Client:
    """A browser of the vice president of infrastructure."""
    return signed_in(world.vp_infrastructure)


def reader(world: World, code: str = "infrastructure", **given: str) -> Reader:
    """The vice president of infrastructure reads at noon of November 20."""
    dashboard = dashboard_called(code)
    assert dashboard is not None
    found, errors = reader_of(dashboard, {**PERIOD, **given}, actor=again(world.vp_infrastructure), now=NOW)
    assert errors == {}
    return found


def read_by(world: World, **given: str) -> Read:
    """The infrastructure dashboard as that person reads it."""
    dashboard = dashboard_called("infrastructure")
    assert dashboard is not None
    return read(dashboard, reader(world, **given))


def outage(
    world: World, began: str, minutes: int, cause: str = "change", service: str = "INF-WLAN"
) -> Outage:
    """An unplanned outage of one service."""
    at = chicago(began)
    made = Outage.objects.create(
        title="Down", effect="down", began_at=at, starts_at=at, ended_at=at + timedelta(minutes=minutes),
        recorded_at=at, cause=cause,
    )  # fmt: skip
    Service.objects.filter(code=service).update(lifecycle="live")
    made.services.set([world.service(service)])
    return made


def test_a_figure_stands_with_value_target_change_and_how_it_is_counted(leader: Client) -> None:
    page = leader.get(f"/dash/infrastructure/?{ASKED}")
    words = text_of(page)
    assert "All sites. Oct 22 to Nov 20, compared with Sep 22 to Oct 21" in words
    tiles = {one.code: one for one in page.context["read"].tiles}
    assert (tiles["restore_p1"].value, tiles["restore_p1"].name) == ("3h 00m", "Restore time, P1")
    assert tiles["restore_p1"].verdict == "Too few to judge, fewer than 5"
    assert tiles["backlog_aged"].change == "50 points worse"
    assert "How is this counted?" in words
    assert "Open tickets older than 30 days, of all open tickets." in words
    assert "Data to" in words


def test_a_figure_without_data_is_absent_and_never_zero(leader: Client) -> None:
    page = leader.get("/dash/infrastructure/?from=2019-01-01&until=2019-01-31")
    assert [one.code for one in page.context["read"].tiles] == ["majors"]
    assert "Restore time" not in text_of(page)


def test_each_figure_equals_the_list_it_leads_to(world: World, undone: None) -> None:
    manager = signed_in(world.it_manager)
    found = manager.get(f"/dash/infrastructure/?{ASKED}").context["read"]
    opened = 0
    for tile in found.tiles:
        listed = manager.get(tile.url)
        assert listed.status_code == 200, tile.url
        if "/queue/" in tile.url:
            rows = len(set(re.findall(r"/t/([A-Z]+-\d+)/", listed.content.decode())))
            figure = manager.get(tile.counted_url).context["figure"].figure
            assert rows == figure.sums.n
            opened += 1
    assert opened >= 2


def test_the_page_of_a_figure_says_the_same_value(leader: Client) -> None:
    for tile in leader.get(f"/dash/infrastructure/?{ASKED}").context["read"].tiles:
        if tile.counted_url:
            assert leader.get(tile.counted_url).context["figure"].value == tile.value


@pytest.mark.parametrize("leader_called", ["vp_infrastructure", "vp_applications", "cio"])
def test_executives_read_no_name_and_no_ticket(world: World, undone: None, leader_called: str) -> None:
    html = signed_in(getattr(world, leader_called)).get(f"/dash/infrastructure/?{ASKED}").content.decode()
    assert "INC-" not in html
    assert "/queue/" not in html
    for person in (world.requester, world.agent, world.lead):
        assert person.full_name not in html


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("period=2", "365, quarter, year"),
        ("from=yesterday", "Write the day like 2026-11-30."),
        ("from=2026-11-20&until=2026-11-01", "The period ends before it begins. Give a later last day."),
        ("site=MOON", "There is no such site. Choose one of the list."),
        ("domain=htm", "There is no such filter. Use one of: period, from, until, site, against."),
        ("colour=red", "There is no such filter. Use one of: period, from, until, site, against."),
        ("against=never", "before, year"),
    ],
)
def test_what_cannot_be_read_is_said_and_nothing_is_shown_for_it(
    leader: Client, query: str, words: str
) -> None:
    for address in (f"/dash/infrastructure/?{query}", f"/dash/infrastructure/pdf/?{query}"):
        page = leader.get(address)
        assert page.status_code == 400
        assert page.context["read"] is None
        assert words in text_of(page)


@pytest.mark.parametrize("period", ["7", "30", "90", "365", "quarter", "year"])
def test_every_period_is_told_and_kept_in_the_address(leader: Client, period: str) -> None:
    page = leader.get(f"/dash/infrastructure/?period={period}&against=year&site=MAIN")
    assert page.status_code == 200
    assert (
        f"/dash/infrastructure/pdf/?period={period}&amp;site=MAIN&amp;against=year" in page.content.decode()
    )
    assert f'<option value="{period}" selected>' in page.content.decode()


def test_a_figure_that_the_site_does_not_divide_is_told_for_all_sites_and_says_so(
    world: World, undone: None
) -> None:
    outage(world, "11-10T08:00", 60)
    small_world.count()
    tiles = {one.code: one for one in read_by(world, site="MAIN").tiles}
    assert tiles["downtime_first"].place == "All sites"
    assert tiles["restore_p1"].place == ""
    assert "site=MAIN" in tiles["restore_p1"].url
    assert "site" not in tiles["downtime_first"].counted_url


def test_contracts_to_give_notice_for_are_added_up_and_stand_first(world: World, undone: None) -> None:
    Contract.objects.update(decision="renew", domain="")
    said = {
        "vendor": world.vendor, "status": "active", "domain": "infrastructure", "starts_on": date(2020, 1, 1),
        "ends_on": date(2027, 3, 1), "auto_renew": True, "renewal_term_months": 12, "notice_unit": "days",
        "currency": "USD",
    }  # fmt: skip
    for number, days, value in (("N-1", 91, "612000.00"), ("N-2", 80, "184000.50"), ("N-3", 10, "9.00")):
        Contract.objects.create(
            number=number, title=f"Support {number}", notice_value=days, annual_value=value, **said
        )
    other = {**said, "domain": "applications"}
    Contract.objects.create(number="N-4", title="Elsewhere", notice_value=80, annual_value="1.00", **other)
    (found,) = [one for one in read_by(world).decisions if one.icon == "flag-3"]
    assert found.lead == "Decide by Nov 30"
    assert found.text == (
        "2 contracts renew by themselves, at USD 796,000.50 a year together. Notice periods end Nov 30 to Dec 11."
    )
    assert (found.weight, found.due, found.go) == ("bad", date(2026, 11, 30), "2 contracts")
    assert found.holds == 2
    assert parse_qs(urlsplit(found.url).query) == {
        "dash": ["notices:2026-10-22:2026-11-20::infrastructure:renew-USD"]
    }


def test_a_service_that_failed_three_times_in_90_days_asks_for_a_decision(world: World, undone: None) -> None:
    Outage.objects.all().delete()
    service = world.service("INF-WLAN")
    for began in ("11-02T08:00", "11-10T08:00"):
        outage(world, began, 30)
    assert not [one for one in read_by(world).decisions if one.icon == "activity"]
    outage(world, "11-18T08:00", 50)
    (found,) = [one for one in read_by(world).decisions if one.icon == "activity"]
    assert found.lead == "3 outages"
    assert found.text == f"{service.name} was down for 1h 50m in 90 days. All of it: a change."
    outage(world, "11-19T08:00", 10, cause="power")
    (found,) = [one for one in read_by(world).decisions if one.icon == "activity"]
    assert (found.lead, found.text.split(". ")[-1]) == ("4 outages", "No one cause explains it.")


def test_its_link_lists_exactly_the_outages_it_counts(world: World, undone: None) -> None:
    Outage.objects.all().delete()
    began = ("08-21T08:00", "08-21T23:50", "08-22T06:00", "11-10T08:00", "11-18T08:00")
    for at in began:
        outage(world, at, 30)
    outage(world, "11-12T08:00", 30, "change", "A001")
    (found,) = [one for one in read_by(world).decisions if one.icon == "activity"]
    assert (found.lead, found_by(found.url, again(world.vp_infrastructure))) == ("4 outages", 4)


def test_outages_stand_by_cause_with_the_period_before(world: World, undone: None) -> None:
    Outage.objects.all().delete()
    for began, cause in (("11-02T08:00", "change"), ("11-10T08:00", "change"), ("11-12T08:00", "power")):
        outage(world, began, 30, cause)
    outage(world, "10-05T08:00", 30, "power")
    outage(world, "10-06T08:00", 30, "power")
    outage(world, "11-11T08:00", 30, "change", "A001")
    panels = {panel.code: shown for panel, shown in read_by(world).panels}
    rows = [[cell.text or cell.note for cell in row] for row in panels["causes"].table.rows]
    assert [(row[0], row[2]) for row in rows] == [("A change", "2"), ("Power or cooling", "1")]
    assert [row[2].note for row in panels["causes"].table.rows] == ["0 before", "2 before"]
    listed = signed_in(world.it_manager).get(panels["causes"].table.rows[0][0].url)
    assert listed.status_code == 200
    assert "2 outages" in text_of(listed) or len(re.findall(r"OUT-\d+", listed.content.decode())) >= 2


def test_major_incidents_are_counted_as_their_list_counts_them(world: World, undone: None) -> None:
    keys = []
    for number, (at, code) in enumerate(
        (("11-02T08:00", "INF-WLAN"), ("11-04T08:00", "INF-WLAN"), ("11-05T08:00", "A001"))
    ):
        made = MajorIncident.objects.create(
            title=f"Down {number}", trigger="areas", state="stood_down", began_at=chicago(at),
            proposed_at=chicago(at), promoted_at=chicago(at), restored_at=chicago(at) + timedelta(minutes=47),
            review_due_on=date(2026, 11, 10 + number),
        )  # fmt: skip
        made.services.set([world.service(code)])
        keys.append(made.key)
    found = read_by(world)
    tile = next(one for one in found.tiles if one.code == "majors")
    assert (tile.value, tile.change) == ("2", "2 more")
    listed = signed_in(world.it_manager).get(tile.url).content.decode()
    assert ("Down 0" in listed, "Down 1" in listed, "Down 2" in listed) == (True, True, False)
    panel = next(shown for panel, shown in found.panels if panel.code == "majors")
    assert [[cell.text for cell in row] for row in panel.table.rows] == [
        [f"{keys[1]}, Wi-Fi", "Review due Nov 11", "47m"],
        [f"{keys[0]}, Wi-Fi", "Review due Nov 10", "47m"],
    ]
    late = [(one.lead, one.text) for one in found.decisions if one.icon == "urgent"]
    assert late == [
        (f"Due Nov {day}", f"The review of {key}, Wi-Fi is late. Nobody has said its cause.")
        for day, key in ((10, keys[0]), (11, keys[1]))
    ]
    page = signed_in(world.vp_infrastructure).get("/dash/infrastructure/").content.decode()
    assert "Down 0" not in page


def test_what_was_decided_last_month_stands_with_what_came_of_it(world: World, undone: None) -> None:
    row = Contract.objects.create(
        number="D-1", title="Core switches", vendor=world.vendor, status="active", domain="infrastructure",
        starts_on=date(2020, 1, 1), ends_on=date(2027, 3, 1), decision="renew",
    )  # fmt: skip
    said = {"contract": row, "reason": "They deliver.", "decided_by": world.vendor_manager}
    DecisionRecord.objects.create(decision="renew", decided_at=chicago("11-10T08:00"), **said)
    DecisionRecord.objects.create(decision="renegotiate", decided_at=chicago("09-10T08:00"), **said)
    (found,) = read_by(world).decided
    assert found.on == date(2026, 11, 10)
    assert found.text == f"Renew Core switches of {world.vendor.name}"
    assert found.outcome == "In force, term to Mar 1, 2027"


def miss(world: World) -> None:
    """Let the share of old tickets miss its target, whatever it is."""
    from hospital_itsm.kpi.models import Snapshot

    KpiTarget.objects.create(kpi="backlog_aged", target=1, set_at=timezone.now())
    rows = Snapshot.objects.filter(kpi="backlog_aged", domain="infrastructure")
    rows.update(n=10, numerator=5, denominator=10)


def test_a_red_figure_offers_to_ask_and_then_names_who_was_asked_and_the_date(
    world: World, leader: Client
) -> None:
    miss(world)
    page = leader.get(f"/dash/infrastructure/?{ASKED}")
    address = f"/dash/infrastructure/ask/backlog_aged/?{ASKED.replace('&', '&amp;')}"
    assert address in page.content.decode()
    day = timezone.localdate() + timedelta(days=3)
    given = {"asked_of": world.it_manager.pk, "answer_by": day.isoformat()}
    asked = leader.post(f"/dash/infrastructure/ask/backlog_aged/?{ASKED}", given)
    assert (asked.status_code, asked["Location"]) == (302, f"/dash/infrastructure/?{ASKED}")
    row = AskedDate.objects.get()
    assert (row.figure, row.domain, row.site, row.asked_of) == (
        "backlog_aged",
        "infrastructure",
        None,
        world.it_manager,
    )
    told = OutboxMessage.objects.filter(kind="asked_date.asked")
    assert {one.recipient_id for one in told} == {world.it_manager.pk}
    assert all(set(one.payload) == {"number", "figure", "day"} for one in told)
    shown = text_of(leader.get(f"/dash/infrastructure/?{ASKED}"))
    assert f"Martin Ekland was asked, answer by {day:%b} {day.day}" in shown
    assert "Ask for a date" not in shown

    manager = signed_in(world.it_manager)
    promised = timezone.localdate() + timedelta(days=20)
    answer = {"promised_on": promised.isoformat(), "sentence": "Two of us work old tickets.", "version": "1"}
    assert manager.post(row.get_absolute_url(), answer).status_code == 302
    shown = text_of(leader.get(f"/dash/infrastructure/?{ASKED}"))
    assert f"Martin Ekland: by {promised:%b} {promised.day}. Two of us work old tickets." in shown
    answered = OutboxMessage.objects.filter(kind="asked_date.answered")
    assert {one.recipient_id for one in answered} == {world.vp_infrastructure.pk}
    assert "Two of us" not in str([one.payload for one in answered])
    trail = AuditEntry.objects.filter(verb__startswith="asked_date.").order_by("pk")
    assert [one.verb for one in trail] == ["asked_date.ask", "asked_date.answer"]
    assert "Two of us" not in str([one.changes for one in trail])


def test_a_second_question_at_a_figure_and_a_day_gone_by_are_refused(world: World, leader: Client) -> None:
    today = timezone.localdate()
    address = "/dash/infrastructure/ask/restore_p1/"
    given = {"asked_of": world.it_manager.pk, "answer_by": today.isoformat()}
    gone = leader.post(address, {**given, "answer_by": (today - timedelta(days=1)).isoformat()})
    assert gone.status_code == 422
    assert "Give a day from today to a year from now." in text_of(gone)
    nobody = leader.post(address, {**given, "asked_of": world.requester.pk})
    assert nobody.status_code == 422
    assert not AskedDate.objects.exists()
    assert leader.post(address, given).status_code == 302
    second = leader.post(address, given)
    assert second.status_code == 409
    assert "Somebody was asked at this figure meanwhile." in text_of(second)
    assert AskedDate.objects.count() == 1
    assert AuditEntry.objects.filter(verb="asked_date.ask").count() == 1


def test_who_may_not_read_a_figure_is_not_asked_for_its_date(world: World, leader: Client) -> None:
    given = {"asked_of": world.lead.pk, "answer_by": timezone.localdate().isoformat()}
    refused = leader.post("/dash/infrastructure/ask/majors/", given)
    assert refused.status_code == 422
    assert "They may not read this figure." in text_of(refused)
    assert not AskedDate.objects.exists()


def test_an_old_answer_makes_room_for_another_question(world: World, leader: Client) -> None:
    miss(world)
    AskedDate.objects.create(
        dashboard="infrastructure", figure="backlog_aged", domain="infrastructure", asked_by=world.vp_infrastructure,
        asked_at=NOW, asked_of=world.it_manager, answer_by=date(2026, 11, 1), answered_at=NOW,
        promised_on=timezone.localdate() - timedelta(days=1), sentence="It was done.",
    )  # fmt: skip
    words = text_of(leader.get(f"/dash/infrastructure/?{ASKED}"))
    assert "Ask for a date" in words


def test_the_pdf_is_a_tagged_document_with_the_same_words(leader: Client) -> None:
    pdf = leader.get(f"/dash/infrastructure/pdf/?{ASKED}")
    assert pdf["Content-Type"] == "application/pdf"
    assert pdf["Cache-Control"] == "no-store"
    assert re.fullmatch(
        r'attachment; filename="infrastructure-\d{4}-\d\d-\d\d\.pdf"', pdf["Content-Disposition"]
    )
    assert pdf.content.startswith(b"%PDF-1.7")
    assert b"/MarkInfo" in pdf.content
    assert b"pdfuaid" in pdf.content


def test_the_pictures_on_paper_are_whole_documents_that_name_nothing_outside(world: World) -> None:
    found = read_by(world)
    sheet = data_of(found)
    pictures = [one["picture"] for one in sheet["panels"] if one["picture"]]
    pictures += [
        cell["picture"] for one in sheet["panels"] for row in one["rows"] for cell in row if cell["picture"]
    ]
    assert pictures
    for one in pictures:
        root = ElementTree.fromstring(one)  # noqa: S314  our own drawing
        assert root.tag == "{http://www.w3.org/2000/svg}svg"
        assert float(root.get("viewBox", "").split()[3]) > 0
        assert not re.search(r"href|url\(|@import", one)
    assert drawn(sheet, pdf_standards="ua-1").startswith(b"%PDF-1.7")
    bare = {**sheet, "panels": [{**one, "picture": ""} for one in sheet["panels"]]}
    assert len(drawn(sheet)) > len(drawn(bare))


def test_names_that_look_like_markup_are_printed_as_they_stand(world: World, undone: None) -> None:
    hostile = '#read("/etc/passwd") $x$ *bold* <script>alert(1)</script>'
    Contract.objects.create(
        number="H-1", title=hostile, vendor=world.vendor, status="active", domain="infrastructure",
        starts_on=date(2020, 1, 1), ends_on=date(2027, 1, 1),
    )  # fmt: skip
    client = signed_in(world.vp_infrastructure)
    html = client.get("/dash/infrastructure/").content.decode()
    assert "<script>alert" not in html
    pdf = client.get("/dash/infrastructure/pdf/")
    assert (pdf.status_code, pdf.content[:5]) == (200, b"%PDF-")


def test_rest_answers_the_same_figures_and_sentences(world: World, leader: Client) -> None:
    found = leader.get(f"/dash/infrastructure/?{ASKED}").context["read"]
    header = {"Authorization": bearer(world.vp_infrastructure)}
    answer = leader.get(f"/api/v1/dashboards/infrastructure/?{ASKED}", headers=header).json()
    assert [(one["code"], one["value"], one["verdict"], one["list"]) for one in answer["figures"]] == [
        (one.code, one.value, one.verdict, one.url) for one in found.tiles
    ]
    assert [one["text"] for one in answer["decisions"]] == [one.text for one in found.decisions]
    assert [one["code"] for one in answer["panels"]] == [panel.code for panel, _shown in found.panels]
    assert answer["about"] == "All sites. Oct 22 to Nov 20, compared with Sep 22 to Oct 21"
    refused = leader.get("/api/v1/dashboards/infrastructure/?period=2", headers=header)
    assert refused.status_code == 400
    assert leader.get("/api/v1/dashboards/nothing/", headers=header).status_code == 404
