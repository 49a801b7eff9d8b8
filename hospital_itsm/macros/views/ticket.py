"""Macros on a ticket: choose one, see what it changes, run it, or put its words into the box."""

from typing import Any, Final

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from hospital_itsm.core.access import require
from hospital_itsm.core.errors import Conflict, Forbidden, Refused, StaleVersion, ValueRefused
from hospital_itsm.core.substitution import filled
from hospital_itsm.core.views import PageView
from hospital_itsm.macros.actions.running import run_macro, try_macro
from hospital_itsm.macros.models import Macro
from hospital_itsm.macros.queries.macros import usable
from hospital_itsm.macros.wording import values_for
from tickets.actions.drafts import drop_draft, save_draft
from tickets.models import Ticket
from tickets.queries.drafts import read_draft
from tickets.queries.ticket_page import NOTE, REPLY
from tickets.views.desk.composer import Kept
from tickets.views.desk.find import signed_in, ticket_or_404, version_of
from tickets.views.desk.ticket import TicketView, surrounded_or_404
from tickets.views.desk.write import DRAFTED, kind_of

TOP: Final = 5


class ChooseView(PageView):
    """`/t/<key>/macros/`: every macro of this person; posted to by the box, so that no typed word is lost."""

    access = "macro.use"

    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        """List them."""
        ticket = workable(request, key)
        return show(request, "choose", {"ticket": ticket, "macros": usable(signed_in(request))})

    def post(self, request: HttpRequest, key: str) -> HttpResponse:
        """Keep what stands in the box, then list them."""
        ticket = workable(request, key)
        kind = kind_of(request)
        try:
            keep(request, ticket, kind, request.POST.get("body", ""))
        except ValueRefused as refusal:
            return again(request, key, kind, request.POST.get("body", ""), refusal.message)
        return redirect("macros:choose", key=key)


class TopView(PageView):
    """A fragment of the ticket's page: what this person uses most."""

    access = "macro.use"

    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        """Draw it; without htmx the way to the whole list."""
        ticket = workable(request, key)
        if not request.htmx:  # type: ignore[attr-defined]
            return redirect("macros:choose", key=key)
        macros = list(usable(signed_in(request))[:TOP])
        return render(request, "macros/_top.html", {"ticket": ticket, "macros": macros})


class MacroView(PageView):
    """One macro on a ticket: what it changes, and the button that runs it."""

    access = "macro.use"

    def get(self, request: HttpRequest, key: str, pk: int) -> HttpResponse:
        """Show what running it would do, or why it cannot."""
        return self.preview(request, workable(request, key), macro_or_404(request, pk))

    def post(self, request: HttpRequest, key: str, pk: int) -> HttpResponse:
        """Run it; a refusal is said, and nothing was done."""
        ticket, row = workable(request, key), macro_or_404(request, pk)
        actor, version = signed_in(request), version_of(request.POST)
        try:
            run_macro(key, actor=actor, macro=pk, version=version, held=bool(settings.UNDO_SEND_SECONDS))
        except (Conflict, StaleVersion) as refusal:
            return self.preview(request, ticket, row, refusal, 409)
        except (ValueRefused, Forbidden) as refusal:
            return self.preview(request, ticket, row, refusal, 422)
        messages.success(request, _("%(name)s: done.") % {"name": row.name})
        return redirect("tickets:detail", key=key)

    def preview(
        self,
        request: HttpRequest,
        ticket: Ticket,
        row: Macro,
        refusal: Refused | None = None,
        status: int = 200,
    ) -> HttpResponse:
        """What the macro changes as the ticket is now."""
        outcome = None
        try:
            outcome = try_macro(
                ticket.key, actor=signed_in(request), macro=row.pk, held=bool(settings.UNDO_SEND_SECONDS)
            )
        except Refused as refused:
            refusal = refusal or refused
        context = {
            "ticket": ticket,
            "macro": row,
            "outcome": outcome,
            "refused": refusal.message if refusal else "",
            "heading": f"{row.name}: {ticket.key}",
            "undo_seconds": settings.UNDO_SEND_SECONDS,
        }
        return show(request, "preview", context, status)


class InsertView(PageView):
    """Puts the words of a canned reply into the box, behind what stands there; nothing is sent."""

    access = "macro.use"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, key: str, pk: int) -> HttpResponse:
        """Keep the box with the words in it as this person's draft, and go back to it."""
        ticket, row = workable(request, key), macro_or_404(request, pk)
        if not row.reply:
            raise Http404
        kind = kind_of(request) if "body" in request.POST else REPLY
        typed = typed_words(request, ticket, kind)
        words = filled(row.reply, values_for(ticket, signed_in(request)))
        body = "\n\n".join(text for text in (typed.rstrip(), words) if text)
        try:
            keep(request, ticket, kind, body)
        except ValueRefused as refusal:
            return again(request, key, kind, typed, refusal.message)
        return redirect(f"{reverse('tickets:detail', args=[key])}?write={kind}#compose")


def workable(request: HttpRequest, key: str) -> Ticket:
    """The ticket, if this person works it. Raises Http404, Forbidden."""
    ticket = ticket_or_404(request, key)
    require(request.user, "ticket.work", ticket)
    return ticket


def macro_or_404(request: HttpRequest, pk: int) -> Macro:
    """A macro this person may use. Raises Http404."""
    row: Macro | None = usable(signed_in(request)).filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


def typed_words(request: HttpRequest, ticket: Ticket, kind: str) -> str:
    """What stands in the box: as it was sent, or as it was kept before this person left the page."""
    if "body" in request.POST:
        return request.POST["body"]
    return read_draft(signed_in(request), f"{ticket.key}:{kind}").get("body", "")


def keep(request: HttpRequest, ticket: Ticket, kind: str, body: str) -> None:
    """Keep the box as the draft of this person; there is one unsent text a ticket. Raises ValueRefused."""
    if not body.strip():
        return
    actor, scope = signed_in(request), f"{ticket.key}:{kind}"
    given = request.POST if "body" in request.POST else read_draft(actor, scope)
    fields = {name: given.get(name, "") for name in DRAFTED} | {"body": body}
    save_draft(actor=actor, scope=scope, fields=fields)
    drop_draft(actor=actor, scope=f"{ticket.key}:{REPLY if kind == NOTE else NOTE}")


def again(request: HttpRequest, key: str, kind: str, body: str, words: str) -> HttpResponse:
    """The ticket's page with what was typed in its box, and why it was not kept."""
    given = request.POST
    kept = Kept(kind, body, given.get("then", ""), given.get("promise", ""), error=words)
    view = TicketView()
    view.setup(request, key=key)
    return view.page(request, surrounded_or_404(request, key), status=422, kept=kept)


def show(request: HttpRequest, name: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """A page, or with htmx the sheet of the ticket's page."""
    is_fragment = bool(request.htmx) and not request.htmx.boosted  # type: ignore[attr-defined]
    template = f"macros/_{name}.html" if is_fragment else "macros/page.html"
    return render(request, template, {**context, "body": f"macros/_{name}.html"}, status=status)
