"""Any list leaves as CSV and XLSX: what its reader sees, safe in a spreadsheet, noted in the trail."""

import io
import json
import os
import re
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import Any

import openpyxl
import pytest
from django.core.files.storage import default_storage
from django.test import Client
from django.utils import timezone

from assets.actions.walks import finish_walk, note_scan, start_walk
from assets.models import Asset, Location
from hospital_itsm.audit.models import AuditEntry
from hospital_itsm.core.exports import sheet_name, write_workbook
from hospital_itsm.desk.rules.columns import CODES
from hospital_itsm.exporting import lists, views, writing
from hospital_itsm.exporting.reading import Reading
from hospital_itsm.jobs import running
from hospital_itsm.jobs.models import Job
from hospital_itsm.people.models import Membership
from tests.assets import cast, recall_cast
from tests.exporting.files import book_of, csv_of, opened, posted, rows_of, worked
from tests.tickets.test_device_panels import about
from tests.world import World, again
from tickets.models import Ticket
from vendors.models import Contract

HOSTILE = Path(os.environ.get("SHARED_DATA", "../shared/data")) / "hostile_inputs" / "csv_injection.json"
FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "  =1", "\uff1d1", '=HYPERLINK("http://a.example")')


def exports() -> list[dict[str, Any]]:
    """What the trail says of exports, oldest first."""
    return list(
        AuditEntry.objects.filter(verb="list.export").order_by("id").values_list("changes", flat=True)
    )


def bytes_of(rows: list[list[Any]], headings: list[str]) -> bytes:
    file = io.BytesIO()
    write_workbook(file, "List", headings, rows, ("About", [("Rows", str(len(rows)))]))
    return file.getvalue()


def test_a_workbook_holds_text_as_text_numbers_as_numbers_and_times_on_the_hospitals_clock() -> None:
    noon = datetime(2026, 7, 1, 17, 30, 12, 999, tzinfo=UTC)
    row = [
        7,
        Decimal("-12.50"),
        date(2026, 1, 2),
        noon,
        "0007",
        True,
        None,
        "",
        date(1066, 10, 14),
        "a" * 40_000,
    ]
    book = opened(bytes_of([row], [str(number) for number in range(len(row))]))
    assert book.rows[0][:6] == [7, -12.5, datetime(2026, 1, 2), datetime(2026, 7, 1, 12, 30, 12), "0007", "Y"]
    assert book.rows[0][6:9] == [None, None, "1066-10-14"]
    assert len(book.rows[0][9]) == 32_767
    assert book.about == {"Rows": "1"}


@pytest.mark.parametrize("text", FORMULAS)
def test_no_text_of_a_workbook_is_a_formula_in_heading_cell_or_facts(text: str) -> None:
    file = io.BytesIO()
    write_workbook(file, text, [text], [[text]], (text[::-1], [(text, text)]))
    with zipfile.ZipFile(file) as parts:
        xml = "".join(parts.read(f"xl/worksheets/sheet{n}.xml").decode() for n in (1, 2))
    assert ("<f>" in xml, "<hyperlink" in xml) == (False, False)
    sheet = openpyxl.load_workbook(file).worksheets[0]
    for cell in (sheet["A1"], sheet["A2"]):
        assert (cell.data_type, cell.quotePrefix) == ("s", True)


@pytest.mark.data
@pytest.mark.skipif(
    not HOSTILE.exists(), reason="The shared data is not there. Set SHARED_DATA to its folder."
)
def test_the_hostile_cells_of_the_shared_data_come_back_as_they_were() -> None:
    cells = [row["cell"] for row in json.loads(HOSTILE.read_text(encoding="utf-8"))]
    sheet = openpyxl.load_workbook(io.BytesIO(bytes_of([[text] for text in cells], ["cell"]))).worksheets[0]
    assert cells
    for text, cell in zip(cells, list(sheet["A"])[1:], strict=True):
        assert cell.data_type != "f"
        assert str(cell.value or "").replace("_x000D_", "\r") == text


def test_sheets_take_any_title() -> None:
    assert (
        sheet_name("Devices [of] recall: RC-17 / all the very long words")
        == "Devices of recall RC-17 all the"
    )
    assert sheet_name("''") == "1"


def test_a_workbook_says_what_it_is(world: World) -> None:
    cast.pump(world, "LR-1")
    book = book_of(world.technician, "/assets/export/?lens=clinical&q=IX-4")
    assert book.column("asset_tag") == ["LR-1"]
    assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d America/Chicago", book.about.pop("Exported"))
    assert book.about == {
        "List": "Assets",
        "Filter": "Lens: Clinical; Search: IX-4",
        "By": "Omar Quillan (omar.quillan)",
        "Rows": "1",
        "Times": "Times are those of America/Chicago.",
    }


