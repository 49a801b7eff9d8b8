"""The index of the set-up finds settings by what they are about and says what a first report still needs."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.core import setup_index
from hospital_itsm.core.first_run import BLOCKED, DONE, STARTED, TO_DO, task
from hospital_itsm.outbox.choices import Outcome
from hospital_itsm.outbox.models import Attempt, OutboxMessage
from hospital_itsm.people.models import CareArea, OnCallShift, Team, User
from tests.world import World, again


def standing(label: str) -> tuple[str, str]:
    """Status and words of the task whose label begins so."""
    (found,) = [one for one in setup_index.tasks(timezone.now()) if str(one.label).startswith(label)]
    return found.status, found.words


@pytest.mark.parametrize(
    ("query", "labels"),
    [
        ("escalate", ["On call"]),
        ("ward", ["Units"]),
        ("rout queue", ["Categories"]),
        ("zzz", []),
    ],
)
def test_a_setting_is_found_by_what_it_is_about(world: World, query: str, labels: list[str]) -> None:
    found = [str(one.label) for one in setup_index.settings_for(world.administrator, query)]
    assert [label for label in found if label in labels] == labels
    assert bool(found) is bool(labels)


def test_a_setting_somebody_may_not_use_is_absent(world: World) -> None:
    assert [str(one.label) for one in setup_index.settings_for(world.lead)] == ["On call"]
    assert setup_index.settings_for(world.requester) == []


def test_a_search_that_finds_nothing_says_so(administrator: Client) -> None:
    page = administrator.get("/setup/?q=<b>zzz").content.decode()
    assert "No setting is about “&lt;b&gt;zzz”" in page


@pytest.mark.django_db
def test_an_empty_hospital_begins_with_a_site(db: None) -> None:
    assert standing("Add a site")[0] == TO_DO
    assert standing("Add units") == (BLOCKED, "Add a site first.")
    assert standing("Add queues") == (TO_DO, "There is no queue yet.")
    assert standing("Put people on call") == (BLOCKED, "Give somebody a role in a queue first.")
    assert standing("Give reports that nothing routes")[0] == TO_DO


def test_the_tasks_are_read_from_what_is_stored(world: World) -> None:
    assert standing("Add a site") == (DONE, "")
    assert standing("Add units") == (STARTED, "28 units have no lead.")
    assert standing("Put people on call") == (DONE, "")
    CareArea.objects.exclude(code="ICU").update(lead=world.charge_nurse)
    CareArea.objects.filter(code="ICU").update(phone="")
    assert standing("Add units") == (STARTED, "1 unit has no phone.")
    OnCallShift.objects.filter(team=None, level="duty_manager").delete()
    OnCallShift.objects.filter(team__code="NET").update(ends_at=timezone.now())
    assert standing("Put people on call") == (
        STARTED,
        "The rota of 1 queue has run out. No duty manager is on call for the house.",
    )
    User.objects.filter(pk=world.biomed.pk).update(page_address="")
    assert standing("Put people on call")[1].endswith("1 person on call has no pager address.")
    Team.objects.filter(code="SD-L1").update(is_active=False)
    assert standing("Give reports that nothing routes") == (TO_DO, "Add a queue with the code SD-L1.")


def test_a_task_waits_before_it_asks_what_is_missing() -> None:
    assert task("A", "x", 1, ["Missing."], waits_for="First B.").status == BLOCKED
    assert task("A", "x", 1, ["", "Missing."], started=True).status == STARTED
    assert task("A", "x", 1, [""]).status == DONE


def test_a_test_mail_is_sent_to_oneself_and_counts_once_it_has_left(
    administrator: Client, world: World
) -> None:
    assert standing("Send a test e-mail") == (TO_DO, "No e-mail has left the desk yet.")
    administrator.post("/setup/mail-check/")
    message = OutboxMessage.objects.get(kind="setup.test_mail")
    assert (message.recipient, message.channel) == (world.administrator, "email")
    Attempt.objects.create(message=message, outcome=Outcome.SENT)
    assert standing("Send a test e-mail") == (DONE, "")
    assert AuditEntry.objects.filter(verb="setup.test_mail").count() == 1


def test_without_an_address_the_test_mail_says_what_to_do(administrator: Client, world: World) -> None:
    User.objects.filter(pk=again(world.administrator).pk).update(email="")
    page: Any = administrator.post("/setup/mail-check/", follow=True)
    assert "Your account has no e-mail address." in page.content.decode()
    assert not OutboxMessage.objects.exists()
