"""Every sign-in, sign-out and failed try is an entry of the trail with its address; old counts are forgotten."""

from datetime import timedelta
from typing import Any

import pytest
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.core import signing
from django.test import Client
from django.utils import timezone

from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.audit.recording import free_text
from hospital_itsm.jobs.models import IdempotencyKey
from hospital_itsm.jobs.tasks import forget_idempotency_keys
from hospital_itsm.people.tasks import forget_sign_in_records
from hospital_itsm.people.workstations import COOKIE, SALT
from tests.world import PASSWORD, World

ADDRESS = "192.0.2.10"


def sign_in(name: str, password: str = PASSWORD, address: str = ADDRESS, client: Client | None = None) -> Any:
    """Send the sign-in form from an address."""
    browser = client or Client()
    return browser.post("/accounts/login/", {"login": name, "password": password}, REMOTE_ADDR=address)


def entries() -> list[AuditEntry]:
    """What the trail says about signed-in times, oldest first."""
    return list(AuditEntry.objects.filter(verb__startswith="session.").order_by("id"))


def test_signing_in_and_out_are_entries_of_the_person(world: World, client: Client) -> None:
    sign_in("alma.reyes", client=client)
    client.post("/accounts/logout/", REMOTE_ADDR=ADDRESS)
    came, went = entries()
    assert (came.verb, went.verb) == ("session.sign_in", "session.sign_out")
    for entry in (came, went):
        assert (entry.actor, entry.target_type, entry.target_label) == (
            world.requester,
            "people.user",
            "alma.reyes",
        )
        assert (entry.ip, entry.channel) == (ADDRESS, "web")
        assert entry.request_id


def test_the_registered_computer_is_named(world: World, client: Client) -> None:
    client.cookies[COOKIE] = signing.dumps(world.workstation.pk, salt=SALT)
    sign_in("alma.reyes", client=client)
    assert entries()[0].changes == {"workstation": world.workstation.name}


def test_a_stranger_who_presses_sign_out_leaves_no_entry(db: None, client: Client) -> None:
    client.post("/accounts/logout/")
    assert entries() == []


def test_a_failed_try_on_a_known_name_is_on_its_account(world: World) -> None:
    sign_in("Alma.Reyes", "wrong in every way")
    (entry,) = entries()
    assert (entry.verb, entry.actor, entry.actor_label) == ("session.fail", None, "system:sign-in")
    assert (entry.target_id, entry.target_label) == (str(world.requester.pk), "alma.reyes")
    assert (entry.ip, entry.changes) == (ADDRESS, {})


def test_an_unknown_name_is_kept_as_a_digest_because_it_may_be_a_password(world: World) -> None:
    sign_in("correct horse battery", "alma.reyes")
    (entry,) = entries()
    assert (entry.target_id, entry.target_label) == ("", "unknown name")
    assert entry.changes == {"name": free_text("correct horse battery")}


@pytest.mark.parametrize("name", ["alma.reyes", "nobody.here"])
def test_a_lock_out_is_an_entry_and_so_is_every_fifth_try_on_it(world: World, name: str) -> None:
    for _ in range(12):
        sign_in(name, "wrong")
    assert [entry.verb for entry in entries()] == ["session.fail"] * 4 + ["session.lock_out"] * 2
    assert [entry.changes["failures"] for entry in entries()[4:]] == [5, 10]


def test_a_try_that_is_put_off_is_an_entry(world: World, settings: Any) -> None:
    settings.SIGN_IN_CEILING = 2
    for number in range(2):
        sign_in("alma.reyes", "wrong", f"203.0.113.{number}")
    sign_in("alma.reyes", address="203.0.113.200")
    last = entries()[-1]
    assert (last.verb, last.target_label, last.ip) == ("session.slow_down", "alma.reyes", "203.0.113.200")


def test_no_entry_holds_the_password(world: World) -> None:
    sign_in("alma.reyes")
    sign_in("alma.reyes", "wrong in every way")
    kept = str(list(AuditEntry.objects.values()))
    assert PASSWORD not in kept
    assert "wrong in every way" not in kept


def test_what_the_lock_out_counted_is_forgotten_after_90_days(world: World) -> None:
    sign_in("alma.reyes")
    for _ in range(2):
        sign_in("victor.hahn", "wrong")
    models = (AccessAttempt, AccessFailureLog, AccessLog)
    assert [model.objects.count() for model in models] == [1, 2, 1]
    for model in models:
        model.objects.update(attempt_time=timezone.now() - timedelta(days=89))
    assert forget_sign_in_records() == 0
    for model in models:
        model.objects.update(attempt_time=timezone.now() - timedelta(days=90, seconds=1))
    assert forget_sign_in_records() == 4
    assert len(entries()) == 3


def test_idempotency_keys_are_forgotten_after_seven_days(world: World) -> None:
    for number, age in enumerate((6, 8)):
        key = IdempotencyKey.objects.create(user=world.agent, key=str(number), scope="report", body_digest="")
        IdempotencyKey.objects.filter(pk=key.pk).update(created_at=timezone.now() - timedelta(days=age))
    assert forget_idempotency_keys() == 1
    assert list(IdempotencyKey.objects.values_list("key", flat=True)) == ["0"]
