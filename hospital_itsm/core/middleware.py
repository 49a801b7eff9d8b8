"""Request id, no-store for signed-in pages, and refusals turned into pages."""

import re
import uuid
from collections.abc import Callable
from typing import Any

import structlog
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from hospital_itsm.core import context
from hospital_itsm.core.addresses import client_address
from hospital_itsm.core.errors import Conflict, Forbidden, Refused, StaleVersion, TooMany

GetResponse = Callable[[HttpRequest], HttpResponse]
NUL = "\x00"
NO_DEVICES = "camera=(), geolocation=(), microphone=()"
REQUEST_ID = re.compile(r"^[A-Za-z0-9-]{8,64}$")


class RequestContextMiddleware:
    """Give each request an id (kept from a proxy when well-formed), a channel and an address."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = request.headers.get("X-Request-Id", "")
        request_id = given if REQUEST_ID.match(given) else uuid.uuid4().hex
        channel = "api" if request.path.startswith("/api/") else "web"
        with context.origin(request_id=request_id, channel=channel, ip=client_address(request)):
            structlog.contextvars.bind_contextvars(request_id=request_id)
            response = self.get_response(request)
            structlog.contextvars.unbind_contextvars("request_id")
        response["X-Request-Id"] = request_id
        return response


class SignedInPagesMiddleware:
    """Keep signed-in pages out of every cache: the computer is shared with the next nurse."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if getattr(request, "user", None) is not None and request.user.is_authenticated:
            response.setdefault("Cache-Control", "no-store")
        return response


class PermissionsPolicyMiddleware:
    """Let no page use camera, microphone or position, but for those that say so themselves."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.setdefault("Permissions-Policy", NO_DEVICES)
        return response


class RefusalMiddleware:
    """Turn a refusal that a page did not handle itself into 403, 409, 422 or 429 with its words."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer refusals; anything else goes on to the error page."""
        if not isinstance(exception, Refused):
            return None
        if isinstance(exception, Forbidden):
            return render(request, "403.html", {"message": exception.message}, status=403)
        if isinstance(exception, Conflict | StaleVersion):
            return render(
                request, "409.html", {"message": exception.message, "refusal": exception}, status=409
            )
        if isinstance(exception, TooMany):
            answer = render(request, "429.html", {"message": exception.message}, status=429)
            answer["Retry-After"] = str(exception.wait)
            return answer
        return render(request, "422.html", {"message": exception.message, "refusal": exception}, status=422)


class PlainAddressesMiddleware:
    """Refuse addresses of pages with a NUL in them, which no database can look for; REST judges its own."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *view_and_arguments: Any) -> None:
        """Raise Http404 where path or query holds one."""
        if request.path.startswith("/api/"):
            return
        asked = [
            request.path,
            *request.GET,
            *(value for _name, many in request.GET.lists() for value in many),
        ]
        if any(NUL in text for text in asked):
            raise Http404
