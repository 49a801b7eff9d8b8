"""What is answered where no view answered: a page for people, a problem document under /api/."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views import defaults

from hospital_itsm.core.problems import CONTENT_TYPE, problem_body

API = "/api/"


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404 of addresses that do not exist."""
    if request.path.startswith(API):
        return _problem("not-found", _("There is nothing here, or you may not see it."), 404)
    return defaults.page_not_found(request, exception)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400 of requests the framework refuses to read."""
    if request.path.startswith(API):
        return _problem("bad-request", _("The request cannot be read."), 400)
    return defaults.bad_request(request, exception)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: something broke; the request id finds it in the logs."""
    if request.path.startswith(API):
        return _problem("server-error", _("Something broke here. Tell the desk the request id."), 500)
    return defaults.server_error(request)


def _problem(code: str, title: str, status: int, **extra: Any) -> HttpResponse:
    body = json.dumps(problem_body(code, title, status, **extra))
    return HttpResponse(body, status=status, content_type=CONTENT_TYPE)
