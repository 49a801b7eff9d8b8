"""Imports of lists on pages and over REST: from a file to a batch and back, with every row told."""

import csv
import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from hospital_itsm.importing.kinds import KINDS
from hospital_itsm.importing.models import SheetImport, SheetProfile
from hospital_itsm.importing.urls import ROOTS
from hospital_itsm.jobs import running
from hospital_itsm.jobs.models import Job
from tests.api.rest import API, Rest, problem
from tests.core.workbooks import workbook
from tests.importing.lists import checked, stored
from tests.vendors.test_vendor_pages import text_of
from tests.world import World, again
from vendors.models import Contract, Vendor

HEAD = "Name,Phone,Amount\n"
ROWS = [["Supplier", "Phone", "Note"], ["Kestwick", "555-0161", "x"], ["???", "1", ""]]


@pytest.fixture
def manager(world: World, client: Client) -> Client:
    """A browser in which the vendor manager is signed in."""
    client.force_login(world.vendor_manager)
    return client


@pytest.fixture
def rest(world: World) -> Rest:
    """The vendor manager's token."""
    return Rest(world.vendor_manager)


def send(rest: Rest, data: bytes, root: str = "vendor-imports/", **values: Any) -> HttpResponse:
    file = SimpleUploadedFile("list.xlsx", data)
    return rest.client.post(f"{API}{root}", {"file": file, **values}, headers=rest.headers)


def test_the_pages_lead_from_the_file_to_the_batch_and_back(world: World, manager: Client) -> None:
    file = SimpleUploadedFile("vendors.xlsx", workbook(ROWS))
    kept = manager.post("/vendors/import/", {"file": file, "source": "ERP", "existing": "update"})
    run = SheetImport.objects.get()
    assert (kept.status_code, kept["Location"]) == (302, f"/vendors/import/{run.pk}/")
    page = text_of(manager.get(kept["Location"]))
    assert '<option value="name" selected>Name</option>' in page
    chosen = {"column_0": "name", "column_1": "support_phone", "column_2": ""}
    asked = manager.post(kept["Location"], {"do": "check", **chosen, "amount_style": "comma"})
    assert asked["Location"] == f"/jobs/{Job.objects.get().pk}/"
    running.carry_on_all()
    page = text_of(manager.get(kept["Location"]))
    assert "Store 1 row" in page
    assert "Use letters or digits in a name." in page
    assert Vendor.objects.count() == 1
    manager.post(kept["Location"], {"do": "apply"})
    running.carry_on_all()
    assert Vendor.objects.get(name="Kestwick").support_phone == "555-0161"
    assert "Take 1 row back" in text_of(manager.get(kept["Location"]))
    manager.post(kept["Location"], {"do": "undo"})
    running.carry_on_all()
    assert Vendor.objects.count() == 1
    profile = SheetProfile.objects.get()
    assert (profile.kind, profile.name, profile.amount_style) == ("vendor", "ERP", "comma")
    assert "vendors.xlsx" in text_of(manager.get("/vendors/import/"))


def test_what_was_typed_survives_a_refusal(world: World, manager: Client) -> None:
    file = SimpleUploadedFile("a.csv", b"Colour,Size\nred,1\n")
    refused = manager.post("/vendors/import/", {"file": file, "source": "", "date_format": "dmy"})
    assert refused.status_code == 422
    page = text_of(refused)
    assert "We do not know these headings yet. Name the system they come from." in page
    assert '<option value="dmy" selected>' in page
    file = SimpleUploadedFile("a.csv", b"")
    assert manager.post("/vendors/import/", {"file": file, "source": "ERP"}).status_code == 422
    assert SheetImport.objects.count() == 0


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        (["", ""], "Choose the column of the name, or of its number in the other system."),
        (["name", "name"], "Two columns have the same field. Choose each field once."),
    ],
)
def test_columns_that_do_not_make_a_vendor_are_refused(
    world: World, manager: Client, fields: list[str], words: str
) -> None:
    run = checked(world, "vendor", "Name,Phone\nKestwick,1\n")
    chosen = {f"column_{at}": name for at, name in enumerate(fields)}
    refused = manager.post(f"/vendors/import/{run.pk}/", {"do": "check", **chosen})
    assert refused.status_code == 422
    assert words in text_of(refused)
    assert Job.objects.filter(state="waiting").count() == 0


def test_another_row_of_headings_can_be_read(world: World, manager: Client) -> None:
    text = b"Vendors of the house,2026\nName,Phone\nKestwick,555-0161\n"
    manager.post("/vendors/import/", {"file": SimpleUploadedFile("a.csv", text), "source": "ERP"})
    run = SheetImport.objects.get()
    assert run.header_row == 1
    manager.post(f"/vendors/import/{run.pk}/", {"do": "table", "header_row": "2"})
    run.refresh_from_db()
    assert (run.header_row, run.mapping) == (2, [["Name", "name"], ["Phone", "support_phone"]])
    for row in ("x", "99"):
        assert (
            manager.post(f"/vendors/import/{run.pk}/", {"do": "table", "header_row": row}).status_code == 422
        )


def test_the_report_tells_every_row_and_runs_nothing_in_a_spreadsheet(world: World, manager: Client) -> None:
    run = stored(checked(world, "vendor", "Name,Phone\n=1+1,555-0161\n???,2\n"))
    answer: Any = manager.get(f"/vendors/import/{run.pk}/report/")
    assert answer["X-Content-Type-Options"] == "nosniff"
    text = b"".join(answer).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert rows == [
        {
            "row": "2",
            "result": "New",
            "what": "'=1+1",
            "changes": "Name, Support phone",
            "column": "",
            "code": "",
            "message": "",
            "suggestion": "",
        },
        {
            "row": "3",
            "result": "Not taken",
            "what": "???",
            "changes": "",
            "column": "Name",
            "code": "said",
            "message": "Use letters or digits in a name.",
            "suggestion": "",
        },
    ]


