"""Base of every page: sign-in, access rule, refusals in words."""

from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ImproperlyConfigured
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views import View

from hospital_itsm.core import access
from hospital_itsm.core.lookups import count_lookup


class AccessMixin:
    """A page names the verb that opens it (`access`), or says why it is open (`public_because`).

    The verb is asked without an object; object rules are asked by `visible_to` (404) and by the action (403).
    """

    access: str | None = None
    public_because: str = ""
    is_lookup: bool = False
    """Does it say what a typed or scanned code stands for? Then it is counted for each person (`core.lookups`)."""
    request: HttpRequest

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Send strangers to sign-in and answer 404 to people without the verb."""
        if self.public_because:
            return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        if self.access is None:
            raise ImproperlyConfigured(f"{type(self).__name__} has no access rule.")
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if not access.can(request.user, self.access):
            raise Http404
        if self.is_lookup:
            count_lookup(request.user)
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]


class PageView(AccessMixin, View):
    """A page or form post behind an access rule."""


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say what to do when the form's safety token is missing; typed text survives by going back."""
    return render(request, "403_csrf.html", status=403)
