"""Webhooks over REST: kept by administrators with a scope of their own, their secrets told once."""

from typing import Any

import pytest
from django.utils import timezone

from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.webhooks.models import Delivery, Subscription
from hospital_itsm.webhooks.queries.due import offered
from hospital_itsm.webhooks.sending import secrets_of
from tests.api.rest import Rest, pointers, problem
from tests.webhooks.cast import subscribed
from tests.world import World

pytestmark = pytest.mark.django_db
ADDRESS = "https://hooks.larkhaven.example/in"
PATH = "webhooks/"
WHY = {"reason": "For the monitoring"}


def body(**more: Any) -> dict[str, Any]:
    """A new subscription."""
    return {"name": "Monitoring", "address": ADDRESS, "kinds": ["ticket"], **WHY, **more}


def test_a_webhook_is_added_and_its_secret_told_once(world: World) -> None:
    rest = Rest(world.administrator)
    made = rest.post(PATH, body(account=world.integration.username))
    assert (made.status_code, made["ETag"]) == (201, '"1"')
    row = Subscription.objects.get()
    told = made.json()
    assert [told.pop("secret")] == secrets_of(row, timezone.now())
    read = rest.get(f"{PATH}{row.pk}/")
    assert read.json() == told
    assert (told["account"], told["state"], told["kinds"]) == (
        world.integration.username, "active", ["ticket"],
    )  # fmt: skip
    assert rest.get(PATH).json()["results"] == [told]
    assert AuditEntry.objects.get(verb="webhook.add").reason == "For the monitoring"


def test_a_dry_run_adds_nothing(world: World) -> None:
    answer = Rest(world.administrator).post(f"{PATH}?dry_run=true", body())
    assert (answer.status_code, answer["Dry-Run"]) == (201, "true")
    assert not Subscription.objects.exists()


@pytest.mark.parametrize(
    ("more", "status", "code", "names"),
    [
        ({"name": "MRN 12345678"}, 422, "value-refused", ["/name"]),
        ({"address": "http://hooks.larkhaven.example/in"}, 422, "value-refused", ["/address"]),
        ({"address": "https://127.0.0.1/in"}, 422, "value-refused", ["/address"]),
        ({"address": "https://localhost/in"}, 422, "value-refused", ["/address"]),
        ({"address": "https://169.254.169.254/latest"}, 422, "value-refused", ["/address"]),
        ({"kinds": []}, 422, "value-refused", ["/kinds"]),
        ({"kinds": ["webhook"]}, 422, "value-refused", ["/kinds"]),
        ({"account": "leo.marsh"}, 422, "value-refused", ["/account"]),
        ({"reason": " "}, 422, "value-refused", ["/reason"]),
        ({"secret": "mine"}, 400, "unknown-input", ["/secret"]),
    ],
)
def test_what_may_not_be_is_refused_and_stores_nothing(
    world: World, more: dict[str, Any], status: int, code: str, names: list[str]
) -> None:
    answer = Rest(world.administrator).post(PATH, body(**more))
    assert pointers(problem(answer, status, code)) == names
    assert not Subscription.objects.exists()


def test_a_change_asks_for_version_and_reason_and_keeps_what_is_left_out(world: World) -> None:
    row, rest = subscribed(world, ADDRESS), Rest(world.administrator)
    path = f"{PATH}{row.pk}/"
    problem(rest.patch(path, {"name": "Watch", **WHY}), 428, "precondition-required")
    assert pointers(problem(rest.patch(path, {"name": "Watch"}, If_Match="*"), 422, "value-refused")) == [
        "/reason"
    ]
    changed = rest.patch(path, {"name": "Watch", **WHY}, If_Match='"1"')
    assert (changed.status_code, changed["ETag"]) == (200, '"2"')
    assert (changed.json()["name"], changed.json()["address"]) == ("Watch", ADDRESS)
    problem(rest.patch(path, {"name": "Late", **WHY}, If_Match='"1"'), 412, "stale-version")
    assert Subscription.objects.get().name == "Watch"


