"""Lists: filters and order stand in the address, further rows come on demand."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, ClassVar

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone

from hospital_itsm.core.filtering import Filters
from hospital_itsm.core.listing import COUNT_CAP, BadCursor, Page, capped_count, seek
from hospital_itsm.core.views import PageView

PAGE_SIZE = 50


class ListPage(PageView):
    """One list. A subclass gives `rows`, `filters`, `orders` and the two templates: the page, and its rows alone."""

    template: ClassVar[str] = ""
    rows_template: ClassVar[str] = ""
    filters: ClassVar[type[Filters]]
    orders: ClassVar[Mapping[str, Sequence[str]]]
    is_counted: ClassVar[bool] = False
    """Say how many rows match, up to the cap; one more statement."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """A page of the list, or only further rows when htmx asks for them."""
        now = timezone.now()
        asked = self.filters(request.GET, actor=request.user, now=now)
        order = request.GET.get("sort", "")
        order = order if order in self.orders else next(iter(self.orders))
        page = Page[Any]([], "", "") if asked.errors else self._page(request, asked, order)
        context = {
            "page": page,
            "count": self._count(request, asked),
            "chips": [chip for chip in asked.chips() if chip.name != "q"],
            "errors": list(asked.errors.values()),
            "q": request.GET.get("q", ""),
            "order": order,
            "query": asked.query(),
            "more_url": with_query(request, cursor=page.next_cursor) if page.next_cursor else "",
            "today": timezone.localdate(now),
            **self.more_context(request),
        }
        is_fragment = request.headers.get("HX-Request") == "true" and request.GET.get("cursor")
        template = self.rows_template if is_fragment else self.template
        return render(request, template, context, status=400 if asked.errors else 200)

    def rows(self, request: HttpRequest, today: date) -> Any:
        """What this person may see, before filters."""
        raise NotImplementedError

    def more_context(self, request: HttpRequest) -> dict[str, Any]:
        """Further context."""
        return {}

    def _count(self, request: HttpRequest, asked: Filters) -> str:
        if asked.errors or not self.is_counted:
            return ""
        found = capped_count(asked.apply(self.rows(request, timezone.localdate())))
        return f"{COUNT_CAP}+" if found > COUNT_CAP else str(found)

    def _page(self, request: HttpRequest, asked: Filters, order: str) -> Page[Any]:
        rows = asked.apply(self.rows(request, timezone.localdate()))
        try:
            return seek(rows, self.orders[order], PAGE_SIZE, request.GET.get("cursor", ""))
        except BadCursor as error:
            raise BadRequest(str(error)) from error


def with_query(request: HttpRequest, **changes: str) -> str:
    """The present address with some parameters changed; an empty value drops one."""
    query: QueryDict = request.GET.copy()
    for name, value in changes.items():
        query.pop(name, None)
        if value:
            query[name] = value
    return f"{request.path}?{query.urlencode()}" if query else request.path
