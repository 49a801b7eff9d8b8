"""The receipt: number, promise, whom to call; it can be bookmarked (ux 5a)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from hospital_itsm.core.views import PageView
from tickets.actions.join import say_worse
from tickets.queries.devices import spares_for
from tickets.queries.notices import notice_of
from tickets.queries.portal import public_ticket
from tickets.queries.receipt import receipt_of
from tickets.views.portal.person import signed_in
from tickets.views.portal.steps import steps_of
from tickets.views.portal.tickets import ticket_or_404


class ReceiptView(PageView):
    """We have it."""

    access = "ticket.mine"

    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        """Show what was promised, and how it stands now."""
        user, now = signed_in(request), timezone.now()
        ticket = ticket_or_404(user, key)
        receipt, shown = receipt_of(ticket, user), public_ticket(ticket, user)
        context = {
            "receipt": receipt,
            "ticket": ticket,
            "reach": receipt.reach if shown.own else "",
            "page_words": receipt.page.words(now) if receipt.page else "",
            "unanswered": receipt.page is not None and receipt.page.answered_at is None,
            "steps": steps_of(ticket, team_name=receipt.team_name, answer_by=receipt.answer_by, now=now),
            "notice": notice_of(ticket),
            "spare": next(iter(spares_for(ticket, user, most=1)), None),
            "joined": shown.own is not None and not shown.own.is_first,
            "said_worse": shown.own is not None and shown.own.said_worse_at is not None,
            "files": [file for file in shown.loose_files if file.uploader_id == user.pk],
        }
        return render(request, "tickets/portal/receipt.html", context)


class WorseView(PageView):
    """*Worse for you? Care is delayed or unsafe*: one press raises the ticket and pages."""

    access = "ticket.mine"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, key: str) -> HttpResponse:
        """Raise it; pressing twice changes nothing."""
        user = signed_in(request)
        ticket = ticket_or_404(user, key)
        say_worse(ticket.key, actor=user)
        messages.success(request, _("We know that care is delayed or unsafe for you too."))
        return redirect("tickets:report_sent", key=ticket.key)
