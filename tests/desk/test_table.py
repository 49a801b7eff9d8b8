"""The queue as a table: layout, columns, order, height of rows, and what saved views keep of them."""

import gzip
import re
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from assets.models import Service
from hospital_itsm.core.errors import Forbidden, ValueRefused
from hospital_itsm.desk.actions.looks import choose_look
from hospital_itsm.desk.models import SavedView
from hospital_itsm.desk.rules.columns import CODES, USUAL, written
from hospital_itsm.desk.saved import kept
from hospital_itsm.people.models import User
from tests.api.rest import Rest
from tests.assets import cast
from tests.desk.cast import scanner
from tests.world import World, again
from tickets.actions.working import take
from tickets.models import Ticket

pytestmark = pytest.mark.django_db
TABLE = "/queue/v/all/?layout=table"


@pytest.fixture
def desk(world: World) -> Client:
    client = Client()
    client.force_login(world.agent)
    return client


def page(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, response.content[:300]
    return str(response.content.decode())


def heads(html: str) -> list[str]:
    """The words of the headings of columns."""
    found = re.findall(r'<th scope="col" role="columnheader" class[^>]*>(.*?)</th>', html, re.DOTALL)
    return [re.sub(r"<[^>]+>", "", one).strip() for one in found]


def cells(html: str, key: str) -> list[str]:
    """The words of one row."""
    row = html.split(f'id="row-{key}"')[1].split("</tr>")[0]
    found = re.findall(r'<td role="cell" class="q-d[^>]*>(.*?)</td>', row, re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", " ", one).split()) for one in found]


def test_the_layout_is_chosen_kept_and_overruled_by_the_address(world: World, desk: Client) -> None:
    scanner(world)
    assert 'class="q-tbl"' in page(desk, "/queue/v/all/")
    answer = desk.post("/queue/look/?base=all&care_area=ICU&sort=oldest", {"layout": "table"})
    assert answer["Location"] == "/queue/v/all/?care_area=ICU&sort=oldest&layout=table"
    assert User.objects.get(pk=world.agent.pk).preferences == {"queue.layout": "table"}
    html = page(desk, "/queue/v/all/?care_area=ICU")
    assert 'id="pane"' not in html
    assert 'class="q-tab q-usual"' in html
    split = page(desk, "/queue/v/all/?layout=split")
    assert 'class="q-tbl"' in split
    assert 'id="pane"' in split
    other = Client()
    other.force_login(world.second_agent)
    assert 'class="q-tbl"' in page(other, "/queue/v/all/")


def test_a_row_shows_the_columns_in_their_order(world: World, desk: Client) -> None:
    device = cast.pump(world)
    ticket = scanner(world)
    service = Service.objects.earliest("pk")
    Ticket.objects.filter(pk=ticket.pk).update(asset=device, service=service)
    take(ticket.key, actor=again(world.technician))
    html = page(
        desk, f"{TABLE}&columns=subject,asset,service,site,unit,requester,assignee,team,reports,key,state"
    )
    assert heads(html) == [
        "Subject", "Device", "Service", "Site", "Unit", "Requester", "Assignee", "Team", "Reports", "ID", "State"
    ]  # fmt: skip
    ticket.refresh_from_db()
    shown = cells(html, ticket.key)
    assert shown[0].startswith(ticket.title)
    assert shown[1:] == [
        device.tag,
        service.name,
        world.icu.site.name,
        world.icu.name,
        world.requester.display_name,
        world.technician.full_name,
        str(world.team("EUC").name),
        "1",
        ticket.key,
        "Assigned",
    ]


def test_the_usual_columns_and_the_order_their_headings_lead_to(world: World, desk: Client) -> None:
    scanner(world)
    html = page(desk, f"{TABLE}&care_area=ICU&sort=newest&open=INC-1")
    assert heads(html) == [
        "Priority", "ID", "Subject", "Working again", "Unit", "State", "Assignee", "Team", "Opened"
    ]  # fmt: skip
    assert 'aria-sort="descending"><a href="?layout=table&amp;care_area=ICU&amp;sort=oldest">Opened' in html
    assert '<a href="?layout=table&amp;care_area=ICU&amp;sort=priority" data-then="' in html
    assert html.count("aria-sort") == 1
    assert 'aria-sort="ascending"' in page(desk, f"{TABLE}&sort=oldest")


def test_a_second_order_is_offered_said_and_taken_back_without_script(world: World, desk: Client) -> None:
    scanner(world)
    before = page(desk, f"{TABLE}&sort=priority&cursor=&open=INC-1")
    assert 'data-then="?layout=table&amp;sort=priority%2Cnewest"' in before
    assert '<a href="/queue/v/all/?layout=table&amp;sort=priority%2Creports">Most reports</a>' in before
    html = page(desk, f"{TABLE}&columns=subject,priority,opened,reports&sort=priority,newest")
    assert html.count("aria-sort") == 1
    assert "Priority, then Newest" in html
    assert heads(html) == ["Subject", "Priority", "Opened2 second, descending", "Reports"]
    assert 'sort=priority%2Coldest" title' in html, "Shift turns the second order round"
    assert '<option value="priority,newest" selected>Priority, then Newest</option>' in html
    assert 'sort=priority">Nothing</a>' in html
    assert 'name="sort" value="priority,newest"' in html, "bulk changes and exports take the same order"


def test_two_orders_put_rows_in_the_same_place_on_the_page_and_over_rest(world: World, desk: Client) -> None:
    many = [scanner(world) for _number in range(4)]
    for ticket, priority in zip(many, (2, 1, 2, 1), strict=True):
        Ticket.objects.filter(pk=ticket.pk).update(priority=priority)
    expected = [many[place].key for place in (3, 1, 2, 0)]
    html = page(desk, f"{TABLE}&sort=priority,newest")
    assert re.findall(r'id="row-(\S+?)"', html) == expected
    rest = Rest(world.agent)
    told = rest.get("tickets/?ordering=priority,newest").json()["results"]
    assert [one["key"] for one in told] == expected
    for odd in ("priority,priority", "newest,oldest", "priority,", "priority,newest,oldest", ",priority"):
        assert rest.get(f"tickets/?ordering={odd}").status_code == 400, odd
    assert Rest(world.requester).get("tickets/?ordering=newest,priority").status_code == 403


def test_a_saved_view_keeps_both_orders(world: World, desk: Client) -> None:
    actor = again(world.agent)
    kept_view = kept("all", {"sort": ["priority,oldest"]}, actor=actor, now=timezone.now())
    assert kept_view == {"sort": ["priority,oldest"]}
    with pytest.raises(ValueRefused):
        kept("all", {"sort": ["newest,oldest"]}, actor=actor, now=timezone.now())


def test_both_clocks_are_columns_of_their_own(world: World, desk: Client) -> None:
    ticket = scanner(world)
    html = page(desk, f"{TABLE}&columns=subject,respond,resolve")
    _subject, respond, resolve = cells(html, ticket.key)
    assert respond.endswith("left")
    assert resolve.endswith("left")
    assert respond != resolve


def test_a_column_there_is_not_changes_nothing(world: World, desk: Client) -> None:
    scanner(world)
    usual = heads(page(desk, TABLE))
    assert heads(page(desk, f"{TABLE}&columns=subject,password")) == usual
    assert heads(page(desk, f"{TABLE}&columns=")) == usual


def test_columns_are_arranged_for_one_view_and_one_person(world: World, desk: Client) -> None:
    scanner(world)
    form = page(desk, "/queue/look/?base=all")
    assert 'value="up-priority"' not in form
    assert 'value="drop-subject"' not in form
    assert 'value="add-site"' in form
    for press in ("add-site", "drop-team", "up-site"):
        assert desk.post("/queue/look/?base=all", {"press": press}).status_code == 302
    kept = User.objects.get(pk=world.agent.pk).preferences
    assert kept == {"queue.columns.all": "priority,key,subject,resolve,unit,state,assignee,site,opened"}
    assert heads(page(desk, TABLE))[-2:] == ["Site", "Opened"]
    assert "Site" not in heads(page(desk, "/queue/v/unassigned/?layout=table"))
    desk.post("/queue/look/?base=all", {"press": "reset"})
    assert User.objects.get(pk=world.agent.pk).preferences == {}


def test_rows_have_three_heights(world: World, desk: Client) -> None:
    scanner(world)
    assert 'class="q-tab q-usual"' in page(desk, TABLE)
    desk.post("/queue/look/?base=all", {"density": "compact"})
    assert 'class="q-tab q-compact"' in page(desk, TABLE)
    assert 'value="compact" aria-pressed="true"' in page(desk, "/queue/look/?base=all")
    desk.post("/queue/look/?base=all", {"density": "none"})
    assert User.objects.get(pk=world.agent.pk).preferences == {"queue.density": "compact"}


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"layout": "grid"}, "Choose one of the listed values."),
        ({"density": "tiny"}, "Choose one of the listed values."),
        ({"press": "up-password"}, "There is no such column."),
        ({"press": "turn-team"}, "There is no such column."),
    ],
)
def test_what_is_not_listed_is_refused_and_not_kept(
    world: World, desk: Client, given: dict[str, str], words: str
) -> None:
    assert words in desk.post("/queue/look/?base=all", given, follow=True).content.decode()
    assert User.objects.get(pk=world.agent.pk).preferences == {}


