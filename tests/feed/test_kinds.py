"""The feed beyond tickets: what each kind needs, what it tells of one object, and what it keeps to itself."""

from datetime import date
from typing import Any

import pytest
from django.db import transaction

from assets.actions.assets import change_asset
from assets.actions.relations import relate
from assets.models import Service
from hospital_itsm.audit.recording import entry, record_many
from hospital_itsm.feed import kinds
from hospital_itsm.feed.models import Change
from tests.api.rest import Rest, pointers, problem
from tests.assets import cast as assets_cast
from tests.assets.recall_cast import pumps, receive
from tests.safety.cast import noted
from tests.tickets import desk_cast as cast
from tests.world import ALL_SCOPES, World, again
from vendors.actions.contracts import create_contract

pytestmark = pytest.mark.django_db(transaction=True)


def told(rest: Rest, kind: str, **asked: str) -> list[dict[str, Any]]:
    """The changes of a kind."""
    query = "&".join([f"kind={kind}", *(f"{name}={value}" for name, value in asked.items())])
    answer = rest.get(f"changes?{query}")
    assert answer.status_code == 200, answer.content
    rows: list[dict[str, Any]] = answer.json()["changes"]
    return rows


def test_an_asset_is_told_with_its_address_its_version_and_its_former_tag(world: World) -> None:
    assets_cast.pump(world)
    change_asset("LR-20417", actor=again(world.it_manager), fields={"tag": "LR-9"}, version=None)
    rows = told(Rest(world.technician), "asset")
    assert [(row["id"], row["verb"], row["version"], row.get("formerly")) for row in rows] == [
        ("LR-9", "asset.create", 1, "LR-20417"),
        ("LR-9", "asset.change", 2, None),
    ]
    assert {row["url"] for row in rows} == {"/api/v1/assets/LR-9/"}


def test_what_hangs_on_an_asset_is_told_as_its_change_and_a_relation_at_both_ends(world: World) -> None:
    pump = assets_cast.pump(world)
    service = Service.objects.get(code="A001")
    relate("depends_on", pump, service, actor=again(world.technician))
    rows = told(Rest(world.technician), "asset,service")
    assert [(row["kind"], row["id"], row["verb"]) for row in rows] == [
        ("asset", "LR-20417", "asset.create"),
        ("asset", "LR-20417", "relation.add"),
        ("service", "A001", "relation.add"),
    ]


def test_each_kind_needs_its_right_and_its_scope(world: World) -> None:
    assets_cast.pump(world)
    narrow = Rest(world.technician, ["changes:read"])
    assert narrow.get("changes").status_code == 200
    problem(narrow.get("changes?kind=asset"), 403, "forbidden")
    problem(narrow.get("changes?kind=ticket"), 403, "forbidden")
    problem(Rest(world.requester).get("changes?kind=ticket,asset"), 403, "forbidden")
    problem(Rest(world.technician).get("changes?kind=patient_event"), 403, "forbidden")
    assert Rest(world.finance).get("changes?kind=asset").status_code == 200


@pytest.mark.parametrize("kind", ["", "asset,", "user", "asset,nothing", "Asset"])
def test_a_kind_nobody_tells_is_refused_with_those_there_are(world: World, kind: str) -> None:
    refused = problem(Rest(world.technician).get(f"changes?kind={kind}"), 400, "unknown-input")
    assert pointers(refused) == ["/kind"]
    assert "recall_line" in refused["errors"][0]["detail"]


def test_a_unit_lead_is_told_of_the_units_assets_and_of_nothing_that_is_gone(world: World) -> None:
    assets_cast.pump(world)
    elsewhere = assets_cast.computer(world)
    Change.objects.create(
        kind="asset", subject=10**9, label="LR-GONE", verb="asset.create", at=elsewhere.changed_at
    )
    assert [row["id"] for row in told(Rest(world.charge_nurse), "asset")] == ["LR-20417"]
    rows = told(Rest(world.technician), "asset")
    assert [(row["id"], row.get("gone"), "url" in row) for row in rows] == [
        ("LR-20417", None, True),
        ("WS-1001", None, True),
        ("LR-GONE", True, False),
    ]


