"""The bell: everybody's own messages, marked as read by POST only."""

import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.template import Context, Template
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hospital_itsm.core.actors import System
from hospital_itsm.outbox.bell import PAGE_LENGTH, unread_count
from hospital_itsm.outbox.choices import Channel
from hospital_itsm.outbox.delivery import deliver_due
from hospital_itsm.outbox.models import BellItem
from hospital_itsm.outbox.tell import tell
from hospital_itsm.people.models import User
from tests.outbox.sample_kinds import PAYLOAD
from tests.world import World


def ring(*people: User, times: int = 1, area: str = "4 West ICU", priority: int = 2) -> None:
    for number in range(times):
        tell(
            actor=System("outbox"),
            kind="test.told",
            recipients=people,
            payload={**PAYLOAD, "ticket": f"INC-{number + 1}", "area": area, "priority": priority},
            dedupe=str(number),
            channels=[Channel.IN_APP],
        )
    deliver_due()


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def page(client: Client, **query: Any) -> str:
    response = client.get(reverse("outbox:bell"), query)
    assert response.status_code == 200
    return response.content.decode()


def test_the_bell_shows_my_messages_newest_first_with_words_made_now(world: World) -> None:
    ring(world.requester, times=2)
    text = page(signed_in(world.requester))
    assert text.index("INC-2: priority 2, 4 West ICU") < text.index("INC-1: priority 2, 4 West ICU")
    assert 'href="/bell/"' in text


def test_the_bell_shows_nobody_elses_messages(world: World) -> None:
    ring(world.agent)
    assert "INC-1" not in page(signed_in(world.requester))


def test_an_empty_bell_says_what_comes_here(world: World) -> None:
    assert "You hear here when something happens to your tickets." in page(signed_in(world.requester))


def test_strangers_are_sent_to_sign_in(client: Client, db: None) -> None:
    response = client.get(reverse("outbox:bell"))
    assert response.status_code == 302
    assert response["Location"].endswith("?next=/bell/")


def test_all_are_marked_as_read_by_one_post(world: World) -> None:
    ring(world.requester, times=3)
    client = signed_in(world.requester)
    response = client.post(reverse("outbox:read"), follow=True)
    assert "3 messages are marked as read." in response.content.decode()
    assert unread_count(world.requester) == 0


def test_one_is_marked_as_read_and_the_others_stay(world: World) -> None:
    ring(world.requester, times=2)
    item = BellItem.objects.latest("id")
    signed_in(world.requester).post(reverse("outbox:read"), {"item": item.pk})
    assert list(BellItem.objects.filter(read_at=None).values_list("pk", flat=True)) == [item.pk - 1]


def test_somebody_elses_message_stays_unread(world: World) -> None:
    ring(world.agent)
    item = BellItem.objects.get()
    signed_in(world.requester).post(reverse("outbox:read"), {"item": item.pk})
    item.refresh_from_db()
    assert item.read_at is None


def test_looking_never_marks_as_read_and_reading_by_get_is_refused(world: World) -> None:
    ring(world.requester)
    client = signed_in(world.requester)
    page(client)
    assert client.get(reverse("outbox:read")).status_code == 405
    assert unread_count(world.requester) == 1


@pytest.mark.parametrize("given", ["abc", "-1", "1e3", "٣", "9" * 19])
def test_a_number_that_is_none_is_a_bad_request(world: World, given: str) -> None:
    client = signed_in(world.requester)
    assert client.post(reverse("outbox:read"), {"item": given}).status_code == 400


def test_a_cursor_that_is_none_is_a_bad_request(world: World) -> None:
    assert signed_in(world.requester).get(reverse("outbox:bell"), {"cursor": "7"}).status_code == 400


def test_what_is_told_later_of_earlier_days_stands_among_them(world: World) -> None:
    ring(world.requester, times=3, priority=1)
    first, second, told_later = BellItem.objects.order_by("id")
    BellItem.objects.filter(pk=told_later.pk).update(created_at=first.created_at - timedelta(days=700))
    order = [int(pk) for pk in re.findall(r'id="message-(\d+)"', page(signed_in(world.requester)))]
    assert order == [second.pk, first.pk, told_later.pk]


def test_marking_leads_back_into_the_product_only(world: World) -> None:
    client = signed_in(world.requester)
    for address in ("https://elsewhere.example/", "//elsewhere.example/", "/\\elsewhere.example", "bell"):
        assert client.post(reverse("outbox:read"), {"next": address})["Location"] == "/bell/"
    assert client.post(reverse("outbox:read"), {"next": "/my/"})["Location"] == "/my/"


def test_older_messages_follow_without_gap_or_repetition(world: World) -> None:
    ring(world.requester, times=PAGE_LENGTH + 2, priority=1)
    client = signed_in(world.requester)
    first = page(client)
    assert first.count("bell-row") == PAGE_LENGTH
    further = re.findall(r'href="(/bell/\?cursor=[^"]+)"', first)
    response = client.get(unescape(further[0]), headers={"HX-Request": "true"})
    rest = response.content.decode()
    assert rest.count("bell-row") == 2
    assert "<html" not in rest
    assert "?cursor=" not in rest
    shown = [int(pk) for pk in re.findall(r'id="message-(\d+)"', first + rest)]
    assert shown == list(BellItem.objects.order_by("-id").values_list("pk", flat=True))


def test_a_label_with_markup_is_shown_as_text(world: World) -> None:
    ring(world.requester, area="<script>alert(1)</script>")
    text = page(signed_in(world.requester))
    assert "<script>alert(1)" not in text
    assert "&lt;script&gt;alert(1)" in text


def test_the_count_in_the_shell_is_one_query_whatever_is_in_the_bell(world: World) -> None:
    ring(world.requester, times=5, priority=1)
    with CaptureQueriesContext(connection) as queries:
        assert unread_count(world.requester) == 5
    assert len(queries) == 1
    text = page(signed_in(world.requester))
    assert '<span class="dot">5</span>' in text


def top_bar(user: User, rf: Any) -> str:
    request = rf.get("/queue/")
    request.user = user
    return Template("{% load bell %}{% bell_button %}").render(Context({"request": request}))


def test_the_agents_top_bar_counts_too(world: World, rf: Any) -> None:
    assert 'aria-label="Messages, 0 unread"' in top_bar(world.agent, rf)
    assert "bell-n" not in top_bar(world.agent, rf)
    ring(world.agent, times=2)
    assert 'aria-label="Messages, 2 unread"' in top_bar(world.agent, rf)
    assert ">2</span>" in top_bar(world.agent, rf)


def test_more_than_a_hundred_are_told_as_such(world: World, rf: Any) -> None:
    ring(world.agent, times=101, priority=1)
    assert ">99+</span>" in top_bar(world.agent, rf)


def test_a_message_of_an_earlier_release_does_not_break_the_page(world: World) -> None:
    ring(world.requester)
    BellItem.objects.get().message.__class__.objects.update(kind="gone.kind")
    assert "bell-row" not in page(signed_in(world.requester))


def test_the_settings_pass_the_system_checks() -> None:
    call_command("check")
