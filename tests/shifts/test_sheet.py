"""The emergency sheet: whole or the old one, without words of tickets, written though workers are gone."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.core.mail import get_connection
from django.test import Client
from django.utils import timezone

from hospital_itsm.beat import vital_jobs
from hospital_itsm.celery import app
from hospital_itsm.embedded.ports import free_port
from hospital_itsm.jobs.models import Heartbeat
from hospital_itsm.people.models import OnCallShift
from hospital_itsm.shifts.sheet import write_sheet
from hospital_itsm.shifts.tasks import write_emergency_sheet
from tests.tickets import desk_cast as cast
from tests.world import World
from tickets.models import Ticket
from vendors.models import VendorContact


@pytest.fixture
def sheet(settings: Any, tmp_path: Path) -> Path:
    """Where the sheet of the test is written."""
    settings.EMERGENCY_SHEET = tmp_path / "out" / "sheet.html"
    return tmp_path / "out" / "sheet.html"


def test_it_names_tickets_and_phones_and_no_words(world: World, sheet: Path) -> None:
    ticket = cast.report(world)
    secret = cast.report(world)
    Ticket.objects.filter(pk=ticket.pk).update(priority=1, title="Mrs Doe's scanner")
    Ticket.objects.filter(pk=secret.pk).update(priority=1, is_restricted=True, kind="security_incident")
    VendorContact.objects.create(vendor=world.vendor, name="Night desk", night_phone="555-0171")
    OnCallShift.objects.all().delete()
    now = timezone.now()
    OnCallShift.objects.create(
        team=world.team("EUC"),
        level="primary",
        user=world.agent,
        starts_at=now,
        ends_at=now + timedelta(hours=8),
    )
    text = write_sheet(now).read_text("utf-8")
    assert ticket.key in text
    assert "555-0171" in text
    assert world.agent.full_name in text
    assert secret.key not in text
    assert "Mrs Doe" not in text
    assert "<script" not in text
    assert "<style" not in text


def test_hostile_names_are_text(world: World, sheet: Path) -> None:
    VendorContact.objects.create(vendor=world.vendor, name="<img src=x onerror=alert(1)>", phone="555-0172")
    assert "<img" not in write_sheet().read_text("utf-8")


def test_a_folder_that_cannot_be_written_leaves_the_old_sheet_whole(world: World, sheet: Path) -> None:
    write_sheet()
    old = sheet.read_text("utf-8")
    before = set(sheet.parent.iterdir())
    cast.report(world)
    blocked = sheet.parent / "sheet.html.d"
    blocked.mkdir()
    (blocked / "kept").touch()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.conf.settings.EMERGENCY_SHEET", blocked)
        with pytest.raises(OSError):
            write_sheet()
    assert sheet.read_text("utf-8") == old
    assert set(sheet.parent.iterdir()) == {*before, blocked}


def test_it_is_written_every_quarter_of_an_hour_and_says_when(world: World, sheet: Path) -> None:
    assert write_emergency_sheet() == 1
    assert write_emergency_sheet() == 0
    Heartbeat.objects.filter(name="emergency sheet").update(beat_at=timezone.now() - timedelta(minutes=16))
    assert write_emergency_sheet() == 1
    client = Client()
    client.force_login(world.agent)
    page = client.get("/shift/")
    assert (page.context["is_sheet_stale"], page.context["sheet_at"] is not None) == (False, True)
    Heartbeat.objects.filter(name="emergency sheet").update(beat_at=timezone.now() - timedelta(minutes=46))
    assert client.get("/shift/").context["is_sheet_stale"] is True
    sent = client.get("/shift/emergency-sheet/")
    assert sent["Content-Disposition"] == 'attachment; filename="sheet.html"'
    assert b"".join(sent.streaming_content) == sheet.read_bytes()  # type: ignore[arg-type]
    sheet.unlink()
    assert client.get("/shift/emergency-sheet/").status_code == 404


def test_it_is_written_and_opened_while_redis_workers_and_mail_are_down(
    world: World, sheet: Path, settings: Any
) -> None:
    ticket = cast.report(world)
    Ticket.objects.filter(pk=ticket.pk).update(priority=1)
    client = Client()
    client.force_login(world.agent)
    dead = f"redis://127.0.0.1:{free_port()}/0"
    settings.CACHES = {"default": {**settings.CACHES["default"], "LOCATION": dead}}
    settings.EMAIL_BACKEND, settings.EMAIL_HOST = "django.core.mail.backends.smtp.EmailBackend", "127.0.0.1"
    settings.EMAIL_PORT = free_port()
    Heartbeat.objects.all().delete()
    assert cache.add("alive", 1) and cache.add("alive", 1)
    with pytest.raises(ConnectionRefusedError):
        get_connection().open()
    assert write_emergency_sheet() == 1
    assert ticket.key in sheet.read_text("utf-8")
    sent = client.get("/shift/emergency-sheet/")
    assert b"".join(sent.streaming_content) == sheet.read_bytes()  # type: ignore[arg-type]
    page = client.get("/status/")
    assert (page.status_code, page["Cache-Control"]) == (200, "no-store")


def test_beat_writes_hand_over_and_sheet_itself_when_no_worker_lives() -> None:
    names = {job.name for job in vital_jobs(app)}
    assert {
        "hospital_itsm.shifts.tasks.write_emergency_sheet",
        "hospital_itsm.shifts.tasks.write_due_handover",
    } <= names
