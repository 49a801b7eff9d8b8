"""A trivial view, and U: one indexed query of 25 rows with two joins, a template, session and sign-in."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tickets.models import Ticket

ROWS = 25
SHOWN = ("key", "title", "state", "priority", "opened_at", "care_area__name", "assignee__full_name")


def hello(request: HttpRequest) -> HttpResponse:
    """Answer at once."""
    return HttpResponse("hello")


@login_required
def yardstick(request: HttpRequest) -> HttpResponse:
    """The newest 25 tickets with unit and assignee, only the columns that are shown: three statements in all."""
    newest = Ticket.objects.select_related("care_area", "assignee").only(*SHOWN)
    return render(request, "yardstick.html", {"rows": newest.order_by("-opened_at", "-id")[:ROWS]})
