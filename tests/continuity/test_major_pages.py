"""The command view: proposed from a ticket, declared with one press, no change with one press, nothing typed lost."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from hospital_itsm.continuity.actions.majors import change_major
from hospital_itsm.continuity.forms.outages import clock_words
from hospital_itsm.continuity.models import MajorEntry, MajorIncident, MajorUpdate
from tests.api.rest import Rest, problem
from tests.continuity import cast
from tests.tickets.test_my_page import text_of as portal_text
from tests.tickets.test_report_page import working
from tests.tickets.test_status_page import posted
from tests.vendors.test_vendor_pages import text_of
from tests.world import World, again


@pytest.fixture
def manager(world: World, client: Client) -> Client:
    """A browser of the duty manager."""
    client.force_login(world.duty_manager)
    return client


def test_from_a_ticket_to_the_command_view(world: World, client: Client) -> None:
    about = cast.ticket(world)
    client.force_login(world.agent)
    path = f"/mi/new/?ticket={about.key}"
    assert f'href="{path}"' in text_of(client.get(f"/t/{about.key}/"))
    typed = {"title": "Harbor EHR is down house-wide", "trigger": "first_tier", "care_areas": ["ICU"]}
    refused = client.post(path, typed)
    assert (refused.status_code, 'value="Harbor EHR is down house-wide"' in text_of(refused)) == (422, True)
    assert client.post(path, {**typed, "services": ["A001"]}).status_code == 302
    major = MajorIncident.objects.get()
    assert major.ticket == about
    words = text_of(client.get(f"/t/{about.key}/"))
    assert f'href="/mi/MI-{major.pk}/"' in words and path not in words
    assert "Declare it" not in text_of(client.get(f"/mi/MI-{major.pk}/"))
    client.force_login(world.duty_manager)
    assert "Declare it" in text_of(client.get(f"/mi/MI-{major.pk}/"))
    assert client.post(f"/mi/MI-{major.pk}/declare/").status_code == 302
    twice = client.post(f"/mi/MI-{major.pk}/declare/")
    assert (twice.status_code, "cannot be done" in text_of(twice)) == (409, True)
    page = text_of(client.get(f"/mi/MI-{major.pk}/"))
    assert "Clinical-impact minutes" in page and "weight 3, impact 1" in page
    assert f'href="/t/{about.key}/"' in page and "to paper by" in page


def test_no_change_is_one_press_and_stands_on_the_portal(
    world: World, manager: Client, client: Client
) -> None:
    notice, major = posted(world), cast.declared(world)
    change_major(major.pk, actor=again(world.duty_manager), fields={"notices": [notice]})
    page = manager.get(f"/mi/MI-{major.pk}/")
    token = page.context["post_form"].initial["token"]
    sent = {"token": token, "text": "", "next_minutes": "30", "no_change": "1"}
    for _press in range(2):
        assert manager.post(f"/mi/MI-{major.pk}/updates/", sent).status_code == 302
    update = MajorUpdate.objects.get()
    assert (update.is_no_change, update.token) == (True, token)
    nurse = working(Client(), world.requester, world.icu)
    assert update.body in portal_text(nurse, "/status/")


def test_a_refused_update_keeps_every_word(world: World, manager: Client) -> None:
    major = cast.declared(world)
    typed = {"token": "a", "text": "Call {{ nobody }} now", "next_minutes": "30"}
    refused = manager.post(f"/mi/MI-{major.pk}/updates/", typed)
    words = text_of(refused)
    assert (refused.status_code, "Call {{ nobody }} now" in words, "Known are: began" in words) == (
        422,
        True,
        True,
    )
    assert not MajorUpdate.objects.exists()
    empty = manager.post(f"/mi/MI-{major.pk}/timeline/", {"text": " "})
    assert (empty.status_code, MajorEntry.objects.filter(kind="note").count()) == (422, 0)


def test_the_whole_life_by_forms(world: World, manager: Client) -> None:
    major, about = cast.declared(world), cast.ticket(world)
    at = f"/mi/MI-{major.pk}/"

    def send(path: str, **typed: Any) -> int:
        return int(manager.post(f"{at}{path}", typed).status_code)

    roles = {"commander": world.it_manager.pk, "clinical_lead": world.cmio.pk, "scribe": world.agent.pk}
    assert send("roles/", **roles) == 302
    suggested = manager.get(f"{at}tickets/")
    assert about.key in text_of(suggested)
    assert send("tickets/", found=[about.key], tickets="") == 302
    assert send("timeline/", text="Vendor is on the bridge", is_key="on") == 302
    values = {
        "title": "Harbor EHR is slow", "trigger": "first_tier", "services": ["A001"], "care_areas": ["ICU", "MS5"],
        "level": "2", "cadence_minutes": "15", "began_at": clock_words(major.began_at), "bridge": "ext. 4400",
    }  # fmt: skip
    assert send("edit/", **values) == 302
    assert send("units/ICU/", paper_from=clock_words(timezone.now())) == 302
    due = timezone.localdate() + timedelta(days=9)
    assert send("actions/new/", text="Renew it a month early", owner=world.agent.pk, due_on=str(due)) == 302
    words = text_of(manager.get(at))
    for one in (
        "Martin Ekland",
        "Vendor is on the bridge",
        "key moment",
        "2: full downtime",
        "ext. 4400",
        "Renew it",
    ):
        assert one in words, one
    ending = manager.get(f"{at}stand-down/").context["form"].initial
    assert ending["text"].startswith(world.service("A001").name)
    end = {**ending, "confirmed_with": "Charge nurse of the ICU"}
    assert send("stand-down/", **{name: value for name, value in end.items() if name != "version"}) == 302
    assert send("review/", root_cause="A certificate ran out.", is_hot_done="on") == 302
    stale = manager.post(f"{at}review/", {"root_cause": "Other words", "version": "1"})
    assert (stale.status_code, "Other words" in text_of(stale), "A certificate ran out." in text_of(stale)) == (
        409, True, True,
    )  # fmt: skip
    major.refresh_from_db()
    assert (major.state, major.root_cause, major.restored_at <= timezone.now()) == (
        "stood_down",
        "A certificate ran out.",
        True,
    )


def test_the_list_narrows(world: World, manager: Client) -> None:
    cast.proposed(world, title="First", services=[world.service("A002")])
    cast.declared(world, title="Second")
    for query, titles in {
        "": ["Second", "First"],
        "state=active": ["Second"],
        "service=a002": ["First"],
        "unit=ICU": ["Second", "First"],
        "q=second": ["Second"],
        "sort=oldest": ["First", "Second"],
    }.items():
        assert [one.title for one in manager.get(f"/mi/?{query}").context["page"].rows] == titles, query
    assert manager.get("/mi/?state=gone").status_code == 400


def test_a_tied_ticket_that_became_restricted_is_counted_and_not_shown(world: World, manager: Client) -> None:
    about = cast.ticket(world)
    major = cast.declared(world, ticket=about.key)
    type(about).objects.filter(pk=about.pk).update(is_restricted=True)
    page = manager.get(f"/mi/MI-{major.pk}/")
    assert (page.context["hidden_children"], about.key in text_of(page)) == (1, False)
    assert Rest(world.duty_manager).get(f"majors/{major.pk}/").json()["tickets"] == []


def test_words_of_strangers_stay_words(world: World, manager: Client) -> None:
    major = cast.declared(world, title="<script>alert(1)</script>")
    cast.updated(world, major, text="<b>bold</b>")
    for path in (f"/mi/MI-{major.pk}/", "/mi/", "/mi/new/"):
        html = text_of(manager.get(path))
        assert "<script>alert" not in html and "<b>bold" not in html


def test_over_rest_an_update_is_posted_once_and_versions_are_compared(world: World) -> None:
    lead = Rest(world.duty_manager)
    proposal = {"title": "Mail is down", "trigger": "first_tier", "services": ["A001"], "care_areas": ["ICU"]}
    made = Rest(world.integration).post("majors/", proposal)
    assert (made.status_code, made["ETag"], made.json()["state"]) == (201, '"1"', "proposed")
    path = f"majors/{made.json()['id']}/"
    problem(Rest(world.agent).post(f"{path}declare/", {}, If_Match="*"), 403, "forbidden")
    problem(lead.post(f"{path}declare/", {}), 428, "precondition-required")
    problem(lead.post(f"{path}declare/", {}, If_Match='"9"'), 412, "stale-version")
    assert lead.post(f"{path}declare/", {}, If_Match='"1"').json()["commander"] == "carla.voss"
    problem(lead.post(f"{path}updates/", {"token": "a", "next_minutes": 7}), 422, "value-refused")
    for _sending in range(2):
        answer = lead.post(f"{path}updates/", {"token": "a", "template": "known"})
        assert (answer.status_code, len(answer.json()["updates"])) == (201, 1)
    named = lead.put(f"{path}roles/", {"clinical_lead": "tomas.lindqvist"}, If_Match="*").json()
    assert (named["clinical_lead"], named["commander"]) == ("tomas.lindqvist", "carla.voss")
    end = {
        "confirmed_with": "CN",
        "text": "It works.",
        "token": "z",
        "restored_at": timezone.now().isoformat(),
    }
    over = lead.post(f"{path}stand_down/", end, If_Match="*").json()
    assert (over["state"], over["units"][0]["care_area"], len(over["updates"])) == ("stood_down", "ICU", 2)
    told = lead.put(
        f"{path}review/", {"root_cause": "A certificate", "is_complete": True}, If_Match="*"
    ).json()
    assert (told["state"], told["timeline"][-1]["kind"]) == ("reviewed", "reviewed")
