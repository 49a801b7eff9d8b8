"""Saved views on the pages and over REST."""

import html
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.desk.models import SavedView, ViewChoice
from tests.api.rest import Rest, problem
from tests.desk.cast import scanner, secret
from tests.world import World
from tickets.queries.live import live_cursor

pytestmark = pytest.mark.django_db
NAMED = {"name": "Care on the ICU", "reach": "mine", "team": "", "version": "0"}


@pytest.fixture
def desk(world: World) -> Client:
    client = Client()
    client.force_login(world.agent)
    return client


def text(client: Client, address: str) -> str:
    """A page."""
    response = client.get(address)
    assert response.status_code == 200, response.content[:300]
    return str(response.content.decode())


def saved(client: Client, query: str = "base=all&care_area=ICU&sort=oldest", **said: Any) -> SavedView:
    """Save a view by its form."""
    answer = client.post(f"/queue/views/save/?{query}", {**NAMED, **said})
    assert answer.status_code == 302, answer.content[:400]
    return SavedView.objects.latest("pk")


def test_what_stands_in_the_address_is_saved_and_opens_again(world: World, desk: Client) -> None:
    scanner(world)
    scanner(world, "ED")
    link = "/queue/views/save/?base=all&amp;care_area=ICU&amp;sort=oldest"
    assert link in text(desk, "/queue/v/all/?care_area=ICU&sort=oldest&cursor=")
    row = saved(desk)
    assert (row.base, row.parameters) == ("all", {"care_area": ["ICU"], "sort": ["oldest"]})
    opened = desk.get(f"/queue/views/{row.pk}/")
    assert opened["Location"] == f"/queue/v/all/?sort=oldest&care_area=ICU&saved={row.pk}"
    page = text(desk, opened["Location"])
    assert '<h1>Care on the ICU</h1><span class="q-count num">1</span>' in page
    assert '<span class="lbl clip">Care on the ICU</span><span class="n">1</span>' in page
    assert "Keep these filters" not in page


def test_other_filters_are_kept_on_demand(world: World, desk: Client) -> None:
    row = saved(desk)
    page = text(desk, f"/queue/v/mine/?care_area=ED&saved={row.pk}")
    assert f"/queue/views/{row.pk}/keep/?base=mine&amp;care_area=ED" in page
    desk.post(f"/queue/views/{row.pk}/keep/?base=mine&care_area=ED")
    row.refresh_from_db()
    assert (row.base, row.parameters, row.version) == ("mine", {"care_area": ["ED"]}, 2)
    answer = desk.post(f"/queue/views/{row.pk}/keep/?base=mine&password=1", follow=True)
    assert "There is no such filter" in answer.content.decode()
    row.refresh_from_db()
    assert row.version == 2


def test_a_view_of_somebody_else_has_no_name_here(world: World, desk: Client) -> None:
    row = saved(desk)
    other = Client()
    other.force_login(world.second_agent)
    page = text(other, f"/queue/v/all/?saved={row.pk}")
    assert "Care on the ICU" not in page
    assert "<h1>All open</h1>" in page
    assert other.get(f"/queue/views/{row.pk}/").status_code == 404


def test_searched_words_are_not_offered_for_saving_and_not_saved(world: World, desk: Client) -> None:
    assert "/queue/views/save/" not in text(desk, "/queue/v/all/?q=scanner")
    answer = desk.post("/queue/views/save/?base=all&q=scanner", NAMED)
    assert answer.status_code == 422
    assert "Words that are searched for are not kept" in answer.content.decode()
    assert SavedView.objects.count() == 0


def test_the_queue_leads_to_the_default_and_search_stays_a_search(world: World, desk: Client) -> None:
    row = saved(desk)
    answer = desk.post(f"/queue/views/{row.pk}/options/", {"wants": ["star", "default"], "most": "40"})
    assert answer.status_code == 302
    chosen = ViewChoice.objects.get()
    assert (chosen.is_starred, chosen.is_default, chosen.most, chosen.oldest_minutes) == (
        True,
        True,
        40,
        None,
    )
    assert desk.get("/queue/")["Location"] == row.get_absolute_url()
    assert desk.get("/queue/?q=pump")["Location"] == "/queue/v/unassigned/?q=pump"
    page = text(desk, f"/queue/views/{row.pk}/options/")
    assert page.count("checked") == 2
    assert 'value="40"' in page


