"""The page on which a person chooses how to be told."""

from datetime import time
from typing import Any

import pytest
from django.test import Client

from hospital_itsm.outbox.models import MailChoice
from hospital_itsm.people.models import User
from tests.world import World

SAID = {
    "pace_my_reports": "now",
    "pace_follows": "now",
    "pace_approvals": "bell",
    "pace_figures": "daily",
    "pace_others": "now",
    "digest_at": "16:30",
}


@pytest.fixture
def nurse(world: World, client: Client) -> Client:
    """A browser in which a nurse is signed in."""
    client.force_login(world.requester)
    return client


def shown(client: Client) -> dict[str, Any]:
    """The topics of the page with what is chosen."""
    form = client.get("/me/telling/").context["form"]
    return {field.name: field.value() for field in form.of_topics}


def test_a_nurse_sees_the_topics_that_concern_her(nurse: Client) -> None:
    assert shown(nurse) == {
        "pace_my_reports": "now",
        "pace_follows": "now",
        "pace_approvals": "now",
        "pace_figures": "now",
        "pace_others": "now",
    }


def test_a_leader_has_a_daily_email_but_for_what_cannot_wait(world: World, client: Client) -> None:
    client.force_login(world.cio)
    assert shown(client) == {
        "pace_my_reports": "now",
        "pace_follows": "daily",
        "pace_outages": "now",
        "pace_approvals": "now",
        "pace_vendors": "daily",
        "pace_devices": "daily",
        "pace_figures": "daily",
        "pace_others": "daily",
    }


def test_what_is_chosen_is_kept_and_shown(world: World, nurse: Client) -> None:
    said = {**SAID, "quiet_from": "22:00", "quiet_until": "06:00"}
    answer = nurse.post("/me/telling/", said, follow=True)
    assert answer.redirect_chain == [("/me/telling/", 302)]
    assert "Saved. It holds from the next e-mail on." in answer.content.decode()
    choice = MailChoice.objects.get(user=world.requester)
    assert choice.paces == {
        "my_reports": "now",
        "follows": "now",
        "approvals": "bell",
        "figures": "daily",
        "others": "now",
    }
    assert (choice.digest_at, choice.quiet_from, choice.quiet_until) == (time(16, 30), time(22), time(6))
    assert shown(nurse)["pace_approvals"] == "bell"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"quiet_from": "22:00"}, "Give both times of the quiet hours, or neither."),
        (
            {"quiet_from": "16:00", "quiet_until": "17:00"},
            "This is within your quiet hours. Choose a time outside them.",
        ),
        ({"digest_at": "half past four"}, "Write the time as 07:00."),
        ({"digest_at": ""}, "Say at what time the daily e-mail comes."),
        ({"pace_others": "hourly"}, "Choose one of the three."),
    ],
)
def test_what_cannot_be_is_said_at_its_field_and_keeps_what_was_typed(
    nurse: Client, change: dict[str, str], words: str
) -> None:
    answer = nurse.post("/me/telling/", {**SAID, **change})
    page = answer.content.decode()
    assert (answer.status_code, page.count(words)) == (422, 2)
    assert '<option value="bell" selected>' in page
    assert not MailChoice.objects.exists()


def test_nobody_chooses_what_is_not_theirs(world: World, nurse: Client) -> None:
    nurse.post("/me/telling/", {**SAID, "pace_vendors": "bell", "pace_security": "bell"})
    assert set(MailChoice.objects.get().paces) == {"my_reports", "follows", "approvals", "figures", "others"}
    assert not MailChoice.objects.exclude(user=User.objects.get(pk=world.requester.pk)).exists()
