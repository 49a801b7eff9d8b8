"""One's own messages over REST, and how one is told: nobody else's, versions asked, urgent ones out of reach."""

import pytest

from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.core.actors import System
from hospital_itsm.outbox.bell import unread_count
from hospital_itsm.outbox.choices import Channel
from hospital_itsm.outbox.delivery import deliver_due
from hospital_itsm.outbox.models import BellItem, MailChoice
from hospital_itsm.outbox.tell import tell
from hospital_itsm.people.models import User
from tests.api.rest import Rest, pointers, problem
from tests.world import World

pytestmark = pytest.mark.django_db
MESSAGES, READ, TELLING = "me/messages/", "me/messages/read/", "me/telling/"


def ring(user: User, *tickets: str) -> None:
    for number, ticket in enumerate(tickets):
        tell(
            actor=System("tickets"),
            kind="ticket.replied",
            recipients=[user],
            payload={"ticket": ticket},
            dedupe=f"{BellItem.objects.count()}:{number}",
            channels=[Channel.IN_APP],
        )
    deliver_due()


def test_the_bell_is_read_with_its_bursts_and_reading_marks_nothing(world: World) -> None:
    ring(world.requester, "INC-1", "INC-2", "INC-2", "INC-2")
    answer = Rest(world.requester).get(MESSAGES)
    first, second = answer.json()["results"]
    assert (first["title"], first["text"], first["times"], first["is_read"], first["path"]) == (
        "3 replies on INC-2", "INC-2: the desk wrote to you", 3, False, "/my/INC-2/",
    )  # fmt: skip
    assert [one["text"] for one in first["before"]] == ["INC-2: the desk wrote to you"] * 2
    assert (second["title"], second["times"], second["before"]) == ("INC-1: the desk wrote to you", 1, [])
    assert unread_count(world.requester) == 2
    assert Rest(world.agent).get(MESSAGES).json()["results"] == []


def test_lines_are_marked_as_read_by_id_or_all_and_never_anothers(world: World) -> None:
    ring(world.requester, "INC-1", "INC-2")
    first = BellItem.objects.earliest("pk").pk
    assert Rest(world.agent).post(READ, {"ids": [first]}).json() == {"read": 0}
    rest = Rest(world.requester)
    assert rest.post(READ, {"ids": [first]}).json() == {"read": 1}
    assert rest.post(f"{READ}?dry_run=true").json() == {"read": 1, "dry_run": True}
    assert unread_count(world.requester) == 1
    assert rest.post(READ).json() == {"read": 1}
    assert unread_count(world.requester) == 0
    assert pointers(problem(rest.post(READ, {"items": [1]}), 400, "unknown-input")) == ["/items"]


def test_pages_follow_without_gap(world: World) -> None:
    ring(world.requester, "INC-1", "INC-2", "INC-3")
    rest = Rest(world.requester)
    first = rest.get(f"{MESSAGES}?limit=2").json()
    rest_of_it = rest.get(f"{MESSAGES}?limit=2&cursor={first['next']}").json()
    paths = [row["path"] for row in first["results"] + rest_of_it["results"]]
    assert paths == ["/my/INC-3/", "/my/INC-2/", "/my/INC-1/"]
    assert rest_of_it["next"] is None


def test_scopes_are_asked_one_for_reading_one_for_writing(world: World) -> None:
    problem(Rest(world.requester, ["tickets:read"]).get(MESSAGES), 403, "forbidden")
    problem(Rest(world.requester, ["bell:read"]).post(READ), 403, "forbidden")
    problem(Rest(world.requester, ["bell:read"]).patch(TELLING, {}, If_Match="*"), 403, "forbidden")
    problem(Rest(world.integration).get(TELLING), 403, "forbidden")


def test_who_chose_nothing_yet_reads_what_holds(world: World) -> None:
    answer = Rest(world.requester).get(TELLING)
    body = answer.json()
    assert (answer["ETag"], body["version"]) == ('"0"', 0)
    assert (body["digest_at"], body["quiet_from"], body["quiet_until"]) == ("07:00", None, None)
    paces = {row["code"]: row["pace"] for row in body["topics"]}
    assert paces["my_reports"] == "now"
    assert "security" not in paces and "work" not in paces
    assert not MailChoice.objects.exists()


def test_choosing_keeps_what_is_left_out_and_asks_for_the_version(world: World) -> None:
    rest = Rest(world.requester)
    problem(rest.patch(TELLING, {"digest_at": "08:30"}), 428, "precondition-required")
    first = rest.patch(TELLING, {"paces": {"my_reports": "daily"}, "digest_at": "08:30"}, If_Match='"0"')
    assert (first.status_code, first["ETag"]) == (200, '"1"')
    problem(rest.patch(TELLING, {"digest_at": "09:00"}, If_Match='"0"'), 412, "stale-version")
    second = rest.patch(TELLING, {"quiet_from": "22:00", "quiet_until": "06:00"}, If_Match='"1"').json()
    assert (second["digest_at"], second["quiet_from"], second["quiet_until"]) == ("08:30", "22:00", "06:00")
    assert {row["code"]: row["pace"] for row in second["topics"]}["my_reports"] == "daily"
    third = rest.patch(TELLING, {"quiet_from": None, "quiet_until": None}, If_Match='"2"').json()
    assert (third["quiet_from"], third["quiet_until"], third["version"]) == (None, None, 3)
    assert AuditEntry.objects.filter(verb="mail_choice.change").count() == 3


@pytest.mark.parametrize(
    ("body", "status", "code", "names"),
    [
        ({"paces": {"security": "bell"}}, 422, "value-refused", ["/paces"]),
        ({"paces": {"work": "daily"}}, 422, "value-refused", ["/paces"]),
        ({"quiet_from": "22:00"}, 422, "value-refused", ["/quiet_until"]),
        ({"quiet_from": "06:00", "quiet_until": "08:00"}, 422, "value-refused", ["/digest_at"]),
        ({"digest_at": "25:00"}, 422, "value-refused", ["/digest_at"]),
        ({"language": "de"}, 400, "unknown-input", ["/language"]),
    ],
)
def test_what_cannot_hold_is_refused_and_stores_nothing(
    world: World, body: dict[str, object], status: int, code: str, names: list[str]
) -> None:
    answer = Rest(world.requester).patch(TELLING, body, If_Match="*")
    assert pointers(problem(answer, status, code)) == names
    assert not MailChoice.objects.filter(version__gt=0).exists()


def test_a_dry_run_stores_nothing(world: World) -> None:
    answer = Rest(world.requester).patch(f"{TELLING}?dry_run=true", {"digest_at": "08:30"}, If_Match="*")
    assert (answer.json()["digest_at"], answer["Dry-Run"]) == ("08:30", "true")
    assert not MailChoice.objects.exists()
