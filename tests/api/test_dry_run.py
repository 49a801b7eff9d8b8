"""`?dry_run=true`: every write of the matrix answers as it would, and nothing anywhere is changed."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.db import connection, transaction

from hospital_itsm.people.models import ApiToken
from tests.api.rest import Rest, pointers, problem
from tests.authorization.scene import Scene
from tests.authorization.table import Case
from tests.test_authorization import cases, send, visitor
from tests.tickets import desk_cast as cast
from tests.world import CAST, World
from tickets.models import Attachment, Message, Ticket

WRITES = [
    case for case in cases() if case.name.startswith("api:") and case.method not in ("GET", "HEAD", "OPTIONS")
]


@pytest.fixture(scope="module")
def scene(django_db_setup: None, django_db_blocker: Any) -> Iterator[Scene]:
    """One scene for all writes, in a transaction that is undone at the end."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield Scene.build()
        transaction.set_rollback(True)


def everything() -> tuple[Any, ...]:
    """What is in every table, as counts and sums of digests; the files; what waits for the commit."""
    tables = connection.introspection.table_names()
    counted = " UNION ALL ".join(
        f"SELECT '{name}', count(*), coalesce(sum(hashtext(row_of::text)::bigint), 0) FROM {name} row_of"
        for name in sorted(tables)
    )
    with connection.cursor() as cursor:
        cursor.execute(counted)
        rows = tuple(sorted(cursor.fetchall()))
    folders, files = default_storage.listdir("") if default_storage.exists("") else ([], [])
    return rows, sorted(folders), sorted(files), len(connection.run_on_commit)


def changed(before: tuple[Any, ...], after: tuple[Any, ...]) -> list[Any]:
    """What differs: the rows of tables, files, what waits."""
    rows = [(one, other) for one, other in zip(before[0], after[0], strict=True) if one != other]
    return [*rows, *((one, other) for one, other in zip(before[1:], after[1:], strict=True) if one != other)]


def dry(case: Case) -> Case:
    """The same case as a dry run."""
    address = str(case.path)
    return replace(case, path=f"{address}{'&' if '?' in address else '?'}dry_run=true")


def body_of(response: Any) -> Any:
    """What the answer says: its names where it is an object."""
    if not response.content:
        return None
    said = response.json()
    return sorted(said) if isinstance(said, dict) else type(said)


@pytest.mark.parametrize("case", WRITES, ids=lambda case: case.id)
def test_a_dry_run_of_every_write_answers_as_the_write_and_changes_nothing(case: Case, scene: Scene) -> None:
    who = next((one for one in CAST if one != "deactivated" and case.expected(one) < 400), "agent")
    with transaction.atomic():
        client, headers = visitor(case, scene, who)
        case = replace(case, path=case.address(scene), data=case.body(scene))
        before = everything()
        tried = send(dry(case), scene, client, headers)
        assert changed(before, everything()) == []
        assert (tried.status_code, tried["Dry-Run"]) == (case.expected(who), "true")
        done = send(case, scene, client, headers)
        names = body_of(done)
        if isinstance(names, list):
            assert tried.json()["dry_run"] is True
            names = sorted([*names, "dry_run"])
        assert (tried.status_code, body_of(tried)) == (done.status_code, names)
        assert not done.has_header("Dry-Run")
        transaction.set_rollback(True)


def test_the_matrix_has_writes_to_try() -> None:
    assert len(WRITES) > 100


@pytest.mark.django_db
def test_a_dry_run_of_a_report_shows_the_ticket_and_keeps_none(world: World) -> None:
    rest = Rest(world.agent)
    said = {"text": "The label printer prints blank labels.", "care_area": "ICU", "care_answer": "slower"}
    answer = rest.post("tickets/?dry_run=true", said, Idempotency_Key="alert-1")
    assert (answer.status_code, answer["Dry-Run"]) == (201, "true")
    shown = answer.json()
    assert (shown["dry_run"], shown["care_area"]["code"]) == (True, "ICU")
    assert Ticket.objects.count() == 0
    real = rest.post("tickets/", said, Idempotency_Key="alert-1")
    assert (real.status_code, "dry_run" in real.json(), Ticket.objects.count()) == (201, False, 1)


@pytest.mark.django_db
def test_a_dry_run_that_is_refused_says_what_the_write_would_say(world: World) -> None:
    rest, ticket = Rest(world.agent), cast.report(world)
    body = problem(rest.post("tickets/?dry_run=true", {"text": "x", "colour": "red"}), 400, "unknown-input")
    assert (body["dry_run"], pointers(body)) == (True, ["/colour"])
    problem(
        rest.patch(f"tickets/{ticket.key}/?dry_run=true", {"room": "Bay 9"}), 428, "precondition-required"
    )
    stale = rest.patch(f"tickets/{ticket.key}/?dry_run=true", {"room": "Bay 9"}, If_Match='"99"')
    problem(stale, 412, "stale-version")
    said = {"kind": "public", "text": "Hi"}
    hidden = Rest(world.elsewhere).post(f"tickets/{ticket.key}/messages/?dry_run=true", said)
    problem(hidden, 404, "not-found")
    assert Message.objects.filter(ticket=ticket, body="Hi").count() == 0


@pytest.mark.django_db
@pytest.mark.parametrize("said", ["dry_run=yes", "dry_run=", "dry_run=true&dry_run=true", "dry_run=1"])
def test_anything_but_true_or_false_is_refused_and_nothing_is_done(world: World, said: str) -> None:
    said_of = {"text": "The label printer prints blank labels.", "care_area": "ICU", "care_answer": "slower"}
    body = problem(Rest(world.agent).post(f"tickets/?{said}", said_of), 400, "unknown-input")
    assert (pointers(body), Ticket.objects.count()) == (["/dry_run"], 0)


@pytest.mark.django_db
def test_dry_run_false_is_the_write_and_reads_take_none(world: World) -> None:
    rest = Rest(world.agent)
    said = {"text": "The label printer prints blank labels.", "care_area": "ICU", "care_answer": "slower"}
    assert rest.post("tickets/?dry_run=false", said).status_code == 201
    assert Ticket.objects.count() == 1
    assert pointers(problem(rest.get("tickets/?dry_run=true"), 400, "unknown-input")) == ["/dry_run"]


@pytest.mark.django_db
def test_a_file_sent_in_a_dry_run_is_judged_and_not_kept(world: World) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    rest, ticket = Rest(world.agent), cast.report(world)
    ApiToken.objects.update(last_used_at=None)
    before = everything()

    def attach(data: bytes) -> Any:
        upload = SimpleUploadedFile("note.txt", data, content_type="text/plain")
        address = f"/api/v1/tickets/{ticket.key}/attachments/?dry_run=true"
        return rest.client.post(address, {"file": upload}, headers=rest.headers)

    assert attach(b"Prints blank labels since Monday.").status_code == 201
    assert (everything(), Attachment.objects.count()) == (before, 0)
    assert attach(b"").status_code == 422
