"""People, places and other lists over REST: what is shown, and that nothing secret ever is."""

import json
from typing import Any

import pytest

from tests.api.rest import REPORT, Rest, pointers, problem
from tests.tickets import desk_cast as cast
from tests.world import World
from tickets.actions.notices import post_notice

pytestmark = pytest.mark.django_db


def test_me_says_who_what_and_how_long(world: World) -> None:
    me = Rest(world.requester, ["changes:read"]).get("me/").json()
    assert me == {
        "username": "alma.reyes",
        "name": "Alma Reyes, RN",
        "job_title": "Staff nurse",
        "phone": me["phone"],
        "kind": "person",
        "roles": [{"role": "requester", "team": None, "care_area": "ICU"}],
        "permissions": ["desk.report", "unit.view"],
        "scopes": ["changes:read"],
        "demo_only": False,
        "token_expires_at": "2040-01-01T00:00:00.000000Z",
    }


def test_people_are_found_by_words_and_never_listed_whole(world: World) -> None:
    rest = Rest(world.agent)
    found = rest.get("people/?q=marsh leo").json()["results"]
    assert found == [
        {
            "username": "leo.marsh",
            "name": "Leo Marsh",
            "job_title": "Service desk agent",
            "phone": found[0]["phone"],
            "kind": "person",
        }
    ]
    assert rest.get("people/leo.marsh/").json() == found[0]
    for query in ("", "?q=", "?q=a"):
        assert pointers(problem(rest.get(f"people/{query}"), 400, "unknown-input")) == ["/q"]
    assert rest.get("people/?q=osgood").json()["results"] == []
    problem(rest.get("people/kim.osgood/"), 404, "not-found")


def test_a_nurse_cannot_ask_who_exists(world: World) -> None:
    rest = Rest(world.requester)
    problem(rest.get("people/?q=marsh"), 403, "forbidden")
    problem(rest.get("people/leo.marsh/"), 403, "forbidden")
    problem(rest.get("people/nobody.here/"), 403, "forbidden")


@pytest.mark.parametrize(
    ("path", "code", "name"),
    [
        ("care-areas", "ICU", "Medical-Surgical ICU"),
        ("teams", "EUC", None),
        ("categories", "euc.cart", None),
        ("services", "A001", None),
    ],
)
def test_lists_are_searched_and_read_by_code(world: World, path: str, code: str, name: str | None) -> None:
    rest = Rest(world.agent)
    one = rest.get(f"{path}/{code}/").json()
    assert one in rest.get(f"{path}/?q={code}").json()["results"]
    assert one.get("code", one["name"]) == code
    assert name is None or one["name"] == name
    problem(rest.get(f"{path}/NOTHING-LIKE-IT/"), 404, "not-found")
    problem(rest.get(f"{path}/?order=x"), 400, "unknown-input")
    problem(rest.post(f"{path}/", {}), 405, "method-not-allowed")


def test_a_nurse_reads_units_but_not_vendors_and_a_guest_nothing(world: World) -> None:
    nurse = Rest(world.requester)
    assert nurse.get("care-areas/ICU/").status_code == 200
    problem(nurse.get("vendors/"), 403, "forbidden")
    for path in ("care-areas/", "teams/", "services/", "categories/", "tickets/", "changes"):
        problem(Rest(world.vendor_guest).get(path), 403, "forbidden")


def words_in(value: Any) -> set[str]:
    """Every key at every depth."""
    if isinstance(value, dict):
        return set(value) | {word for inner in value.values() for word in words_in(inner)}
    return {word for inner in value for word in words_in(inner)} if isinstance(value, list) else set()


def test_no_answer_holds_a_secret_at_any_depth(world: World) -> None:
    ticket = cast.report(world, "unsafe")
    notice = post_notice(
        actor=world.duty_manager, title="Mail", severity="outage", sees="No mail.", ticket=ticket
    )
    paths = [
        "me/", "people/?q=marsh", "people/leo.marsh/", "care-areas/", "teams/", "services/", "categories/", "vendors/",
        "tickets/", f"tickets/{ticket.key}/", f"tickets/{ticket.key}/messages/", f"tickets/{ticket.key}/clocks/",
        f"tickets/{ticket.key}/pages/", f"tickets/{ticket.key}/attachments/", "notices/", f"notices/{notice.pk}/",
        "changes",
    ]  # fmt: skip
    secrets = [
        "@larkhaven.example",
        "@pager",
        "argon2",
        "md5$",
        "secret_hash",
        "the-secret-of-the-monitoring",
    ]
    for who in READERS:
        rest = Rest(getattr(world, who))
        for path in paths:
            text = rest.get(path).content.decode()
            assert not [secret for secret in secrets if secret in text], (who, path)
            named = words_in(json.loads(text))
            assert not {word for word in named if word in FORBIDDEN}, (who, path)


READERS = ("requester", "agent", "auditor", "administrator", "integration", "cio", "vendor_guest")
"""One of each kind of reader."""

FORBIDDEN = {
    "password", "email", "page_address", "token", "secret", "prefix", "session_epoch", "is_vip", "protected", "sealed",
    "stored_name", "last_callback", "priority_facts", "imported_outcomes", "ip",
}  # fmt: skip
"""Names of fields that no answer has; `sha256` of a file is meant for its reader."""


def test_a_nurse_never_reads_what_others_left_as_their_number(world: World) -> None:
    made = Rest(world.colleague).post("tickets/", {**REPORT, "callback": "555-0199"}).json()
    rest = Rest(world.requester)
    for path in ("tickets/", f"tickets/{made['key']}/", f"tickets/{made['key']}/messages/"):
        assert "555-0199" not in rest.get(path).content.decode()