def test_a_csv_file_says_in_its_name_what_it_is_without_what_was_searched_for(world: World) -> None:
    cast.pump(world, "LR-1")
    answer = posted(world.technician, "/assets/export/?lens=clinical&q=IX-4")
    name = re.search(r'filename="(.+)"', answer["Content-Disposition"])
    assert name
    assert re.fullmatch(
        r"assets_\d{4}-\d\d-\d\d_\d{4}-C[SD]T_1-rows_by-omar\.quillan_lens-clinical\.csv", name[1]
    )
    assert (answer["Cache-Control"], answer["X-Content-Type-Options"]) == ("no-store", "nosniff")


def recall(world: World) -> Any:
    """A recall of three of our pumps."""
    recall_cast.pumps(world)
    return recall_cast.receive(world)


def test_lists_leave_in_both_formats_with_their_rows(world: World) -> None:
    places = cast.tower(world)
    case = recall(world)
    Asset.objects.filter(tag="LR-1").update(serial="=1+1")
    ticket = about(world, "LR-1")
    Contract.objects.create(
        number="C-1", title="@pumps", vendor=world.vendor, status="active",
        starts_on=date(2020, 1, 1), ends_on=date(2040, 1, 1),
    )  # fmt: skip
    walk = start_walk(places["room"], actor=again(world.biomed))
    note_scan(walk.pk, actor=again(world.biomed), code="LR-1", here=places["bed"])
    who = world.htm_manager
    addresses = {
        "asset": "/assets/export/",
        "device_model": "/assets/models/export/",
        "location": "/assets/locations/export/",
        "service": "/services/export/",
        "license": "/services/licenses/export/",
        "recall": "/safety/recalls/export/",
        "recall_line": f"/safety/recalls/{case.key}/export/",
        "walk": f"/assets/walks/{walk.pk}/export/",
        "vendor": "/vendors/export/",
        "contract": "/contracts/export/",
        "ticket": "/queue/v/all/export/",
        "device_work": "/devices/today/export/",
    }
    found = {}
    for code, path in addresses.items():
        rows, book = csv_of(who, path), book_of(who, path)
        assert [list(row) for row in rows] == [book.headings] * len(rows), code
        assert len(book.rows) == len(rows), code
        assert book.about["Rows"] == str(len(rows)), code
        found[code] = rows
    assert {code: len(rows) for code, rows in found.items()} == {
        "asset": 5,
        "device_model": 2,
        "location": Location.objects.count(),
        "service": len(found["service"]),
        "license": 0,
        "recall": 1,
        "recall_line": 3,
        "walk": 1,
        "vendor": len(found["vendor"]),
        "contract": 1,
        "ticket": 1,
        "device_work": len(found["device_work"]),
    }
    assert [row["Serial number"] for row in found["recall_line"]] == ["'=1+1", "IX4-230102", ""]
    assert (found["contract"][0]["Title"], found["contract"][0]["State"]) == ("'@pumps", "In force")
    assert (found["walk"][0]["Tag or code"], found["walk"][0]["Scanned in"]) == ("LR-1", "N4-12-A")
    assert found["ticket"][0]["Number"] == ticket.key
    assert [row["Number"] for row in found["device_work"] if row["Work"] == "Ticket"] == [ticket.key]


def test_a_walk_leaves_with_what_was_not_seen(world: World) -> None:
    places = cast.tower(world)
    cast.pump(world, "LR-1", location=places["room"])
    walk = start_walk(places["room"], actor=again(world.biomed))
    path = f"/assets/walks/{walk.pk}/export/"
    seen = [(row["Found"], row["Tag or code"], row["Recorded in"]) for row in csv_of(world.biomed, path)]
    assert seen == [("Not seen", "LR-1", "N4-12")]
    finish_walk(walk.pk, actor=again(world.biomed))
    after = [(row["Found"], row["Tag or code"], row["Recorded in"]) for row in csv_of(world.biomed, path)]
    assert after == seen


def test_the_worklist_of_a_recall_leaves_as_it_is_narrowed(world: World) -> None:
    case = recall(world)
    path = f"/safety/recalls/{case.key}/export/"
    case.lines.filter(asset__tag="LR-1").update(disposition="not_affected", done_at=timezone.now())
    assert [row["Tag"] for row in csv_of(world.biomed, f"{path}?show=open")] == ["LR-2", "LR-3"]
    assert [row["Tag"] for row in csv_of(world.biomed, f"{path}?show=done")] == ["LR-1"]
    assert posted(world.biomed, f"{path}?show=secret").status_code == 400
    assert posted(world.biomed, "/safety/recalls/RC-99999/export/").status_code == 404


