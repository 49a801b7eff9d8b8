"""The queue as a page: views, filters in the address, refusals in words, the light poll, taking the next."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.world import World
from tickets.actions.conversation import note
from tickets.actions.report import Place, report_problem
from tickets.actions.working import take
from tickets.choices import CareAnswer, Kind, Topic
from tickets.filters import TicketFilters
from tickets.models import Ticket
from tickets.queries.live import live_cursor

pytestmark = pytest.mark.django_db


def report(
    world: World, text: str = "The scanner on cart 14 beeps but does not read.", **changes: Any
) -> Ticket:
    values: dict[str, Any] = {
        "actor": world.requester,
        "text": text,
        "care_answer": CareAnswer.SLOWER,
        "topic": Topic.SCANNER,
        "place": Place(care_area=world.icu),
    }
    return report_problem(**{**values, **changes})


@pytest.fixture
def desk(world: World) -> Client:
    client = Client()
    client.force_login(world.agent)
    return client


def page(client: Client, view: str = "all", **query: str) -> str:
    return client.get(reverse("tickets:queue_view", args=[view]), query).content.decode()


def heading(client: Client, **query: str) -> str:
    """The name of the list and its count."""
    return page(client, **query).split('<div class="q-head">')[1].partition("/span>")[0]


def test_the_queue_sends_to_the_view_used_last(world: World, desk: Client) -> None:
    assert desk.get("/queue/")["Location"] == "/queue/v/unassigned/"
    page(desk, "care")
    assert desk.get("/queue/")["Location"] == "/queue/v/care/"


def test_a_row_shows_number_unit_state_care_and_time_left(world: World, desk: Client) -> None:
    ticket = report(world)
    html = page(desk)
    for words in (ticket.key, ticket.title, world.icu.name, "New", "Patient care", "left"):
        assert words in html
    assert f'id="row-{ticket.key}"' in html


def test_restricted_tickets_are_neither_listed_nor_counted_for_others(world: World, desk: Client) -> None:
    report(world, actor=world.security, kind=Kind.SECURITY, text="Three mailboxes show foreign sign-ins.")
    html = page(desk)
    assert "mailboxes" not in html
    assert '<span class="q-count num">0</span>' in html


def test_filters_live_in_the_address_and_show_as_chips(world: World, desk: Client) -> None:
    ticket = report(world)
    assert ticket.key in page(desk, care_area="ICU")
    html = page(desk, care_area="MS5")
    assert ticket.key not in html
    assert "Nothing matches these filters" in html
    assert 'aria-label="Remove filter: Unit Med-Surg 5"' in html


def test_the_heading_counts_what_the_filters_leave(world: World, desk: Client) -> None:
    for number in range(32):
        report(world, text=f"The scanner on cart {number} does not read.")
    report(world, text="The scanner on cart 40 does not read.", place=Place(care_area=world.area("MS5")))
    assert ">33<" in heading(desk)
    assert ">1<" in heading(desk, care_area="MS5")
    assert ">0<" in heading(desk, care_area="MS5", care="no")
    assert ">32<" in heading(desk, care_area="ICU")
    assert ">30+<" in heading(desk, q="scanner on cart")
    assert ">1<" in heading(desk, q="cart 40")


def test_chips_say_names_where_the_address_says_codes(world: World, django_assert_num_queries: Any) -> None:
    filters = TicketFilters(
        {"team": ["EUC", "none", "NOWHERE"], "assignee": [world.agent.username, "me"], "care": ["yes"]},
        actor=world.agent,
        now=timezone.now(),
    )
    with django_assert_num_queries(2):
        words = [chip.words for chip in filters.chips()]
    assert words == [world.team("EUC").name, "None yet", "NOWHERE", world.agent.full_name, "Me", "Yes"]


def test_an_unknown_filter_is_refused_in_words_and_shows_no_rows(world: World, desk: Client) -> None:
    ticket = report(world)
    response = desk.get(reverse("tickets:queue_view", args=["all"]), {"color": "red"})
    assert response.status_code == 400
    html = response.content.decode()
    assert "There is no such filter" in html
    assert ticket.key not in html


def test_a_press_in_the_preview_comes_back_to_its_place(world: World, desk: Client) -> None:
    one, other = report(world), report(world, text="The scanner on cart 15 does not read.")
    page(desk, care="yes", open=other.key)
    answer = desk.post(f"/t/{one.key}/take/", {"from": "queue", "next": other.key})
    assert answer["Location"] == f"/queue/v/all/?care=yes&open={one.key}&open={other.key}"
    answer = desk.post(f"/t/{other.key}/take/", {"from": "queue", "next": "javascript:alert(1)"})
    assert answer["Location"] == f"/queue/v/all/?care=yes&open={other.key}"
    html = page(desk, open="INC-99999999")
    assert "data-focus" not in html


def test_a_view_that_does_not_exist_is_not_found(desk: Client) -> None:
    assert desk.get("/queue/v/team-NOWHERE/").status_code == 404


def test_searching_for_a_number_opens_the_ticket(world: World, desk: Client) -> None:
    ticket = report(world)
    response = desk.get(reverse("tickets:queue_view", args=["all"]), {"q": ticket.key.lower()})
    assert response["Location"] == f"/t/{ticket.key}/"


def test_searching_for_a_number_one_may_not_see_opens_nothing(world: World, desk: Client) -> None:
    hidden = report(world, actor=world.security, kind=Kind.SECURITY, text="Three mailboxes show sign-ins.")
    response = desk.get(reverse("tickets:queue_view", args=["all"]), {"q": hidden.key})
    assert response.status_code == 200
    assert "Nothing matches" in response.content.decode() or "Nothing waiting" in response.content.decode()


def test_every_row_comes_once_over_the_pages(world: World, desk: Client) -> None:
    keys = {report(world, text=f"The scanner on cart {n} does not read.").key for n in range(35)}
    url = reverse("tickets:queue_view", args=["all"])
    seen: list[str] = []
    while url:
        html = desk.get(url, headers={"HX-Request": "true"} if seen else {}).content.decode()
        seen += [part.split('"')[0] for part in html.split('id="row-')[1:]]
        url = (
            html.split('hx-get="')[1].split('"')[0].replace("&amp;", "&") if 'class="q-more"' in html else ""
        )
    assert sorted(seen) == sorted(keys)


def test_taking_the_next_makes_it_mine_and_opens_it(world: World, desk: Client) -> None:
    ticket = report(world)
    response = desk.post(reverse("tickets:take_next"))
    assert response["Location"] == f"/t/{ticket.key}/"
    assert Ticket.objects.get(pk=ticket.pk).assignee == world.agent


def test_with_nothing_to_take_the_queue_says_so(world: World, desk: Client) -> None:
    response = desk.post(reverse("tickets:take_next"), follow=True)
    assert "Nothing waits in your teams" in response.content.decode()


def test_the_poll_answers_204_then_new_and_changed(world: World, desk: Client) -> None:
    old = report(world)
    live = reverse("tickets:queue_live", args=["all"])
    cursor = live_cursor()
    assert desk.get(live, {"since": cursor}).status_code == 204
    report(world, text="The label printer prints blank labels.")
    note(old.key, actor=world.agent, text="Looked at the cart.")
    answer = desk.get(live, {"since": cursor}).json()
    assert (answer["new"], answer["changed"]) == (1, [old.key])
    assert desk.get(live, {"since": answer["cursor"]}).status_code == 204


def test_the_poll_tells_nothing_of_restricted_tickets(world: World, desk: Client) -> None:
    cursor = live_cursor()
    report(world, actor=world.security, kind=Kind.SECURITY, text="Three mailboxes show foreign sign-ins.")
    assert desk.get(reverse("tickets:queue_live", args=["all"]), {"since": cursor}).status_code == 204


def test_a_poll_without_a_number_is_refused(desk: Client) -> None:
    assert desk.get(reverse("tickets:queue_live", args=["all"]), {"since": "x"}).status_code == 400


def test_a_changed_row_is_drawn_alone_and_a_finished_one_is_gone(world: World, desk: Client) -> None:
    ticket = report(world)
    take(ticket.key, actor=world.agent)
    row = desk.get(reverse("tickets:queue_row", args=[ticket.key])).content.decode()
    assert row.count("<tr") == 1
    assert "Leo Marsh" in row
    Ticket.objects.filter(pk=ticket.pk).update(state="closed", closed_at=timezone.now())
    assert desk.get(reverse("tickets:queue_row", args=[ticket.key])).content == b""


def test_further_rows_without_script_keep_the_filters_and_the_panel(
    world: World, desk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tickets.queries.queue.PAGE_SIZE", 1)
    report(world)
    last = report(world, "The label printer at the desk is jammed.")
    first = desk.get(reverse("tickets:queue_view", args=["all"]), {"sort": "oldest"})
    further = desk.get(f"{first.context['more_url']}&care_area={world.icu.code}")
    html = further.content.decode()
    assert last.key in html
    assert 'name="team"' in html
    assert [chip.words for chip in further.context["chips"]] == [world.icu.name]
