"""Logs are JSON lines with a request id and hold nobody's words, not even those PostgreSQL quotes."""

import io
import json
import logging

import pytest
import structlog
from django.db import IntegrityError, connection, transaction

from hospital_itsm.core.logs import configure


def logged(write: object) -> list[dict[str, object]]:
    """What a function logs through the product's own handler."""
    configure("INFO")
    handler = logging.getLogger().handlers[0]
    stream, handler.stream = handler.stream, io.StringIO()
    try:
        write()
        return [json.loads(line) for line in handler.stream.getvalue().splitlines()]
    finally:
        handler.stream = stream


def test_a_line_is_json_with_time_level_and_request_id() -> None:
    def write() -> None:
        with structlog.contextvars.bound_contextvars(request_id="abc-123"):
            structlog.get_logger("desk").info("outbox.delivered", count=3)

    (line,) = logged(write)
    assert (line["event"], line["count"], line["level"], line["request_id"]) == (
        "outbox.delivered",
        3,
        "info",
        "abc-123",
    )


@pytest.mark.django_db
def test_a_row_that_postgresql_quotes_does_not_reach_the_log() -> None:
    def write() -> None:
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(
                    "INSERT INTO people_site (code, name) VALUES ('X', 'Patient Doe, MRN 00099887')"
                )
        except IntegrityError:
            logging.getLogger("desk").exception("failed")

    (line,) = logged(write)
    assert "IntegrityError" in str(line["exception"])
    assert "00099887" not in json.dumps(line)