@pytest.mark.parametrize(("kind", "who"), [("vendor", "vendor_manager"), ("cost", "finance")])
def test_every_heading_of_the_empty_sheet_is_known(world: World, client: Client, kind: str, who: str) -> None:
    client.force_login(getattr(world, who))
    address = f"/{ROOTS[kind]}"
    assert f'href="{address}empty.csv"' in text_of(client.get(address))
    answer: Any = client.get(f"{address}empty.csv")
    assert answer["Content-Disposition"] == f'attachment; filename="{kind}-import.csv"'
    run = checked(world, kind, b"".join(answer))
    assert [field for _column, field in run.mapping] == list(KINDS[kind].by_name)
    assert run.rows.count() == 0


def test_an_import_is_found_under_its_own_list_only(world: World, manager: Client) -> None:
    run = checked(world, "vendor", "Name,Phone\nKestwick,1\n")
    assert manager.get(f"/contracts/import/{run.pk}/").status_code == 404
    assert manager.get(f"/contracts/import/{run.pk}/report/").status_code == 404
    assert manager.get("/contracts/import/").status_code == 200


def test_a_file_goes_from_dry_run_to_batch_and_back_over_rest(world: World, rest: Rest) -> None:
    made = send(rest, workbook(ROWS), profile="ERP", existing="update", amount_style="point")
    assert made.status_code == 201, made.content
    run = made.json()
    assert (run["state"], run["profile"], run["existing"], run["amount_style"], run["next_actions"]) == (
        "mapping", "ERP", "update", "point", ["check"],
    )  # fmt: skip
    assert run["columns"][0] == {"column": "Supplier", "field": "name"}
    assert "support_phone" in run["fields_known"]
    at = f"vendor-imports/{run['id']}/"
    columns = [
        {"column": name, "field": field}
        for name, field in zip(ROWS[0], ("name", "support_phone", ""), strict=True)
    ]
    checking = rest.post(f"{at}actions/check/", {"columns": columns, "existing": "skip"})
    assert (checking.status_code, checking.json()["job"]["state"]) == (202, "waiting")
    running.carry_on_all()
    found = rest.get(at).json()
    assert (found["state"], found["existing"], found["next_actions"]) == (
        "checked",
        "skip",
        ["check", "apply"],
    )
    assert found["counts"] == {"create": 1, "update": 0, "same": 0, "skip": 0, "fault": 1}
    (bad,) = rest.get(f"{at}rows/?verdict=fault").json()["results"]
    assert bad == {
        "number": 3,
        "verdict": "fault",
        "what": "???",
        "changes": [],
        "is_stored": False,
        "is_taken_back": False,
        "faults": [
            {
                "column": "Supplier",
                "code": "said",
                "message": "Use letters or digits in a name.",
                "suggestion": "",
            }
        ],
    }
    assert rest.post(f"{at}actions/apply/").status_code == 202
    running.carry_on_all()
    assert Vendor.objects.get(name="Kestwick").support_phone == "555-0161"
    assert rest.post(f"{at}actions/apply/").status_code == 409
    assert rest.post(f"{at}actions/undo/").status_code == 202
    running.carry_on_all()
    assert Vendor.objects.count() == 1
    (good,) = rest.get(f"{at}rows/?verdict=create").json()["results"]
    assert (good["is_stored"], good["is_taken_back"]) == (True, True)


def test_rest_refuses_what_it_does_not_know(world: World, rest: Rest) -> None:
    unknown = send(rest, b"Name,Phone\nA,1\n", profile="ERP", colour="red")
    assert problem(unknown, 400, "unknown-input")["errors"][0]["pointer"] == "/colour"
    nameless = send(rest, b"Colour,Size\nred,1\n")
    assert problem(nameless, 422, "value-refused")["errors"][0]["pointer"] == "/profile"
    run = send(rest, b"Name,Phone\nA,1\n", profile="ERP").json()
    at = f"vendor-imports/{run['id']}/"
    columns = [{"column": "Name", "field": "name"}, {"column": "Phone", "field": "salary"}]
    assert rest.post(f"{at}actions/check/", {"columns": columns}).status_code == 400
    assert rest.post(f"{at}actions/check/", {"columns": columns[:1]}).status_code == 400
    assert rest.get(f"{at}rows/?verdict=maybe").status_code == 400
    assert rest.get(f"contract-imports/{run['id']}/").status_code == 404
    assert Job.objects.count() == 0


def test_a_token_needs_the_scope_of_the_list(world: World) -> None:
    reader = Rest(again(world.vendor_manager), ["vendors:read"])
    assert reader.get("vendor-imports/").status_code == 200
    assert send(reader, b"Name,Phone\nA,1\n", profile="ERP").status_code == 403
    assert Rest(again(world.finance), ["vendors:write"]).get("cost-imports/").status_code == 403
    assert SheetImport.objects.count() == 0


def test_contracts_over_rest_are_recorded_in_force(world: World, rest: Rest) -> None:
    text = "No,Contract,Supplier,Start,End\nC-1005,LAN,Northlight Networks,2024-07-01,2027-06-30\n"
    run = send(rest, text.encode(), "contract-imports/", profile="Excel").json()
    for verb in ("check", "apply"):
        assert rest.post(f"contract-imports/{run['id']}/actions/{verb}/").status_code == 202
        running.carry_on_all()
    assert Contract.objects.get().status == "active"
