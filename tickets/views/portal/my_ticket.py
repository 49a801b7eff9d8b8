"""One ticket as its requester and their unit see it: read, answer, attach, confirm, rate (ux 5b)."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hospital_itsm.core.errors import Conflict, ValueRefused
from hospital_itsm.core.views import PageView
from hospital_itsm.people.models import User
from tickets.actions.callback import set_callback
from tickets.actions.conversation import reply_as_requester
from tickets.actions.drafts import save_draft
from tickets.actions.sending import send_with_files
from tickets.actions.transitions import confirm_works, rate, still_broken
from tickets.choices import RATED_STATES, State
from tickets.forms.fields import ChosenFiles, show_refusal
from tickets.forms.my_ticket import CallbackForm, ReplyForm
from tickets.models import Ticket
from tickets.queries.drafts import read_draft, was_just_said
from tickets.queries.notices import notice_of
from tickets.queries.portal import public_ticket
from tickets.queries.receipt import receipt_of
from tickets.rules.lifecycle import auto_close_at, may_reopen
from tickets.views.portal.person import signed_in
from tickets.views.portal.phi import phi_notice
from tickets.views.portal.report import attach_one
from tickets.views.portal.steps import steps_of
from tickets.views.portal.tickets import ticket_or_404
from tickets.views.saved import saved

ENDED = (State.CLOSED, State.CANCELLED, State.MERGED)


class MyTicketView(PageView):
    """The requester's page of a ticket."""

    access = "ticket.mine"

    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        """Show it, with what the person was writing."""
        user = signed_in(request)
        ticket = ticket_or_404(user, key)
        return self.page(request, ticket, reply=ReplyForm(initial=read_draft(user, draft_scope(ticket))))

    def page(
        self,
        request: HttpRequest,
        ticket: Ticket,
        *,
        status: int = 200,
        reply: Any = None,
        callback: Any = None,
    ) -> HttpResponse:
        """The page, with a refused form in the place of a fresh one."""
        user, now = signed_in(request), timezone.now()
        receipt, shown = receipt_of(ticket, user), public_ticket(ticket, user)
        own = shown.own.callback if shown.own else ""
        reply = reply or ReplyForm()
        context = {
            "ticket": ticket,
            "shown": shown,
            "receipt": receipt,
            "steps": steps_of(ticket, team_name=receipt.team_name, answer_by=receipt.answer_by, now=now),
            "notice": notice_of(ticket),
            "reply": reply,
            "phi": phi_notice(str(reply["text"].value() or ""), str(reply["phi_decision"].value() or "")),
            "callback": callback or CallbackForm(initial={"callback": own}),
            "wrong": next((form for form in (reply, callback) if form is not None and form.errors), None),
            **choices(ticket, now),
        }
        return render(request, "tickets/portal/my_ticket.html", context, status=status)


