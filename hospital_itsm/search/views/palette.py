"""`/search/palette/`: what the palette lists: pages to go to, things to do, and the results of the search."""

from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from hospital_itsm.core.filtering import Unreadable
from hospital_itsm.core.navigation import NavEntry, Navigation
from hospital_itsm.core.views import PageView
from hospital_itsm.search.doings import Doing, doings_for
from hospital_itsm.search.queries.everything import search
from hospital_itsm.search.sources import sources_for
from hospital_itsm.search.views.search import asked_by, shown

HITS: Final = 3
MOST_PAGES: Final = 6


class PaletteView(PageView):
    """The fragment of the dialog. Asked for without script it is the search itself."""

    access = "search.use"
    is_lookup = True

    def get(self, request: HttpRequest) -> HttpResponse:
        """Pages and actions whose words hold what was typed, then what the search finds."""
        if request.headers.get("HX-Request") != "true":
            return redirect(f"{reverse('search:search')}?{request.GET.urlencode()}")
        context: dict[str, Any] = {"q": ""}
        try:
            asked = asked_by(request)
        except Unreadable as error:
            return render(request, "search/_palette.html", {**context, "error": str(error)}, status=400)
        groups = search(asked, sources_for(request.user), HITS) if asked.text else []
        context = {
            "q": asked.text,
            "pages": _pages(request, asked.plain),
            "doings": _doings(request, asked.plain),
            "groups": [(group, shown(group, asked)) for group in groups],
        }
        return render(request, "search/_palette.html", context)


def _pages(request: HttpRequest, words: str) -> list[NavEntry]:
    both = {entry.url: entry for area in ("portal", "agent") for entry in getattr(Navigation(request), area)}
    return [entry for entry in both.values() if holds(entry.label, words)][:MOST_PAGES]


def _doings(request: HttpRequest, words: str) -> list[Doing]:
    return [doing for doing in doings_for(request.user) if holds(str(doing.label), words)]


def holds(label: str, words: str) -> bool:
    """Does every word begin a word of the label?"""
    known = label.lower().split()
    return all(any(name.startswith(word) for name in known) for word in words.lower().split())
