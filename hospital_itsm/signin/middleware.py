"""Whoever must set up a second step does nothing else before."""

from collections.abc import Callable
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from hospital_itsm.signin.proof import is_due

OWN_PAGES = "/me/second-step/"


class SecondStepMiddleware:
    """Lead a person for whom a second step is due to its page. REST knows no signed-in browser and is left alone."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.user.is_authenticated or not is_due(request) or _is_open(request.path):
            return self.get_response(request)
        own = reverse("signin:own")
        if request.headers.get("HX-Request") == "true":
            answer = HttpResponse(status=204)
            answer["HX-Redirect"] = own
            return answer
        if request.headers.get("X-Passive") == "1":
            return HttpResponse(_("Set up your second step first."), status=403)
        if request.method != "GET" or request.path == "/":
            return redirect(own)
        return redirect(f"{own}?{urlencode({'next': request.get_full_path()})}")


def _is_open(path: str) -> bool:
    return path.startswith((OWN_PAGES, "/api/", "/static/")) or path == reverse("account_logout")
