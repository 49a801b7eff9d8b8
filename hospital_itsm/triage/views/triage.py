"""Triage: one ticket of a view at a time, one key for each decision, and on to the next."""

from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from hospital_itsm.bulk.choices import ChangeKind
from hospital_itsm.bulk.queries.choosing import in_view
from hospital_itsm.core.errors import Forbidden, Refused, ValueRefused
from hospital_itsm.core.views import PageView
from hospital_itsm.following.rules.snooze import presets
from hospital_itsm.following.wording import offer_words
from hospital_itsm.macros.queries.macros import usable
from hospital_itsm.people.forms.refusals import show_refusal
from hospital_itsm.triage.actions.acting import decide, take_back
from hospital_itsm.triage.rules.course import around, place
from hospital_itsm.triage.views.course import MOST, back_of, begin, keys_of, last_of, note_last, page_of
from tickets.actions.transitions import transition
from tickets.choices import Priority
from tickets.filters import TicketFilters
from tickets.forms.desk import CHOSEN
from tickets.forms.desk_step import StepForm
from tickets.models import Ticket
from tickets.orders import SORTS
from tickets.queries.next_steps import needs_of
from tickets.queries.queue import TIME_LEFT
from tickets.rules.lifecycle import LIFECYCLE
from tickets.views.desk.find import signed_in, ticket_or_404, version_of
from tickets.views.desk.preview import previewed
from tickets.views.desk.queue import found_view
from tickets.views.desk.ticket import surrounded_or_404

MOST_MACROS: Final = 5
RESOLVE: Final = "resolve"


class StartView(PageView):
    """`/queue/triage/?view=…`: begin with the ticket that is open, else with the first of the view."""

    access = "bulk.change"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Keep the list as it stands now, and go to its first ticket."""
        given, now = request.GET.copy(), timezone.now()
        code, first = str(given.pop("view", [""])[-1]), given.get("open", "")
        view = found_view(code, request.user)
        back = f"{reverse('tickets:queue_view', args=[code])}?{given.urlencode()}"
        filters = TicketFilters(given, actor=request.user, now=now)
        if filters.errors or view.with_ended:
            return redirect(back)
        rows = in_view(view, filters, request.user, now)
        ordering = SORTS.get(given.get("sort", ""), TIME_LEFT)
        keys = list(rows.order_by(*ordering).values_list("key", flat=True)[:MOST])
        if not keys:
            messages.info(request, _("Nothing waits in this view."))
            return redirect(back)
        begin(request, keys, back)
        return redirect("triage:ticket", first if first in keys else keys[0])


class TicketView(PageView):
    """`/queue/triage/<key>/`: the ticket, and what can be decided about it."""

    access = "bulk.change"

    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        """Draw it."""
        ticket = surrounded_or_404(request, key)
        return self.show(request, ticket, form=resolve_form(ticket))

    def post(self, request: HttpRequest, key: str) -> HttpResponse:
        """Take the decision and go on; where it is refused, say why and keep the ticket."""
        ticket = ticket_or_404(request, key)
        code, _dash, value = request.POST.get("do", "").partition("-")
        form = resolve_form(ticket, request.POST if code == RESOLVE else None)
        try:
            said = (
                self._resolve(request, ticket, form)
                if form.is_bound
                else self._do(request, ticket, code, value)
            )
        except Refused as refusal:
            if isinstance(refusal, ValueRefused) and form.is_bound:
                show_refusal(form, refusal)
            status = (
                422 if isinstance(refusal, ValueRefused) else 403 if isinstance(refusal, Forbidden) else 409
            )
            return self.show(
                request, surrounded_or_404(request, key), form=form, refused=refusal, status=status
            )
        messages.success(request, said)
        stays = "stay" in request.GET
        return redirect(page_of(key if stays else self._around(request, key)[1], stays=stays))

    def _do(self, request: HttpRequest, ticket: Ticket, code: str, value: str) -> str:
        """One press of a key; the sentence that says what it did."""
        actor, (kind, given, words) = signed_in(request), pressed(ticket, code, value)
        done = decide(ticket.key, actor=actor, kind=kind, given=given, version=version_of(request.POST))
        note_last(request, done)
        return words if done else _("%(key)s stands so already.") % {"key": ticket.key}

    def _resolve(self, request: HttpRequest, ticket: Ticket, form: StepForm) -> str:
        """Resolve it by what the form says, which tells the requester and so is not taken back here."""
        if not form.is_valid():
            raise ValueRefused({})
        data = form.cleaned_data
        given = StepForm.given(data)
        transition(ticket.key, actor=signed_in(request), verb=RESOLVE, version=data["version"], **given)
        note_last(request, None)
        return _("%(key)s is resolved.") % {"key": ticket.key}

    def _around(self, request: HttpRequest, key: str) -> tuple[str, str]:
        keys = keys_of(request)
        there = Ticket.objects.on_desk(request.user).open().filter(key__in=keys).values_list("key", flat=True)
        return around(keys, key, set(there))

    def show(
        self,
        request: HttpRequest,
        ticket: Ticket,
        *,
        form: StepForm,
        refused: Refused | None = None,
        status: int = 200,
    ) -> HttpResponse:
        """The ticket with its decisions."""
        keys, stays, now = keys_of(request), "stay" in request.GET, timezone.now()
        before, after = self._around(request, ticket.key)
        offered = presets(now, timezone.get_current_timezone())
        context = {
            **previewed(request, ticket),
            "around": {
                "before": page_of(before, stays=stays) if before else "",
                "after": page_of(after, stays=stays),
            },
            "place": place(keys, ticket.key),
            "count": len(keys),
            "stays": stays,
            "here": page_of(ticket.key, stays=stays),
            "other_pace": page_of(ticket.key, stays=not stays),
            "priorities": [(value, words) for value, words in Priority.choices if value in CHOSEN],
            "macros": list(usable(request.user)[:MOST_MACROS]),
            "rests": [(code, offer_words(code, at, now)) for code, at in offered.items()],
            "form": form,
            "refused": refused,
            "last": last_of(request),
            "back": back_of(request),
        }
        return render(request, "triage/ticket.html", context, status=status)


class UndoView(PageView):
    """`/queue/triage/undo/`: the last decision."""

    access = "bulk.change"
    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        """Put the ticket back and go to it, or say why not."""
        last = last_of(request)
        if last is None:
            messages.info(request, _("There is nothing to undo."))
            return redirect(back_of(request))
        try:
            take_back(last, actor=signed_in(request))
        except Refused as refusal:
            messages.warning(request, refusal.message)
        else:
            messages.success(request, _("%(key)s is as it was.") % {"key": last["key"]})
        note_last(request, None)
        return redirect("triage:ticket", last["key"])


class OverView(PageView):
    """`/queue/triage/over/`: the end of the list."""

    access = "bulk.change"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Say so, with the way back and the last undo."""
        context = {"count": len(keys_of(request)), "last": last_of(request), "back": back_of(request)}
        return render(request, "triage/over.html", context)


