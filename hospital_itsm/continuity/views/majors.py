"""Major incidents: the list, the command view, and what people do in it (ux 5e)."""

from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from hospital_itsm.continuity.choices import DowntimeLevel, MajorState, MajorTrigger
from hospital_itsm.continuity.filters import MAJOR_SORTS, MajorFilters
from hospital_itsm.continuity.forms.majors import NoteForm, PostForm, token
from hospital_itsm.continuity.majors import children_of, impact_minutes_of
from hospital_itsm.continuity.models import MajorIncident, UpdateTemplate
from hospital_itsm.core.access import can
from hospital_itsm.core.list_page import ListPage
from hospital_itsm.core.views import PageView

SHOWN_ENTRIES = 50
WAITS = Count("deliveries", filter=Q(deliveries__told_at__isnull=True))
"""How many tickets an update has not reached yet."""

MARKS = {
    MajorState.PROPOSED: "warn",
    MajorState.DECLINED: "none",
    MajorState.ACTIVE: "bad",
    MajorState.STOOD_DOWN: "wait",
    MajorState.REVIEWED: "done",
}


class MajorsView(ListPage):
    """`/mi/`: what is coordinated now, what was, and whose review is due."""

    access = "major.read"
    template = "continuity/majors.html"
    rows_template = "continuity/_major_rows.html"
    filters = MajorFilters
    orders = MAJOR_SORTS
    is_counted = True

    def rows(self, request: HttpRequest, today: date) -> Any:
        """Visible ones."""
        return MajorIncident.objects.visible_to(request.user).listed()

    def _page(self, *args: Any) -> Any:
        page = super()._page(*args)
        for one in page.rows:
            one.mark = MARKS[MajorState(one.state)]
        return page

    def more_context(self, request: HttpRequest) -> dict[str, Any]:
        """Values to choose from, and whether this person proposes."""
        return {
            "states": MajorState.choices,
            "state": request.GET.get("state", ""),
            "triggers": MajorTrigger.choices,
            "trigger": request.GET.get("trigger", ""),
            "may_propose": can(request.user, "major.propose"),
            "may_work": can(request.user, "major.work"),
        }


class MajorView(PageView):
    """`/mi/<key>/`: the command view."""

    access = "major.read"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show it."""
        return show_major(request, major_or_404(request, pk))


class TemplatesView(PageView):
    """`/mi/templates/`: the words of updates."""

    access = "major.work"

    def get(self, request: HttpRequest) -> HttpResponse:
        """List them."""
        return render(request, "continuity/templates.html", {"rows": UpdateTemplate.objects.all()})


def show_major(
    request: HttpRequest,
    major: MajorIncident,
    *,
    status: int = 200,
    conflict: str = "",
    post_form: PostForm | None = None,
    note_form: NoteForm | None = None,
) -> HttpResponse:
    """The page, with a refused form in the place of a fresh one."""
    now, user = timezone.now(), request.user
    areas = list(major.areas.all())
    for row in areas:
        row.major = major
    may_work = can(user, "major.work", major)
    children, hidden = children_of(major, user)
    fresh = {"token": token(), "next_minutes": str(major.cadence_minutes)}
    context = {
        "major": major,
        "mark": MARKS[MajorState(major.state)],
        "level": DowntimeLevel(major.level).label,
        "areas": areas,
        "services": sorted(major.services.all(), key=lambda one: one.name),
        "outages": list(major.outages.all()),
        "notices": list(major.notices.all()),
        "children": children,
        "hidden_children": hidden,
        "impact": impact_minutes_of(major, areas, now),
        "updates": list(major.updates.select_related("author").annotate(waits=WAITS)[:20]),
        "timeline": list(major.timeline.select_related("author").order_by("-at", "-id")[:SHOWN_ENTRIES]),
        "actions": list(major.actions.select_related("owner")),
        "post_form": (post_form or PostForm(initial=fresh)) if may_work and major.is_active else None,
        "note_form": note_form or NoteForm(),
        "may_work": may_work,
        "may_declare": major.state == MajorState.PROPOSED and can(user, "major.declare", major),
        "may_note": can(user, "major.note", major)
        and major.state not in (MajorState.DECLINED, MajorState.REVIEWED),
        "wrong": next((one for one in (post_form, note_form) if one is not None), None),
        "conflict": conflict,
        "now": now,
    }
    return render(request, "continuity/major.html", context, status=status)


def major_or_404(request: HttpRequest, pk: int) -> MajorIncident:
    """The major incident of an address with all its page draws."""
    rows = MajorIncident.objects.visible_to(request.user).listed()
    joined = (
        "ticket",
        "communications",
        "scribe",
        "clinical_lead",
        "proposed_by",
        "promoted_by",
        "reviewed_by",
    )
    found: MajorIncident = get_object_or_404(rows.select_related(*joined), pk=pk)
    return found
