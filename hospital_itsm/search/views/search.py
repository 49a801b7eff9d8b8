"""`/search/`: one box for everything a person may see."""

from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from hospital_itsm.core.access import can
from hospital_itsm.core.filtering import Unreadable, searchable
from hospital_itsm.core.views import PageView
from hospital_itsm.people.views.layout import own_layout
from hospital_itsm.search.queries.everything import IN_FULL, IN_GROUP, Group, jump, meant, search
from hospital_itsm.search.rules.marking import Part, marked
from hospital_itsm.search.rules.words import LONGEST_TEXT
from hospital_itsm.search.sources import Asked, Hit, sources_for

Shown = tuple[Hit, tuple[Part, ...]]
GROUP: Final = "group"


class SearchView(PageView):
    """Groups of five; `group` shows one of them in full. A number that is the number of one thing goes there."""

    access = "search.use"
    is_lookup = True

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show what is found, or go where the typed number leads."""
        sources, only = sources_for(request.user), request.GET.get(GROUP, "")
        chosen = [source for source in sources if source.code == only]
        context: dict[str, Any] = {"layout": own_layout(request), "sources": sources}
        try:
            asked = asked_by(request)
        except Unreadable as error:
            return render(request, "search/search.html", {**context, "error": str(error)}, status=400)
        groups = search(asked, chosen or sources, IN_FULL if chosen else IN_GROUP)
        there = "" if chosen else jump(groups)
        if there:
            return redirect(there)
        context |= {
            "q": asked.text,
            "groups": [(group, shown(group, asked)) for group in groups],
            "group": chosen[0] if chosen else None,
            "meant": "" if groups else meant(asked, sources),
            "may_report": can(request.user, "ticket.mine"),
        }
        return render(request, "search/search.html", context)


def asked_by(request: HttpRequest) -> Asked:
    """What was typed. Raises Unreadable for what no database can look for."""
    return Asked(searchable(request.GET.get("q", ""), LONGEST_TEXT).strip(), request.user)


def shown(group: Group, asked: Asked) -> list[Shown]:
    """The hits with the parts of their titles that were searched for."""
    return [(hit, marked(hit.title, asked.parts)) for hit in group.hits]
