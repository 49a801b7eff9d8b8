"""Importing recall notices: files of openFDA and CSV, the feed, and what a kill leaves behind."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from assets import recall_feed, recall_importing
from assets.actions.recalls import importing, watching
from assets.actions.recalls.importing import ask_import
from assets.actions.recalls.receiving import change_notice
from assets.models import RecallCase, RecallImport, RecallLine, RecallNotice
from hospital_itsm.core.actors import System
from hospital_itsm.core.errors import Forbidden
from hospital_itsm.core.outbound import Answer, OutboundFailed
from hospital_itsm.outbox.models import OutboxMessage
from tests.assets.recall_cast import pumps, receive
from tests.core.worktime_cases import DATA_FOLDER
from tests.vendors.test_vendor_pages import text_of
from tests.world import World, again

pytestmark = pytest.mark.django_db

OURS: dict[str, Any] = {
    "recall_number": "Z-9001-2026", "classification": "Class II", "status": "Ongoing", "event_id": "9",
    "recalling_firm": "Ashgrove Infusion", "product_description": "IX-4 pump, REF IX4-100, UDI-DI 09520000010010",
    "code_info": "Lot 23K01 through 23K19", "reason_for_recall": "Door latch.", "report_date": "20261021",
}  # fmt: skip
THEIRS = {
    **OURS,
    "recall_number": "Z-9002-2026",
    "recalling_firm": "Unknown Makers",
    "product_description": "Gloves",
}
ENDED = {
    **OURS,
    "recall_number": "Z-9003-2026",
    "status": "Terminated",
    "product_description": "IX-9, REF IX9-1",
}


def asked(world: World, *records: Any, name: str = "recalls.json") -> RecallImport:
    """An import of these records that waits for a worker."""
    return send(world, json.dumps({"results": records}).encode(), name)


def send(world: World, data: bytes, name: str = "recalls.csv") -> RecallImport:
    return ask_import(actor=again(world.biomed), upload=SimpleUploadedFile(name, data))


def done(run: RecallImport) -> RecallImport:
    """The import after a worker was on it."""
    recall_importing.carry_on_all()
    return RecallImport.objects.get(pk=run.pk)


def counts(run: RecallImport) -> tuple[int, int, int, int]:
    return run.opened, run.changed, run.unchanged, run.logged


def test_what_is_ours_becomes_a_case_and_the_rest_is_logged(world: World) -> None:
    pumps(world)
    run = done(asked(world, OURS, THEIRS, ENDED))
    assert (run.state, counts(run)) == ("done", (1, 0, 0, 2))
    case = RecallCase.objects.get()
    assert (case.notice.number, case.notice.recall_class, case.lines.count()) == ("Z-9001-2026", "II", 3)
    assert set(RecallNotice.objects.logged().values_list("number", flat=True)) == {
        "Z-9002-2026",
        "Z-9003-2026",
    }


def test_who_asked_learns_of_the_end_in_the_bell_once(world: World) -> None:
    pumps(world)
    run = done(asked(world, OURS, THEIRS))
    broken = done(send(world, b"no,headings,of,ours\n1,2,3,4\n"))
    recall_importing.carry_on_all()
    told = OutboxMessage.objects.filter(kind__startswith="recall.import").order_by("id")
    assert [(row.kind, row.recipient, row.channel, row.payload) for row in told] == [
        ("recall.imported", world.biomed, "in_app", {"number": run.pk, "rows": 2, "opened": 1}),
        ("recall.import_failed", world.biomed, "in_app", {"number": broken.pk}),
    ]


def test_an_ended_recall_that_touches_a_device_is_worked(world: World) -> None:
    pumps(world)
    done(asked(world, {**OURS, "status": "Terminated"}))
    assert RecallLine.objects.count() == 3


def test_the_same_file_again_changes_nothing(world: World) -> None:
    pumps(world)
    done(asked(world, OURS, THEIRS))
    about_recalls = OutboxMessage.objects.exclude(kind="recall.imported")
    told = about_recalls.count()
    assert counts(done(asked(world, OURS, THEIRS))) == (0, 0, 2, 0)
    assert (RecallNotice.objects.count(), about_recalls.count()) == (2, told)


def test_a_class_that_rises_in_the_feed_alerts_anew(world: World) -> None:
    pumps(world)
    done(asked(world, OURS))
    run = done(asked(world, {**OURS, "classification": "Class I"}))
    assert counts(run) == (0, 1, 0, 0)
    assert RecallCase.objects.get().notice.recall_class == "I"
    assert OutboxMessage.objects.filter(kind="recall.raised").exists()


def test_a_letter_with_its_number_is_joined_by_the_feed(world: World) -> None:
    pumps(world)
    case = receive(world, number="", recall_class="", reference="FA-17")
    change_notice(case.key, actor=again(world.biomed), fields={"number": "Z-9001-2026"})
    recall = {
        "product_res_number": "Z-9001-2026", "recalling_firm": "Ashgrove", "product_description": "IX-4 pump",
        "code_info": "Lot 23K01", "action": "Return it.", "product_code": "FRN",
    }  # fmt: skip
    assert counts(done(asked(world, OURS, recall))) == (0, 1, 0, 0)
    notice = RecallNotice.objects.get()
    assert (notice.reference, notice.source, notice.recall_class) == ("FA-17", "letter", "II")
    assert (notice.action, notice.product_code) == ("Return it.", "FRN")


def test_a_logged_notice_becomes_a_case_when_such_a_device_is_bought(world: World) -> None:
    assert counts(done(asked(world, OURS))) == (0, 0, 0, 1)
    pumps(world)
    assert counts(done(asked(world, OURS))) == (1, 0, 0, 0)
    assert RecallLine.objects.count() == 3


def test_bad_rows_are_reported_and_the_others_are_read(world: World) -> None:
    pumps(world)
    run = done(asked(world, 17, {**OURS, "recall_number": "F-1"}, {**OURS, "report_date": "20261399"}))
    assert counts(run) == (1, 0, 0, 0)
    assert run.faults == [
        [1, "not-a-record", ""],
        [2, "number-malformed", "recall_number"],
        [3, "date-impossible", "report_date"],
    ]


@pytest.mark.parametrize(
    ("data", "why"),
    [(b"{broken", "not-json"), (b"{}", "no-results"), (b"", "empty"), (b"a,b\n1,2\n", "columns-missing")],
)
def test_a_broken_file_is_refused_by_name_and_leaves_the_next(world: World, data: bytes, why: str) -> None:
    pumps(world)
    broken = send(world, data)
    good = asked(world, OURS)
    recall_importing.carry_on_all()
    broken.refresh_from_db()
    assert (broken.state, broken.failure) == ("failed", why)
    assert counts(done(good)) == (1, 0, 0, 0)


def test_an_import_that_fails_unforeseen_keeps_no_other_waiting(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    pumps(world)
    bad, good, work = send(world, b"[]"), asked(world, OURS), recall_importing.carry_on

    def fails_once(pk: int) -> None:
        if pk == bad.pk:
            raise ZeroDivisionError
        work(pk)

    monkeypatch.setattr(recall_importing, "carry_on", fails_once)
    assert recall_importing.carry_on_all() == 2
    bad.refresh_from_db()
    assert (bad.state, bad.failure) == ("failed", "unexpected")
    assert counts(done(good)) == (1, 0, 0, 0)


CSV = (
    "Class;Firm;Product;Lots;Reported\n"
    'II;Ashgrove Infusion;"IX-4 pump, REF IX4-100";Lot 23K01;2026-10-21\n'
    "IX;Ashgrove Infusion;Spring of the IX-4;;21.10.2026\n"
    ";;;;\n"
    ";;No firm;;\n"
)


def test_a_csv_with_semicolons_and_its_faults(world: World) -> None:
    pumps(world)
    run = done(send(world, CSV.encode("utf-8-sig")))
    assert (run.source, counts(run)) == ("spreadsheet", (2, 0, 0, 0))
    assert run.faults == [
        [3, "class-unknown", "recall_class"],
        [3, "date-impossible", "reported_on"],
        [5, "refused", "firm"],
    ]
    first = RecallNotice.objects.order_by("pk").first()
    assert first is not None
    assert (first.recall_class, first.reported_on, first.codes) == ("II", date(2026, 10, 21), "Lot 23K01")
    assert counts(done(send(world, CSV.encode()))) == (0, 0, 2, 0)


def test_an_old_code_page_is_read(world: World) -> None:
    done(send(world, "Firm,Product\nMüller,Gerät für Säuglinge\n".encode("cp1252")))
    assert RecallNotice.objects.get().description == "Gerät für Säuglinge"


class Killed(BaseException):
    """The worker is gone."""


def test_a_kill_in_the_middle_neither_skips_nor_doubles(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    pumps(world)
    monkeypatch.setattr(importing, "BATCH", 3)
    run = asked(world, *({**OURS, "recall_number": f"Z-{number}-2026"} for number in range(1, 9)))
    stored, killed_at = importing.put_notice, 5

    def killed(fields: Any, *args: Any, **kwargs: Any) -> str:
        if fields["number"] == f"Z-{killed_at}-2026":
            raise Killed
        return stored(fields, *args, **kwargs)

    with monkeypatch.context() as while_killed:
        while_killed.setattr(importing, "put_notice", killed)
        with pytest.raises(Killed):
            recall_importing.carry_on(run.pk)
    run.refresh_from_db()
    assert (run.state, run.rows_done, RecallNotice.objects.count()) == ("running", 3, 3)
    assert done(run).opened == 8
    assert sorted(RecallNotice.objects.values_list("number", flat=True)) == [
        f"Z-{n}-2026" for n in range(1, 9)
    ]
    assert RecallLine.objects.count() == 8 * 3


def test_a_finished_import_is_not_worked_again(world: World) -> None:
    run = done(asked(world, THEIRS))
    recall_importing.carry_on(run.pk)
    assert RecallNotice.objects.count() == 1


def test_a_file_that_is_gone_ends_the_import(world: World) -> None:
    run = asked(world, THEIRS)
    default_storage.delete(run.stored_name)
    assert done(run).failure == "file-gone"


def test_readers_import_nothing(world: World) -> None:
    with pytest.raises(Forbidden):
        ask_import(actor=again(world.agent), upload=SimpleUploadedFile("x.json", b"[]"))
    assert not RecallImport.objects.exists()


def test_the_page_shows_how_far_an_import_is_and_what_could_not_be_read(world: World, client: Client) -> None:
    client.force_login(world.biomed)
    data = json.dumps({"results": [17, THEIRS]}).encode()
    page = client.post("/safety/recalls/imports/", {"file": SimpleUploadedFile("r.json", data)}, follow=True)
    assert "It waits for a worker." in text_of(page)
    run = done(RecallImport.objects.get())
    shown = text_of(client.get(run.get_absolute_url()))
    assert "1 notice is read." in shown
    assert "This row cannot be read. It was left out" in shown
    page_itself = shown[shown.index("<main") : shown.index("</main>")]
    assert "hx-get" not in page_itself, "Nothing changes any more."
    assert "r.json" in text_of(client.get("/safety/recalls/imports/"))
    assert "Gloves" in text_of(client.get("/safety/recalls/log/"))


def pages(monkeypatch: pytest.MonkeyPatch, *answers: Answer | Exception) -> list[str]:
    """Let the guarded client give these answers; returns the addresses it is asked for."""
    called: list[str] = []
    waiting = list(answers)

    def get(address: str, headers: Any, **kwargs: Any) -> Answer:
        called.append(address)
        answer = waiting.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    monkeypatch.setattr(recall_feed.outbound, "get", get)
    return called


def test_the_feed_reads_two_weeks_page_by_page(
    world: World, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.RECALL_FEEDS = ["https://api.fda.gov/device/enforcement.json"]
    monkeypatch.setattr(recall_feed, "PAGE", 1)
    called = pages(
        monkeypatch,
        Answer(200, json.dumps({"results": [THEIRS]}).encode()),
        Answer(404, b'{"error": {"code": "NOT_FOUND"}}'),
    )
    (run,) = recall_feed.fetch_all()
    today = timezone.localdate()
    assert called[0] == recall_feed.query_of(settings.RECALL_FEEDS[0], today, 0)
    assert f"TO+{today:%Y%m%d}%5D" in called[0]
    assert called[1].endswith("skip=1")
    assert done(run).logged == 1


@pytest.mark.parametrize(
    "answer",
    [Answer(500, b""), Answer(200, b"<html>"), Answer(200, b"[]"), OutboundFailed("TooSlow")],
)
def test_a_feed_that_fails_is_logged_and_leaves_the_next(
    world: World, settings: Any, monkeypatch: pytest.MonkeyPatch, answer: Answer | Exception
) -> None:
    settings.RECALL_FEEDS = ["https://a.example/enforcement", "https://b.example/recall"]
    pages(monkeypatch, answer, Answer(200, json.dumps({"results": [THEIRS]}).encode()))
    assert len(recall_feed.fetch_all()) == 1


def test_no_feed_is_read_unless_the_settings_name_one(world: World) -> None:
    assert recall_feed.fetch_all() == []


def test_a_deadline_that_passes_is_told_once(world: World) -> None:
    pumps(world)
    case = receive(world)
    late = case.triage_by
    for _ in range(2):
        assert watching.tell_what_is_overdue(actor=System("recall-watch"), now=late) == 1
    messages = OutboxMessage.objects.filter(kind="recall.overdue", channel="in_app")
    assert {(one.recipient.username, one.payload["what"]) for one in messages} == {
        ("ellen.fairweather", "Triage")
    }


def test_the_week_of_the_log_is_told_on_monday_unless_it_is_empty(world: World) -> None:
    watch, now = System("recall-watch"), timezone.now()
    assert watching.tell_of_the_log(actor=watch, now=now) == 0
    done(asked(world, THEIRS))
    for _ in range(2):
        watching.tell_of_the_log(actor=watch, now=timezone.now())
    told = OutboxMessage.objects.filter(kind="recall.log", channel="in_app")
    assert [(one.recipient.username, one.payload) for one in told] == [("ellen.fairweather", {"notices": 1})]


@pytest.mark.data
@pytest.mark.skipif(
    not DATA_FOLDER.exists(), reason="The shared data is not there. Set SHARED_DATA to its folder."
)
@pytest.mark.parametrize(
    ("path", "rows"),
    [
        ("fda_device_recalls/openfda_device_enforcement_shape.json", 34),
        ("recall_matching/recalls_openfda_shape.json", 27),
        ("fda_device_recalls/fda_device_enforcement_longisland_2013_2021.csv", 34),
    ],
)
def test_the_shared_files_are_read_whole(world: World, path: str, rows: int) -> None:
    data = (Path(DATA_FOLDER).parent / path).read_bytes()
    run = done(send(world, data))
    assert (run.state, run.rows, run.logged, run.faults) == ("done", rows, rows, [])
