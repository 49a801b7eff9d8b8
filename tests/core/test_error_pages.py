"""Where something breaks, a person still gets words and a phone number."""

from django.http import HttpRequest

from hospital_itsm.core.error_pages import bad_request, server_error


def asked(path: str) -> HttpRequest:
    request = HttpRequest()
    request.path = path
    return request


def test_a_request_that_cannot_be_read_names_the_limit_and_the_phone() -> None:
    response = bad_request(asked("/report/"), ValueError())
    html = response.content.decode()
    assert response.status_code == 400
    assert "25 MB" in html
    assert "tel:4357" in html


def test_a_fault_of_ours_gives_the_phone() -> None:
    response = server_error(asked("/report/"))
    assert response.status_code == 500
    assert "tel:4357" in response.content.decode()


def test_under_api_both_are_problem_documents() -> None:
    for handler, status in ((lambda request: bad_request(request, ValueError()), 400), (server_error, 500)):
        response = handler(asked("/api/v1/tickets/"))
        assert response.status_code == status
        assert response["Content-Type"] == "application/problem+json"
