"""The queue: views in the side bar, rows grouped by time left, a preview beside them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from hospital_itsm.core import session_words
from hospital_itsm.core.listing import BadCursor, capped_count
from hospital_itsm.core.panels import has_part, panels_for
from hospital_itsm.core.views import PageView
from tickets.actions.working import take_next
from tickets.choices import State
from tickets.clock_words import ChipWords, chip_words
from tickets.filters import FILTERS, TicketFilters
from tickets.forms.filters import FilterForm
from tickets.models import Ticket
from tickets.orders import SINGLE, SORTS, WORDS, fit, joined, parts, words_of
from tickets.queries.live import news_since
from tickets.queries.queue import TIME_LEFT, Group, Row, first_page, listed, queue_page, rows_of
from tickets.queries.queue_counts import count_words, counters
from tickets.queries.queue_views import VIEWS, View, tickets_in, view_called, views_of_teams
from tickets.queries.search import exact_key
from tickets.queue_parts import BAR, HEAD, SIDE, AskedQueue, Look, home_of, look_of
from tickets.views.desk.marks import shown_priority, state_mark

LAST_VIEW, LAST_QUERY, FIRST_VIEW = "last_queue_view", "last_queue_query", "unassigned"
MORE_THAN = "%d+"
GROUP_MARKS = {"overdue": "q-g-bad", "hour": "q-g-warn"}


@dataclass(frozen=True)
class Line:
    """One row as the template draws it."""

    row: Row
    chip: ChipWords | None
    mark: str
    state_words: str
    shape: int
    is_open: bool
    url: str
    preview_url: str
    cells: Sequence[Any] = ()

    @property
    def ticket(self) -> Ticket:
        """The ticket of the row."""
        return self.row.ticket


@dataclass(frozen=True)
class SideView:
    """A view in the side bar with its counter."""

    code: str
    label: "str | Promise"
    count: str
    is_current: bool


def line_of(row: Row, look: Look, opened: str = "") -> Line:
    """Dress a row for the template."""
    ticket = row.ticket
    chip = chip_words(row.chip) if row.chip else None
    return Line(
        row,
        chip,
        state_mark(ticket),
        str(State(ticket.state).label),
        shown_priority(ticket),
        ticket.key == opened,
        _page_of("tickets:detail", ticket.key),
        _page_of("tickets:preview", ticket.key),
        look.cells(row),
    )


class QueueHome(PageView):
    """`/queue/`: the person's default, else back to the view last used."""

    access = "ticket.queue"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Send to the default, else to the last view, else to what nobody has taken."""
        target = reverse("tickets:queue_view", args=[request.session.get(LAST_VIEW, FIRST_VIEW)])
        if words := request.GET.get("q", "").strip():
            return redirect(f"{target}?{urlencode({'q': words})}")
        return redirect(home_of(request.user) or target)


class QueueView(PageView):
    """`/queue/v/<view>/`: one list; every filter, the order and the open ticket stand in the address."""

    access = "ticket.queue"

    def get(self, request: HttpRequest, view: str) -> HttpResponse:
        """Draw the page, or only further rows when htmx asks for them."""
        chosen = found_view(view, request.user)
        if exact := _named(request):
            return redirect("tickets:detail", exact)
        now = timezone.now()
        filters = TicketFilters(request.GET, actor=request.user, now=now)
        if filters.errors:
            return self._refused(request, chosen, filters)
        try:
            context = self._list(request, chosen, filters, now)
        except BadCursor:
            return redirect(request.path)
        if request.htmx and request.GET.get("cursor"):  # type: ignore[attr-defined]
            return render(request, "tickets/desk/_more_rows.html", context)
        if not chosen.with_ended:
            if request.session.get(LAST_VIEW) != chosen.code:
                request.session[LAST_VIEW] = chosen.code
            session_words.keep(request.session, LAST_QUERY, request.GET.urlencode())
        form = FilterForm(request.GET)
        context |= {"filter_form": form, "chips": filters.chips(form.names)}
        kept = {"found": self._found(request, chosen, filters, now, context), "look": context["look"]}
        asked = AskedQueue(chosen, request.GET, context["query"], context["sort"], now, kept)
        return render(request, "tickets/desk/queue.html", {**context, **self._frame(request, asked)})

    def _list(
        self, request: HttpRequest, view: View, filters: TicketFilters, now: datetime
    ) -> dict[str, Any]:
        sort = request.GET.get("sort", "newest" if view.with_ended else "time_left")
        sort = sort if sort in SORTS else "time_left"
        ordering = SORTS[sort]
        look, cursor = look_of(request, view.code), request.GET.get("cursor", "")
        if filters.narrows or cursor:
            tickets = filters.apply(tickets_in(view, request.user, now))
            page = queue_page(tickets, request.user, now, ordering=ordering, cursor=cursor, reads=look.reads)
        else:
            page = first_page(view, request.user, now, ordering=ordering, reads=look.reads)
        listed_keys, ticks = {row.ticket.key for row in page.rows}, has_part(AskedQueue, request.user, BAR)
        opened = next((key for key in request.GET.getlist("open") if key in listed_keys), "")
        groups = page.groups if ordering[0] == TIME_LEFT[0] else [Group("all", words_of(sort), page.rows)]
        return {
            "view": view,
            "opened": opened,
            "query": filters.query(),
            "sort": sort,
            "sorts": offered(sort),
            "thens": _thens(request, sort),
            "groups": [
                (group, GROUP_MARKS.get(group.code, ""), [line_of(row, look, opened) for row in group.rows])
                for group in groups
            ],
            "shown": len(page.rows),
            "ticks": ticks,
            "look": look,
            "span": look.span(ticks),
            "more_url": _address(request, cursor=page.next_cursor) if page.next_cursor else "",
            "self_url": _address(request, cursor="", open=""),
        }

    def _found(
        self, request: HttpRequest, view: View, filters: TicketFilters, now: datetime, page: Mapping[str, Any]
    ) -> str:
        """How many the filters leave, in words; empty where the counter of the view says it.

        One statement where the page does not hold all of them, and for ended tickets. Words that were searched for are
        not counted in open tickets: that would cost more than the list.
        """
        if not filters.narrows and not view.with_ended:
            return ""
        is_whole = not page["more_url"] and not request.GET.get("cursor")
        if is_whole and not view.with_ended:
            return str(page["shown"])
        if request.GET.get("q") and not view.with_ended:
            return MORE_THAN % page["shown"]
        return count_words(capped_count(filters.apply(tickets_in(view, request.user, now))))

    def _frame(self, request: HttpRequest, asked: AskedQueue) -> dict[str, Any]:
        look: Look = asked.kept.get("look", Look())
        code, (counts, cursor) = asked.view.code, counters(request.user, asked.now, asked.view)
        asked.kept["counts"] = counts
        parts = {f"{part}_parts": panels_for(asked, request.user, part) for part in (SIDE, HEAD, BAR)}
        named: Mapping[str, Any] = next((one.data for one in parts["head_parts"] if one.data.get("name")), {})
        count = counts.get(code, 0) if named.get("count") is None else named["count"]
        live = reverse("tickets:queue_live", args=[code])
        return {
            "side": side_of(side_views(request.user, counts, code), parts["side_parts"]),
            **parts,
            "heading": named.get("name", asked.view.label),
            "count": asked.kept.get("found") or count_words(count),
            "live_url": f"{live}?{asked.query}" if asked.query else live,
            "row_url": _page_of("tickets:queue_row", "{key}") + (f"?{look.more}" if look.more else ""),
            "cursor": cursor,
        }

    def _refused(self, request: HttpRequest, view: View, filters: TicketFilters) -> HttpResponse:
        context = {
            "view": view,
            "filter_errors": [
                (FILTERS[name].label if name in FILTERS else name, words)
                for name, words in filters.errors.items()
            ],
            "groups": [],
            "filter_form": FilterForm(request.GET),
            "sort": "time_left",
            "sorts": offered("time_left"),
            "self_url": request.path,
            **self._frame(request, AskedQueue(view, QueryDict(), "", "time_left", timezone.now())),
        }
        return render(request, "tickets/desk/queue.html", context, status=400)


class TakeNext(PageView):
    """`/queue/next/`: the most pressing ticket nobody has becomes mine; two people never get the same."""

    access = "ticket.take"

    def post(self, request: HttpRequest) -> HttpResponseRedirect:
        """Take it and open it, or say that nothing waits."""
        ticket = take_next(actor=request.user)
        if ticket is None:
            messages.info(request, _("Nothing waits in your teams' queues."))
            return redirect("tickets:queue")
        return redirect("tickets:detail", ticket.key)


class QueueLive(PageView):
    """`/live/queue/<view>/?since=`: 204, or how many are new and which changed of those the filters let through."""

    access = "ticket.queue"

    def get(self, request: HttpRequest, view: str) -> HttpResponse:
        """Answer the light poll."""
        since = request.GET.get("since", "")
        if not since.isdecimal() or len(since) > 18:
            return JsonResponse({"error": _("Ask with the cursor the page carries.")}, status=400)
        now, given = timezone.now(), request.GET.copy()
        del given["since"]
        filters = TicketFilters(given, actor=request.user, now=now)
        if filters.errors:
            return JsonResponse({"error": _("Ask with the filters of the page.")}, status=400)
        tickets = tickets_in(found_view(view, request.user), request.user, now)
        news = news_since(int(since), filters.apply(tickets))
        if not news:
            return HttpResponse(status=204)
        return JsonResponse({"new": news.new, "changed": news.changed, "cursor": news.cursor})


class QueueRow(PageView):
    """`/queue/row/<key>/`: one row, to replace a changed one in place."""

    access = "ticket.queue"

    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        """Draw the row; a ticket that is no longer open has none."""
        now = timezone.now()
        look = look_of(request, request.GET.get("view", ""))
        tickets = listed(Ticket.objects.on_desk(request.user).open(), request.user, look.reads)
        rows = rows_of(list(tickets.filter(key=key)), now)
        if not rows:
            return HttpResponse("")
        ticks = has_part(AskedQueue, request.user, BAR)
        return render(request, look.row, {"line": line_of(rows[0], look), "ticks": ticks})


def offered(sort: str) -> list[tuple[str, str]]:
    """The single orders with their words, and the one in force where it is two."""
    every = [(name, str(words)) for name, words in WORDS.items()]
    return every if sort in SINGLE else [*every, (sort, words_of(sort))]


def _thens(request: HttpRequest, sort: str) -> list[tuple[str, str, bool]]:
    """What the list may be ordered by second: address, words, and whether it is; the first of them is nothing."""
    first, second = parts(sort)
    found = [("", _("Nothing")), *((name, str(WORDS[name])) for name in SINGLE if fit(first, name))]
    return [
        (_address(request, cursor="", open="", sort=joined(first, name)), words, name == second)
        for name, words in found
    ]


def _page_of(name: str, key: str) -> str:
    return _pattern(name).replace("KEY", key)


@lru_cache
def _pattern(name: str) -> str:
    """An address with KEY for the ticket: a list needs sixty, and looking one up costs more than the row."""
    return reverse(name, args=["KEY"])


def found_view(code: str, actor: Any) -> View:
    """The view of the address, or 404."""
    try:
        return view_called(code, actor)
    except KeyError:
        raise Http404 from None


def side_of(views: tuple[list[SideView], list[SideView]], parts: Sequence[Any]) -> str:
    """The views as links, drawn once for the side bar and for the menu of narrow screens."""
    return render_to_string("tickets/desk/_side_views.html", {"side": views, "side_parts": parts})


def side_views(actor: Any, counts: dict[str, int], current: str) -> tuple[list[SideView], list[SideView]]:
    """Views of the person and of the person's teams, each with its counter."""
    return (_side(VIEWS, counts, current), _side(views_of_teams(actor), counts, current))


def _side(views: Sequence[View], counts: dict[str, int], current: str) -> list[SideView]:
    return [
        SideView(view.code, view.label, count_words(counts.get(view.code, 0)), view.code == current)
        for view in views
    ]


def _named(request: HttpRequest) -> str:
    """The number of a ticket when that is all that was searched for."""
    key = exact_key(request.GET.get("q", ""))
    return key if key and Ticket.objects.on_desk(request.user).filter(key=key).exists() else ""


def _address(request: HttpRequest, **changes: str) -> str:
    query = request.GET.copy()
    for name, value in changes.items():
        query.pop(name, None)
        if value:
            query[name] = value
    return f"{request.path}?{query.urlencode()}" if query else request.path
