"""Bodies, patterns and numbers without an end: refused early, with nothing stored."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from hospital_itsm.core.phi.detection import detect
from hospital_itsm.core.plain_text import one_line
from tests.api.rest import Rest
from tests.world import World
from tickets.models import Ticket

LONGEST = 20_000


def test_a_stranger_s_upload_above_the_limit_is_refused_unread(
    db: None, client: Client, settings: Any
) -> None:
    settings.UPLOAD_MAX_BYTES = 1000
    path = "/accounts/login/"
    answer = client.post(path, {"login": "leo.marsh", "file": SimpleUploadedFile("a.txt", b"x" * 2000)})
    assert answer.status_code == 400
    assert client.post(path, {"login": "leo.marsh"}).status_code == 422


@pytest.mark.parametrize(
    "piece",
    ["Aa ", "1", "1-", "1 ", "MRN ", "patient Aa Bb ", "born 1/", "a@", "a.", "(512) ", "room 1 bed ", "\n"],
)
def test_the_patient_data_guard_comes_back_from_every_repetition(piece: str) -> None:
    """A pattern that backtracks without end would hang here."""
    text = (piece * LONGEST)[:LONGEST]
    assert all(0 <= span.start < span.end <= LONGEST for span in detect(text, ()))
    assert len(one_line(text)) <= LONGEST


def test_numbers_no_database_holds_are_refused_as_values(world: World) -> None:
    huge = "9" * 4000
    rest = Rest(world.agent)
    assert rest.post("tickets/", '{"text": ' + huge + "}").status_code in (400, 422)
    assert rest.get(f"tickets/INC-{huge}/").status_code == 404
    assert rest.get(f"notices/{huge}/").status_code == 404
    assert not Ticket.objects.exists()