def test_a_draft_contract_is_told_to_who_sees_drafts(world: World) -> None:
    given = {
        "number": "C-9", "title": "Pumps", "vendor": world.vendor,
        "starts_on": date(2026, 1, 1), "ends_on": date(2027, 1, 1),
    }  # fmt: skip
    create_contract(actor=again(world.vendor_manager), **given)
    assert [row["id"] for row in told(Rest(world.vendor_manager), "contract")] == ["C-9"]
    assert told(Rest(world.technician), "contract") == []


def test_a_recall_and_its_lines_are_told(world: World) -> None:
    pumps(world)
    case = receive(world)
    rows = told(Rest(world.biomed), "recall,recall_line")
    assert (rows[0]["kind"], rows[0]["id"], rows[0]["url"]) == (
        "recall", case.key, f"/api/v1/recalls/{case.key}/",
    )  # fmt: skip
    assert {row["kind"] for row in rows} <= {"recall", "recall_line"}


def test_patient_events_are_told_to_their_few_readers(world: World) -> None:
    event = noted(world)
    rows = told(Rest(world.patient_safety), "patient_event")
    assert [(row["id"], row["verb"]) for row in rows] == [(str(event.pk), "patient_event.note")]


def test_without_a_kind_the_answer_is_what_it_always_was(world: World) -> None:
    assets_cast.pump(world)
    ticket = cast.report(world)
    [row] = Rest(world.agent).get("changes").json()["changes"]
    assert (set(row), row["id"]) == ({"kind", "id", "version", "at", "verb"}, ticket.key)
    [asked] = told(Rest(world.agent), "ticket")
    assert asked == {**row, "url": f"/api/v1/tickets/{ticket.key}/"}


def test_a_reader_of_a_rare_kind_does_not_read_what_lies_between_again(world: World) -> None:
    rest = Rest(world.technician)
    assets_cast.pump(world)
    for _number in range(3):
        cast.report(world)
    first = rest.get("changes?kind=asset").json()
    last = Change.objects.order_by("transaction", "id").last()
    assert last is not None
    assert int(first["after"].partition(".")[0]) >= last.transaction
    assets_cast.computer(world)
    second = rest.get(f"changes?kind=asset&after={first['after']}").json()
    assert [row["id"] for row in second["changes"]] == ["WS-1001"]


def test_three_thousand_entries_are_told_by_three_statements(
    world: World, django_assert_num_queries: Any
) -> None:
    pump = assets_cast.pump(world)
    rows = [entry(world.technician, "asset.change", pump) for _number in range(3000)]
    with transaction.atomic(), django_assert_num_queries(6):
        record_many(rows)
    assert Change.objects.filter(kind="asset", verb="asset.change").count() == 3000


def test_every_kind_names_a_table_an_address_and_a_right_there_is(world: World) -> None:
    assert kinds.codes() == [
        "asked_date", "asset", "baa", "budget_line", "budget_year", "bulk_change", "certificate", "contract",
        "cost_entry", "insurance", "license", "location", "major", "message_wording", "model", "notice", "outage",
        "patient_event", "procedure",
        "purchase", "recall", "recall_line", "remote_session", "report_run", "report_schedule", "saved_report",
        "saved_view", "security_review", "service", "similar_group", "ticket", "ticket_task", "vendor", "vendor_case",
        "vendor_credential", "vendor_person", "vendor_task", "walk", "webhook",
    ]  # fmt: skip
    for code in kinds.codes():
        kind = kinds.find(code)
        verb, scope = kind.needs
        assert scope in ALL_SCOPES, code
        assert Rest(world.administrator).get(f"changes?kind={code}").status_code in (200, 403), code