def test_the_action_refuses_strangers_views_there_are_not_and_odd_columns(world: World) -> None:
    with pytest.raises(Forbidden):
        choose_look(actor=again(world.requester), layout="table")
    with pytest.raises(ValueRefused):
        choose_look(actor=again(world.agent), base="nowhere", columns=USUAL)
    with pytest.raises(ValueRefused):
        choose_look(actor=again(world.agent), base="all", columns=("subject", "password"))
    assert User.objects.get(pk=world.agent.pk).preferences == {}


def test_a_saved_view_keeps_its_columns_for_whoever_opens_it(world: World, desk: Client) -> None:
    scanner(world)
    said = {"name": "By site", "reach": "everyone", "team": "", "version": "0"}
    columns = "subject,site,unit"
    lead = Client()
    lead.force_login(world.lead)
    assert lead.post(f"/queue/views/save/?base=all&columns={columns}", said).status_code == 302
    row = SavedView.objects.get()
    assert row.parameters == {"columns": [columns]}
    address = desk.get(f"/queue/views/{row.pk}/")["Location"]
    desk.post("/queue/look/?base=all", {"layout": "table"})
    assert heads(page(desk, address)) == ["Subject", "Site", "Unit"]
    assert "Keep these filters" not in page(lead, address)
    moved = lead.post(f"/queue/look/?base=all&saved={row.pk}&columns={columns}", {"press": "up-unit"})
    assert moved["Location"] == f"/queue/look/?base=all&saved={row.pk}&columns=subject%2Cunit%2Csite"
    assert User.objects.get(pk=world.lead.pk).preferences == {}
    changed = page(lead, f"/queue/v/all/?saved={row.pk}&columns=subject%2Cunit%2Csite")
    assert "Keep these filters" in changed
    lead.post(f"/queue/views/{row.pk}/keep/?base=all&columns=subject,unit,site")
    row.refresh_from_db()
    assert row.parameters == {"columns": ["subject,unit,site"]}
    refused = lead.post(f"/queue/views/{row.pk}/keep/?base=all&columns=password", follow=True)
    assert "There is no such column." in refused.content.decode()
    row.refresh_from_db()
    assert row.parameters == {"columns": ["subject,unit,site"]}


