"""Bulk changes on pages: choosing from the queue, asking for the values, what became of each ticket, undoing."""

from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from hospital_itsm.bulk.actions.asking import SPEAKS, ask
from hospital_itsm.bulk.actions.choosing import choose
from hospital_itsm.bulk.actions.undoing import ask_undo
from hospital_itsm.bulk.choices import ChangeKind, Stage
from hospital_itsm.bulk.forms.changes import ChangeForm
from hospital_itsm.bulk.models import BulkChange
from hospital_itsm.bulk.queries.changes import tally_of, titles_seen, told_rows
from hospital_itsm.bulk.queries.choosing import Chosen, in_view, matching, ticked
from hospital_itsm.bulk.rules.size import is_big, number_in_words
from hospital_itsm.bulk.rules.undoing import undo_refusal
from hospital_itsm.bulk.trying import Trial, tried
from hospital_itsm.bulk.wording import BUTTONS, HINTS
from hospital_itsm.bulk.work import work_now
from hospital_itsm.core.errors import Conflict, ValueRefused
from hospital_itsm.core.views import PageView
from hospital_itsm.people.forms.refusals import show_refusal
from hospital_itsm.people.views.layout import signed_in
from tickets.filters import TicketFilters
from tickets.orders import SORTS
from tickets.queries.queue import TIME_LEFT
from tickets.queries.queue_views import EVERY
from tickets.queries.search import exact_key
from tickets.views.desk.queue import FIRST_VIEW, found_view

MOST_LISTED: Final = 50
MOST_TOLD: Final = 200
MOST_TICKED: Final = 1000
LOOK: Final = "look"