def test_renaming_and_removing(world: World, desk: Client) -> None:
    row = saved(desk)
    desk.post(f"/queue/views/{row.pk}/edit/", {**NAMED, "name": "Unit", "version": "1"})
    assert "Unit" in text(desk, "/queue/views/")
    stale = desk.post(f"/queue/views/{row.pk}/edit/", {**NAMED, "name": "Late", "version": "1"})
    assert stale.status_code == 409
    desk.post(f"/queue/views/{row.pk}/remove/")
    assert SavedView.objects.count() == 0
    assert "No view is saved yet" in text(desk, "/queue/views/")


@pytest.mark.parametrize(
    "name",
    ['<script>alert("x")</script>', "{{ 7*7 }}", "=cmd|' /C calc'!A0", "\u202eevil", "' OR 1=1 --", "x" * 60],
)
def test_hostile_names_are_shown_as_text(world: World, desk: Client, name: str) -> None:
    row = saved(desk, name=name)
    for address in ("/queue/views/", row.get_absolute_url(), f"/queue/views/{row.pk}/edit/"):
        page = text(desk, address)
        assert html.escape(row.name) in page, address
        assert "<script>alert" not in page


def test_the_poll_tells_of_what_the_filters_let_through_alone(world: World, desk: Client) -> None:
    before = live_cursor()
    scanner(world)
    scanner(world, "ED")
    secret(world)
    assert desk.get(f"/live/queue/all/?care_area=ICU&since={before}").json()["new"] == 1
    assert desk.get(f"/live/queue/all/?since={before}").json()["new"] == 2
    assert desk.get(f"/live/queue/all/?password=x&since={before}").status_code == 400
    assert 'data-live="/live/queue/all/?care_area=ICU"' in text(desk, "/queue/v/all/?care_area=ICU")


def test_views_over_rest(world: World) -> None:
    rest = Rest(world.agent)
    new = {"name": "ICU", "base": "team-EUC", "parameters": {"care_area": ["ICU"]}}
    made = rest.post("views/", {**new, "reach": "team", "team": "EUC"})
    assert made.status_code == 201, made.content
    pk = made.json()["id"]
    assert (made.json()["team"], made.json()["is_mine"], made["ETag"]) == ("EUC", True, '"1"')
    problem(rest.post("views/", {**new, "reach": "everyone", "name": "Wide"}), 422, "value-refused")
    problem(rest.patch(f"views/{pk}/", {"name": "Late"}, If_Match='"9"'), 412, "stale-version")
    assert rest.patch(f"views/{pk}/", {"name": "Unit"}, If_Match='"1"').json()["version"] == 2
    other = Rest(world.technician)
    assert [row["name"] for row in other.get("views/").json()["results"]] == ["Unit"]
    chosen = other.send("PUT", f"views/{pk}/choice/", {"is_starred": True, "oldest_minutes": 90}).json()
    assert (chosen["is_starred"], chosen["most"], chosen["oldest_minutes"]) == (True, None, 90)
    assert rest.get(f"views/{pk}/").json()["is_starred"] is False
    problem(other.send("DELETE", f"views/{pk}/", If_Match="*"), 403, "forbidden")
    assert Rest(world.network_engineer).get(f"views/{pk}/").status_code == 404
    assert rest.send("DELETE", f"views/{pk}/", If_Match='"2"').status_code == 204
    assert AuditEntry.objects.filter(verb="view.remove").count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_feed_tells_of_views_to_those_who_see_them(world: World) -> None:
    rest = Rest(world.lead)
    new = {"name": "All", "base": "all", "reach": "everyone"}
    shared = rest.post("views/", new).json()["id"]
    rest.post("views/", {**new, "name": "Mine", "reach": "mine"})

    def told(who: Any) -> list[str]:
        rows = Rest(who).get("changes?kind=saved_view").json()["changes"]
        return [row["id"] for row in rows]

    assert told(world.agent) == [str(shared)]
    assert len(told(world.lead)) == 2
    assert SavedView.objects.latest("pk").changed_at <= timezone.now()