def test_ones_own_columns_go_into_a_view_that_is_saved(world: World, desk: Client) -> None:
    scanner(world)
    desk.post("/queue/look/?base=all", {"press": "drop-team"})
    html = page(desk, TABLE)
    columns = "priority%2Ckey%2Csubject%2Cresolve%2Cunit%2Cstate%2Cassignee"
    assert f"/queue/views/save/?base=all&amp;columns={columns}" in html


def test_a_changed_row_is_replaced_by_a_row_of_the_same_table(world: World, desk: Client) -> None:
    ticket = scanner(world)
    html = page(desk, f"{TABLE}&columns=subject,unit")
    address = html.split('data-row-url="')[1].split('"')[0].replace("&amp;", "&").replace("{key}", ticket.key)
    assert cells(page(desk, address), ticket.key) == cells(html, ticket.key)
    assert 'class="q-m"' in page(desk, f"/queue/row/{ticket.key}/")


def test_further_rows_come_as_rows_of_the_table(world: World, desk: Client) -> None:
    for _n in range(31):
        scanner(world)
    more = page(desk, TABLE).split('hx-get="')[1].split('"')[0].replace("&amp;", "&")
    assert "layout=table" in more
    rows = str(desk.get(more, headers={"HX-Request": "true"}).content.decode())
    assert rows.count("data-row") == 1
    assert rows.count('class="q-d-') == len(USUAL)


def test_fifty_rows_with_every_column_weigh_less_than_25_kb(world: World, desk: Client) -> None:
    """Bar 15: a page of thirty rows and what "Show more" adds to it, gzipped as they are sent."""
    for number in range(50):
        scanner(world, text=f"The scanner on cart {number} of bay {number * 7} beeps but does not read.")
    address = f"{TABLE}&columns={written(CODES)}"
    html = page(desk, address)
    more = html.split('hx-get="')[1].split('"')[0].replace("&amp;", "&")
    rows = str(desk.get(more, headers={"HX-Request": "true"}).content.decode())
    assert html.count("data-row ") + rows.count("data-row ") == 50
    weights = [len(gzip.compress(text.encode())) for text in (html, rows)]
    assert sum(weights) <= 25_000
    assert weights[1] <= 10_000


def test_the_form_is_there_for_whoever_opens_the_queue_and_only_for_views_there_are(
    world: World, desk: Client
) -> None:
    assert desk.get("/queue/look/?base=nowhere").status_code == 404
    assert desk.post("/queue/look/?base=nowhere", {"layout": "table"}).status_code == 404
    nurse: Any = Client()
    nurse.force_login(world.requester)
    assert nurse.get("/queue/look/?base=all").status_code == 404
