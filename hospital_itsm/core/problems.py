"""REST errors as RFC 9457 problem documents (`application/problem+json`) with field paths."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import (
    ObjectDoesNotExist,
    PermissionDenied,
    RequestDataTooBig,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.http import Http404
from django.utils.translation import gettext as _
from rest_framework import exceptions, status
from rest_framework.response import Response

from hospital_itsm.core import context
from hospital_itsm.core.errors import (
    Conflict,
    Forbidden,
    IllegalTransition,
    PhiSuspected,
    Refused,
    StaleVersion,
    TooMany,
    ValueRefused,
)

CONTENT_TYPE = "application/problem+json"


class PreconditionRequired(exceptions.APIException):
    """`If-Match` is missing on a write that needs it (RFC 6585 section 3)."""

    status_code = 428
    default_detail = "Send If-Match with the ETag you read."
    default_code = "precondition-required"


class UnknownInput(exceptions.APIException):
    """Unknown fields, filters or malformed values: `errors` maps each path to its mend."""

    status_code = status.HTTP_400_BAD_REQUEST
    default_code = "unknown-input"

    def __init__(self, errors: dict[str, str]) -> None:
        super().__init__(_("The request has parts this endpoint does not take."))
        self.errors = errors


def problem_body(code: str, title: str, status_code: int, **extra: Any) -> dict[str, Any]:
    """One problem document; `errors` is a list of `{pointer, detail}`."""
    return {
        "type": f"urn:hospital-desk:problem:{code}",
        "title": title,
        "status": status_code,
        "code": code,
        "request_id": context.current().request_id,
        **extra,
    }


def problem(code: str, title: str, status_code: int, **extra: Any) -> Response:
    """Answer with one problem document."""
    body = problem_body(code, title, status_code, **extra)
    response = Response(body, status=status_code, content_type=CONTENT_TYPE)
    if code == "unauthenticated":
        response["WWW-Authenticate"] = "Bearer"
    return response


def _paths(detail: Any, path: str = "") -> Iterator[dict[str, str]]:
    if isinstance(detail, dict):
        for key, value in detail.items():
            yield from _paths(value, f"{path}/{key}" if key != "non_field_errors" else path or "/")
    elif isinstance(detail, list) and any(isinstance(item, dict | list) for item in detail):
        for index, item in enumerate(detail):
            yield from _paths(item, f"{path}/{index}")
    elif isinstance(detail, list):
        for item in detail:
            yield {"pointer": path or "/", "detail": str(item)}
    else:
        yield {"pointer": path or "/", "detail": str(detail)}


def _refusal(error: Refused) -> Response:
    if isinstance(error, Forbidden):
        return problem(error.code, error.message, 403)
    if isinstance(error, StaleVersion):
        return problem(error.code, error.message, 412, current=error.current, given=error.given)
    if isinstance(error, ValueRefused):
        errors = [{"pointer": f"/{field}", "detail": text} for field, text in error.errors.items()]
        return problem(error.code, error.message, 422, errors=errors)
    if isinstance(error, TooMany):
        return _later(problem(error.code, error.message, 429), error.wait)
    extra: dict[str, Any] = {}
    if isinstance(error, IllegalTransition):
        extra["allowed"] = error.allowed
    if isinstance(error, PhiSuspected):
        extra["findings"] = error.findings
    return problem(error.code, error.message, 409 if isinstance(error, Conflict) else 422, **extra)


def _later(response: Response, seconds: float) -> Response:
    response["Retry-After"] = str(max(1, round(seconds)))
    return response


def problem_response(error: Exception, view_context: dict[str, Any]) -> Response | None:
    """DRF's exception handler: every refusal and API error becomes a problem document."""
    if isinstance(error, Refused):
        return _refusal(error)
    if isinstance(error, Http404 | ObjectDoesNotExist):
        return problem("not-found", _("There is nothing here, or you may not see it."), 404)
    if isinstance(error, PermissionDenied | exceptions.PermissionDenied):
        return problem("forbidden", _("This token or role does not allow it."), 403)
    if isinstance(error, exceptions.NotAuthenticated | exceptions.AuthenticationFailed):
        return problem("unauthenticated", str(error.detail), 401)
    if isinstance(error, UnknownInput):
        errors = [{"pointer": f"/{path}", "detail": text} for path, text in error.errors.items()]
        return problem("unknown-input", str(error.detail), 400, errors=errors)
    if isinstance(error, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent):
        return problem("body-too-large", _("The body holds too much. Send less at once."), 413)
    if isinstance(error, exceptions.ValidationError):
        return problem(
            "value-refused", _("Some values cannot be taken."), 422, errors=list(_paths(error.detail))
        )
    if isinstance(error, exceptions.APIException):
        response = problem(error.default_code.replace("_", "-"), str(error.detail), error.status_code)
        wait = getattr(error, "wait", None)
        return response if wait is None else _later(response, wait)
    return None
