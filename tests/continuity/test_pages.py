"""The pages of outages: what is down stands first, figures say how they were counted, nothing typed is lost."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.html import escape

from hospital_itsm.continuity.forms.outages import clock_words
from hospital_itsm.continuity.models import Outage
from tests.continuity import cast
from tests.tickets.test_status_page import posted
from tests.vendors.test_vendor_pages import text_of
from tests.world import World, again
from tickets.actions.report import Place, report_problem
from tickets.choices import CareAnswer
from tickets.models import Ticket


@pytest.fixture
def manager(world: World, client: Client) -> Client:
    """A browser of the duty manager."""
    client.force_login(world.duty_manager)
    return client


def ticket(world: World) -> Ticket:
    """An ICU incident."""
    return report_problem(
        actor=world.requester,
        text="Nothing opens on any workstation.",
        care_answer=CareAnswer.SLOWER,
        place=Place(care_area=world.icu),
    )


def test_the_list_narrows_and_says_what_is_out(world: World, manager: Client) -> None:
    running = cast.outage(world, care_areas=[world.icu])
    over = cast.outage(
        world, "A002", title="Mail is slow", effect="degraded", ended_at=timezone.now(), cause="network"
    )
    cast.planned(world, "A002", title="Mail is moved")
    words = text_of(manager.get("/outages/"))
    assert "3 on record" in words
    assert f'href="/outages/{running.pk}/"' in words
    narrowed = {
        "state=running": ["Harbor EHR is down"],
        "state=over": ["Mail is slow"],
        "planned=yes": ["Mail is moved"],
        "service=a002&planned=no": ["Mail is slow"],
        "unit=ICU": ["Harbor EHR is down"],
        "cause=network": ["Mail is slow"],
        f"q=out-{over.pk}": ["Mail is slow"],
        "tier=4": [],
        f"from={timezone.localdate() + timedelta(days=2)}": ["Mail is moved", "Harbor EHR is down"],
    }
    for query, titles in narrowed.items():
        assert [one.title for one in manager.get(f"/outages/?{query}").context["page"].rows] == titles, query
    assert manager.get("/outages/?color=red").status_code == 400
    assert manager.get("/outages/?from=yesterday").status_code == 400


def test_an_outage_is_recorded_from_a_ticket_and_ended(world: World, manager: Client) -> None:
    about = ticket(world)
    page = text_of(manager.get(f"/t/{about.key}/"))
    path = f"/outages/new/?ticket={about.key}"
    assert f'href="{path}"' in page
    opened = manager.get(path)
    assert 'value="ICU"' in text_of(opened)
    assert opened.context["form"].initial["care_areas"] == ["ICU"]
    typed = {
        "title": "Harbor EHR is down",
        "effect": "down",
        "began_at": clock_words(timezone.now() - timedelta(hours=3)),
        "care_areas": ["ICU"],
    }
    refused = manager.post(path, typed)
    assert (refused.status_code, "one service or more" in text_of(refused)) == (422, True)
    assert 'value="Harbor EHR is down"' in text_of(refused)
    sent = manager.post(path, {**typed, "services": ["A001"], "users_percent": ""})
    made = Outage.objects.get()
    assert (sent.status_code, sent["Location"]) == (302, f"/outages/{made.pk}/")
    assert ([one.key for one in made.tickets.all()], made.users_percent) == ([about.key], 100)
    assert f'href="/outages/{made.pk}/"' in text_of(manager.get(f"/t/{about.key}/"))
    words = text_of(manager.get(f"/outages/{made.pk}/"))
    assert "in agreed time, around the clock" in words and "3h 0" in words
    early = {"ended_at": clock_words(timezone.now() - timedelta(days=3)), "version": "1"}
    before = manager.post(f"/outages/{made.pk}/end/", early)
    assert (before.status_code, "after the beginning" in text_of(before)) == (422, True)
    end = {"ended_at": clock_words(timezone.now()), "cause": "network", "version": "1"}
    assert manager.post(f"/outages/{made.pk}/end/", end).status_code == 302
    again_sent = manager.post(f"/outages/{made.pk}/end/", {**end, "version": ""})
    assert (again_sent.status_code, "is over already" in text_of(again_sent)) == (409, True)


def test_a_stale_correction_shows_both_and_keeps_what_was_typed(world: World, manager: Client) -> None:
    made = cast.outage(world, care_areas=[world.icu])
    path = f"/outages/{made.pk}/edit/"
    typed = {
        "title": "Harbor EHR is slow", "effect": "degraded", "users_percent": "30",
        "began_at": clock_words(made.began_at), "services": ["A001"], "care_areas": ["ICU", "ED"], "version": "1",
    }  # fmt: skip
    assert manager.post(path, typed).status_code == 302
    stale = manager.post(path, {**typed, "title": "Other words", "care_areas": ["ICU"]})
    words = text_of(stale)
    assert (stale.status_code, 'value="Other words"' in words) == (409, True)
    assert "Harbor EHR is slow" in words and escape(world.area("ED").name) in words
    made.refresh_from_db()
    assert (made.title, made.users_percent, made.version) == ("Harbor EHR is slow", 30, 2)


def test_notices_and_tickets_are_tied_and_untied(world: World, manager: Client) -> None:
    made, about, notice = cast.outage(world), ticket(world), posted(world)
    path = f"/outages/{made.pk}/links/"
    wrong = manager.post(path, {"tickets": "INC-404404", "version": "1"})
    assert (wrong.status_code, "There is no ticket INC-404404" in text_of(wrong)) == (422, True)
    both = {"tickets": about.key.lower(), "notices": [str(notice.pk)], "version": "1"}
    assert manager.post(path, both).status_code == 302
    assert (made.tickets.count(), made.notices.count()) == (1, 1)
    assert notice.title in text_of(manager.get(f"/outages/{made.pk}/"))
    assert manager.post(path, {"tickets": "", "version": "2"}).status_code == 302
    assert (made.tickets.count(), made.notices.count()) == (0, 0)


def test_a_service_says_how_available_it_was_and_when_it_is_promised(world: World, client: Client) -> None:
    client.force_login(world.it_manager)
    empty = text_of(client.get("/services/A001/"))
    assert "100.000%" in empty and "Nothing on record" in empty and "Around the clock" in empty
    cast.outage(world, ended_at=timezone.now())
    words = text_of(client.get("/services/A001/"))
    assert "99.907%" in words and "1 outage<" in words
    calendar = str(world.calendars["BUS"].pk)
    assert client.post("/services/A001/agreed-time/", {"calendar": calendar}).status_code == 302
    assert world.calendars["BUS"].name in text_of(client.get("/services/A001/"))


def test_words_of_strangers_stay_words_and_agents_get_no_buttons(world: World, client: Client) -> None:
    made = cast.outage(world, title="<script>alert(1)</script>", note="<b>bold</b>")
    client.force_login(again(world.agent))
    words = text_of(client.get(f"/outages/{made.pk}/"))
    assert "<script>alert" not in words and "<b>bold" not in words
    assert "Withdraw" not in words and "Record an outage" not in text_of(client.get("/outages/"))
