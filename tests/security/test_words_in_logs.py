"""Words typed into an address stand in no line of the log."""

import pytest

from hospital_itsm.core.logs import without_addresses


@pytest.mark.parametrize(
    ("logger", "said", "kept"),
    [
        ("django.request", "Not Found: /report/nothing/Wanderlust MRN 48213377/", "Not Found"),
        ("django.request", "Unauthorized: /api/v1/vendors/Wanderlust/", "Unauthorized"),
        ("django.request", "Internal Server Error: /a/Wanderlust/", "Internal Server Error"),
        (
            "django.security.csrf",
            "Forbidden (CSRF cookie not set.): /my/x/",
            "Forbidden (CSRF cookie not set.)",
        ),
        (
            "django.security.DisallowedHost",
            "Invalid HTTP_HOST header: 'wander.example'.",
            "Invalid HTTP_HOST header",
        ),
        ("hospital_itsm.jobs.running", "job.failed: kept", "job.failed: kept"),
    ],
)
def test_no_line_of_the_log_quotes_an_address(logger: str, said: str, kept: str) -> None:
    assert without_addresses(None, "", {"logger": logger, "event": said})["event"] == kept
