"""Imports of assets over REST and from the command line: the same rules as on the page."""

import csv
import io
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.http import HttpResponse

from assets.models import Asset, AssetImport, AssetImportProfile
from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.jobs import running
from hospital_itsm.jobs.models import Job
from tests.api.rest import API, Rest
from tests.assets import cast
from tests.core.workbooks import workbook
from tests.world import World, again

pytestmark = pytest.mark.django_db
ROWS = [["tag", "class", "note"], ["LR-1", "printer", "x"], ["L R", "printer", ""], ["LR-2", "server", ""]]
HERE = "asset-imports/"


@pytest.fixture
def service(world: World) -> Rest:
    """The token of an integration."""
    return Rest(again(world.integration))


def send(rest: Rest, data: bytes | None = None, name: str = "assets.xlsx", **values: str) -> HttpResponse:
    file = SimpleUploadedFile(name, workbook(ROWS) if data is None else data)
    key = values.pop("key", "")
    headers = {**rest.headers, **({"Idempotency-Key": key} if key else {})}
    return rest.client.post(f"{API}{HERE}", {"file": file, **values}, headers=headers)


def test_a_file_goes_from_dry_run_to_batch_and_back(world: World, service: Rest) -> None:
    made = send(service, profile="CMMS", existing="update")
    assert made.status_code == 201, made.content
    run = made.json()
    assert (run["state"], run["sheet"], run["existing"], run["next_actions"]) == (
        "mapping", "Inventory", "update", ["check"],
    )  # fmt: skip
    assert run["columns"][0] == {"column": "tag", "field": "tag"}
    at = f"{HERE}{run['id']}/"
    columns = [
        {"column": name, "field": field}
        for name, field in zip(ROWS[0], ("tag", "asset_class", "name"), strict=True)
    ]
    checking = service.send("POST", f"{at}actions/check/", {"columns": columns})
    assert (checking.status_code, checking.json()["job"]["state"], checking.json()["next_actions"]) == (
        202, "waiting", [],
    )  # fmt: skip
    running.carry_on_all()
    checked = service.send("GET", at).json()
    assert (checked["state"], checked["next_actions"], Asset.objects.count()) == (
        "checked",
        ["check", "apply"],
        0,
    )
    assert checked["counts"] == {"create": 2, "update": 0, "same": 0, "skip": 0, "fault": 1}
    (bad,) = service.send("GET", f"{at}rows/?verdict=fault").json()["results"]
    assert (bad["number"], bad["faults"][0]["column"], bad["faults"][0]["code"], bad["asset"]) == (
        3, "tag", "not-a-tag", None,
    )  # fmt: skip
    assert service.send("POST", f"{at}actions/apply/").status_code == 202
    running.carry_on_all()
    assert sorted(Asset.objects.values_list("tag", "name")) == [("LR-1", "x"), ("LR-2", "")]
    assert AuditEntry.objects.filter(verb="asset.create", actor=world.integration).count() == 2
    first = service.send("GET", f"{at}rows/?limit=1").json()["results"][0]
    assert (first["asset"], first["changes"], first["is_stored"]) == (
        "LR-1",
        ["tag", "asset_class", "name", "status"],
        True,
    )
    assert service.send("POST", f"{at}actions/undo/").status_code == 202
    running.carry_on_all()
    assert (Asset.objects.count(), service.send("GET", at).json()["state"]) == (0, "undone")
    (profile,) = service.send("GET", "asset-import-profiles/").json()["results"]
    assert (profile["name"], profile["columns"]) == ("CMMS", columns)


def test_the_same_key_gives_the_first_import_again(world: World, service: Rest) -> None:
    data = workbook(ROWS)
    first, second = (send(service, data, profile="CMMS", key="k1").json()["id"] for _ in range(2))
    assert (first, AssetImport.objects.count()) == (second, 1)
    other = send(service, b"tag,class\nA,printer\n", profile="CMMS", key="k1")
    assert (other.status_code, other.json()["code"], AssetImport.objects.count()) == (
        409,
        "idempotency-key-reused",
        1,
    )


@pytest.mark.parametrize(
    ("data", "values", "status", "field"),
    [
        (b"", {"profile": "CMMS"}, 422, "file"),
        (b"PK\x03\x04", {"profile": "CMMS"}, 422, "file"),
        (None, {}, 422, "profile"),
        (None, {"profile": "CMMS", "sheet": "Other"}, 422, "header_row"),
        (None, {"profile": "CMMS", "existing": "replace"}, 422, "existing"),
        (None, {"profile": "CMMS", "state": "committed"}, 400, "state"),
    ],
)
def test_a_bad_file_or_value_is_refused_and_leaves_nothing(
    world: World, service: Rest, data: bytes | None, values: dict[str, str], status: int, field: str
) -> None:
    answer = send(service, data, **values)
    assert (answer.status_code, AssetImport.objects.count()) == (status, 0)
    assert field in answer.content.decode()


