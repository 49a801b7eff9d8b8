"""The words of messages over REST."""

from typing import Any

import pytest
from django.core import mail

from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.messaging.models import MessageWording, WordingTrial
from hospital_itsm.messaging.rules.words import Words
from hospital_itsm.outbox.delivery import deliver_due
from tests.api.rest import Rest, pointers, problem
from tests.messaging.cast import KIND, OURS, published
from tests.world import World

PATH = f"message-wordings/{KIND}/"
GIVEN = {"subject": OURS.subject, "body": OURS.body, "reason": "Agreed"}
SHIPPED = {
    "subject": "{{ ticket }} is yours: priority {{ priority }}, {{ area }}",
    "body": "Due {{ due_at }}.",
    "short": "",
}


def test_the_list_and_one_kind(world: World) -> None:
    rest = Rest(world.administrator)
    rows = {one["kind"]: one for one in rest.get("message-wordings/").json()["results"]}
    assert len(rows) > 80
    assert "setup.wording_trial" not in rows
    answer = rest.get(PATH)
    one = answer.json()
    assert answer["ETag"] == '"0"'
    example = one.pop("example")
    assert one == {
        "kind": KIND,
        "topic": "work",
        "channels": ["in_app", "email"],
        "version": 0,
        "is_changed": False,
        "fits": True,
        "words": SHIPPED,
        "shipped": SHIPPED,
        "names": ["area", "priority", "ticket"],
        "names_of_body": ["due_at"],
    }
    assert (example["subject"], example["page"]) == ("INC-20418 is yours: priority 2, 4 West ICU", "")
    assert rest.get("message-wordings/?changed=true").json() == {"results": []}
    published(world.administrator)
    assert [one["kind"] for one in rest.get("message-wordings/?changed=true").json()["results"]] == [KIND]
    assert [one["kind"] for one in rest.get("message-wordings/?q=waits+4357").json()["results"]] == [KIND]
    problem(rest.get("message-wordings/?changed=yes"), 400, "unknown-input")
    problem(rest.get("message-wordings/?sort=x"), 400, "unknown-input")
    problem(rest.get("message-wordings/nothing/"), 404, "not-found")


def test_words_are_published_with_the_version_that_was_read(world: World) -> None:
    rest = Rest(world.administrator)
    problem(rest.send("PUT", PATH, GIVEN), 428, "precondition-required")
    problem(rest.send("PUT", PATH, GIVEN, If_Match='"3"'), 412, "stale-version")
    problem(rest.send("PUT", PATH, {**GIVEN, "is_shipped": True}, If_Match="*"), 400, "unknown-input")
    wrong = problem(
        rest.send("PUT", PATH, {**GIVEN, "subject": "{{ title }}"}, If_Match="*"), 422, "value-refused"
    )
    assert pointers(wrong) == ["/subject"]
    assert MessageWording.objects.count() == 0
    done = rest.send("PUT", PATH, GIVEN, If_Match='"0"')
    assert (done.status_code, done["ETag"]) == (200, '"1"')
    assert (done.json()["words"]["subject"], done.json()["is_changed"]) == (OURS.subject, True)
    assert done.json()["example"]["subject"] == "INC-20418 waits for you (4 West ICU)"
    problem(rest.send("PUT", PATH, GIVEN, If_Match="*"), 409, "conflict")
    assert MessageWording.objects.count() == 1


def test_a_dry_run_shows_the_message_and_keeps_nothing(world: World) -> None:
    rest = Rest(world.administrator)
    done = rest.send("PUT", f"{PATH}?dry_run=true", GIVEN, If_Match='"0"')
    assert done.json()["example"]["subject"] == "INC-20418 waits for you (4 West ICU)"
    assert rest.send("POST", f"{PATH}try/?dry_run=true", {"subject": "x"}).status_code == 204
    assert (MessageWording.objects.count(), WordingTrial.objects.count()) == (0, 0)
    assert AuditEntry.objects.filter(verb__startswith="wording.").count() == 0
    deliver_due()
    assert mail.outbox == []


def test_reset_and_versions(world: World) -> None:
    published(world.administrator, Words("First"), reason="One")
    rest = Rest(world.administrator)
    problem(rest.send("POST", f"{PATH}reset/", {"reason": "x"}), 428, "precondition-required")
    problem(rest.send("POST", f"{PATH}reset/", {"reason": " "}, If_Match="*"), 422, "value-refused")
    done = rest.send("POST", f"{PATH}reset/", {"reason": "Two"}, If_Match='"1"')
    assert (done.status_code, done.json()["words"], done.json()["version"]) == (200, SHIPPED, 2)
    rows: list[dict[str, Any]] = rest.get(f"{PATH}versions/").json()["results"]
    assert [
        (row["version"], row["is_shipped"], row["subject"], row["reason"], row["by"]) for row in rows
    ] == [
        (2, True, "", "Two", world.administrator.username),
        (1, False, "First", "One", world.administrator.username),
    ]


def test_a_test_is_sent_to_the_caller(world: World) -> None:
    answer = Rest(world.administrator).send("POST", f"{PATH}try/", {"subject": "Hello {{ ticket }}"})
    assert answer.status_code == 204
    deliver_due()
    assert [one.subject for one in mail.outbox] == ["Test: Hello INC-20418"]


def test_right_and_scope_are_both_needed(world: World) -> None:
    problem(
        Rest(world.administrator, ["messages:read"]).send("PUT", PATH, GIVEN, If_Match="*"), 403, "forbidden"
    )
    problem(Rest(world.administrator, ["people:read"]).get(PATH), 403, "forbidden")
    problem(Rest(world.agent).get(PATH), 403, "forbidden")
    problem(Rest(world.agent).send("PUT", PATH, GIVEN, If_Match="*"), 403, "forbidden")
    assert MessageWording.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_the_feed_tells_of_words_to_those_who_keep_the_set_up(world: World) -> None:
    published(world.administrator)
    rest = Rest(world.administrator)
    rest.send("POST", f"{PATH}reset/", {"reason": "Two"}, If_Match='"1"')
    rows = rest.get("changes?kind=message_wording").json()["changes"]
    assert [(row["id"], row["verb"], row["version"], row["url"]) for row in rows] == [
        (KIND, "wording.publish", 1, f"/api/v1/message-wordings/{KIND}/"),
        (KIND, "wording.reset", 2, f"/api/v1/message-wordings/{KIND}/"),
    ]
    problem(Rest(world.agent).get("changes?kind=message_wording"), 403, "forbidden")