def test_the_queue_leaves_as_its_reader_sees_it(world: World) -> None:
    cast.pump(world, "LR-1")
    plain, kept = about(world, "LR-1"), about(world, "LR-1", text="My badge was stolen by a colleague.")
    Ticket.objects.filter(pk=kept.pk).update(is_restricted=True, team=world.team("SEC"), title="=secret")
    path = "/queue/v/all/export/"
    assert [row["Number"] for row in csv_of(world.agent, path)] == [plain.key]
    assert {row["Number"] for row in csv_of(world.security_member, path)} == {plain.key, kept.key}
    assert [row["Number"] for row in csv_of(world.agent, f"{path}?care=yes")] == []
    book = book_of(world.security_member, path, sort="newest")
    assert book.column("Restricted") == ["Y", "N"]
    assert book.column("Title")[0] == "=secret"
    assert isinstance(book.column("Opened (America/Chicago)")[0], datetime)
    assert [one.get("restricted", 0) for one in exports()] == [0, 1, 0, 1]
    assert [row["Number"] for row in csv_of(world.agent, "/devices/today/export/")] == [plain.key]


def test_the_table_of_the_queue_leaves_with_the_columns_that_are_shown(world: World, client: Client) -> None:
    cast.pump(world, "LR-1")
    ticket = about(world, "LR-1")
    client.force_login(world.agent)
    page = client.get(
        "/queue/v/all/?layout=table&columns=respond,requester,subject,asset,opened"
    ).content.decode()
    assert (
        'value="time_left"><input type="hidden" name="columns" value="respond,requester,subject,asset,opened">'
        in page
    )
    shown = {"columns": "respond,requester,subject,asset,opened"}
    (row,) = csv_of(world.agent, "/queue/v/all/export/", **shown)
    assert list(row) == ["First response", "Requester", "Title", "Device", "Opened (America/Chicago)"]
    assert (row["Requester"], row["Title"], row["Device"]) == (
        ticket.requester.display_name,
        ticket.title,
        "LR-1",
    )
    assert row["First response"].endswith("left")
    assert exports()[-1]["columns"] == shown["columns"]
    assert posted(world.agent, "/queue/v/all/export/", columns="subject,secrets").status_code == 400
    assert len(exports()) == 1


def test_every_column_of_the_table_can_leave(world: World) -> None:
    assert {column.code for column in lists.find("ticket").columns(world.agent)} >= set(CODES)


