"""Writing on a ticket: reply or note, the kept draft, and the guard against writing past somebody else's words."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from hospital_itsm.core.errors import Conflict, StaleVersion, ValueRefused
from hospital_itsm.core.views import PageView
from tickets.actions.conversation import note, reply
from tickets.actions.drafts import drop_draft, save_draft
from tickets.actions.held_replies import hold_reply, take_back_reply
from tickets.actions.sending import send_with_files
from tickets.forms.fields import ChosenFiles
from tickets.models import HeldReply, Ticket
from tickets.queries.changes_since import changed_since
from tickets.queries.drafts import was_just_said
from tickets.queries.ticket_page import NOTE, REPLY
from tickets.views.desk.composer import Kept, promised_at
from tickets.views.desk.find import signed_in, ticket_or_404, version_of
from tickets.views.desk.ticket import Stale, TicketView, surrounded_or_404
from tickets.views.portal.phi import phi_notice
from tickets.views.saved import saved

DRAFTED = ("body", "then", "promise")


class WriteView(TicketView):
    """A reply or an internal note."""

    access = "ticket.work"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, key: str) -> HttpResponse:
        """Send it; whatever stands against it, the words are kept and the page says why."""
        ticket_or_404(request, key)
        kind = kind_of(request)
        try:
            send(request, key, kind)
        except StaleVersion as stale:
            return self._outdated(request, key, stale)
        except ValueRefused as refusal:
            return self._refused(request, key, 422, refusal.message)
        except Conflict as conflict:
            return self._refused(request, key, 409, conflict.message)
        if kind == REPLY and settings.UNDO_SEND_SECONDS:
            return held_answer(request, key)
        messages.success(request, _("Note saved.") if kind == NOTE else _("Reply sent."))
        return redirect("tickets:detail", key=key)

    def _refused(self, request: HttpRequest, key: str, status: int, words: str) -> HttpResponse:
        kept = kept_of(request, error=words)
        ticket = surrounded_or_404(request, key)
        return self.page(
            request, ticket, status=status, kept=kept, phi=phi_notice(kept.body, kept.phi_decision)
        )

    def _outdated(self, request: HttpRequest, key: str, refusal: StaleVersion) -> HttpResponse:
        ticket = surrounded_or_404(request, key)
        stale = stale_since(ticket, refusal.given)
        return self.page(request, ticket, status=409, kept=kept_of(request), stale=stale)


class TakeBackView(PageView):
    """Takes a reply back that has not gone out, and puts its words into the composer again."""

    access = "ticket.work"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, key: str, message: int) -> HttpResponse:
        """Take it back, or say that it has gone out."""
        ticket = ticket_or_404(request, key)
        try:
            take_back_reply(ticket.key, actor=signed_in(request), message=message)
        except Conflict as conflict:
            messages.warning(request, conflict.message)
            return redirect("tickets:detail", key=key)
        messages.success(request, _("The reply was not sent. Its words are in the box again, without files."))
        return redirect(f"{reverse('tickets:detail', args=[key])}?write=reply#compose")


class DraftView(PageView):
    """Keeps what is being written, for this person alone."""

    access = "ticket.work"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, key: str) -> HttpResponse:
        """Keep it under the mode it is written in; there is one unsent text a ticket."""
        ticket = ticket_or_404(request, key)
        kind, actor = kind_of(request), signed_in(request)
        body = request.POST.get("body", "")
        is_unsent = body.strip() and not was_just_said(actor, ticket, body)
        fields = {name: request.POST.get(name, "") for name in DRAFTED} if is_unsent else {}
        try:
            save_draft(actor=actor, scope=f"{ticket.key}:{kind}", fields=fields)
        except ValueRefused as refusal:
            return HttpResponse(refusal.message, status=422, content_type="text/plain")
        drop_draft(actor=actor, scope=f"{ticket.key}:{REPLY if kind == NOTE else NOTE}")
        return saved()


def held_answer(request: HttpRequest, key: str) -> HttpResponse:
    """Back to the page, at the reply that waits to go out."""
    words = _("Your reply goes out in %(seconds)d seconds. You can undo it until then.")
    messages.success(request, words % {"seconds": settings.UNDO_SEND_SECONDS})
    held = HeldReply.objects.filter(message__ticket__key=key, message__author=signed_in(request))
    last = held.order_by("-pk").values_list("message", flat=True).first()
    return redirect(f"{reverse('tickets:detail', args=[key])}#message-{last}")


def kind_of(request: HttpRequest) -> str:
    """The mode of the composer; anything but a reply is a note, because a note reaches nobody outside."""
    return REPLY if request.POST.get("kind") == REPLY else NOTE


def kept_of(request: HttpRequest, error: str = "") -> Kept:
    """What was typed, to be shown again."""
    given = request.POST
    return Kept(
        kind=kind_of(request),
        body=given.get("body", ""),
        then=given.get("then", ""),
        promise=given.get("promise", ""),
        error=error,
        phi_decision=given.get("phi_decision", ""),
    )


def send(request: HttpRequest, key: str, kind: str) -> Ticket:
    """Hand words and files to the actions as one. Raises what they raise."""
    form = ChosenFiles(request.POST, request.FILES)
    form.is_valid()
    return send_with_files(
        key,
        actor=signed_in(request),
        uploads=form.cleaned_data.get("files", []),
        say=lambda files: say(request, key, kind, files),
        is_internal=kind == NOTE or bool(settings.UNDO_SEND_SECONDS),
        shows_record=form.cleaned_data["shows_record"],
        version=version_of(request.POST),
    )


def say(request: HttpRequest, key: str, kind: str, files: Sequence[int]) -> Ticket:
    """Write the reply or the note that carries these files. Raises what the action raises."""
    given, now = request.POST, timezone.now()
    common: dict[str, Any] = {
        "actor": signed_in(request),
        "text": given.get("body", ""),
        "attachments": files,
        "phi_decision": given.get("phi_decision", ""),
    }
    if kind == NOTE:
        return note(key, **common)
    write = hold_reply if settings.UNDO_SEND_SECONDS else reply
    return write(key, then_state=given.get("then", ""), promised_update_at=promised_at(given, now), **common)


def stale_since(ticket: Ticket, version: int | None) -> Stale:
    """What came after the version somebody was reading: who did it, in one sentence."""
    news = changed_since(ticket, version or 0)
    words = _("%(names)s changed this ticket while you were writing. Read what is new, then send yours.")
    return Stale(words % {"names": news.names or _("Somebody")}, news.since)
