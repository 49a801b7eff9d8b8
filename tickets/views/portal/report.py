"""The report page: write, see what is known, send once, and land on the receipt (ux 5a)."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from hospital_itsm.core.errors import Conflict, TooMany, ValueRefused
from hospital_itsm.core.plain_text import one_line
from hospital_itsm.core.views import PageView
from hospital_itsm.jobs.idempotency import KeyReused
from hospital_itsm.people.models import CareArea, User
from tickets.actions.attachments import attach
from tickets.actions.drafts import drop_draft, save_draft
from tickets.actions.join import join_notice, join_ticket, say_worse
from tickets.actions.report import SCOPE, report_problem
from tickets.choices import CareAnswer
from tickets.forms.fields import show_refusal
from tickets.forms.report import DRAFTED, WRITTEN, ReportForm
from tickets.models import Notice, Ticket
from tickets.queries.drafts import read_draft
from tickets.queries.suggestions import before_you_send
from tickets.views.portal.device_line import device_line
from tickets.views.portal.person import place_from, signed_in, unit_at_hand
from tickets.views.portal.report_page import device_values, first_values, fresh_key, report_context
from tickets.views.saved import saved

JOINS = ("join", "join_notice", "me_too")


class ReportView(PageView):
    """What's wrong?"""

    access = "ticket.mine"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the form with the person's unsent words in it."""
        draft = read_draft(signed_in(request), SCOPE)
        return self.page(
            request, ReportForm(initial={**first_values(request), **draft}), has_draft=bool(draft)
        )

    def post(self, request: HttpRequest) -> HttpResponse:
        """Join what is known, or send the report."""
        form = ReportForm(request.POST, request.FILES)
        if not form.is_valid():
            return self.page(request, form, status=422)
        if any(name in request.POST for name in JOINS):
            return self.join(request, form)
        known = self.asked_first(request, form)
        return known or self.send(request, form)

    def page(self, request: HttpRequest, form: ReportForm, status: int = 200, **more: Any) -> HttpResponse:
        """The page with this form."""
        context = report_context(request, form) | more
        return render(request, "tickets/portal/report.html", context, status=status)

    def send(self, request: HttpRequest, form: ReportForm) -> HttpResponse:
        """Send it; a refusal keeps every word that was typed."""
        values = form.cleaned_data
        try:
            ticket = report_problem(
                actor=signed_in(request),
                text=values["text"],
                care_answer=values["care_answer"],
                topic=values["topic"],
                device_text=values["device_text"],
                callback=values["callback"],
                someone_harmed=values["someone_harmed"] and values["care_answer"] == CareAnswer.UNSAFE,
                phi_decision=values["phi_decision"],
                idempotency_key=values["idempotency_key"],
                flags=form.flags(),
                place=place_from(
                    request, values["care_area"], values["room"], is_chosen=form.unit_is_chosen()
                ),
            )
        except ValueRefused as refusal:
            show_refusal(form, refusal)
            return self.page(request, form, status=422)
        except KeyReused:
            return self.page(request, already_sent(request), status=409)
        except TooMany as refusal:
            return self.too_many(request, form, refusal)
        attach_all(request, ticket, values["files"], values["shows_record"])
        return redirect("tickets:report_sent", key=ticket.key)

    def too_many(self, request: HttpRequest, form: ReportForm, refusal: TooMany) -> HttpResponse:
        """The form with its words, and when the next report is taken."""
        form.add_error(None, refusal.message)
        answer = self.page(request, form, status=429)
        answer["Retry-After"] = str(refusal.wait)
        return answer

    def asked_first(self, request: HttpRequest, form: ReportForm) -> HttpResponse | None:
        """Without script the matches come between; files cannot be carried over, so a report with files goes on."""
        values = form.cleaned_data
        if "no_script" not in request.POST or values["files"] or not values["care_answer"]:
            return None
        user = signed_in(request)
        found = before_you_send(
            user,
            text=values["text"],
            care_area=values["care_area"],
            asset=device_line(form, user).asset,
            now=timezone.now(),
        )
        if not found.known:
            return None
        save_draft(actor=signed_in(request), scope=SCOPE, fields=drafted(request))
        context = {"form": form, "before": found, "place": values["care_area"] or unit_at_hand(request)}
        return render(request, "tickets/portal/report_matches.html", context)

    def join(self, request: HttpRequest, form: ReportForm) -> HttpResponse:
        """*Same for me*, with the care answer where one was given; no other field is needed."""
        values, user = form.cleaned_data, signed_in(request)
        try:
            ticket = joined(request, user, values["callback"], values["care_area"])
            if values["care_answer"] == CareAnswer.UNSAFE:
                say_worse(ticket.key, actor=user, someone_harmed=values["someone_harmed"])
        except Conflict as conflict:
            messages.warning(request, conflict.message)
            return redirect("tickets:report")
        except (Ticket.DoesNotExist, Notice.DoesNotExist):
            messages.warning(request, _("We can’t find that problem any more. Send your report instead."))
            return redirect("tickets:report")
        if "me_too" not in request.POST:
            drop_draft(actor=user, scope=SCOPE)
        return redirect("tickets:report_sent", key=ticket.key)


