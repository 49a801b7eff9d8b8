"""The bell: a page that works without script, and its further rows as a fragment."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import ngettext

from hospital_itsm.core.list_page import with_query
from hospital_itsm.core.listing import BadCursor
from hospital_itsm.core.navigation import Navigation
from hospital_itsm.core.views import PageView
from hospital_itsm.outbox.actions.bell import mark_read
from hospital_itsm.outbox.bell import bell_page, shown, unread_of


class BellView(PageView):
    """What this person was told, newest first."""

    access = "bell.read"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show a page of messages, or with htmx only its rows."""
        try:
            page = bell_page(request.user, request.GET.get("cursor", ""))
        except BadCursor as error:
            raise BadRequest(str(error)) from error
        more_url = with_query(request, cursor=page.next_cursor) if page.next_cursor else ""
        context: dict[str, Any] = {"rows": shown(page.rows, timezone.now()), "more_url": more_url}
        if request.headers.get("HX-Request") == "true":
            return render(request, "outbox/_bell_rows.html", context)
        agent = bool(Navigation(request).agent)
        context["layout"] = "layouts/agent.html" if agent else "layouts/portal.html"
        context["unread"] = unread_of(request)
        return render(request, "outbox/bell.html", context)


class ReadView(PageView):
    """Mark messages as read: one with `item`, all without."""

    access = "bell.read"
    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        """Mark, say how many, and go back to the bell (or on to `next` within the product)."""
        item = request.POST.get("item", "")
        count = mark_read(actor=request.user, items=None if not item else [_number(item)])
        if not item:
            words = ngettext("%(n)d message is marked as read.", "%(n)d messages are marked as read.", count)
            messages.success(request, words % {"n": count})
        return HttpResponseRedirect(_next(request))


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 19):
        raise BadRequest("A message is named by its number.")
    return int(text)


def _next(request: HttpRequest) -> str:
    address = request.POST.get("next", "")
    ours = address.startswith("/") and url_has_allowed_host_and_scheme(address, None)
    return address if ours else reverse("outbox:bell")
