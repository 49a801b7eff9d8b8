"""System status and the notices behind it: posted in one form, updated in one press, joined in one press."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from assets.models import Service
from tests.tickets.test_my_page import sent, text_of
from tests.tickets.test_report_page import working
from tests.world import World, again
from tickets.actions.notices import end_notice, post_notice
from tickets.models import Notice, NoticeUpdate, Reporter


@pytest.fixture
def manager(world: World, client: Client) -> Client:
    """A browser of the duty manager."""
    return working(client, world.duty_manager, world.icu)


def posted(world: World, **values: Any) -> Notice:
    """A notice of the duty manager."""
    given = {"title": "Harbor EHR is slow", "severity": "degraded", "sees": "Screens hang."}
    return post_notice(actor=again(world.duty_manager), **{**given, **values})


def typed(**values: Any) -> dict[str, Any]:
    """What the form sends."""
    given = {
        "title": "Harbor EHR is down",
        "severity": "outage",
        "sees": "Nothing opens.",
        "next_minutes": "30",
    }
    return {**given, **values}


def test_with_nothing_known_the_page_says_so(world: World, client: Client) -> None:
    html = text_of(working(client, world.requester, world.icu), "/status/")
    assert "No known problems right now." in html
    assert "Post a notice" not in html


def test_the_sentence_counts_what_touches_the_unit(world: World, client: Client) -> None:
    posted(world, care_areas=[world.area("MS5")])
    nurse = working(client, world.requester, world.icu)
    assert "1 known problem, none on your unit." in text_of(nurse, "/status/")
    posted(world, title="Printing is slow")
    assert "2 known problems. 1 touches your unit." in text_of(nurse, "/status/")
    assert "<b>Printing is slow.</b>" in text_of(nurse, "/my/")


def test_a_notice_is_posted_with_one_form(manager: Client, world: World) -> None:
    ticket = sent(world)
    response = manager.post(
        "/status/notices/new/",
        typed(
            ticket=f" {ticket.key.lower()} ", services=[world.service("A001").pk], care_areas=[world.icu.pk]
        ),
    )
    notice = Notice.objects.get()
    assert response.url == "/status/"
    assert (notice.ticket, notice.severity) == (ticket, "outage")
    assert list(notice.services.all()) == [world.service("A001")]
    assert list(notice.care_areas.all()) == [world.icu]
    left = notice.next_update_by - timezone.now()
    assert timedelta(minutes=29) < left <= timedelta(minutes=30)
    html = text_of(manager, "/status/")
    for words in ("Harbor EHR is down", "Nothing opens.", "Harbor EHR core", world.icu.name):
        assert words in html


def test_a_refused_notice_keeps_its_words(manager: Client) -> None:
    response = manager.post("/status/notices/new/", typed(title="", ticket="INC-1", works="Charting works."))
    html = response.content.decode()
    assert response.status_code == 422
    assert "We can’t find INC-1. Check the number." in html
    assert "Charting works." in html
    assert not Notice.objects.exists()
    assert (
        "Say in a few words what is down."
        in manager.post("/status/notices/new/", typed(title="")).content.decode()
    )


def test_the_form_is_filled_in_from_a_ticket(manager: Client, world: World) -> None:
    ticket = sent(world)
    form = manager.get(f"/status/notices/new/?ticket={ticket.key}").context["form"]
    assert form["title"].value() == ticket.title
    assert form["care_areas"].value() == [world.icu.pk]


def test_no_change_is_one_press(manager: Client, world: World) -> None:
    notice = posted(world)
    sends = {"no_change": "1", "update-next_minutes": "15", "update-version": notice.version}
    manager.post(f"/status/notices/{notice.pk}/update/", sends)
    assert NoticeUpdate.objects.get().is_no_change
    assert "No change." in text_of(manager, "/status/")


def test_an_update_without_words_says_what_to_do(manager: Client, world: World) -> None:
    notice = posted(world)
    response = manager.post(f"/status/notices/{notice.pk}/update/", {"update-next_minutes": "15"})
    assert response.status_code == 422
    assert "Say what is new, or choose No change." in response.content.decode()


def test_an_update_of_a_notice_changed_meanwhile_is_shown_and_kept(manager: Client, world: World) -> None:
    notice = posted(world)
    sends = {"update-body": "Half of it works again.", "update-version": "0"}
    response = manager.post(f"/status/notices/{notice.pk}/update/", sends)
    assert response.status_code == 409
    assert "Half of it works again." in response.content.decode()
    assert not NoticeUpdate.objects.exists()


def test_a_notice_that_is_over_stays_48_hours(manager: Client, world: World) -> None:
    notice = posted(world)
    manager.post(f"/status/notices/{notice.pk}/end/", {"end-body": "Works again since 14:00."})
    html = text_of(manager, "/status/")
    assert "Ended in the last 48 hours" in html
    assert "Harbor EHR is slow" in html
    Notice.objects.update(ended_at=timezone.now() - timedelta(hours=49))
    assert "Harbor EHR is slow" not in text_of(manager, "/status/")


def test_a_ticket_can_be_tied_later(manager: Client, world: World) -> None:
    notice, ticket = posted(world), sent(world)
    manager.post(f"/status/notices/{notice.pk}/link/", {"link-ticket": ticket.key})
    notice.refresh_from_db()
    assert notice.ticket == ticket
    assert manager.post(f"/status/notices/{notice.pk}/link/", {"link-ticket": "INC-1"}).status_code == 422


def test_same_for_me_on_a_notice_makes_no_new_ticket(world: World, client: Client) -> None:
    ticket = sent(world)
    notice = posted(world, ticket=ticket)
    stranger = working(client, world.elsewhere, world.area("MS5"))
    assert "Same for me" in text_of(stranger, "/status/")
    response = stranger.post(f"/status/notices/{notice.pk}/join/")
    assert response.url == f"/report/sent/{ticket.key}/"
    assert Reporter.objects.filter(ticket=ticket, user=world.elsewhere).exists()
    assert ticket.title in text_of(stranger, "/my/")
    assert "You are on it" in text_of(stranger, "/status/")


def test_a_notice_that_is_over_cannot_be_joined(world: World, client: Client) -> None:
    notice = posted(world, ticket=sent(world))
    end_notice(notice.pk, actor=again(world.duty_manager))
    nurse = working(client, world.elsewhere, world.area("MS5"))
    response = nurse.post(f"/status/notices/{notice.pk}/join/", follow=True)
    assert "This problem is over." in response.content.decode()
    assert not Reporter.objects.filter(user=world.elsewhere).exists()


def test_a_running_notice_is_not_drawn_as_over_beside_one_that_is(manager: Client, world: World) -> None:
    over = posted(world, title="Sign-in fails on many computers")
    end_notice(over.pk, actor=again(world.duty_manager))
    posted(world, title="Harbor EHR is down", severity="outage", sees="Nothing opens.")
    html = text_of(manager, "/status/")
    assert html.count("Over") == 1
    assert "Nothing opens." in html
    assert "Since" in html


def services(html: str) -> str:
    """The part about services."""
    return html.partition('id="services"')[2].partition("</section>")[0]


def test_services_stand_by_tier_and_without_a_notice_nobody_claims_that_they_work(
    world: World, client: Client
) -> None:
    html = services(text_of(working(client, world.requester, world.icu), "/status/"))
    assert html.index("Tier 0: back within 15 minutes") < html.index("Tier 1: back within 2 hours")
    assert html.count("<li>") == Service.objects.in_use().count()
    assert html.count("No problem reported") >= html.count("<li>")
    assert "OK" not in html


def test_the_worst_notice_says_how_a_service_is_in_word_and_shape(world: World, client: Client) -> None:
    ehr = world.service("A001")
    for severity in ("degraded", "outage", "info"):
        last = posted(world, title=f"Harbor EHR {severity}", severity=severity, services=[ehr])
    html = services(text_of(working(client, world.requester, world.icu), "/status/"))
    outage = Notice.objects.get(severity="outage")
    assert f'<a href="#notice-{outage.pk}" aria-label="{ehr.name}: Down">' in html
    assert f"#notice-{last.pk}" not in html
    assert "tag-bad" in html
    assert "1 with a problem" in html


def test_a_notice_for_information_says_nothing_about_the_state(world: World, client: Client) -> None:
    posted(world, title="Upgrade on Sunday", severity="info", services=[world.service("A001")])
    html = services(text_of(working(client, world.requester, world.icu), "/status/"))
    assert "#notice-" not in html


def test_a_service_down_on_some_units_says_so(world: World, client: Client) -> None:
    posted(world, severity="outage", services=[world.service("A001")], care_areas=[world.area("MS5")])
    assert "on some units" in services(text_of(working(client, world.requester, world.icu), "/status/"))


def test_retired_and_planned_services_are_left_out(world: World, client: Client) -> None:
    Service.objects.filter(code="A001").update(is_active=False)
    Service.objects.filter(code="A002").update(lifecycle="planned")
    html = services(text_of(working(client, world.requester, world.icu), "/status/"))
    assert html.count("<li>") == Service.objects.count() - 2