def test_columns_out_of_order_and_steps_out_of_turn_are_refused(world: World, service: Rest) -> None:
    at = f"{HERE}{send(service, profile='CMMS').json()['id']}/"
    wrong: list[tuple[str, Any, int]] = [
        ("check", {"columns": [{"column": "class", "field": "asset_class"}]}, 400),
        ("check", {"columns": [{"column": one, "field": "tag"} for one in ROWS[0]]}, 422),
        ("check", {"columns": [{"column": "tag", "field": "version"}]}, 422),
        ("check", {"sheet": "Other"}, 422),
        ("check", {"state": "checked"}, 400),
        ("apply", None, 409),
        ("undo", None, 409),
        ("apply", {"force": True}, 400),
    ]
    for step, body, status in wrong:
        answer = service.send("POST", f"{at}actions/{step}/", body)
        assert answer.status_code == status, (step, body, answer.content)
    assert not Job.objects.exists()
    assert service.send("GET", f"{at}rows/?verdict=odd").status_code == 400


def test_a_token_without_the_scope_or_the_role_gets_nothing(world: World) -> None:
    assert send(Rest(again(world.integration), ["assets:read"]), profile="CMMS").status_code == 403
    assert send(Rest(again(world.technician)), profile="CMMS").status_code == 403
    assert not AssetImport.objects.exists()


def run_command(path: Path, *options: str) -> tuple[int, list[list[str]], str]:
    out, told = io.StringIO(), io.StringIO()
    code = 0
    try:
        call_command("import_assets", str(path), *options, stdout=out, stderr=told)
    except SystemExit as end:
        code = int(end.code or 0)
    return code, list(csv.reader(io.StringIO(out.getvalue()))), told.getvalue()


def test_the_command_reports_each_row_and_ends_with_what_happened(world: World, tmp_path: Path) -> None:
    path = tmp_path / "assets.xlsx"
    path.write_bytes(workbook(ROWS))
    code, lines, told = run_command(path, "--profile", "Night", "--dry-run")
    assert (code, Asset.objects.count(), len(lines)) == (1, 0, 4)
    assert "Nothing stored." in told
    code, lines, told = run_command(path)
    number = AssetImport.objects.latest("pk").pk
    assert (code, Asset.objects.count(), told) == (
        1,
        2,
        f"Import {number}: 2 new, 0 changed, 0 as it is, 0 known, left alone, 1 not taken.\n",
    )
    assert lines[0][:3] == ["row", "result", "tag"]
    assert (lines[1][:3], lines[2][4:6]) == (["2", "New", "LR-1"], ["tag", "not-a-tag"])
    path.write_bytes(b"tag,class,note\nLR-1,server,\n")
    assert run_command(path, "--on-existing", "skip")[0] == 0
    assert Asset.objects.get(tag="LR-1").asset_class == "printer"
    report = tmp_path / "report.csv"
    assert run_command(path, "--on-existing", "update", "--report", str(report))[:2] == (0, [])
    assert Asset.objects.get(tag="LR-1").asset_class == "server"
    assert report.read_text().splitlines()[1].startswith("2,Changed,LR-1,Class")
    assert list(AssetImportProfile.objects.values_list("name", flat=True)) == ["Night"]


@pytest.mark.parametrize("data", [None, b"", b"PK\x03\x04xx", b"tag,class\nLR-1,printer\n"])
def test_the_command_ends_with_two_where_nothing_could_be_read(
    world: World, tmp_path: Path, data: bytes | None
) -> None:
    path = tmp_path / "assets.csv"
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(CommandError) as refused:
        run_command(path)
    assert (refused.value.returncode, Asset.objects.count(), AssetImport.objects.count()) == (2, 0, 0)


def test_the_command_opens_no_road_out_of_the_house(world: World, tmp_path: Path) -> None:
    cast.computer(world, "WS-1", status="received", stores_phi="yes")
    path = tmp_path / "assets.csv"
    path.write_bytes(b"tag,status\nWS-1,returned\n")
    code, lines, _told = run_command(path, "--profile", "Night", "--on-existing", "update")
    assert (code, lines[1][4:6], Asset.objects.get().status) == (1, ["status", "step-refused"], "received")