def resolve_form(ticket: Ticket, data: Any = None) -> StepForm:
    """What resolving this ticket asks for; more for a serious one."""
    row = LIFECYCLE.find(RESOLVE, ticket.state, ticket.kind)
    form = StepForm(data, asked=needs_of(ticket, row) if row else (), initial={"version": ticket.version})
    for field in form.visible_fields():
        field.field.widget.attrs.pop("autofocus", None)
    return form


def pressed(ticket: Ticket, code: str, value: str) -> tuple[ChangeKind, dict[str, Any], str]:
    """The kind of change a key stands for, its values, and what is said once it is done. Raises ValueRefused."""
    said = {"key": ticket.key, "value": value}
    now = timezone.now()
    offered = presets(now, timezone.get_current_timezone())
    if code == ChangeKind.TAKE:
        return ChangeKind.TAKE, {}, _("%(key)s is yours.") % said
    if code == ChangeKind.PRIORITY and value.isdecimal():
        given = {"priority": int(value), "reason": _("Set while triaging")}
        return ChangeKind.PRIORITY, given, _("%(key)s has priority %(value)s.") % said
    if code == ChangeKind.MACRO and value.isdecimal() and len(value) < 10:
        return ChangeKind.MACRO, {"macro": int(value)}, _("The macro ran on %(key)s.") % said
    if code == ChangeKind.SNOOZE and value in offered:
        said["value"] = offer_words(value, offered[value], now)
        return ChangeKind.SNOOZE, {"until": offered[value]}, _("%(key)s rests: %(value)s.") % said
    raise ValueRefused({"do": _("Choose one of the offered decisions.")})