class ChangesView(PageView):
    """`/queue/bulk/`: the bar of the queue posts here; a person's latest changes."""

    access = "bulk.change"

    def get(self, request: HttpRequest) -> HttpResponse:
        """The latest, newest first."""
        rows = BulkChange.objects.visible_to(request.user).exclude(stage=Stage.CHOSEN)
        context = {"rows": rows.order_by("-pk")[:MOST_LISTED], "most": MOST_LISTED}
        return render(request, "bulk/changes.html", context)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Keep the chosen tickets and ask for the values; a small *Assign to me* needs none and is done."""
        kind, back = request.POST.get("do", ""), _back(request)
        try:
            change = choose(kind, self._chosen(request), actor=request.user, back=back)
            if change.kind == ChangeKind.TAKE and not is_big(change.count):
                return done(ask(change, actor=request.user, given={}))
        except ValueRefused as refusal:
            messages.error(request, refusal.message)
            return redirect(back)
        return redirect(change)

    def _chosen(self, request: HttpRequest) -> Chosen:
        """Those that were ticked, or all that the view holds now. Raises ValueRefused, Http404."""
        actor = signed_in(request)
        if request.POST.get("all") != "yes":
            return ticked(dict(map(_versioned, request.POST.getlist("t")[:MOST_TICKED])), actor)
        now = timezone.now()
        view = found_view(request.POST.get("view", ""), actor)
        filters = TicketFilters(QueryDict(request.POST.get("query", "")), actor=actor, now=now)
        if filters.errors:
            raise ValueRefused(filters.errors)
        return matching(
            in_view(view, filters, actor, now), SORTS.get(request.POST.get("sort", ""), TIME_LEFT)
        )


class ChangeView(PageView):
    """`/queue/bulk/<pk>/`: before it is asked for, its form; then what became of each ticket."""

    access = "bulk.change"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Whichever it is."""
        change = own_or_404(request, pk)
        if change.kind == ChangeKind.EXPORT:
            return redirect(f"{reverse('tickets:queue_view', args=[EVERY.code])}?bulk={change.pk}")
        if change.stage == Stage.CHOSEN:
            return self.show(request, change, ChangeForm(change=change, actor=request.user))
        return self.told(request, change)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Try it and say what it would change, or do it."""
        change = own_or_404(request, pk)
        if change.stage != Stage.CHOSEN:
            messages.warning(request, _("This change was asked for before. Look at what became of it."))
            return redirect(change)
        form = ChangeForm(request.POST, change=change, actor=request.user)
        if not form.is_valid():
            return self.show(request, change, form, status=422)
        try:
            if LOOK in request.POST:
                return self.show(request, change, form, trial=tried(change, form.given(), actor=request.user))
            typed = form.cleaned_data.get("typed", "")
            return done(ask(change, actor=request.user, given=form.given(), typed=typed))
        except ValueRefused as refusal:
            show_refusal(form, refusal)
            return self.show(request, change, form, status=422)
        except Conflict as refusal:
            messages.warning(request, refusal.message)
            return redirect(change)

    def show(
        self,
        request: HttpRequest,
        change: BulkChange,
        form: ChangeForm,
        *,
        status: int = 200,
        trial: Trial | None = None,
    ) -> HttpResponse:
        """The form, above the tickets it is about."""
        kind = ChangeKind(change.kind)
        rows = told_rows(change, MOST_LISTED)
        context = {
            "change": change,
            "form": form,
            "trial": trial,
            "lines": lines_of(rows, request),
            "more": change.count - len(rows),
            "words": number_in_words(change.count) if is_big(change.count) else "",
            "hint": HINTS[kind],
            "button": BUTTONS[kind],
            "back": change.back or reverse("tickets:queue"),
        }
        return render(request, "bulk/ask.html", context, status=status)

    def told(self, request: HttpRequest, change: BulkChange) -> HttpResponse:
        """What became of each, the refused ones first, and whether it can still be undone."""
        tally, rows = tally_of(change), told_rows(change, MOST_TOLD)
        refusal = undo_refusal(
            over_at=change.over_at,
            now=timezone.now(),
            speaks=bool(change.given.get(SPEAKS)),
            done=tally.done,
            is_asked=change.undo_asked_at is not None,
        )
        undo_runs = change.undo_job is not None and change.undo_job.is_unfinished
        context = {
            "change": change,
            "tally": tally,
            "lines": lines_of(rows, request),
            "more": change.count - len(rows),
            "runs": (change.over_at is None and change.job) or (undo_runs and change.undo_job),
            "may_undo": not refusal,
            "refusal": refusal,
            "back": change.back or reverse("tickets:queue"),
            "list_url": reverse("tickets:queue_view", args=[EVERY.code]),
        }
        return render(request, "bulk/told.html", context)


class UndoView(PageView):
    """`/queue/bulk/<pk>/undo/`."""

    access = "bulk.change"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Put every ticket back that nobody changed since."""
        try:
            change = ask_undo(own_or_404(request, pk), actor=request.user)
        except Conflict as refusal:
            messages.warning(request, refusal.message)
            return redirect("bulk:change", pk=pk)
        return done(change, change.undo_job)


def done(change: BulkChange, job: Any = None) -> HttpResponse:
    """Work a small change at once and say what became of it; a big one is followed on the page of its job."""
    job = job or change.job
    if is_big(change.count):
        return redirect(job)
    work_now(job)
    return redirect(change)


def own_or_404(request: HttpRequest, pk: int) -> BulkChange:
    """One's own change. Raises Http404."""
    seen = BulkChange.objects.visible_to(request.user).select_related("job", "undo_job")
    change: BulkChange | None = seen.filter(pk=pk).first()
    if change is None:
        raise Http404
    return change


def lines_of(rows: list[Any], request: HttpRequest) -> list[tuple[Any, str]]:
    """Each row with the title of its ticket, empty where the person does not see it any more."""
    titles = titles_seen(rows, request.user)
    return [(row, titles.get(row.ticket_id, "")) for row in rows]


def _versioned(text: str) -> tuple[str, int | None]:
    """The number of a ticket and the version that was on the screen, of `INC-20418.7`."""
    key, _dot, version = text.partition(".")
    known = version.isascii() and version.isdecimal() and len(version) < 10
    return exact_key(key), int(version) if known else None


def _back(request: HttpRequest) -> str:
    """The queue as it stood; a view there is not leads to the first."""
    code = request.POST.get("view", "")
    plain = code.replace("-", "").replace("_", "")
    path = reverse("tickets:queue_view", args=[code if plain.isalnum() and plain.isascii() else FIRST_VIEW])
    query = QueryDict(request.POST.get("back", "")).urlencode()
    return f"{path}?{query}" if query else path
