"""`/t/new/`: one screen for a call. Every press works without script; what was typed stays in the agent's draft."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from assets.queries.naming import asset_named
from hospital_itsm.core.errors import Conflict, TooMany, ValueRefused
from hospital_itsm.core.plain_text import one_line
from hospital_itsm.core.views import PageView
from hospital_itsm.intake.forms.intake import KEPT, SOURCE, WRITTEN, IntakeForm
from hospital_itsm.intake.queries.around import known
from hospital_itsm.intake.queries.callers import caller, find_callers
from hospital_itsm.intake.views.page import SCOPE, Call, call_of, drafted_call, page_context, unit_named
from hospital_itsm.jobs.idempotency import KeyReused
from hospital_itsm.people.views.layout import signed_in
from tickets.access import reads_as_desk
from tickets.actions.drafts import drop_draft, save_draft
from tickets.actions.intake import Place
from tickets.actions.join import join_notice, join_ticket
from tickets.actions.report import report_problem
from tickets.choices import CareAnswer
from tickets.forms.fields import show_refusal
from tickets.models import Notice, Ticket
from tickets.views.portal.report_page import fresh_key
from tickets.views.saved import saved

TURNS = ("find", "choose", "choose_unit", "forget", "unlisted")
"""Presses about the caller: they change the draft and come back to the page."""
JOINS = ("join", "join_notice", "me_too")


class NewTicketView(PageView):
    """Who calls, what is wrong, is care affected; or *Same for them*."""

    access = "intake.take"

    def get(self, request: HttpRequest) -> HttpResponse:
        """The agent's unsent call; `?phone=` from a telephone begins a new one with whoever has the number."""
        call = drafted_call(signed_in(request), request.GET.get("phone", ""))
        return self.page(request, call)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Find or change the caller, join them to what is known, or send."""
        if turn := next((name for name in TURNS if name in request.POST), ""):
            return self.turned(request, turn)
        form = IntakeForm(request.POST)
        call = call_of(form)
        if not form.is_valid():
            return self.page(request, call, status=422)
        if any(name in request.POST for name in JOINS):
            return self.join(request, call)
        return self.send(request, call)

    def page(self, request: HttpRequest, call: Call, status: int = 200) -> HttpResponse:
        """The page with this call."""
        return render(request, "intake/new.html", page_context(request, call), status=status)

    def turned(self, request: HttpRequest, turn: str) -> HttpResponse:
        """Keep everything that was typed, with another caller."""
        kept = {name: request.POST.get(name, "") for name in KEPT}
        if turn == "find":
            only = find_callers(kept["caller_words"], signed_in(request)).only
            kept["caller"] = str(only.pk) if only else ""
        elif turn == "choose":
            kept["caller"] = request.POST["choose"] if caller(request.POST["choose"]) else ""
        elif turn == "choose_unit":
            kept |= {"care_area": request.POST["choose_unit"], "is_unlisted": "1"}
        elif turn == "unlisted":
            kept |= {"is_unlisted": "1", "caller_name": one_line(kept["caller_words"])}
        else:
            kept |= dict.fromkeys(("caller", "caller_words", "caller_name", "is_unlisted"), "")
            kept |= dict.fromkeys(("callback", "care_area", "room"), "")
        try:
            save_draft(actor=signed_in(request), scope=SCOPE, fields=kept)
        except ValueRefused as refusal:
            form = IntakeForm(request.POST)
            show_refusal(form, refusal)
            return self.page(request, call_of(form), status=422)
        return redirect("intake:new")

    def send(self, request: HttpRequest, call: Call) -> HttpResponse:
        """Report it for the caller; a refusal keeps every word that was typed."""
        form, values = call.form, call.form.cleaned_data
        name = one_line(values["caller_name"])
        if call.person is None and not name:
            missing = "caller_name" if call.is_unlisted else "caller_words"
            form.add_error(missing, _("Say who is calling: choose a person, or write down the name."))
            return self.page(request, call, status=422)
        try:
            ticket = report_problem(
                actor=signed_in(request),
                requester=call.person,
                caller="" if call.person else name,
                source=SOURCE,
                text=values["text"],
                care_answer=values["care_answer"],
                device_text=values["device_text"],
                callback=values["callback"],
                category=values["category"],
                someone_harmed=values["someone_harmed"] and values["care_answer"] == CareAnswer.UNSAFE,
                phi_decision=values["phi_decision"],
                idempotency_key=values["idempotency_key"],
                flags=form.flags(),
                place=Place(values["care_area"], values["room"], is_chosen=form.unit_is_chosen()),
            )
        except (ValueRefused, KeyReused, TooMany) as refusal:
            return self.refused(request, call, refusal)
        drop_draft(actor=signed_in(request), scope=SCOPE)
        return self.told(
            request, ticket, _("%(key)s is made. Give the caller this number.") % {"key": ticket.key}
        )

    def refused(self, request: HttpRequest, call: Call, refusal: Exception) -> HttpResponse:
        """The page again, with its words and why it was not taken."""
        if isinstance(refusal, ValueRefused):
            show_refusal(_caller_named(call.form, refusal), refusal)
            return self.page(request, call, status=422)
        if isinstance(refusal, TooMany):
            call.form.add_error(None, refusal.message)
            answer = self.page(request, call, status=429)
            answer["Retry-After"] = str(refusal.wait)
            return answer
        again = request.POST.copy()
        again["idempotency_key"] = fresh_key()
        form = IntakeForm(again)
        form.is_valid()
        form.add_error(None, _("This call was sent already. Send it again if you mean a second problem."))
        return self.page(request, call_of(form), status=409)

    def join(self, request: HttpRequest, call: Call) -> HttpResponse:
        """*Same for them*: the caller is added in one press, with the care answer where one was given."""
        values, agent = call.form.cleaned_data, signed_in(request)
        if call.person is None:
            call.form.add_error(
                "caller_words", _("Choose who is calling: only people of the list can be added to a problem.")
            )
            return self.page(request, call, status=422)
        said = {
            "actor": agent,
            "whom": call.person,
            "care_answer": values["care_answer"],
            "someone_harmed": values["someone_harmed"],
            "callback": values["callback"],
            "care_area": values["care_area"],
        }
        try:
            notice = request.POST.get("join_notice", "")
            if notice:
                ticket = join_notice(int(notice) if notice.isdecimal() and len(notice) < 10 else 0, **said)
            else:
                ticket = join_ticket(
                    one_line(request.POST.get("join") or request.POST.get("me_too", "")), **said
                )
        except ValueRefused as refusal:
            return self.refused(request, call, refusal)
        except Conflict as conflict:
            call.form.add_error(None, conflict.message)
            return self.page(request, call, status=409)
        except (Ticket.DoesNotExist, Notice.DoesNotExist):
            call.form.add_error(None, _("We can’t find that problem any more. Send the call instead."))
            return self.page(request, call, status=409)
        drop_draft(actor=agent, scope=SCOPE)
        added = {"name": call.person.display_name, "key": ticket.key}
        return self.told(request, ticket, _("%(name)s is on %(key)s. Give them this number.") % added)

    def told(self, request: HttpRequest, ticket: Ticket, words: str) -> HttpResponse:
        """Go on to the ticket, or to its receipt where the agent does not read tickets of its kind."""
        messages.success(request, words)
        agent = signed_in(request)
        return redirect(
            "tickets:detail" if reads_as_desk(agent, ticket) else "tickets:report_sent", key=ticket.key
        )


class CallersView(PageView):
    """Who it may be, as a fragment while the caller is typed; what is typed stands in no address."""

    access = "intake.take"
    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        """Find them."""
        words = request.POST.get("caller_words", "")
        context = {"found": find_callers(words, signed_in(request)), "words": one_line(words)}
        return render(request, "intake/_callers.html", context)


class KnownView(PageView):
    """What is known already, as a fragment beside the call."""

    access = "intake.take"
    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        """Find it for the words so far."""
        person = caller(request.POST.get("caller", ""))
        unit = unit_named(request.POST.get("care_area", ""))
        agent, text = signed_in(request), request.POST.get("text", "")
        asset = asset_named(request.POST.get("device_text", ""), agent)
        found = known(agent, person, text=text, unit=unit, now=timezone.now(), asset=asset)
        return render(request, "intake/_known.html", {"before": found, "place": unit, "person": person})


class DraftView(PageView):
    """Keeps what is typed, 2 s after the last key and when the page is left."""

    access = "intake.take"
    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        """Keep it for this agent alone; nothing while only what was filled in is there."""
        is_written = any(request.POST.get(name, "").strip() for name in WRITTEN)
        fields = {name: request.POST.get(name, "") for name in KEPT} if is_written else {}
        try:
            save_draft(actor=signed_in(request), scope=SCOPE, fields=fields)
        except ValueRefused as refusal:
            return HttpResponse(refusal.message, status=422, content_type="text/plain")
        return saved()


def _caller_named(form: IntakeForm, refusal: ValueRefused) -> Any:
    """The form, with what is wrong about the caller's name at its field."""
    if "caller" in refusal.errors:
        refusal.errors["caller_name"] = refusal.errors.pop("caller")
    return form
