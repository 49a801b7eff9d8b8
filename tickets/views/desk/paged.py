"""Where a page leads: to the ticket for those who read it, else to its figures and one button."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from hospital_itsm.core.views import PageView
from tickets.actions.pages import acknowledge
from tickets.models import Page, Ticket
from tickets.queries.paged import summons_for


class PagedView(PageView):
    """`/paged/<key>/`: what somebody paged needs to know, and *I have it*."""

    access = "page.acknowledge"

    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        """Go on to the ticket, or show its figures to the person who was called."""
        if Ticket.objects.on_desk(request.user).filter(key=key).exists():
            return redirect("tickets:detail", key)
        summons = summons_for(request.user, key)
        if summons is None:
            raise Http404
        return render(request, "tickets/desk/paged.html", {"summons": summons})


class AnswerPageView(PageView):
    """`/paged/<key>/answer/<page>/`: the page is answered; its ladder stops."""

    access = "page.acknowledge"

    def post(self, request: HttpRequest, key: str, pk: int) -> HttpResponse:
        """Answer it and say so."""
        try:
            acknowledge(Page.objects.get(pk=pk, ticket__key=key).pk, actor=request.user)
        except Page.DoesNotExist:
            raise Http404 from None
        messages.success(request, _("You answered the page. The others know."))
        return redirect("tickets:paged", key)