def test_a_new_secret_is_told_once_and_both_sign_for_a_while(world: World) -> None:
    row, rest = subscribed(world, ADDRESS), Rest(world.administrator)
    (former,) = secrets_of(row, timezone.now())
    told = rest.post(f"{PATH}{row.pk}/secret/", WHY).json()
    row.refresh_from_db()
    assert secrets_of(row, timezone.now()) == [told["secret"], former]
    assert told["former_secret_until"] is not None
    assert "secret" not in rest.get(f"{PATH}{row.pk}/").json()


def test_it_is_paused_and_taken_into_use_again(world: World) -> None:
    row, rest = subscribed(world, ADDRESS), Rest(world.administrator)
    assert rest.post(f"{PATH}{row.pk}/pause/", WHY).json()["state"] == "paused"
    problem(rest.post(f"{PATH}{row.pk}/pause/", WHY), 409, "conflict")
    assert rest.post(f"{PATH}{row.pk}/resume/", WHY).json()["state"] == "active"
    assert pointers(problem(rest.post(f"{PATH}{row.pk}/pause/", {}), 422, "value-refused")) == ["/reason"]


def test_the_log_is_read_by_standing_and_sent_again_under_the_same_key(world: World) -> None:
    row, rest, now = subscribed(world, ADDRESS), Rest(world.administrator), timezone.now()
    given_up = Delivery.objects.create(
        subscription=row,
        created_at=now,
        next_attempt_at=now,
        failed_at=now,
        changes=[1, 2],
        code="TimeoutError",
    )
    Delivery.objects.create(
        subscription=row, created_at=now, next_attempt_at=now, done_at=now, changes=[3], status=204
    )
    log = f"{PATH}{row.pk}/deliveries/"
    assert [one["standing"] for one in rest.get(log).json()["results"]] == ["done", "failed"]
    (failed,) = rest.get(f"{log}?standing=failed").json()["results"]
    assert (failed["key"], failed["changes"], failed["code"], failed["status"]) == (
        str(given_up.key), 2, "TimeoutError", None,
    )  # fmt: skip
    assert pointers(problem(rest.get(f"{log}?standing=lost"), 400, "unknown-input")) == ["/standing"]
    assert rest.post(f"{log}{given_up.pk}/replay/").json() == {"deliveries": 1}
    problem(rest.post(f"{log}{given_up.pk}/replay/"), 409, "conflict")
    (waiting,) = rest.get(f"{log}?standing=waiting").json()["results"]
    assert (waiting["key"], waiting["attempts_made"]) == (str(given_up.key), 0)
    problem(rest.post(f"{log}999999/replay/"), 404, "not-found")


def test_all_given_up_since_an_instant_are_sent_again(world: World) -> None:
    row, now = subscribed(world, ADDRESS), timezone.now()
    for _number in range(2):
        Delivery.objects.create(subscription=row, created_at=now, next_attempt_at=now, failed_at=now)
    path = f"{PATH}{row.pk}/replay/"
    rest = Rest(world.administrator)
    assert rest.post(path, {"since": "2040-01-01T00:00:00Z"}).json() == {"deliveries": 0}
    assert rest.post(path, {"since": "2020-01-01T00:00:00Z"}).json() == {"deliveries": 2}


def test_others_and_tokens_without_the_scope_are_refused(world: World) -> None:
    row = subscribed(world, ADDRESS)
    problem(Rest(world.cio).get(PATH), 403, "forbidden")
    problem(Rest(world.administrator, ["tickets:read"]).get(PATH), 403, "forbidden")
    problem(
        Rest(world.administrator, ["webhooks:read"]).post(f"{PATH}{row.pk}/pause/", WHY), 403, "forbidden"
    )
    assert Subscription.objects.get().state == "active"


@pytest.mark.django_db(transaction=True)
def test_the_feed_tells_administrators_of_a_change_and_no_webhook_does(world: World) -> None:
    row = subscribed(world, ADDRESS)
    Rest(world.administrator).post(f"{PATH}{row.pk}/pause/", WHY)
    told = Rest(world.administrator).get("changes?kind=webhook").json()["changes"]
    assert [(one["id"], one["verb"]) for one in told] == [
        (str(row.pk), "webhook.add"), (str(row.pk), "webhook.pause"),
    ]  # fmt: skip
    problem(Rest(world.agent).get("changes?kind=webhook"), 403, "forbidden")
    assert "webhook" not in [kind.code for kind in offered()]
