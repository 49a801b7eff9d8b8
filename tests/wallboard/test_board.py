"""A screen on a wall: who sees it, what it says, what it never says, and that it stands alone."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.continuity.models import MajorIncident
from hospital_itsm.people.models import Site
from hospital_itsm.wallboard.models import Board
from hospital_itsm.wallboard.queries.standing import Waiting, waiting
from hospital_itsm.wallboard.shown import Tile, wall_of
from tests import wall_rows
from tests.continuity import cast
from tests.tickets.clock_cases import stored_ticket
from tests.world import World, again
from tickets.actions.notices import post_notice
from tickets.models import Ticket
from tickets.models.ticket import NOTHING_DUE

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture(autouse=True)
def _fresh_counts() -> None:
    cache.clear()


@pytest.fixture
def screen(world: World) -> Client:
    """A browser that was opened by the address of the board."""
    wall_rows.board()
    client = Client()
    client.get(f"/wall/ops/open/{wall_rows.SECRET}/")
    return client


def text_of(answer: Any) -> str:
    """The page as text."""
    return str(answer.content.decode())


def test_the_address_leaves_a_cookie_of_the_board_alone_and_is_asked_for_once(world: World) -> None:
    wall_rows.board()
    client = Client()
    answer = client.get(f"/wall/ops/open/{wall_rows.SECRET}/")
    assert (answer.status_code, answer["Location"]) == (303, "/wall/ops/")
    assert (answer["Referrer-Policy"], answer["Cache-Control"]) == ("no-referrer", "no-store")
    kept = client.cookies["wall"]
    assert (kept["path"], kept["httponly"], kept["samesite"]) == ("/wall/ops/", True, "Lax")
    page = client.get("/wall/ops/")
    assert page.status_code == 200
    assert wall_rows.SECRET not in text_of(page)
    assert (page["Referrer-Policy"], page["Cache-Control"]) == ("no-referrer", "no-store")
    assert "sessionid" not in client.cookies


@pytest.mark.parametrize(
    "wrong",
    [
        {"is_active": False},
        {"secret_hash": ""},
        {"secret_hash": "0" * 64},
        {"code": "other"},
        {"networks": "10.20.0.0/16"},
    ],
)
def test_whatever_is_wrong_looks_the_same(world: World, screen: Client, wrong: dict[str, Any]) -> None:
    assert screen.get("/wall/ops/now/").status_code == 200
    Board.objects.update(**wrong)
    unknown = text_of(Client().get("/wall/nobodys/")).replace("/wall/nobodys/", "/wall/ops/")
    for path in ("/wall/ops/", "/wall/ops/now/", f"/wall/ops/open/{wall_rows.SECRET}/"):
        answer = screen.get(path)
        assert answer.status_code == 404
        assert "We can’t find that page" in text_of(answer)
        assert len(text_of(answer)) == len(unknown)
    swapped = screen.get("/wall/ops/now/", headers={"HX-Request": "true"})
    assert (swapped.status_code, swapped["HX-Refresh"], swapped.content) == (404, "true", b"")


@pytest.mark.parametrize(
    ("networks", "address", "forwarded", "status"),
    [
        ("", "192.168.7.9", "", 200),
        ("", "203.0.113.9", "", 404),
        ("203.0.113.0/24", "203.0.113.9", "", 200),
        ("203.0.113.0/24", "127.0.0.1", "", 404),
        ("", "10.0.0.2", "203.0.113.9", 404),
        ("", "10.0.0.2", "10.0.0.9", 404),
    ],
)
def test_it_opens_in_its_network_alone_and_behind_no_proxy_that_nobody_trusts(
    world: World, screen: Client, networks: str, address: str, forwarded: str, status: int
) -> None:
    Board.objects.update(networks=networks)
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    assert screen.get("/wall/ops/", headers=headers, REMOTE_ADDR=address).status_code == status


def test_behind_a_trusted_proxy_the_address_of_the_screen_counts(world: World, screen: Client) -> None:
    with override_settings(TRUSTED_PROXIES=1):
        for address, status in (("10.1.2.3", 200), ("203.0.113.9", 404)):
            answer = screen.get("/wall/ops/", headers={"X-Forwarded-For": address}, REMOTE_ADDR="10.0.0.2")
            assert answer.status_code == status


def test_one_computer_may_not_ask_without_end_and_another_is_not_held_up(
    world: World, screen: Client
) -> None:
    with override_settings(OPEN_PAGES_PER_MINUTE=3):
        cache.clear()
        answers = [screen.get("/wall/ops/open/wrong/").status_code for _ in range(3)]
        assert answers == [404, 404, 404]
        held = screen.get("/wall/ops/")
        assert (held.status_code, held["Retry-After"]) == (429, "60")
        assert screen.get("/wall/ops/", REMOTE_ADDR="10.4.4.4").status_code == 200


def test_nothing_is_written_by_looking(world: World, screen: Client) -> None:
    with CaptureQueriesContext(connection) as captured:
        assert screen.get("/wall/ops/").status_code == 200
    assert [one["sql"][:6] for one in captured if not one["sql"].startswith("SELECT")] == []


def test_it_stands_while_redis_is_away(world: World, screen: Client) -> None:
    away = {
        "default": {
            "BACKEND": "hospital_itsm.core.cache.FailOpenRedisCache",
            "LOCATION": "redis://127.0.0.1:1/0",
        }
    }
    with override_settings(CACHES=away):
        page = text_of(screen.get("/wall/ops/now/"))
    assert "No major incident." in page


def test_four_figures_and_yesterday_to_the_unit(world: World) -> None:
    now = timezone.now()
    ed, pacu = world.area("ED"), world.area("PACU")

    def store(opened: timedelta, **values: Any) -> Ticket:
        says = {"state": "in_progress", "assignee": world.agent, "care_answer": "not_affected", **values}
        return stored_ticket(world, now - opened, **{"next_due_at": NOTHING_DUE, **says})

    store(HOUR, next_due_at=now - HOUR, care_answer="slower", care_area=ed)
    store(2 * DAY, assignee=None, care_area=ed)
    store(3 * DAY, assignee=None, state="restored", is_patient_safety=True, care_area=pacu)
    store(5 * DAY, state="closed", resolved_at=now - 2 * HOUR, closed_at=now - HOUR)
    store(5 * DAY, state="closed", resolved_at=now - 26 * HOUR, closed_at=now - HOUR)
    store(5 * DAY, state="cancelled", closed_at=now - HOUR)
    store(5 * DAY, state="merged", resolved_at=now - HOUR)
    store(2 * HOUR, state="resolved", resolved_at=now - HOUR)
    assert waiting(None, now) == Waiting(care=2, overdue=1, unassigned=1, open=3, open_yesterday=4)
    north = Site.objects.create(code="NORTH", name="North")
    assert waiting(north, now) == Waiting(0, 0, 0, 0, 0)
    type(ed).objects.filter(pk=ed.pk).update(site=north)
    assert waiting(north, now) == Waiting(care=1, overdue=1, unassigned=1, open=2, open_yesterday=1)


@pytest.mark.parametrize(
    "values",
    [
        {"state": "new", "care_answer": "unsafe"},
        {"state": "closed"},
    ],
)
def test_no_figure_moves_because_of_a_restricted_ticket(world: World, values: dict[str, Any]) -> None:
    now = timezone.now()
    stored_ticket(world, now - 3 * DAY, assignee=None, next_due_at=now - HOUR)
    before = waiting(None, now)
    ended = {"resolved_at": now - HOUR, "closed_at": now - HOUR} if values["state"] == "closed" else {}
    stored_ticket(
        world, now - 3 * DAY, is_restricted=True, kind="security_incident", next_due_at=now - HOUR, **values, **ended
    )  # fmt: skip
    assert waiting(None, now) == before
    assert before == Waiting(care=0, overdue=1, unassigned=1, open=1, open_yesterday=1)


def test_services_stand_with_what_is_known_of_them(world: World) -> None:
    now = timezone.now()
    cast.outage(world, "A001", began_at=now - HOUR)
    cast.outage(world, "A002", effect="degraded", care_areas=[world.icu])
    cast.planned(world, "A003")
    board = wall_rows.board(services=["A001", "A002", "A003"])
    tiles = {one.name: one for one in wall_of(board, now).tiles}
    names = {code: world.service(code).name for code in board.services}
    assert tiles[names["A001"]] == Tile("down", "alert-octagon", names["A001"], "Down 1h 00m")
    assert tiles[names["A002"]].words.startswith("Partly slow since ")
    assert tiles[names["A003"]] == Tile("quiet", "circle-check", names["A003"], "No reports")
    assert len(tiles) == 3
    Board.objects.update(services=[])
    named = [one.name for one in wall_of(Board.objects.get(), now).tiles]
    assert len(named) == 14
    assert {names["A001"], names["A002"]} <= set(named)
    assert names["A003"] not in named


def test_a_notice_says_it_too_and_a_site_is_not_bothered_by_another(world: World) -> None:
    notice = post_notice(
        actor=again(world.duty_manager), title="Mr Doe cannot print", severity="outage", sees="Nothing prints",
        services=[world.service("A001")], care_areas=[world.icu],
    )  # fmt: skip
    now = timezone.now()
    north = Site.objects.create(code="NORTH", name="North")
    board = wall_rows.board(services=["A001"])
    assert wall_of(board, now).tiles[0].look == "down"
    assert wall_of(board, now).tiles[0].words.startswith("Partly down ")
    board.site = north
    assert wall_of(board, now).tiles[0].look == "quiet"
    notice.care_areas.clear()
    assert wall_of(board, now).tiles[0].look == "down"


def test_a_major_incident_stands_in_our_own_words(world: World, screen: Client) -> None:
    major = cast.declared(world, title="Mr Doe in bed 4 gets no meds")
    MajorIncident.objects.filter(pk=major.pk).update(
        commander=world.duty_manager, level=1, next_update_due=timezone.now() - 5 * HOUR
    )
    page = text_of(screen.get("/wall/ops/now/"))
    assert f"Major incident {major.key}" in page
    assert world.service("A001").name in page
    assert world.icu.name in page
    assert "1: short downtime, up to an hour" in page
    assert again(world.duty_manager).job_title in page
    assert "5h 00m late" in page
    assert "Mr Doe" not in page
    assert world.duty_manager.full_name not in page


def test_a_major_incident_about_a_restricted_ticket_says_nothing_of_what_it_is(
    world: World, screen: Client
) -> None:
    ticket = cast.ticket(world)
    major = cast.declared(world, ticket=ticket.key)
    Ticket.objects.filter(pk=ticket.pk).update(is_restricted=True)
    shown = wall_of(wall_rows.board(), timezone.now()).major
    assert shown is not None
    assert (shown.key, shown.heading) == (major.key, "Details are with those who work on it")
    assert (shown.units, shown.trigger) == ("", "")


def test_it_counts_the_days_since_the_last_one(world: World) -> None:
    board = wall_rows.board()
    assert wall_of(board, timezone.now()).quiet == "None is on record yet."
    cast.stood_down(world)
    assert wall_of(board, timezone.now()).quiet == "The last one ended today."
    assert wall_of(board, timezone.now() + 12 * DAY).quiet == "12 days since the last one."


def test_words_and_names_of_tickets_are_nowhere(world: World, screen: Client) -> None:
    ticket = cast.ticket(world, text="Mrs Doe's scanner beeps in bed 12")
    page = text_of(screen.get("/wall/ops/"))
    for word in ("Doe", ticket.key, ticket.title, world.requester.full_name, world.agent.full_name):
        assert word not in page


def test_it_reads_itself_again_and_says_when_it_can_not(world: World, screen: Client) -> None:
    page = text_of(screen.get("/wall/ops/"))
    assert '<noscript><meta http-equiv="refresh" content="30"></noscript>' in page
    assert 'hx-get="/wall/ops/now/" hx-trigger="every 15s" hx-swap="outerHTML"' in page
    assert "The desk has not been reached since" in page
    assert 'data-bs-theme="dark"' in page
    screen.force_login(world.agent)
    assert "http-equiv" not in text_of(screen.get("/wall/ops/"))


def test_the_address_is_made_once_shown_once_and_ends(world: World) -> None:
    client = Client()
    client.force_login(world.administrator)
    given = {
        "code": "lobby",
        "name": "Lobby",
        "networks": "127.0.0.9/8\n10.1.2.3",
        "services": ["A002", "A001"],
    }
    assert client.post("/setup/wallboards/new/", given).status_code == 302
    board = Board.objects.get(code="lobby")
    assert (board.networks, board.services) == ("127.0.0.0/8, 10.1.2.3/32", ["A001", "A002"])
    path = f"/setup/wallboards/{board.pk}/address/"
    made = client.post(path, {"version": "1"})
    address = made.context["made"]
    secret = address.rstrip("/").rpartition("/")[2]
    assert len(secret) == 43
    assert address.endswith(f"/wall/lobby/open/{secret}/")
    assert made["Cache-Control"] == "no-store"
    assert secret not in text_of(client.get(path))
    wall = Client()
    assert wall.get(f"/wall/lobby/open/{secret}/", follow=True).status_code == 200
    stale = client.post(path, {"version": "1"})
    assert (stale.status_code, "made" in stale.context) == (409, False)
    assert wall.get("/wall/lobby/").status_code == 200
    second = client.post(path, {"version": "2"}).context["made"]
    assert wall.get("/wall/lobby/").status_code == 404
    wall.get(second.removeprefix("http://localhost:8000"))
    assert wall.get("/wall/lobby/").status_code == 200
    assert client.post(f"{path}revoke/").status_code == 302
    assert wall.get("/wall/lobby/").status_code == 404
    client.post(f"{path}revoke/")
    trail = AuditEntry.objects.filter(target_type="wallboard.board", target_id=str(board.pk)).order_by("id")
    assert list(trail.values_list("verb", flat=True)) == [
        "wallboard.add", "wallboard.make_address", "wallboard.make_address", "wallboard.revoke_address",
    ]  # fmt: skip
    kept = str(list(trail.values()))
    assert secret not in kept
    assert board.secret_hash == ""


def test_a_retired_board_gets_no_address(world: World) -> None:
    board = wall_rows.board(secret_hash="")
    client = Client()
    client.force_login(world.administrator)
    client.post(f"/setup/wallboards/{board.pk}/retire/")
    assert client.post(f"/setup/wallboards/{board.pk}/address/").status_code == 409
    board.refresh_from_db()
    assert (board.is_active, board.secret_hash) == (False, "")


@pytest.mark.parametrize(
    ("changed", "mend"),
    [
        ({"code": "Ops Center"}, "Use lower-case letters, digits and hyphens"),
        ({"networks": "10.0.0.0/99"}, "10.0.0.0/99 is no network. Write it like 10.20.0.0/16."),
        ({"networks": "0.0.0.0/0"}, "0.0.0.0/0 is no network."),
        ({"services": ["NONE"]}, "Choose among those listed."),
    ],
)
def test_what_cannot_be_is_refused_with_its_mend(world: World, changed: dict[str, Any], mend: str) -> None:
    client = Client()
    client.force_login(world.administrator)
    answer = client.post("/setup/wallboards/new/", {"code": "lobby", "name": "Lobby", **changed})
    assert answer.status_code == 422
    assert mend in text_of(answer)
    assert not Board.objects.exists()


def test_too_many_services_do_not_fit(world: World) -> None:
    client = Client()
    client.force_login(world.administrator)
    chosen = list(world.services)[:15]
    answer = client.post("/setup/wallboards/new/", {"code": "lobby", "name": "Lobby", "services": chosen})
    assert (answer.status_code, Board.objects.count()) == (422, 0)
    assert "Choose at most 14 services." in text_of(answer)


def test_a_stale_form_shows_both_lists_of_services(world: World) -> None:
    board = wall_rows.board(services=["A001"])
    client = Client()
    client.force_login(world.administrator)
    path = f"/setup/wallboards/{board.pk}/"
    client.post(path, {"name": board.name, "services": ["A002"], "version": "1"})
    answer = client.post(path, {"name": board.name, "services": ["A001", "A003"], "version": "1"})
    names = {code: world.service(code).name for code in ("A001", "A002", "A003")}
    assert answer.status_code == 409
    assert f">{names['A002']}</td>" in text_of(answer)
    assert f">{names['A001']}, {names['A003']}</td>" in text_of(answer)
    board.refresh_from_db()
    assert board.services == ["A002"]