class DeviceReportView(ReportView):
    """The same form for the device whose label was scanned; it is sent to the address of every report."""

    http_method_names = ["get"]
    is_lookup = True

    def get(self, request: HttpRequest, tag: str) -> HttpResponse:  # type: ignore[override]
        """Show the form with the device and its place filled in, and the person's unsent words."""
        draft = read_draft(signed_in(request), SCOPE)
        values = {**first_values(request), **draft, **device_values(signed_in(request), tag)}
        return self.page(request, ReportForm(initial=values), has_draft=bool(draft))


class DraftView(PageView):
    """Keeps what is typed, 2 s after the last key and when the page is left."""

    access = "ticket.mine"
    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        """Keep it for this person alone."""
        try:
            save_draft(actor=signed_in(request), scope=SCOPE, fields=drafted(request))
        except ValueRefused as refusal:
            return HttpResponse(refusal.message, status=422, content_type="text/plain")
        return saved()


class SuggestView(PageView):
    """What is known already, as a fragment beside the form."""

    access = "ticket.mine"
    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        """Find it for the words so far."""
        form = ReportForm(request.POST)
        form.is_valid()
        unit = form.cleaned_data.get("care_area") or unit_at_hand(request)
        text = form.cleaned_data.get("text", "")
        user, asset = signed_in(request), device_line(form, signed_in(request)).asset
        found = before_you_send(user, text=text, care_area=unit, asset=asset, now=timezone.now())
        return render(request, "tickets/portal/_before.html", {"before": found, "place": unit})


def drafted(request: HttpRequest) -> dict[str, str]:
    """The fields a draft keeps; nothing while only what was filled in is there."""
    if not any(request.POST.get(name, "").strip() for name in WRITTEN):
        return {}
    return {name: request.POST.get(name, "") for name in DRAFTED}


def already_sent(request: HttpRequest) -> ReportForm:
    """The form again with its words and a fresh key: it was sent before and changed since."""
    again = request.POST.copy()
    again["idempotency_key"] = fresh_key()
    form = ReportForm(again)
    form.is_valid()
    form.add_error(None, _("This report was sent already. Send it again if you mean a second problem."))
    return form


def joined(request: HttpRequest, user: User, callback: str, unit: CareArea | None) -> Ticket:
    """Add the person to the ticket or notice whose button was pressed."""
    place = unit or unit_at_hand(request)
    notice = request.POST.get("join_notice", "")
    if notice:
        pk = int(notice) if notice.isdecimal() and len(notice) < 12 else 0
        return join_notice(pk, actor=user, callback=callback, care_area=place)
    key = request.POST.get("join") or request.POST.get("me_too", "")
    return join_ticket(one_line(key), actor=user, callback=callback, care_area=place)


def attach_all(request: HttpRequest, ticket: Ticket, files: Iterable[Any], shows_record: bool | None) -> None:
    """Attach the files of a report just made; one that cannot be kept never stops the report."""
    uploads = list(files)
    if not uploads or ticket.attachments.exists():
        return
    for upload in uploads:
        attach_one(request, ticket, upload, shows_record)


def attach_one(request: HttpRequest, ticket: Ticket, upload: Any, shows_record: bool | None) -> None:
    """Attach one file, or say in a message which was left out and why."""
    try:
        attach(ticket.key, actor=signed_in(request), upload=upload, shows_record=shows_record)
    except ValueRefused as refusal:
        left_out = {"name": str(upload.name)[:80], "why": refusal.message}
        messages.warning(request, _("%(name)s is not attached. %(why)s") % left_out)
