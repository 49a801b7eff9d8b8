"""What is answered where no view answered: a page for people, a problem document under /api/."""

import json
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template import loader
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
    return _page("400.html", 400)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: something broke; the request id finds it in the logs."""
    if request.path.startswith(API):
        return _problem("server-error", _("Something broke here. Tell the desk the request id."), 500)
    return _page("500.html", 500)


def _page(template: str, status: int) -> HttpResponse:
    """A page drawn without the request, which may be what is broken."""
    words = {"desk_phone": settings.DESK_PHONE, "hospital_name": settings.HOSPITAL_NAME}
    return HttpResponse(loader.get_template(template).render(words), status=status)


def _problem(code: str, title: str, status: int, **extra: Any) -> HttpResponse:
    body = json.dumps(problem_body(code, title, status, **extra))
    return HttpResponse(body, status=status, content_type=CONTENT_TYPE)
