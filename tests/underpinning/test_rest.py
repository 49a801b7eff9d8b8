"""Tasks, promises and scorecards over REST, and the exports."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.test import Client
from django.utils import timezone

from hospital_itsm.underpinning.models import Promise, VendorTask
from tests.api.rest import Rest, problem
from tests.underpinning import cast
from tests.world import World, again


def test_a_task_is_read_and_answered_with_its_version(world: World) -> None:
    cast.promising(world, repair=(2, "business_days"), hours="BUS")
    task = cast.handed(world)
    rest = Rest(world.agent)
    read = rest.get(f"vendor_tasks/{task.pk}/")
    assert (read.status_code, read["ETag"]) == (200, '"1"')
    data = read.json()
    assert (data["ticket"], data["contract"], data["basis"], data["number"]) == (
        task.ticket.key, "C-1005", "vendor", "",
    )  # fmt: skip
    assert [(one["promise"], one["unit"], one["calendar"], one["state"]) for one in data["clocks"]] == [
        ("response", "hours", "BUS", "running"), ("repair", "business_days", "BUS", "running"),
    ]  # fmt: skip
    path = f"vendor_tasks/{task.pk}/answer/"
    problem(rest.send("POST", path, {}), 428, "precondition-required")
    problem(rest.send("POST", path, {}, If_Match='"7"'), 412, "stale-version")
    problem(rest.send("POST", path, {"answered_at": "2026-11-27T13:00"}, If_Match="*"), 422, "value-refused")
    early = (task.handed_at - timedelta(minutes=1)).isoformat()
    problem(rest.send("POST", path, {"answered_at": early}, If_Match="*"), 422, "value-refused")
    problem(rest.send("POST", path, {"state": "met"}, If_Match="*"), 400, "unknown-input")
    task.refresh_from_db()
    assert (task.answered_at, task.version) == (None, 1)
    answered = rest.send("POST", path, {"number": "NL-40112"}, If_Match='"1"')
    assert (answered.status_code, answered["ETag"]) == (200, '"2"')
    assert answered.json()["clocks"][0]["state"] == "met"
    assert answered.json()["number"] == "NL-40112"


def test_reading_needs_the_scope_and_answering_that_of_tickets(world: World) -> None:
    cast.promising(world)
    task = cast.handed(world)
    problem(Rest(world.agent, ["tickets:read"]).get("vendor_tasks/"), 403, "forbidden")
    reader = Rest(world.agent, ["vendors:read", "vendors:write"])
    assert reader.get("vendor_tasks/").status_code == 200
    problem(reader.send("POST", f"vendor_tasks/{task.pk}/answer/", {}, If_Match="*"), 403, "forbidden")
    problem(Rest(world.requester).get("vendor_tasks/"), 403, "forbidden")
    task.refresh_from_db()
    assert task.answered_at is None


def test_lists_take_the_filters_of_the_pages(world: World) -> None:
    cast.promising(world)
    first, second = cast.handed(world), cast.handed(world)
    cast.answer(world, first)
    cast.step(world, second.ticket, "cancel", reason="Not ours")
    rest = Rest(world.vendor_manager)

    def found(path: str) -> list[Any]:
        return [row.get("id", row.get("task")) for row in rest.get(path).json()["results"]]

    assert found("vendor_tasks/?waiting=yes&answered=yes") == [first.pk]
    assert found("vendor_tasks/?waiting=no") == [second.pk]
    assert found(f"vendor_tasks/?ticket={first.ticket.key}") == [first.pk]
    assert found("vendor_clocks/?state=met&promise=response") == [first.pk]
    assert found("vendor_clocks/?state=withdrawn") == [second.pk]
    assert set(found("vendor_clocks/?contract=C-1005")) == {first.pk, second.pk}
    problem(rest.get("vendor_clocks/?state=lost"), 400, "unknown-input")
    problem(rest.get("vendor_tasks/?colour=red"), 400, "unknown-input")


def test_a_contracts_promises_are_set_read_and_removed(world: World) -> None:
    cast.promising(world, response=None)
    rest, path = Rest(world.vendor_manager), "contracts/C-1005/promises/"
    says = {"amount": 4, "unit": "hours", "calendar": "HOSP24", "credit": "500.00", "currency": "USD"}
    problem(rest.send("PUT", f"{path}response/", {**says, "credit": 500}), 422, "value-refused")
    problem(rest.send("PUT", f"{path}response/", {**says, "amount": 0}), 422, "value-refused")
    problem(rest.send("PUT", f"{path}response/", {**says, "calendar": "MOON"}), 422, "value-refused")
    problem(rest.send("PUT", f"{path}delivery/", says), 404, "not-found")
    assert not Promise.objects.exists()
    for _twice in range(2):
        assert rest.send("PUT", f"{path}response/", says).json() == {
            "promise": "response", "amount": 4, "unit": "hours", "calendar": "HOSP24", "version": 1,
            "credit": "500.00", "currency": "USD",
        }  # fmt: skip
    assert "credit" not in Rest(world.agent).get(path).json()[0]
    problem(Rest(world.it_manager).send("DELETE", f"{path}response/"), 403, "forbidden")
    assert Promise.objects.count() == 1
    assert rest.send("DELETE", f"{path}response/").status_code == 204
    problem(rest.send("DELETE", f"{path}response/"), 404, "not-found")


def test_another_contract_is_chosen(world: World) -> None:
    cast.promising(world, "C-1")
    cast.promising(world, "C-2", response=(1, "hours"), ends_on=timezone.localdate() + timedelta(days=9))
    task = cast.handed(world)
    path = f"vendor_tasks/{task.pk}/contract/"
    problem(Rest(world.agent).send("POST", path, {"contract": "C-404"}, If_Match="*"), 422, "value-refused")
    chosen = Rest(world.agent).send("POST", path, {"contract": "C-2"}, If_Match='"1"').json()
    assert (chosen["contract"], chosen["basis"], chosen["version"]) == ("C-2", "chosen", 2)


def test_a_scorecard_leaves_out_what_has_no_data(world: World) -> None:
    cast.promising(world, credit=Decimal("500.00"))
    rest, path = Rest(world.vendor_manager), f"vendors/{world.vendor.name}/scorecard/"
    empty = rest.get(path).json()
    assert (empty["promises"], empty["answers"], empty["credits"], empty["quarters"]) == ([], None, [], [])
    assert rest.get("vendor_scorecards/").json()["results"] == []
    task = cast.handed(world)
    cast.answer(world, task)
    data = rest.get(path).json()
    assert data["promises"] == [{"promise": "response", "met": 1, "missed": 0, "percent": "100.0"}]
    assert (data["answers"]["count"], data["open_tasks"], len(data["quarters"])) == (1, 1, 1)
    assert rest.get("vendor_scorecards/").json()["results"] == [data]
    assert "credits" not in Rest(world.agent).get(path).json()
    problem(rest.get("vendors/Nobody/scorecard/"), 404, "not-found")


def exported(world: World, path: str, who: str) -> list[str]:
    client = Client()
    client.force_login(again(getattr(world, who)))
    response = client.post(path, {"format": "csv"})
    assert response.status_code == 200, path
    return b"".join(response).decode("utf-8-sig").splitlines()  # type: ignore[arg-type]


def test_what_leaves_as_a_file_is_what_the_list_shows(world: World) -> None:
    cast.promising(world, credit=Decimal("500.00"))
    with cast.on("11-02T10:00") as story:
        late = cast.handed(world)
        story.reach(late.handed_at + timedelta(hours=6))
        cast.answer(world, late)
    with cast.on("11-27T10:00"):
        cast.handed(world)
        clocks = exported(world, "/vendors/clocks/export/?state=missed", "vendor_manager")
        plain = exported(world, "/vendors/clocks/export/?state=missed", "agent")
        cards = exported(world, "/vendors/scorecards/export/", "vendor_manager")
        tasks = exported(world, "/vendors/tasks/export/?answered=yes", "agent")
    assert len(clocks) == len(plain) == len(tasks) == len(cards) == 2
    assert clocks[1].endswith("500.00,USD")
    assert "500.00" not in plain[1]
    assert late.ticket.key in tasks[1]
    row = dict(zip(cards[0].split(","), cards[1].split(","), strict=False))
    assert (row["Answers in time"], row["Answers too late"], row["Repairs in time"]) == ("0", "1", "")
    assert cards[1].endswith("USD 500.00")
    assert VendorTask.objects.count() == 2
