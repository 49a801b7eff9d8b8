"""Outage notices by those who may post them: new, update, no change, end, tie to a ticket (ux 5e)."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from hospital_itsm.core.errors import Conflict, StaleVersion, ValueRefused
from hospital_itsm.core.views import PageView
from tickets.actions.notices import end_notice, link_notice, post_notice, update_notice
from tickets.forms.fields import show_refusal
from tickets.forms.notice import EndForm, LinkForm, NoticeForm, UpdateForm, ticket_number
from tickets.models import Notice, Ticket
from tickets.views.portal.person import signed_in


class NewNoticeView(PageView):
    """One form, filled in from a ticket where one is named."""

    access = "notice.post"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the form."""
        return self.page(request, NoticeForm(initial=self.from_ticket(request)))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Post it; a refusal keeps every word."""
        form = NoticeForm(request.POST)
        if not form.is_valid():
            return self.page(request, form, status=422)
        try:
            self.post_it(request, form)
        except ValueRefused as refusal:
            show_refusal(form, refusal)
            return self.page(request, form, status=422)
        messages.success(request, _("The notice is posted. It stands on the report page now."))
        return redirect("tickets:status")

    def post_it(self, request: HttpRequest, form: NoticeForm) -> Notice:
        """Hand the form to the action."""
        values = form.cleaned_data
        return post_notice(
            actor=signed_in(request),
            title=values["title"],
            severity=values["severity"],
            sees=values["sees"],
            works=values["works"],
            to_do=values["to_do"],
            next_update_by=form.next_update_by(timezone.now()),
            services=values["services"],
            care_areas=values["care_areas"],
            ticket=self.linked(request, values["ticket"]),
            phi_decision=values["phi_decision"],
        )

    def linked(self, request: HttpRequest, number: str) -> Ticket | None:
        """The ticket of a number, None for no number. Raises ValueRefused for one that is not there."""
        key = ticket_number(number)
        if not key:
            return None
        ticket = Ticket.objects.visible_to(signed_in(request)).filter(key=key).first()
        if ticket is None:
            raise ValueRefused({"ticket": _("We can’t find %(key)s. Check the number.") % {"key": key}})
        return ticket

    def from_ticket(self, request: HttpRequest) -> dict[str, Any]:
        """What the ticket named in the address fills in."""
        key = ticket_number(request.GET.get("ticket", ""))
        ticket = Ticket.objects.visible_to(signed_in(request)).filter(key=key, is_restricted=False).first()
        if ticket is None:
            return {}
        return {
            "ticket": ticket.key,
            "title": ticket.title,
            "services": [ticket.service_id] if ticket.service_id else [],
            "care_areas": [ticket.care_area_id] if ticket.care_area_id else [],
        }

    def page(self, request: HttpRequest, form: NoticeForm, status: int = 200) -> HttpResponse:
        """The page with this form."""
        return render(request, "tickets/portal/notice_new.html", {"form": form}, status=status)


class NoticeView(PageView):
    """One notice with everything its poster does to it."""

    access = "notice.post"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show it."""
        return self.page(request, notice_or_404(pk))

    def page(self, request: HttpRequest, notice: Notice, status: int = 200, **refused: Any) -> HttpResponse:
        """The page, with a refused form in the place of a fresh one."""
        stamp = {"version": notice.version}
        number = self.tied_to(request, notice)
        context = {
            "notice": notice,
            "updates": list(notice.updates.select_related("author")),
            "update_form": UpdateForm(initial={"severity": notice.severity, **stamp}, prefix="update"),
            "end_form": EndForm(initial=stamp, prefix="end"),
            "link_form": LinkForm(initial={"ticket": number, **stamp}, prefix="link"),
            "wrong": next(iter(refused.values()), None),
            **refused,
        }
        return render(request, "tickets/portal/notice.html", context, status=status)

    def tied_to(self, request: HttpRequest, notice: Notice) -> str:
        """The number of its ticket, empty for one that became restricted and is not the reader's to see."""
        seen = Ticket.objects.visible_to(signed_in(request)).filter(pk=notice.ticket_id)
        return seen.values_list("key", flat=True).first() or ""

    def refused(
        self, request: HttpRequest, pk: int, name: str, form: forms.Form, refusal: Exception
    ) -> HttpResponse:
        """Show the words of a refusal at the form that was sent."""
        if isinstance(refusal, ValueRefused):
            show_refusal(form, refusal)
            return self.page(request, notice_or_404(pk), status=422, **{name: form})
        form.add_error(None, str(refusal))
        return self.page(request, notice_or_404(pk), status=409, **{name: form})


class UpdateNoticeView(NoticeView):
    """An update; *No change* is one press."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Add it."""
        notice_or_404(pk)
        form = UpdateForm(request.POST, prefix="update")
        form.is_valid()
        values = form.cleaned_data
        try:
            update_notice(
                pk,
                actor=signed_in(request),
                body=values["body"],
                is_no_change="no_change" in request.POST,
                next_update_by=form.next_update_by(timezone.now()),
                severity=values["severity"],
                version=values.get("version"),
                phi_decision=request.POST.get("phi_decision", ""),
            )
        except (ValueRefused, StaleVersion, Conflict) as refusal:
            return self.refused(request, pk, "update_form", form, refusal)
        messages.success(request, _("The update is posted."))
        return redirect("tickets:status")


class EndNoticeView(NoticeView):
    """It is over."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """End it."""
        notice_or_404(pk)
        form = EndForm(request.POST, prefix="end")
        form.is_valid()
        values = form.cleaned_data
        try:
            end_notice(pk, actor=signed_in(request), body=values["body"], version=values.get("version"))
        except (ValueRefused, StaleVersion, Conflict) as refusal:
            return self.refused(request, pk, "end_form", form, refusal)
        messages.success(request, _("The notice is over. It stays on this page for 48 hours."))
        return redirect("tickets:status")


class LinkNoticeView(NoticeView):
    """Tie it to a ticket."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Tie or untie it."""
        notice_or_404(pk)
        form = LinkForm(request.POST, prefix="link")
        form.is_valid()
        values = form.cleaned_data
        try:
            key = ticket_number(values["ticket"])
            link_notice(pk, actor=signed_in(request), key=key, version=values.get("version"))
        except (ValueRefused, StaleVersion, Conflict) as refusal:
            return self.refused(request, pk, "link_form", form, refusal)
        messages.success(request, _("The ticket is tied.") if key else _("The ticket is untied."))
        return redirect("tickets:notice", pk=pk)


def notice_or_404(pk: int) -> Notice:
    """The notice with its ticket. Raises Http404."""
    notice = Notice.objects.select_related("ticket", "posted_by").filter(pk=pk).first()
    if notice is None:
        raise Http404
    return notice
