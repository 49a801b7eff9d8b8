"""`/healthz`, `/readyz` and `/metrics`: for machines, without sign-in, telling nothing about anybody."""

import hmac
import ipaddress

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from hospital_itsm.core import health
from hospital_itsm.core.metrics import REGISTRY
from hospital_itsm.core.views import PageView

FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Real-Ip")


class MachineView(PageView):
    """Read only, never cached."""

    http_method_names = ["get", "head"]


class ProcessView(MachineView):
    """The process answers; it asks neither database nor broker."""

    public_because = "Whether the process lives is no secret; balancers ask without an account."

    def get(self, request: HttpRequest) -> HttpResponse:
        """Say that the process lives."""
        return _never_stored(JsonResponse({"status": "ok"}))


class ReadyView(MachineView):
    """Ready for people: see `core.health` for what is down and what is degraded."""

    public_because = "Balancers and the demo ask without an account; the answer holds codes and ages only."

    def get(self, request: HttpRequest) -> HttpResponse:
        """Answer 200 when pages work (`ok` or `degraded`), 503 when they cannot (`down`), with reasons."""
        found = health.report()
        answer = {"status": found.status, "reasons": list(found.reasons), "checks": found.checks}
        return _never_stored(JsonResponse(answer, status=503 if found.status == health.DOWN else 200))


class MetricsView(MachineView):
    """Prometheus text, for this machine itself or whoever holds METRICS_TOKEN; 404 for all others."""

    public_because = "Guarded by address or METRICS_TOKEN, since Prometheus has no account."

    def get(self, request: HttpRequest) -> HttpResponse:
        """Answer the figures."""
        if not (_holds_token(request) or _is_local(request)):
            raise Http404
        return _never_stored(HttpResponse(generate_latest(REGISTRY), content_type=CONTENT_TYPE_LATEST))


def _never_stored(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-store"
    return response


def _holds_token(request: HttpRequest) -> bool:
    given = request.headers.get("Authorization", "").encode()
    token = settings.METRICS_TOKEN
    return bool(token) and hmac.compare_digest(given, f"Bearer {token}".encode())


def _is_local(request: HttpRequest) -> bool:
    """A call from this machine that no proxy passed on: a proxy beside us makes everybody look local."""
    if any(name in request.headers for name in FORWARDED):
        return False
    try:
        return ipaddress.ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False