def test_a_long_table_is_written_with_its_columns(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    cast.pump(world, "LR-1")
    about(world, "LR-1")
    monkeypatch.setattr(views, "AT_ONCE", 0)
    job = worked(posted(world.agent, "/queue/v/all/export/", "xlsx", columns="site,key"))
    with default_storage.open(job.stored_name) as file:
        assert opened(file.read()).headings == ["Site", "Number"]
    assert exports()[-1]["columns"] == "site,key"


@pytest.mark.parametrize(
    "path", ["/queue/v/all/export/", "/devices/today/export/", "/assets/export/", "/contracts/export/"]
)
def test_a_nurse_takes_no_list_out_of_the_house(world: World, path: str) -> None:
    for form in ("csv", "xlsx"):
        assert posted(world.requester, path, form).status_code == 404
    assert exports() == []


def test_a_draft_contract_leaves_only_with_who_may_see_drafts(world: World) -> None:
    draft = Contract.objects.create(
        number="CT-DRAFT", title="New", vendor=world.vendor, status="draft",
        starts_on=date(2026, 1, 1), ends_on=date(2027, 1, 1),
    )  # fmt: skip
    pump = cast.pump(world, "LR-1")
    Asset.objects.filter(pk=pump.pk).update(contract=draft)
    assert [row["contract_number"] for row in csv_of(world.technician, "/assets/export/")] == [""]
    assert csv_of(world.technician, "/assets/export/?contract=CT-DRAFT") == []
    assert csv_of(world.technician, "/contracts/export/") == []
    for path, column in (
        ("/assets/export/?contract=CT-DRAFT", "contract_number"),
        ("/contracts/export/", "Number"),
    ):
        assert [row[column] for row in csv_of(world.it_manager, path)] == ["CT-DRAFT"]


def test_a_long_list_becomes_a_job_with_its_facts(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "AT_ONCE", 1)
    cast.pump(world, "LR-1")
    assert posted(world.technician, "/assets/export/?lens=clinical").status_code == 200
    cast.pump(world, "LR-2")
    job = worked(posted(world.technician, "/assets/export/?lens=clinical", "xlsx", sort="changed"))
    assert (job.state, job.failure, job.rows, job.back) == ("done", "", 2, "/assets/?lens=clinical")
    with default_storage.open(job.stored_name) as file:
        data = file.read()
    assert opened(data).column("asset_tag") == ["LR-2", "LR-1"]
    assert (len(data), job.file_name.endswith("_lens-clinical.xlsx")) == (job.size, True)
    assert exports()[1] == {
        "list": "asset", "key": "", "format": "xlsx", "filters": {"lens": ["clinical"]}, "rows": 2,
    }  # fmt: skip


@pytest.fixture
def waiting(world: World, monkeypatch: pytest.MonkeyPatch) -> Job:
    """The technician's export of two pumps, asked for and not yet worked."""
    monkeypatch.setattr(views, "AT_ONCE", 1)
    cast.pump(world, "LR-1")
    cast.pump(world, "LR-2")
    posted(world.technician, "/assets/export/")
    return Job.objects.get()


def test_who_lost_the_right_meanwhile_gets_no_file(world: World, waiting: Job) -> None:
    type(world.technician).objects.filter(pk=world.technician.pk).update(is_active=False)
    running.carry_on_all()
    waiting.refresh_from_db()
    assert (waiting.state, waiting.failure, waiting.stored_name) == ("failed", "not-allowed", "")
    assert exports() == []


def test_who_changed_teams_meanwhile_asks_again(world: World, waiting: Job) -> None:
    Membership.objects.filter(user=world.technician).update(team=world.team("NET"))
    running.carry_on_all()
    waiting.refresh_from_db()
    assert (waiting.state, waiting.failure, exports()) == ("failed", "rights-changed", [])


@pytest.mark.parametrize("change", ["team", "role"])
def test_rights_are_asked_again_when_the_file_is_fetched(
    world: World, client: Client, waiting: Job, change: str
) -> None:
    running.carry_on_all()
    client.force_login(world.technician)
    result = f"/jobs/{waiting.pk}/result/"
    assert len(rows_of(b"".join(client.get(result)))) == 2  # type: ignore[arg-type]
    held = Membership.objects.filter(user=world.technician)
    if change == "team":
        held.update(team=world.team("NET"))
    else:
        held.update(valid_until=date(2021, 1, 1))
    assert client.get(result).status_code == 404
    page = client.get(f"/jobs/{waiting.pk}/").content.decode()
    assert ("can no longer be had" in page, "Download" in page) == (True, False)


def test_a_result_ends_after_seven_days_and_is_of_nobody_else(
    world: World, client: Client, waiting: Job
) -> None:
    running.carry_on_all()
    client.force_login(world.it_manager)
    assert client.get(f"/jobs/{waiting.pk}/result/").status_code == 404
    client.force_login(world.technician)
    Job.objects.filter(pk=waiting.pk).update(ended_at=datetime(2026, 1, 1, tzinfo=UTC))
    assert client.get(f"/jobs/{waiting.pk}/result/").status_code == 404


def test_a_job_of_the_release_before_is_worked(world: World, waiting: Job) -> None:
    Job.objects.filter(pk=waiting.pk).update(payload={"query": "lens=clinical", "sort": "tag"})
    running.carry_on_all()
    waiting.refresh_from_db()
    assert (waiting.kind, waiting.state, waiting.rows) == ("asset.export", "done", 2)


def test_a_workbook_that_cannot_hold_the_rows_says_so(
    world: World, waiting: Job, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "MOST_ROWS", 1)
    Job.objects.filter(pk=waiting.pk).update(payload={**waiting.payload, "format": "xlsx"})
    running.carry_on_all()
    waiting.refresh_from_db()
    assert (waiting.state, waiting.failure, exports()) == ("failed", "too-many", [])


def test_a_csv_file_goes_to_the_disk_while_it_is_written(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    for tag in ("LR-1", "LR-2", "LR-3"):
        cast.pump(world, tag)
    written: list[int] = []
    rolled: list[int] = []

    class Watched(SpooledTemporaryFile):  # type: ignore[type-arg]
        def rollover(self) -> None:
            rolled.append(len(written))
            super().rollover()

    monkeypatch.setattr(writing, "IN_MEMORY", 10)
    monkeypatch.setattr(writing.tempfile, "SpooledTemporaryFile", Watched)
    of = lists.find("asset")
    reading = Reading(of, actor=again(world.technician), given={}, sort="tag", key="", now=timezone.now())
    assert writing.write(reading, "csv", written.append).rows == 3
    assert rolled == [0]