class ReplyView(MyTicketView):
    """An answer of the requester or their unit."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, key: str) -> HttpResponse:
        """Send words and files as one; a refusal of either sends neither and keeps the words."""
        ticket = ticket_or_404(signed_in(request), key)
        form = ReplyForm(request.POST, request.FILES)
        form.is_valid()
        try:
            send_answer(signed_in(request), key, form.cleaned_data)
        except ValueRefused as refusal:
            show_refusal(form, refusal)
            return self.page(request, ticket, status=422, reply=form)
        except Conflict as conflict:
            form.add_error(None, conflict.message)
            return self.page(request, ticket, status=409, reply=form)
        messages.success(request, _("Your answer is sent."))
        return redirect("tickets:my_ticket", key=key)


def send_answer(user: User, key: str, values: Mapping[str, Any]) -> Ticket:
    """Hand words and files to the actions as one; files without words say how many they are."""
    uploads = values.get("files", [])
    text = values["text"]
    if uploads and not text.strip():
        text = files_alone(len(uploads))
    return send_with_files(
        key,
        actor=user,
        uploads=uploads,
        say=lambda files: reply_as_requester(
            key, actor=user, text=text, phi_decision=values["phi_decision"], attachments=files
        ),
        shows_record=values["shows_record"],
    )


def files_alone(count: int) -> str:
    """The words of an answer that is only files; their names may hold patient data, so they are only counted."""
    return ngettext("%(count)d file attached.", "%(count)d files attached.", count) % {"count": count}


class ReplyDraftView(PageView):
    """Keeps the answer being written."""

    access = "ticket.mine"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, key: str) -> HttpResponse:
        """Keep it for this person alone."""
        actor, text = signed_in(request), request.POST.get("text", "")
        ticket = ticket_or_404(actor, key)
        try:
            save_draft(
                actor=actor,
                scope=draft_scope(ticket),
                fields={} if was_just_said(actor, ticket, text) else {"text": text},
            )
        except ValueRefused as refusal:
            return HttpResponse(refusal.message, status=422, content_type="text/plain")
        return saved()


class AttachView(PageView):
    """Further files, from the receipt or the ticket."""

    access = "ticket.mine"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, key: str) -> HttpResponse:
        """Attach them; each that cannot be kept says why."""
        ticket = ticket_or_404(signed_in(request), key)
        form = ChosenFiles(request.POST, request.FILES)
        form.is_valid()
        uploads = form.cleaned_data.get("files", [])
        if not uploads:
            messages.warning(request, _("Choose a file first."))
        for upload in uploads:
            attach_one(request, ticket, upload, form.cleaned_data["shows_record"])
        back = "report_sent" if request.POST.get("next") == "receipt" else "my_ticket"
        return redirect(f"tickets:{back}", key=key)


class ConfirmView(PageView):
    """*It works now*, by anyone of the unit."""

    access = "ticket.mine"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, key: str) -> HttpResponse:
        """Confirm it in one press."""
        ticket = ticket_or_404(signed_in(request), key)
        confirm_works(ticket.key, actor=signed_in(request))
        messages.success(request, _("Good. Thank you for telling us."))
        return redirect("tickets:my_ticket", key=key)


class StillBrokenView(MyTicketView):
    """*Still broken*: work goes on, the elapsed time is kept."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, key: str) -> HttpResponse:
        """Open it again in one press; words are welcome and not needed."""
        ticket = ticket_or_404(signed_in(request), key)
        try:
            still_broken(ticket.key, actor=signed_in(request), text=request.POST.get("text", ""))
        except Conflict as conflict:
            messages.warning(request, conflict.message)
            return redirect("tickets:my_ticket", key=key)
        messages.success(request, _("We are on it again."))
        return redirect("tickets:my_ticket", key=key)


class RateView(PageView):
    """How was it?"""

    access = "ticket.mine"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, key: str) -> HttpResponse:
        """Keep the answer, 1 to 5."""
        ticket = ticket_or_404(signed_in(request), key)
        given = request.POST.get("score", "")
        rate(
            ticket.key,
            actor=signed_in(request),
            score=int(given) if given.isdecimal() and len(given) == 1 else 0,
        )
        messages.success(request, _("Thank you. Your answer helps us."))
        return redirect("tickets:my_ticket", key=key)


class CallbackView(MyTicketView):
    """Where can we reach you? Corrected by the person themselves."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, key: str) -> HttpResponse:
        """Keep the number."""
        ticket = ticket_or_404(signed_in(request), key)
        form = CallbackForm(request.POST)
        form.is_valid()
        try:
            set_callback(ticket.key, actor=signed_in(request), callback=form.cleaned_data["callback"])
        except ValueRefused as refusal:
            show_refusal(form, refusal)
            return self.page(request, ticket, status=422, callback=form)
        messages.success(request, _("We will call that number."))
        return redirect("tickets:my_ticket", key=key)


def draft_scope(ticket: Ticket) -> str:
    """Where the unsent answer of a requester is kept."""
    return f"{ticket.key}:requester"


def choices(ticket: Ticket, now: Any) -> dict[str, Any]:
    """What may be pressed now: confirm, still broken, rate, answer; and when it closes by itself."""
    reopens = may_reopen(ticket.state, ticket.resolved_at, now)
    waits = ticket.state in (State.RESTORED, State.RESOLVED) and ticket.confirmed_at is None
    closes = auto_close_at(ticket.resolved_at, ticket.affects_care) if ticket.resolved_at else None
    return {
        "may_confirm": waits,
        "may_say_broken": ticket.state == State.RESTORED or reopens,
        "may_rate": ticket.state in RATED_STATES,
        "may_answer": ticket.state not in ENDED,
        "closes_at": closes if ticket.state == State.RESOLVED else None,
    }
