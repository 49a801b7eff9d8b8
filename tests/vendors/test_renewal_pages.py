"""The page of renewals and the calendar addresses: twelve months, and a secret that ends with its owner's rights."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.template import Context, Template
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from hospital_itsm.people.models import Membership
from tests.vendors import cast
from tests.vendors.test_renewals import DATES
from tests.vendors.test_vendor_pages import text_of
from tests.world import World, again
from vendors.actions.feeds import make_feed, revoke_feed
from vendors.contract_words import NoticeWords
from vendors.models import RenewalFeed
from vendors.rules.icalendar import Day, calendar, folded
from vendors.rules.lanes import Window, rows_of


@pytest.fixture
def manager(world: World, client: Client) -> Client:
    """A browser in which the vendor manager is signed in."""
    client.force_login(world.vendor_manager)
    return client


def numbers(answer: Any) -> list[str]:
    """The contracts of the table, in its order."""
    return [line.contract.number for line in answer.context["lines"]]


def test_the_months_show_windows_that_meet_them_and_filters_narrow(world: World, manager: Client) -> None:
    cast.contract(world, "C-1", owner=again(world.it_manager), cost_center="6720", **DATES)
    cast.contract(world, "C-2", cost_center="6400", starts_on=date(2020, 1, 1), ends_on=date(2027, 2, 28))
    cast.contract(world, "C-3", status="draft", **DATES)

    def shown(query: str) -> list[str]:
        return numbers(manager.get(f"/contracts/renewals/?{query}"))

    assert shown("from=2026-11") == ["C-2", "C-1"]
    assert shown("from=2027-03") == ["C-1"]
    assert shown("from=2026-03") == ["C-2"]
    assert shown("from=2026-04") == ["C-2", "C-1"]
    assert shown("from=2027-07") == []
    assert shown("from=2026-11&owner=martin.ekland") == ["C-1"]
    assert shown("from=2026-11&cost_center=6400&by=cost_center") == ["C-2"]
    assert shown("from=2026-11&decided=yes") == []
    assert manager.get("/contracts/renewals/?salary=1").status_code == 400
    page = text_of(manager.get("/contracts/renewals/?from=2026-11&by=cost_center"))
    assert page.count("<polygon") == 1
    assert page.count("<circle") == 1
    assert '/contracts/renewals/?from=2026-12&amp;by=cost_center"' in page


def test_a_month_that_cannot_be_read_is_the_present_one(world: World, manager: Client) -> None:
    for given_month in ("x", "9999-12", "2026-13", "0001-01"):
        answer = manager.get(f"/contracts/renewals/?from={given_month}")
        assert answer.context["first"] == timezone.localdate().replace(day=1)


@given(st.lists(st.tuples(st.integers(0, 800), st.integers(0, 300)), max_size=40))
def test_bars_of_one_row_never_touch(given_spans: list[tuple[int, int]]) -> None:
    spans = sorted((begin, begin + length) for begin, length in given_spans)
    rows = rows_of(spans, 10)
    for number, (begin, _end) in enumerate(spans):
        before = [spans[other][1] for other in range(number) if rows[other] == rows[number]]
        assert all(end + 10 <= begin for end in before)


@given(st.dates(date(2000, 1, 1), date(2200, 1, 1)), st.dates(date(1990, 1, 1), date(2210, 1, 1)))
def test_a_day_stands_between_the_edges(first: date, day: date) -> None:
    window = Window(first.replace(day=1))
    assert 0 <= window.share(day) <= 1
    assert (window.share(day) == 0) is (day <= window.first)


def test_an_address_reads_notice_dates_numbers_and_vendors_alone(world: World, client: Client) -> None:
    cast.contract(world, "C-1", title="Secret project", **DATES)
    cast.contract(world, "C-2", status="draft", **DATES)
    feed, secret = make_feed(actor=again(world.finance), name="My phone")
    assert secret not in str(RenewalFeed.objects.values().get())
    answer = client.get(f"/contracts/renewals/feed/{secret}.ics")
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    text = answer.content.decode()
    assert "DTSTART;VALUE=DATE:20270330\r\n" in text
    assert "SUMMARY:Notice date: C-1\\, Northlight Networks\r\n" in text
    assert text.count("BEGIN:VEVENT") == 1
    assert "Secret" not in text
    feed.refresh_from_db()
    assert feed.last_used_at is not None
    assert client.get(f"/contracts/renewals/feed/{secret}x.ics").status_code == 404


def test_an_address_ends_when_it_is_revoked_or_its_owner_may_not_read_contracts(
    world: World, client: Client
) -> None:
    feed, secret = make_feed(actor=again(world.finance), name="My phone")
    _other, second = make_feed(actor=again(world.finance), name="My desk")
    revoke_feed(feed.pk, actor=again(world.finance))
    assert client.get(f"/contracts/renewals/feed/{secret}.ics").status_code == 404
    assert client.get(f"/contracts/renewals/feed/{second}.ics").status_code == 200
    Membership.objects.filter(user=world.finance).delete()
    assert client.get(f"/contracts/renewals/feed/{second}.ics").status_code == 404


def test_an_address_is_shown_once_and_revoked_by_its_owner_alone(world: World, manager: Client) -> None:
    page = text_of(manager.post("/contracts/renewals/calendars/", {"name": "My phone"}))
    assert "/contracts/renewals/feed/" in page
    assert "/contracts/renewals/feed/" not in text_of(manager.get("/contracts/renewals/calendars/"))
    assert manager.post("/contracts/renewals/calendars/", {"name": " "}).status_code == 422
    feed = RenewalFeed.objects.get()
    manager.force_login(world.finance)
    assert manager.post(f"/contracts/renewals/calendars/{feed.pk}/revoke/").status_code == 404
    feed.refresh_from_db()
    assert feed.revoked_at is None
    manager.force_login(world.vendor_manager)
    assert manager.post(f"/contracts/renewals/calendars/{feed.pk}/revoke/").status_code == 302
    feed.refresh_from_db()
    assert feed.revoked_at is not None


@given(st.text(max_size=300))
def test_no_words_break_out_of_their_line(words: str) -> None:
    stamp = datetime(2026, 11, 27, tzinfo=UTC)
    text = calendar("Notice dates", [Day("a", date(2027, 3, 30), words)], stamp)
    assert text.count("\r\nBEGIN:VEVENT\r\n") == 1
    assert text.count("\r\nEND:VEVENT\r\n") == 1
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert folded(words).replace("\r\n ", "") == words.replace("\r\n ", "")


@pytest.mark.parametrize(
    ("mark", "drawn"),
    [
        ("bad", ("tag-bad", "Passed</span> ")),
        ("warn", ("tag-warn", "Soon</span> ")),
        ("none", ()),
        ("done", ()),
    ],
)
def test_the_mark_of_a_notice_date_is_drawn_never_written_out(mark: str, drawn: tuple[str, ...]) -> None:
    template = Template("{% load vendors %}{% notice_mark notice %}")
    shown = template.render(Context({"notice": NoticeWords("Ends Dec 31", mark)}))
    assert "&lt;" not in shown
    assert all(part in shown for part in drawn)
    assert bool(shown) == bool(drawn)
